import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'files/encoding',
  severity: 'error',
  summary: 'the file is no UTF-8 text',
  messages: {
    encoding: {
      text: '{problem}',
      why: 'Elasticsearch reads its configuration as UTF-8: the node does not start.',
      advice: '{advice}',
    },
  },
  evidence: [
    { message: 'MalformedInputException: Input length = 1', versions: '8.19.21, 9.5.3' },
    { message: 'special characters are not allowed', versions: '7.17.28, 8.19.21, 9.5.3' },
  ],
  on: {
    problem(problem, { report }) {
      if (problem.code !== 'encoding') return;
      report({
        ...problem,
        message: 'encoding',
        data: { problem: problem.text, advice: problem.advice ?? '' },
      });
    },
  },
});
