import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'yaml/duplicate-key',
  severity: 'error',
  summary: 'the same key stands twice in one mapping',
  messages: {
    duplicate: {
      text: '{problem}',
      why: 'Elasticsearch refuses a key that stands twice in one mapping: the node does not start.',
      advice: 'Keep one of the two.',
    },
  },
  evidence: [{ message: "Duplicate field 'cluster.name'", versions: '7.17.28, 8.19.21, 9.5.3' }],
  on: {
    problem(problem, { report }) {
      if (problem.code !== 'duplicate-key') return;
      report({ ...problem, message: 'duplicate', data: { problem: problem.text } });
    },
  },
});
