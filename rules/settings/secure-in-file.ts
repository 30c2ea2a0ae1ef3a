import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'settings/secure-in-file',
  severity: 'error',
  summary: 'a setting of the keystore in a file or a request',
  messages: {
    yml: {
      text: '{key} belongs in the keystore',
      why: 'Elasticsearch refuses a secure setting in elasticsearch.yml: the node does not start. And whoever can read the file knows the secret.',
      advice:
        'Remove it here, change the secret, and store it on every node: elasticsearch-keystore add {key}',
    },
    request: {
      text: '{key} belongs in the keystore',
      why: 'Elasticsearch refuses a secure setting in a request.',
      advice:
        'Store it on every node: elasticsearch-keystore add {key}, then POST _nodes/reload_secure_settings where it can be reloaded.',
    },
  },
  evidence: [
    {
      message:
        'is a secure setting and must be stored inside the Elasticsearch keystore, but was found inside elasticsearch.yml',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
  ],
  onlyFor: ['secure'],
  on: {
    setting(subject, { report }) {
      const { entry, key } = subject;
      if (entry.value === null || !subject.firstWhere((setting) => setting.secure)) return;
      const message = entry.layer === 'yml' ? 'yml' : 'request';
      report({ ...entry.keyPlace, message, data: { key }, setting: entry });
    },
  },
});
