import { needsAddress } from '../../src/topology/remote.js';
import { defineRule } from '../../src/topology/rule.js';

const layerNames = {
  yml: 'elasticsearch.yml',
  persistent: 'the persistent settings',
  transient: 'the transient settings',
};

export default defineRule({
  id: 'remote/orphan-setting',
  severity: 'error',
  summary: 'a setting of an alias that has no address in the same layer',
  messages: {
    orphan: {
      text: '{setting} is set, but alias {alias} has no {address} in {layer}',
      why: 'Elasticsearch checks each layer alone and refuses the setting: the node does not start, a settings request is rejected.',
      advice: 'Set {address} in {layer}, too, or remove {setting}.',
    },
  },
  evidence: [
    {
      message:
        'Cannot configure setting [cluster.remote.one.skip_unavailable] if remote cluster is not enabled.',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
  ],
  on: {
    remote(remote, { report }) {
      // with the other mode's address there, remote/mode-mismatch names the one thing to change
      const other = remote.get(remote.mode === 'proxy' ? 'seeds' : 'proxy_address');
      if (remote.enabled || remote.mode === undefined || other) return;
      for (const suffix of needsAddress) {
        const entry = remote.get(suffix);
        if (!entry) continue;
        const address = remote.mode === 'proxy' ? 'proxy_address' : 'seeds';
        const data = {
          setting: entry.key,
          alias: remote.alias,
          address,
          layer: layerNames[remote.layer],
        };
        report({ ...entry.keyPlace, message: 'orphan', data, setting: entry });
      }
    },
  },
});
