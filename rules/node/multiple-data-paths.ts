import { listValue } from '../../src/settings/entry.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'node/multiple-data-paths',
  severity: 'warning',
  summary: 'path.data with several paths, which is deprecated',
  messages: {
    found: {
      text: 'path.data has {count} paths, which is deprecated since 7.13',
      why: 'A shard lies on one of them: one full disk stops writes though others are empty, and one broken disk fails the node.',
      advice:
        'Join the disks below Elasticsearch (RAID, LVM), or run a node for each; to move, start a new node and drain this one.',
    },
  },
  links: [
    'https://www.elastic.co/docs/deploy-manage/deploy/self-managed/important-settings-configuration',
  ],
  on: {
    node({ settings }, { report }) {
      const entry = settings.get('path.data');
      const paths = entry ? listValue(entry) : [];
      if (!entry || paths.length < 2) return;
      report({
        ...entry.valuePlace,
        message: 'found',
        data: { count: paths.length },
        setting: entry,
      });
    },
  },
});
