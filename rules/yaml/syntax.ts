import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'yaml/syntax',
  severity: 'error',
  summary: 'the file is not YAML as Elasticsearch parses it',
  messages: {
    syntax: { text: '{problem}', why: 'The node does not start.', advice: '{advice}' },
    plain: { text: '{problem}', why: 'The node does not start.' },
    resource: { text: '{problem}', why: 'Kubernetes does not take the file.' },
  },
  evidence: [
    {
      message: 'Failed to load settings from [elasticsearch.yml]',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
    {
      message:
        "while scanning for the next token found character '\\t(TAB)' that cannot start any token",
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
    {
      message: "while scanning a simple key could not find expected ':'",
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
  ],
  on: {
    problem(problem, { report }) {
      if (problem.code !== 'syntax' && problem.code !== 'resource-syntax') return;
      const { text, advice } = problem;
      report({
        ...problem,
        message: problem.code !== 'syntax' ? 'resource' : advice ? 'syntax' : 'plain',
        data: { problem: text, advice: advice ?? '' },
      });
    },
  },
});
