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
  links: [
    'https://www.elastic.co/docs/deploy-manage/remote-clusters/remote-clusters-api-key',
    'https://www.elastic.co/docs/deploy-manage/remote-clusters/remote-clusters-cert',
  ],
  on: {
    link({ from, to, alias, intendedModel, use }, { report }) {
      const lacking = (
        entry: { privileges: readonly string[] },
        wanted: readonly string[],
      ): string => wanted.filter((name) => !grants(entry.privileges, name)).join(', ');
      for (const role of intendedModel === 'api-key' ? from.roles : []) {
        for (const entry of role.remoteIndices) {
          const aliases = entry.clusters.map(({ text }) => text);
          if (matchesAny(aliases, alias) !== true) continue;
          const data = { role: role.name, alias };
          // what is not for this use at all is not meant for it
          const isReplication = grants(entry.privileges, 'cross_cluster_replication');
          const missing = lacking(entry, privilegesFor.search);
          const isSearch =
            entry.privileges.includes('read') || (!isReplication && use.includes('search'));
          if (isSearch && missing !== '')
            report({ ...entry, message: 'remote', data: { ...data, missing, use: 'search' } });
          if (use.length === 1 && use[0] === 'replication' && !isReplication)
            report({
              ...entry,
              message: 'replication',
              data: { ...data, missing: privilegesFor.replication.join(', '), use: 'replication' },
            });
          const manages = ['manage_ccr', 'manage', 'all'].some((name) =>
            role.clusterPrivileges.includes(name),
          );
          if (use.includes('replication') && isReplication && !manages)
            report({ ...entry, message: 'cluster', data });
        }
      }
      if (intendedModel !== 'certificate' || !to) return;
      for (const role of to.roles.filter(({ name }) =>
        from.roles.some((own) => own.name === name),
      )) {
        for (const entry of role.indices.filter(({ privileges }) => privileges.includes('read'))) {
          const missing = lacking(entry, privilegesFor.certificateSearch);
          if (missing === '') continue;
          report({
            ...entry,
            message: 'namesake',
            data: { role: role.name, missing, cluster: to.name, alias },
          });
        }
      }
    },
  },
});
