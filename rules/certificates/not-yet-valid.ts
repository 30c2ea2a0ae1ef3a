import { dayOf } from '../../src/core/day.js';
import { certificateUses, isPinnedUse, relatedTo } from '../../src/topology/certificate-use.js';
import { dateFault } from '../../src/topology/chain.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'certificates/not-yet-valid',
  severity: 'error',
  summary: 'a certificate that is valid only from a later day on',
  messages: {
    shown: {
      text: 'the certificate “{subject}” of {setting} is valid only from {day} on',
      why: 'Whoever verifies it before that day refuses the connection. Bites: at the first connect.',
      advice: 'Install it on {day} or later, and leave the old one in place until then.',
    },
  },
  needs: ['certificates'],
  evidence: [
    {
      message:
        'PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed',
      versions: '9.5.3',
    },
  ],
  on: {
    node(node, { report, today }) {
      for (const use of certificateUses(node)) {
        const { entry, file, isAnchor } = use;
        // of what is trusted nobody asks since when
        if (isAnchor || dateFault(file.x509, today) !== 'not-yet-valid') continue;
        if (isPinnedUse(use)) continue;
        report({
          ...entry.valuePlace,
          message: 'shown',
          data: {
            subject: file.x509.subject,
            setting: entry.key,
            day: dayOf(file.x509.notBefore),
          },
          setting: entry,
          related: relatedTo(use),
        });
      }
    },
  },
});
