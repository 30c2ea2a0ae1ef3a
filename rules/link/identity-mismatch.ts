import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'link/identity-mismatch',
  severity: 'error',
  summary: 'the signing certificate does not match the certificate_identity of the API key',
  messages: {
    mismatch: {
      text: 'certificate_identity “{pattern}” does not match the signing certificate of {from}',
      why: 'Elasticsearch matches the whole of the distinguished name “{dn}”, case and blanks included, and answers 401. Bites: at the first search.',
      advice: 'A pattern that matches just this name: {exact}',
    },
  },
  needs: ['certificates', 'remote API keys'],
  evidence: [
    {
      message:
        'DN from provided certificate [CN=instance] does not match API Key certificate identity pattern [^cn=instance$]',
      versions: '9.5.3',
    },
  ],
  on: {
    link(link, { report }) {
      const keys = link.to?.apiKeys ?? [];
      const certificates = link.signingCertificates;
      // which of several keys the link uses is not known: only when none of them fits, something is wrong
      if (link.model === 'certificate' || certificates.length === 0 || keys.length === 0) return;
      for (const certificate of certificates) {
        const dn = certificate.x509.subject;
        const mismatched = keys.filter(
          ({ identity }) => identity?.pattern.ok && !identity.pattern.matches(dn),
        );
        if (mismatched.length < keys.length) continue;
        const signing =
          link.settings.get('signing.certificate') ?? link.settings.get('signing.keystore.path');
        for (const { identity } of mismatched) {
          report({
            ...identity!,
            message: 'mismatch',
            data: { pattern: identity!.text, from: link.from.name, dn, exact: escapeForJson(dn) },
            related: [
              { ...certificate, message: `subject ${dn}` },
              ...(signing
                ? [
                    {
                      ...signing.valuePlace,
                      message: `${link.from.name} signs with it as alias ${link.alias}`,
                    },
                  ]
                : []),
            ],
          });
        }
        return;
      }
    },
  },
});

/** A name as a Java pattern inside a JSON text. */
function escapeForJson(dn: string): string {
  return JSON.stringify(dn.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&'));
}
