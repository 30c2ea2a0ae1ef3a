import { isEverything } from '../../src/settings/name-patterns.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'api-keys/broad-access',
  severity: 'warning',
  summary: 'a cross-cluster API key for all indices',
  messages: {
    everything: {
      text: 'the key gives access to all indices, for {use}',
      why: 'A key is the ceiling of what all users of the other cluster can reach: with this one nothing but their roles, which the other cluster writes, holds them back.',
      advice: 'Name the indices that the other cluster needs.',
    },
    restricted: {
      text: 'the key gives access to restricted indices, for {use}',
      why: 'These hold the state of Elasticsearch itself, such as users and keys.',
      advice: 'Remove allow_restricted_indices.',
    },
  },
  on: {
    apiKey({ access }, { report }) {
      for (const use of ['search', 'replication'] as const) {
        for (const entry of access[use]) {
          const broad = entry.names.find(({ text }) => isEverything(text));
          if (broad) report({ ...broad, message: 'everything', data: { use } });
          if (entry.allowsRestrictedIndices)
            report({ ...entry, message: 'restricted', data: { use } });
        }
      }
    },
  },
});
