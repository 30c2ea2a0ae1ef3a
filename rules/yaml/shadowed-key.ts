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
    either: {
      text: '{key} is given twice, here and in line {line}, in two notations',
      why: 'Elasticsearch joins flat and nested spellings without a word, and in a request body it is not defined which of the two it takes.',
      advice: 'Delete one of the two.',
    },
  },
  onlyFor: ['shadows'],
  on: {
    setting({ entry }, { report }) {
      for (const loser of entry.shadows) {
        const { line } = entry.source.position(entry.keyPlace.range.start);
        report({
          ...loser.keyPlace,
          message: entry.layer === 'yml' ? 'shadowed' : 'either',
          data: { key: entry.key, line },
          setting: loser,
          related: [
            {
              ...entry.keyPlace,
              message: entry.layer === 'yml' ? 'this one is used' : 'given here, too',
            },
          ],
        });
      }
    },
  },
});
