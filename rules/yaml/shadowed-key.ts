import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'yaml/shadowed-key',
  severity: 'warning',
  summary: 'flat and nested spellings of one setting in one file: the later wins silently',
  messages: {
    shadowed: {
      text: '{key} is set here and again in line {line}, which wins',
      why: 'Elasticsearch joins flat and nested spellings without a word: this value is never used.',
      advice: 'Delete one of the two.',
    },
  },
  on: {
    setting({ entry }, { report }) {
      for (const loser of entry.shadows) {
        const { line } = entry.source.position(entry.keyPlace.range.start);
        report({
          ...loser.keyPlace,
          message: 'shadowed',
          data: { key: entry.key, line },
          setting: loser,
          related: [{ ...entry.keyPlace, message: 'this one is used' }],
        });
      }
    },
  },
});
