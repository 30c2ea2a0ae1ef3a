import { describeCertificate } from '../../src/topology/certificate.js';
import { missingIssuer, shownBy, shownUses } from '../../src/topology/certificate-use.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'certificates/chain-incomplete',
  severity: 'warning',
  summary: 'the file of a certificate lacks the intermediate authority that issued it',
  messages: {
    missing: {
      text: 'the file of {setting} lacks the intermediate authority “{issuer}” that issued “{subject}”',
      why: 'A node shows what is in this file and nothing else: whoever trusts only the root cannot find the way to it, and refuses the connection. Bites: at the first connect.',
      advice:
        'Add the certificate of “{issuer}”, which stands in {file} from line {line} on, behind it.',
    },
  },
  needs: ['certificates'],
  evidence: [
    { message: 'PKIX path building failed', versions: '8.19.21, 9.5.3' },
    {
      message: 'unable to find valid certification path to requested target',
      versions: '8.19.21, 9.5.3',
    },
  ],
  on: {
    node(node, { report }) {
      for (const use of shownUses) {
        const identity = shownBy(node, use);
        const missing = identity && missingIssuer(identity, use);
        if (!missing) continue;
        const { entry, leaf } = identity;
        report({
          ...entry.valuePlace,
          message: 'missing',
          data: {
            setting: entry.key,
            subject: leaf.x509.subject,
            issuer: missing.x509.subject,
            file: missing.source.path,
            line: missing.source.position(missing.range.start).line,
          },
          setting: entry,
          related: [
            { ...leaf, message: describeCertificate(leaf) },
            {
              ...missing,
              message: `the intermediate authority is here: ${describeCertificate(missing)}`,
            },
          ],
        });
      }
    },
  },
});
