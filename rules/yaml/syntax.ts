import type { Problem } from '../../src/documents/document.js';
import { defineRule } from '../../src/topology/rule.js';

/** Mistakes in files that no node reads as its settings. */
const elsewhere: ReadonlyMap<Problem['code'], 'resource' | 'roles' | 'instances'> = new Map([
  ['resource-syntax', 'resource'],
  ['roles-syntax', 'roles'],
  ['instances-syntax', 'instances'],
]);

export default defineRule({
  id: 'yaml/syntax',
  severity: 'error',
  summary: 'the file is not YAML as Elasticsearch parses it',
  messages: {
    syntax: { text: '{problem}', why: 'The node does not start.', advice: '{advice}' },
    plain: { text: '{problem}', why: 'The node does not start.' },
    resource: { text: '{problem}', why: 'Kubernetes does not take the file.' },
    roles: {
      text: '{problem}',
      why: 'Elasticsearch leaves out the roles that it cannot read, and the node goes on without them.',
    },
    instances: { text: '{problem}', why: 'elasticsearch-certutil does not take the file.' },
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
      const { text, advice, code } = problem;
      const message = code === 'syntax' ? (advice ? 'syntax' : 'plain') : elsewhere.get(code);
      if (!message) return;
      report({
        ...problem,
        message,
        data: { problem: text, advice: advice ?? '' },
      });
    },
  },
});
