import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'yaml/multiple-documents',
  severity: 'error',
  summary: 'a second YAML document in the file',
  messages: {
    second: {
      text: '{problem}',
      why: 'elasticsearch.yml is one document: the node does not start.',
      advice: 'Delete the line with `---` above it, and so join the two parts.',
    },
  },
  evidence: [
    {
      message:
        'malformed, expected end of settings but encountered additional content starting at line number: [3], column number: [1]',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
  ],
  on: {
    problem(problem, { report }) {
      if (problem.code !== 'multiple-documents') return;
      report({ ...problem, message: 'second', data: { problem: problem.text } });
    },
  },
});
