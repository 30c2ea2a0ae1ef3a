import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'files/keystore',
  severity: 'error',
  summary: 'an elasticsearch.keystore that cannot be read',
  messages: {
    refused: {
      text: '{problem}',
      why: 'Elasticsearch cannot read it either: the node does not start.',
      advice:
        'Take the file from the node again; if the node itself refuses it, make a new one with `elasticsearch-keystore create` and add the entries.',
    },
    locked: {
      severity: 'warning',
      text: '{problem}',
      why: 'Its entries were not checked, and which links have credentials is not known.',
      advice:
        'Name the environment variable that holds the password in elasticlint.yml (keystorePassword: { env: NAME }) and set it, or give the output of `elasticsearch-keystore list`.',
    },
  },
  evidence: [
    { message: 'Provided keystore password was incorrect', versions: '9.5.3' },
    { message: 'Keystore has been corrupted or tampered with', versions: '9.5.3' },
    { message: 'format is too new. Are you trying to downgrade?', versions: '7.17.28, 9.5.3' },
    { message: 'codec footer mismatch (file truncated?)', versions: '9.5.3' },
    { message: 'checksum failed (hardware problem?)', versions: '9.5.3' },
  ],
  on: {
    problem(problem, { report }) {
      const data = { problem: problem.text };
      if (problem.code === 'keystore') report({ ...problem, message: 'refused', data });
      if (problem.code === 'keystore-locked') report({ ...problem, message: 'locked', data });
    },
  },
});
