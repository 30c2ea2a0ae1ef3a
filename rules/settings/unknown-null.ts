import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'settings/unknown-null',
  severity: 'error',
  matter: 'unknown setting',
  summary: 'a null for a setting that the version does not know',
  messages: {
    unknown: {
      text: '{key} is to be deleted, but {version} does not know such a setting',
      why: 'Elasticsearch refuses the whole request; only names with a * may lead to nothing.',
      advice:
        'Correct the name, or write {key}.* for all that is below it; what an upgrade has put aside is called archived.*.',
    },
  },
  evidence: [
    {
      message: 'persistent setting [cluster.remote.two], not recognized',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
  ],
  onlyFor: ['unknown'],
  on: {
    setting(subject, { report }) {
      const { entry, key, unknownIn: version } = subject;
      if (
        entry.layer === 'yml' ||
        entry.value !== null ||
        key.endsWith('*') ||
        version === undefined
      )
        return;
      if (subject.isSpecial) return;
      report({ ...entry.keyPlace, message: 'unknown', data: { key, version }, setting: entry });
    },
  },
});
