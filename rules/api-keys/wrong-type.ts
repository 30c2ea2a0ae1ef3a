import { pairOf } from '../../src/documents/tree.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'api-keys/wrong-type',
  severity: 'error',
  summary:
    'the body of a REST API key, or the answer with the secret, where a cross-cluster API key is meant',
  messages: {
    rest: {
      text: 'role_descriptors belong to a REST API key, which is no credential between clusters',
      why: 'POST _security/cross_cluster/api_key refuses the field; a key that POST _security/api_key makes is refused by the remote cluster at the first request.',
      advice:
        'Create a cross-cluster API key: { "name": …, "access": { "search": [ { "names": [ … ] } ] } }.',
    },
    response: {
      severity: 'warning',
      text: 'this is the answer to the creation of a key, with the secret in clear',
      why: 'Whoever reads the file can use the key. What it gives access to does not stand here.',
      advice:
        'Put `encoded` (not `api_key`) into the keystore of the local cluster as cluster.remote.<alias>.credentials, keep the body of the request here, and remove this file.',
    },
  },
  evidence: [
    {
      message: '[cross_cluster_api_key_request] unknown field [role_descriptors]',
      versions: '8.10.2 to 9.5.3',
    },
    {
      message: 'authentication expected API key type of [cross_cluster], but API key',
      versions: '9.5.3',
    },
  ],
  on: {
    apiKey({ wrong, body }, { report }) {
      if (!wrong) return;
      const key = wrong === 'rest' ? 'role_descriptors' : 'encoded';
      report({ source: body.source, range: pairOf(body.tree, key)!.key.range, message: wrong });
    },
  },
});
