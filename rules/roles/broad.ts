import { isEverything } from '../../src/settings/name-patterns.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'roles/broad',
  severity: 'warning',
  summary: 'a role that may do everything on remote clusters',
  messages: {
    all: {
      text: 'role {role} has all privileges on all indices of {clusters}',
      why: 'Only the API key of the link holds its users back.',
      advice:
        'Name the indices, and the privileges: read, read_cross_cluster and view_index_metadata for search.',
    },
    restricted: {
      text: 'role {role} has access to restricted indices of {clusters}',
      why: 'These hold the state of Elasticsearch itself, such as users and keys.',
      advice: 'Remove allow_restricted_indices.',
    },
  },
  on: {
    role({ remoteIndices, name }, { report }) {
      for (const entry of remoteIndices) {
        const data = { role: name, clusters: entry.clusters.map(({ text }) => text).join(', ') };
        const all =
          entry.privileges.includes('all') && entry.names.some(({ text }) => isEverything(text));
        if (all) report({ ...entry, message: 'all', data });
        if (entry.allowsRestrictedIndices) report({ ...entry, message: 'restricted', data });
      }
    },
  },
});
