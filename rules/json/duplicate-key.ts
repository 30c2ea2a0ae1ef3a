import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'json/duplicate-key',
  severity: 'error',
  summary: 'the same key stands twice in one object of a request body',
  messages: {
    duplicate: {
      text: '{problem}',
      why: 'Elasticsearch refuses the request.',
      advice: 'Keep one of the two.',
    },
  },
  evidence: [
    { message: "Duplicate field 'cluster.remote.one.seeds'", versions: '7.17.28, 8.19.21, 9.5.3' },
  ],
  on: {
    problem(problem, { report }) {
      if (problem.code !== 'json-duplicate-key') return;
      report({ ...problem, message: 'duplicate', data: { problem: problem.text } });
    },
  },
});
