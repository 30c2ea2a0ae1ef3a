import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'api-keys/payload',
  severity: 'error',
  summary: 'a body that creates or changes a cross-cluster API key and that Elasticsearch refuses',
  messages: {
    refused: {
      text: '{problem}',
      why: 'Elasticsearch refuses the request.',
      advice: '{advice}',
    },
  },
  evidence: [
    {
      message: 'must specify non-empty access for either [search] or [replication]',
      versions: '8.10.2 to 9.5.3',
    },
    { message: '[cross_cluster_api_key_request] unknown field', versions: '8.10.2 to 9.5.3' },
    { message: 'field [privileges] must not present', versions: '8.10.2 to 9.5.3' },
    { message: 'api key name is required', versions: '8.10.2 to 9.5.3' },
    {
      message:
        'must update [access], [metadata], or [certificate_identity] for cross-cluster API keys',
      versions: '9.3.2 to 9.5.3',
    },
  ],
  on: {
    apiKey({ problems, body }, { report }) {
      for (const { code, range, text, advice = '' } of problems) {
        if (code !== 'payload') continue;
        report({ source: body.source, range, message: 'refused', data: { problem: text, advice } });
      }
    },
  },
});
