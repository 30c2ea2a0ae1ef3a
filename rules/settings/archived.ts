import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'settings/archived',
  severity: 'error',
  summary: 'a value for a setting that an upgrade has put aside as archived.*',
  messages: {
    refused: {
      text: '{key} cannot be set',
      why: 'Names that begin with archived. belong to settings that an upgrade has put aside: Elasticsearch refuses the request, and a node does not start with them.',
      advice:
        'Remove it. What is archived can only be deleted: PUT _cluster/settings {"persistent": {"archived.*": null}, "transient": {"archived.*": null}}',
    },
    putAside: {
      severity: 'info',
      text: 'an upgrade has put {key} aside',
      why: 'The setting has no effect any more, and as long as it is there Elasticsearch may refuse other changes.',
      advice:
        'Delete it: PUT _cluster/settings {"{layer}": {"archived.*": null}}, and set what replaces it.',
    },
  },
  evidence: [
    {
      message: 'persistent setting [archived.foo], not recognized',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
    {
      message: 'unknown setting [archived.foo] was archived after upgrading, and must be removed',
      versions: '8.19.21, 9.5.3',
    },
  ],
  on: {
    settingsDump({ entries }, { report }) {
      for (const entry of entries) {
        const { key, layer } = entry;
        if (!key.startsWith('archived.')) continue;
        report({ ...entry.keyPlace, message: 'putAside', data: { key, layer }, setting: entry });
      }
    },
    setting({ entry, key }, { report }) {
      if (!key.startsWith('archived.') || entry.value === null) return;
      report({ ...entry.keyPlace, message: 'refused', data: { key }, setting: entry });
    },
  },
});
