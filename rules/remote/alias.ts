import type { Link } from '../../src/topology/link.js';
import { refusedAlias } from '../../src/topology/remote.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'remote/alias',
  severity: 'error',
  summary: 'an alias that Elasticsearch refuses, or that will mislead',
  messages: {
    refused: {
      insteadOf: 'unknown setting',
      text: "'{alias}' cannot be the alias of a remote cluster",
      why: 'An alias has letters from a to z, digits, - and _, and nothing else. Elasticsearch takes {setting} for an unknown setting: the node does not start, a settings request is rejected.',
      advice: 'Rename it, for instance to {better}, and use that name in searches and roles, too.',
    },
    capitals: {
      severity: 'warning',
      text: 'alias {alias} has capital letters',
      why: 'Elasticsearch takes them, but Elastic Cloud takes API keys for remote clusters only under names in small letters, and both names must be the same.',
      advice: 'Rename it to {better} before you add the API key.',
    },
    ambiguous: {
      severity: 'warning',
      text: 'alias {alias} has the name of a group of settings',
      why: 'cluster.remote.{alias}.* also holds settings that belong to no alias, so that deleting the remote with a wildcard deletes those as well.',
      advice: 'Choose another alias.',
    },
    twice: {
      severity: 'warning',
      confidence: 'likely',
      text: 'aliases {alias} and {other} lead to the same address',
      why: 'A search over *:index asks that cluster twice, and counts its hits twice.',
      advice: 'Keep one of them, unless they stand for different credentials.',
    },
  },
  evidence: [
    {
      message: 'persistent setting [cluster.remote..seeds], not recognized',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
    {
      message:
        'unknown setting [cluster.remote.my.one.seeds] please check that any required plugins are installed, or check the breaking changes documentation for removed settings',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
  ],
  on: {
    setting({ entry, key }, { report }) {
      const alias = refusedAlias(key);
      if (alias === undefined) return;
      const better =
        alias
          .toLowerCase()
          .replace(/[^-\w]+/g, '-')
          .replace(/^-|-$/g, '') || 'remote';
      const data = { alias, setting: key, better };
      report({ ...entry.keyPlace, message: 'refused', data, setting: entry });
    },
    link({ alias, from, place }, { report }) {
      const cloud = from.facts.platform === 'ech' || from.facts.platform === 'ece';
      const capitals = cloud && /[A-Z]/.test(alias);
      if (!capitals && alias !== 'signing' && alias !== 'node') return;
      report({
        ...place.keyPlace,
        message: capitals ? 'capitals' : 'ambiguous',
        data: { alias, better: alias.toLowerCase() },
        setting: place,
      });
    },
    cluster({ links, credentials }, { report }) {
      const targets = new Map<string, Link>();
      for (const link of links) {
        const { place, alias } = link;
        const { destination } = link;
        if (destination === undefined || credentials.has(alias)) continue;
        const other = targets.get(destination);
        if (!other) targets.set(destination, link);
        else
          report({
            ...place.keyPlace,
            message: 'twice',
            data: { alias, other: other.alias },
            setting: place,
            related: [{ ...other.place.keyPlace, message: 'the other alias is set here' }],
          });
      }
    },
  },
});
