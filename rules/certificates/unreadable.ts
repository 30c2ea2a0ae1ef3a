import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'certificates/unreadable',
  severity: 'error',
  summary: 'a file that should hold certificates or keys cannot be read as such',
  messages: {
    none: {
      text: '{problem}',
      why: 'Elasticsearch cannot read a certificate or key from it: the node does not start.',
      advice:
        'Give the file that begins with -----BEGIN …-----; PKCS#12 and JKS stores go under keystore.path and truststore.path.',
    },
  },
  evidence: [{ message: 'failed to parse any certificates from', versions: '8.19.21, 9.5.3' }],
  on: {
    problem(problem, { report }) {
      if (problem.code === 'no-pem')
        report({ ...problem, message: 'none', data: { problem: problem.text } });
    },
  },
});
