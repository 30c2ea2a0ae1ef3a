import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'settings/static-in-payload',
  severity: 'error',
  summary: 'a setting in a settings request that can only be set in elasticsearch.yml',
  messages: {
    fixed: {
      text: '{key} cannot be changed by a request',
      why: 'Elasticsearch refuses the whole request.',
      advice: 'Set it in elasticsearch.yml on every node, and restart the nodes.',
    },
  },
  evidence: [
    {
      message:
        'persistent setting [cluster.remote.initial_connect_timeout], not dynamically updateable',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
  ],
  onlyFor: ['request'],
  on: {
    setting(subject, { report }) {
      const { entry, key } = subject;
      if (entry.layer === 'yml' || subject.isSpecial) return;
      const found = subject.firstWhere(
        ({ dynamic, operatorDynamic, secure, uncertain }) =>
          !dynamic && !operatorDynamic && !secure && !uncertain,
      );
      if (found) report({ ...entry.keyPlace, message: 'fixed', data: { key }, setting: entry });
    },
  },
});
