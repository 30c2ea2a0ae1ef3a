import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'api-keys/dls-with-replication',
  severity: 'error',
  summary:
    'document or field level security in a cross-cluster API key that is for replication, too',
  messages: {
    refused: {
      text: '{problem}',
      why: 'Elasticsearch refuses the request. A key that 8.13 or earlier made so is refused at its first use, from 8.14 on.',
      advice:
        'Create two keys, one for search with query and field_security, and one for replication without.',
    },
  },
  evidence: [
    {
      message:
        'search does not support document or field level security if replication is assigned',
      versions: '8.14.3 to 9.5.3',
    },
    {
      message: 'replication does not support document or field level security',
      versions: '8.10.2 to 9.5.3',
    },
  ],
  on: {
    apiKey({ problems, body }, { report }) {
      for (const { code, range, text } of problems) {
        if (code !== 'dls-with-replication') continue;
        report({ source: body.source, range, message: 'refused', data: { problem: text } });
      }
    },
  },
});
