import { effectiveAccess } from '../../src/topology/access.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'link/role-missing',
  severity: 'error',
  summary:
    'in the certificate model, a role that the other cluster does not have, or that reaches nothing there',
  messages: {
    nothing: {
      text: 'role {role} reaches nothing over alias {alias} for {use}: {reason}',
      why: 'With TLS certificates the names of the roles are all that goes along, and the role of the same name on the remote cluster decides. Bites: at the first {use}.',
      advice: 'Create the role {role} on {to}, with the privileges on the indices that are meant.',
    },
  },
  needs: ['keystore', 'roles', 'remote roles'],
  evidence: [
    {
      message:
        'action [indices:data/read/search] is unauthorized for user [jane] with effective roles [] (assigned roles [logs-reader] were not found) on indices [logs-1], this action is granted by the index privileges [read,all]',
      versions: '9.5.3',
    },
    {
      message:
        'action [indices:data/read/search] is unauthorized for user [jane] with effective roles [logs-reader] on indices [logs-1], this action is granted by the index privileges [read,all]',
      versions: '9.5.3',
    },
  ],
  links: ['https://www.elastic.co/docs/deploy-manage/remote-clusters/remote-clusters-cert'],
  on: {
    link(link, { report }) {
      const { alias, to, from } = link;
      if (link.intendedModel !== 'certificate') return;
      const rows = effectiveAccess(link);
      for (const { role, use, asked, allowed, verdict, place, reason = '' } of rows) {
        if (verdict !== 'empty' && verdict !== 'narrower') continue;
        // which roles are meant for the link is not known: one that works is enough
        if (rows.some((other) => other.use === use && other.verdict === 'full')) continue;
        report({
          ...(asked[0] ?? place),
          message: 'nothing',
          data: { role: role.name, alias, use, reason, to: to?.name ?? '' },
          related: [
            { ...link.place.keyPlace, message: `alias ${alias} of ${from.name}` },
            ...allowed
              .slice(0, 1)
              .map((one) => ({ ...one, message: 'what its namesake has there' })),
          ],
        });
      }
    },
  },
});
