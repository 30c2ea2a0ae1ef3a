import { appendItems } from '../../src/documents/edit.js';
import type { IndexAccess } from '../../src/topology/security-role.js';
import { grants, privilegesFor } from '../../src/topology/access.js';
import { matchesAny } from '../../src/settings/name-patterns.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'roles/privileges-missing',
  severity: 'warning',
  summary: 'a role for a link lacks privileges that its use needs',
  messages: {
    remote: {
      text: 'remote_indices of role {role} lack {missing}, which {use} over alias {alias} needs',
      why: 'A plain search works with read alone; Kibana, ES|QL and resolving names do not. Bites: when they are used.',
      advice: 'Add {missing} to its privileges.',
    },
    replication: {
      text: 'remote_indices of role {role} lack {missing}, which {use} over alias {alias} needs',
      why: 'Following an index of the remote cluster answers 403. Bites: when the follower is created.',
      advice: 'Add {missing} to its privileges.',
    },
    cluster: {
      text: 'role {role} may replicate from alias {alias}, but lacks the cluster privilege manage_ccr',
      why: 'Without it the user cannot create or follow anything. Bites: when the follower is created.',
      advice: 'Add manage_ccr to "cluster", unless another role of the user has it.',
    },
    namesake: {
      text: 'role {role} lacks {missing} on {cluster}, which alias {alias} reaches with certificates',
      why: 'With certificates the role of the same name on the remote cluster decides. Bites: at the first search that needs it.',
      advice: 'Add {missing} to its privileges on {cluster}.',
    },
  },
  needs: ['roles'],
  links: [
    'https://www.elastic.co/docs/deploy-manage/remote-clusters/remote-clusters-api-key',
    'https://www.elastic.co/docs/deploy-manage/remote-clusters/remote-clusters-cert',
  ],
  fix: 'unsafe',
  on: {
    link({ from, to, alias, intendedModel, use }, { report }) {
      type Message = 'remote' | 'replication' | 'namesake';
      const demand = (
        message: Message,
        entry: IndexAccess,
        wanted: readonly string[],
        data: Readonly<Record<string, string>>,
      ): void => {
        const missing = wanted.filter((name) => !grants(entry.privileges, name));
        if (missing.length === 0) return;
        const edit = appendItems(entry.source, entry.privilegesTree, missing);
        report({
          ...entry,
          message,
          data: { ...data, alias, missing: missing.join(', ') },
          fix: edit && { safe: false, title: `add ${missing.join(', ')}`, edits: [edit] },
        });
      };
      for (const role of intendedModel === 'api-key' ? from.roles : []) {
        const manages = ['manage_ccr', 'manage', 'all'].some((name) =>
          role.clusterPrivileges.includes(name),
        );
        for (const entry of role.remoteIndices) {
          const aliases = entry.clusters.map(({ text }) => text);
          if (matchesAny(aliases, alias) !== true) continue;
          const data = { role: role.name };
          const replicates = grants(entry.privileges, 'cross_cluster_replication');
          // what is for the other use alone is left alone
          if (entry.privileges.includes('read') || (!replicates && use.includes('search')))
            demand('remote', entry, privilegesFor.search, { ...data, use: 'search' });
          if (use.join() === 'replication')
            demand('replication', entry, privilegesFor.replication, {
              ...data,
              use: 'replication',
            });
          if (use.includes('replication') && (replicates || use.length === 1) && !manages)
            report({ ...entry, message: 'cluster', data: { ...data, alias } });
        }
      }
      if (intendedModel !== 'certificate' || !to) return;
      const own = from.roles.map(({ name }) => name);
      for (const role of to.roles.filter(({ name }) => own.includes(name))) {
        for (const entry of role.indices.filter(({ privileges }) => privileges.includes('read')))
          demand('namesake', entry, privilegesFor.certificateSearch, {
            role: role.name,
            cluster: to.name,
          });
      }
    },
  },
});
