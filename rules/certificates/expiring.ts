import { dayOf } from '../../src/core/day.js';
import { certificateUses, relatedTo } from '../../src/topology/certificate-use.js';
import { certutilCommand } from '../../src/topology/certutil.js';
import { daysLeft } from '../../src/topology/chain.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'certificates/expiring',
  severity: 'warning',
  summary: 'a certificate that expires soon',
  messages: {
    shown: {
      text: 'the certificate “{subject}” of {setting} expires on {day}: {left}',
      why: 'From then on whoever verifies it refuses every new connection, and the log of the other side is all that tells.',
      advice: 'Make a new one: {command}',
    },
    authority: {
      text: 'the authority “{subject}” in {setting} expires on {day}: {left}',
      why: 'Clients that are no Java, such as Kibana, Beats and curl, then refuse what it has issued.',
      advice:
        'Make a new authority, add it beside this one on all nodes, then replace the certificates that this one has issued.',
    },
  },
  options: {
    days: {
      type: 'integer',
      minimum: 1,
      // enough for a change that needs other people, and too few to be told for nothing
      default: 30,
      description: 'how many days before the end it is told',
    },
  },
  needs: ['certificates'],
  on: {
    node(node, { report, today, options }) {
      for (const use of certificateUses(node)) {
        const { entry } = use;
        const { x509 } = use.file;
        const left = daysLeft(x509, today);
        if (left < 0 || left >= options.days) continue;
        report({
          ...entry.valuePlace,
          message: use.isAnchor ? 'authority' : 'shown',
          data: {
            subject: x509.subject,
            setting: entry.key,
            day: dayOf(x509.notAfter),
            left: left === 0 ? 'today' : left === 1 ? 'in 1 day' : `in ${left} days`,
            command: certutilCommand(x509),
          },
          setting: entry,
          related: relatedTo(use),
        });
      }
    },
  },
});
