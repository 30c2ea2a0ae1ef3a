import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'yaml/alias-not-resolved',
  severity: 'warning',
  summary: 'a YAML alias or merge key, which Elasticsearch does not resolve',
  messages: {
    alias: {
      text: '*{name} is not resolved: {key} gets the text “{name}”',
      why: 'Elasticsearch reads YAML without anchors and aliases: the value is a word that nobody meant.',
      advice: 'Repeat the value itself.',
    },
    merge: {
      severity: 'error',
      text: 'the merge key << is not resolved: {key} is set, and nothing is merged',
      why: 'Elasticsearch takes << for an ordinary key; as no such setting exists, the node does not start.',
      advice: 'Repeat the settings themselves.',
    },
  },
  evidence: [{ message: 'unknown setting [cluster.<<]', versions: '7.17.28, 8.19.21, 9.5.3' }],
  on: {
    setting({ entry }, { report }) {
      if (/(?:^|\.)<<(?:\.|$)/.test(entry.key)) {
        report({ ...entry.valuePlace, message: 'merge', data: { key: entry.key }, setting: entry });
        return;
      }
      for (const { name, ...place } of entry.aliases) {
        report({ ...place, message: 'alias', data: { key: entry.key, name }, setting: entry });
      }
    },
  },
});
