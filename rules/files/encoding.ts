import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'files/encoding',
  severity: 'error',
  summary: 'the file is no UTF-8 text',
  messages: {
    encoding: { text: '{problem}', why: 'Elasticsearch reads its configuration as UTF-8.', advice: '{advice}' },
  },
  on: {
    problem(problem, { report }) {
      if (problem.code !== 'encoding') return;
      report({ ...problem, message: 'encoding', data: { problem: problem.text, advice: problem.advice ?? '' } });
    },
  },
});
