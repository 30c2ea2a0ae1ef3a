import type { SecurityRole } from '../../src/topology/security-role.js';
import { defineRule } from '../../src/topology/rule.js';

const reads = ({ indices }: SecurityRole): boolean =>
  indices.some(({ privileges }) =>
    privileges.some((name) => /^(?:read|read_cross_cluster|all)$/.test(name)),
  );

export default defineRule({
  id: 'link/role-missing',
  severity: 'warning',
  summary:
    'in the certificate model, a role that the other cluster does not have, or that reads nothing there',
  messages: {
    none: {
      text: 'no role of cluster {from} has its like on cluster {to}, which alias {alias} leads to',
      why: 'With TLS certificates the names of the roles are all that goes along: the other cluster looks up what a role of the same name may do there. Bites: at the first search of anybody but a superuser.',
      advice:
        'Create a role of the same name on {to}, with read and read_cross_cluster on the indices.',
    },
    unreadable: {
      text: 'role {role} reads nothing on cluster {to}, which alias {alias} leads to',
      why: 'Its namesake there decides, and that has neither read nor read_cross_cluster on any index. Bites: at the first search.',
      advice: 'Give role {role} on {to} read and read_cross_cluster on the indices.',
    },
  },
  needs: ['keystore', 'roles', 'remote roles'],
  evidence: [
    {
      message:
        'action [indices:data/read/search] is unauthorized for user [jane] with effective roles [logs-reader] on indices [logs-1], this action is granted by the index privileges [read,read_cross_cluster,all]',
      versions: 'as reported',
    },
  ],
  links: ['https://www.elastic.co/docs/deploy-manage/remote-clusters/remote-clusters-cert'],
  on: {
    link(link, { report }) {
      const { from, to, alias, use } = link;
      if (link.model !== 'certificate' || !link.settings.enabled || !to) return;
      if (use.length > 0 && !use.includes('search')) return;
      if (from.roles.length === 0 || to.roles.length === 0) return;
      const shared = from.roles.flatMap((own) => {
        const there = to.roles.find(({ name }) => name === own.name);
        return there ? [{ own, there }] : [];
      });
      const data = { from: from.name, to: to.name, alias };
      const dialled = { ...link.place.valuePlace, message: 'the link dials from here' };
      if (shared.length === 0)
        report({ ...from.roles[0]!, message: 'none', data, related: [dialled] });
      for (const { own, there } of shared) {
        if (reads(there)) continue;
        const related = [{ ...there, message: 'its namesake' }, dialled];
        report({ ...own, message: 'unreadable', data: { ...data, role: own.name }, related });
      }
    },
  },
});
