import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'json/syntax',
  severity: 'error',
  summary: 'a request body is not JSON as Elasticsearch parses it',
  messages: {
    syntax: { text: '{problem}', why: 'Elasticsearch refuses the request.' },
  },
  evidence: [
    { message: 'Unexpected character', versions: '7.17.28, 8.19.21, 9.5.3' },
    { message: 'Unexpected end-of-input', versions: '7.17.28, 8.19.21, 9.5.3' },
  ],
  on: {
    problem(problem, { report }) {
      if (problem.code === 'json-syntax')
        report({ ...problem, message: 'syntax', data: { problem: problem.text } });
    },
  },
});
