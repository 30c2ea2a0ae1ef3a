import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'yaml/null-value',
  severity: 'error',
  summary: 'a key without a value in elasticsearch.yml',
  messages: {
    nothing: {
      text: '{key} has no value',
      why: 'Elasticsearch refuses a key without a value: the node does not start.',
      advice: 'Give it a value, or comment the line out to get the default.',
    },
  },
  evidence: [
    {
      message: 'null-valued setting found for key [cluster.name]',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
  ],
  onlyFor: ['null'],
  on: {
    setting({ entry }, { report }) {
      if (entry.layer !== 'yml' || entry.value !== null) return;
      report({ ...entry.keyPlace, message: 'nothing', data: { key: entry.key }, setting: entry });
    },
  },
});
