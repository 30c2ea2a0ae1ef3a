import type { RuleReport } from '../../src/core/index.js';
import { defineRule } from '../../src/topology/rule.js';

/** From so many on a file is made for aliases, and one finding says it. */
const several = 20;

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
    many: {
      text: '{count} aliases of this file are not resolved: {key}, for one, gets the text “{name}”',
      why: 'Elasticsearch reads YAML without anchors and aliases: each of the values is a word that nobody meant.',
      advice: 'Repeat the values themselves, or let a tool write the file that resolves aliases.',
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
    layer({ settings }, { report }) {
      const found: RuleReport<'alias' | 'many' | 'merge'>[] = [];
      for (const entry of settings) {
        const { key } = entry;
        if (/(?:^|\.)<<(?:\.|$)/.test(key))
          report({ ...entry.valuePlace, message: 'merge', data: { key }, setting: entry });
        else
          for (const { name, ...place } of entry.aliases)
            found.push({ ...place, message: 'alias', data: { key, name }, setting: entry });
      }
      const [first] = found;
      if (!first || found.length <= several) found.forEach(report);
      else report({ ...first, message: 'many', data: { ...first.data, count: found.length } });
    },
  },
});
