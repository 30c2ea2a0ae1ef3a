import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'node/voting-only-not-master',
  severity: 'error',
  summary: 'the role voting_only without the role master',
  messages: {
    found: {
      insteadOf: 'invalid value',
      text: 'node.roles has voting_only without master',
      why: 'A node that votes must be master-eligible: the node does not start.',
      advice: 'Add master to node.roles; a voting_only node votes and is never elected.',
    },
  },
  evidence: [{ message: 'voting-only node must be master-eligible', versions: '8.0.0 to 9.5.3' }],
  links: [
    'https://www.elastic.co/docs/deploy-manage/distributed-architecture/clusters-nodes-shards/node-roles',
  ],
  on: {
    node({ roles }, { report }) {
      if (!roles?.names.includes('voting_only') || roles.names.includes('master')) return;
      report({ ...roles.entry.valuePlace, message: 'found', setting: roles.entry });
    },
  },
});
