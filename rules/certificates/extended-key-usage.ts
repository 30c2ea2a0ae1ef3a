import { describeCertificate } from '../../src/topology/certificate.js';
import { isPinned, purposesOf, shownBy, shownUses } from '../../src/topology/certificate-use.js';
import { allows } from '../../src/topology/chain.js';
import { defineRule } from '../../src/topology/rule.js';

const names = { server: 'serverAuth', client: 'clientAuth' };

export default defineRule({
  id: 'certificates/extended-key-usage',
  severity: 'error',
  summary: 'a certificate whose extended key usage forbids what it is used for',
  messages: {
    server: {
      text: 'the certificate “{subject}” of {setting} is not one for servers: its extended key usage lacks {missing}',
      why: 'Whoever connects refuses it. Bites: at the first connect.',
      advice: 'Have it issued with the extended key usages {wanted}, or with none.',
    },
    client: {
      text: 'the certificate “{subject}” of {setting} is not one for clients: its extended key usage lacks {missing}',
      why: 'Nodes connect to each other with it, and the one that is called refuses it. Public authorities no longer issue certificates for both. Bites: at the first connect.',
      advice: 'Have it issued with the extended key usages {wanted}, or with none.',
    },
  },
  needs: ['certificates'],
  evidence: [
    {
      message: 'Extended key usage does not permit use for TLS server authentication',
      versions: 'Java 17, 25',
    },
    {
      message: 'Extended key usage does not permit use for TLS client authentication',
      versions: '9.5.3',
    },
  ],
  on: {
    node(node, { report }) {
      for (const use of shownUses) {
        const identity = shownBy(node, use);
        if (!identity || isPinned(node, use, identity.leaf)) continue;
        const { entry, leaf } = identity;
        const wanted = purposesOf(node, use);
        const missing = wanted.filter((purpose) => !allows(leaf.x509, purpose));
        if (missing.length === 0) continue;
        report({
          ...entry.valuePlace,
          message: missing[0]!,
          data: {
            subject: leaf.x509.subject,
            setting: entry.key,
            missing: missing.map((purpose) => names[purpose]).join(' and '),
            wanted: wanted.map((purpose) => names[purpose]).join(' and '),
          },
          setting: entry,
          related: [{ ...leaf, message: describeCertificate(leaf) }],
        });
      }
    },
  },
});
