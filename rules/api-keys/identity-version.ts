import { defineRule } from '../../src/topology/rule.js';
import { apiKeyModel } from '../../src/settings/versions.js';

export default defineRule({
  id: 'api-keys/identity-version',
  severity: 'error',
  summary: 'certificate_identity on a version that does not know it',
  messages: {
    unknown: {
      text: 'certificate_identity is known from {needed} on, and the cluster is {version}',
      why: 'Elasticsearch refuses the request: unknown field [certificate_identity].',
      advice: 'Upgrade the cluster that the key is for to {needed}, or remove the field.',
    },
  },
  evidence: [
    {
      message: '[cross_cluster_api_key_request] unknown field [certificate_identity]',
      versions: '8.10.2 to 9.2.8',
    },
  ],
  on: {
    apiKey({ problems, body, cluster }, { report }) {
      for (const { code, range } of problems) {
        if (code !== 'identity-version') continue;
        const data = { needed: apiKeyModel.signing, version: cluster.versions.oldest };
        report({ source: body.source, range, message: 'unknown', data });
      }
    },
  },
});
