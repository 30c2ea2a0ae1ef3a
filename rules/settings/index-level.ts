import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'settings/index-level',
  severity: 'error',
  summary: 'an index setting in elasticsearch.yml or a settings request',
  messages: {
    yml: {
      text: '{key} is a setting of indices, not of nodes',
      why: 'Elasticsearch refuses index settings in elasticsearch.yml: the node does not start.',
      advice:
        'Set it on the index, or for new indices in a template: PUT _index_template/<name> {"index_patterns": ["*"], "template": {"settings": {"{key}": …}}}',
    },
    request: {
      text: '{key} is a setting of indices, not of the cluster',
      why: 'Elasticsearch refuses the request.',
      advice: 'Set it on the index: PUT <index>/_settings {"{key}": …}',
    },
  },
  evidence: [
    {
      message: 'node settings must not contain any index level settings',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
  ],
  onlyFor: ['index'],
  on: {
    setting({ entry, key }, { report }) {
      if (!key.startsWith('index.') || key.includes('*')) return;
      const message = entry.layer === 'yml' ? 'yml' : 'request';
      report({ ...entry.keyPlace, message, data: { key }, setting: entry });
    },
  },
});
