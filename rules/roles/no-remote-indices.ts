import { matchesAny } from '../../src/settings/name-patterns.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'roles/no-remote-indices',
  severity: 'error',
  summary:
    'remote_indices for no link that there is, or a link that no role has remote_indices for',
  messages: {
    noLink: {
      severity: 'warning',
      text: 'remote_indices of role {role} are for {clusters}, and no link of {cluster} is called so',
      why: 'The role gives no access to any remote cluster: requests answer 403. Bites: at the first search.',
      advice: 'Name the aliases as in cluster.remote.<alias>: {aliases}.',
    },
    noRole: {
      text: 'no role of {cluster} has remote_indices for alias {alias}, which uses an API key',
      why: 'With an API key the roles of the local cluster decide: a user whose roles have none for the alias gets 403. Bites: at the first search.',
      advice: 'Give a role remote_indices with "clusters": ["{alias}"].',
    },
  },
  needs: ['keystore', 'roles'],
  evidence: [
    {
      message:
        'action [indices:data/read/search] towards remote cluster [logs] is unauthorized for user [jane] with effective roles [logs-reader] because no remote indices privileges apply for the target cluster',
      versions: '9.5.3',
    },
  ],
  links: ['https://www.elastic.co/docs/deploy-manage/remote-clusters/remote-clusters-api-key'],
  on: {
    role({ remoteIndices, cluster, name }, { report }) {
      const aliases = cluster.links.map(({ alias }) => alias);
      if (aliases.length === 0) return;
      for (const { source, range, clusters } of remoteIndices) {
        const texts = clusters.map(({ text }) => text);
        if (texts.length === 0 || aliases.some((alias) => matchesAny(texts, alias) !== false))
          continue;
        report({
          ...(clusters[0] ?? { source, range }),
          message: 'noLink',
          data: {
            role: name,
            clusters: texts.join(', '),
            cluster: cluster.name,
            aliases: aliases.join(', '),
          },
        });
      }
    },
    link({ from, alias, intendedModel, place }, { report }) {
      if (intendedModel !== 'api-key' || from.roles.length === 0) return;
      const patterns = from.roles.flatMap(({ remoteIndices }) =>
        remoteIndices.flatMap(({ clusters }) => clusters.map(({ text }) => text)),
      );
      if (matchesAny(patterns, alias) !== false) return;
      report({
        ...place.keyPlace,
        message: 'noRole',
        data: { cluster: from.name, alias },
        setting: place,
        related: from.roles.map((role) => ({ ...role, message: `role ${role.name}` })),
      });
    },
  },
});
