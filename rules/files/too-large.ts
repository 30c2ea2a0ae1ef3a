import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'files/too-large',
  severity: 'warning',
  summary: 'the file is too large to be a configuration and was not checked',
  messages: {
    large: { text: '{problem}', why: 'Nothing is known about what it holds.', advice: '{advice}' },
  },
  on: {
    problem(problem, { report }) {
      if (problem.code !== 'too-large') return;
      report({
        ...problem,
        message: 'large',
        data: { problem: problem.text, advice: problem.advice ?? '' },
      });
    },
  },
});
