import { dayOf } from '../../src/core/day.js';
import { certificateUses, relatedTo } from '../../src/topology/certificate-use.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'certificates/leaf-as-anchor',
  severity: 'warning',
  summary: 'a certificate that is no authority among those that are trusted',
  messages: {
    issued: {
      text: '{setting} holds “{subject}”, which is no authority but the certificate of a server',
      why: 'Only the one server that shows this very certificate is trusted, and nobody looks at its dates any more. When it is renewed, every connection to it fails.',
      advice: 'Put the certificate of its issuer “{issuer}” in its place.',
    },
    own: {
      text: '{setting} holds “{subject}”, a certificate that signed itself and is no authority',
      why: 'Only the one server that shows this very certificate is trusted, and nobody looks at its dates any more. When it is renewed, every connection to it fails.',
      advice:
        'Make an authority (bin/elasticsearch-certutil ca --pem), have it issue the certificate, and put the authority here; until then renew both places together, before {day}.',
    },
  },
  needs: ['certificates'],
  on: {
    node(node, { report }) {
      for (const use of certificateUses(node)) {
        // where the node shows it, too, the place that trusts it is one of the others
        const trusting = [use.entry, ...use.also].find(({ key }) => key.endsWith('_authorities'));
        const { x509 } = use.file;
        if (!trusting || x509.isCa || x509.version < 3) continue;
        const also = [use.entry, ...use.also].filter((entry) => entry !== trusting);
        report({
          ...trusting.valuePlace,
          message: x509.selfIssued ? 'own' : 'issued',
          data: {
            setting: trusting.key,
            subject: x509.subject,
            issuer: x509.issuer,
            day: dayOf(x509.notAfter),
          },
          setting: trusting,
          related: relatedTo({ file: use.file, also }),
        });
      }
    },
  },
});
