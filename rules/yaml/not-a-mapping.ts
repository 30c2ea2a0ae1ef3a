import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'yaml/not-a-mapping',
  severity: 'error',
  summary:
    'the file is a list or a single value, or a list holds something other than plain values',
  messages: {
    root: {
      text: '{problem}',
      why: 'Elasticsearch expects keys and values: the node does not start.',
      advice: 'Write each setting as `key: value`.',
    },
    item: {
      text: '{problem}',
      why: 'Elasticsearch takes lists of plain values only: the node does not start, or the request is refused.',
      advice:
        'Write the item as one plain value; a blank behind a colon makes a map of it, so quote such an item.',
    },
  },
  evidence: [
    {
      message: 'Failed to parse object: expecting token of type [START_OBJECT] but found',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
    {
      message: 'only value lists are allowed in serialized settings',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
  ],
  on: {
    problem(problem, { report }) {
      const data = { problem: problem.text };
      if (problem.code === 'not-a-mapping') report({ ...problem, message: 'root', data });
      if (problem.code === 'bad-list-item') report({ ...problem, message: 'item', data });
    },
  },
});
