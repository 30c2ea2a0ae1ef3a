import { dayOf } from '../../src/core/day.js';
import { certificateUses, relatedTo, standingOf } from '../../src/topology/certificate-use.js';
import { certutilCommand } from '../../src/topology/certutil.js';
import { dateFault } from '../../src/topology/chain.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'certificates/expired',
  severity: 'error',
  summary: 'a certificate that is no longer valid',
  messages: {
    shown: {
      text: 'the certificate “{subject}” of {setting} expired on {day}',
      why: 'Whoever verifies it refuses every new connection; those that are open live on until the next restart. Bites: now.',
      advice: 'Make a new one: {command}',
    },
    signing: {
      text: 'the certificate “{subject}” of {setting} expired on {day}',
      why: 'The remote cluster refuses what is signed with it, even when the API key asks for no identity. Bites: now.',
      advice: 'Make a new one with the same subject: {command}',
    },
    pinned: {
      severity: 'warning',
      text: 'the certificate “{subject}” of {setting} expired on {day}',
      why: 'Elasticsearch connects all the same, because those who are known to verify it have this very certificate among their authorities, and then do not look at dates. Whoever trusts its issuer instead refuses it.',
      advice: 'Make a new one: {command}',
    },
    authority: {
      severity: 'warning',
      text: 'the authority “{subject}” in {setting} expired on {day}',
      why: 'Java does not look at the dates of what it is told to trust, so Elasticsearch goes on; clients that are no Java, such as Kibana, Beats and curl, refuse what it has issued.',
      advice:
        'Make a new authority, add it beside this one on all nodes, then replace the certificates that this one has issued.',
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
        const { entry, file } = use;
        const { x509 } = file;
        if (dateFault(x509, today) !== 'expired') continue;
        report({
          ...entry.valuePlace,
          message: standingOf(use),
          data: {
            subject: x509.subject,
            setting: entry.key,
            day: dayOf(x509.notAfter),
            command: certutilCommand(x509),
          },
          setting: entry,
          related: relatedTo(use),
        });
      }
    },
  },
});
