import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'files/template',
  severity: 'info',
  summary: 'a template that is no YAML before it is rendered was not checked',
  messages: {
    template: {
      text: '{problem}',
      why: 'Nothing is known about what it will render to.',
      advice: '{advice}',
    },
  },
  on: {
    problem(problem, { report }) {
      if (problem.code !== 'template') return;
      report({
        ...problem,
        message: 'template',
        data: { problem: problem.text, advice: problem.advice ?? '' },
      });
    },
  },
});
