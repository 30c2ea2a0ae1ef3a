import { addressDeletions } from '../../src/topology/deletion.js';
import { defineRule } from '../../src/topology/rule.js';
import { layerNames, linkOf } from './_shared.js';

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
    seeds: {
      text: '{setting} is set, but alias {alias} has no seeds in {layer}',
      why: 'The old setting proxy stands beside seeds only: the node does not start, a settings request is rejected.',
      advice: 'Write {proxyAddress} instead, with mode: proxy.',
    },
  },
  evidence: [
    {
      message:
        'Cannot configure setting [cluster.remote.one.skip_unavailable] if remote cluster is not enabled.',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
    {
      message:
        'missing required setting [cluster.remote.legacy.seeds] for setting [cluster.remote.legacy.proxy]',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
  ],
  on: {
    remote(remote, { report }) {
      // with the other mode's address there, remote/mode-mismatch names the one thing to change
      const other = remote.get(remote.mode === 'proxy' ? 'seeds' : 'proxy_address');
      if (other) return;
      // remote/incomplete-delete names the null that took the address away
      const { cluster, alias, layer, faults } = remote;
      if (faults.every(({ kind }) => kind !== 'orphan')) return;
      const isDeleted = addressDeletions(cluster, alias).some(({ entry }) => entry.layer === layer);
      if (isDeleted) return;
      for (const fault of faults) {
        const { entry, kind } = fault;
        // remote/layers-split names the layer that has the address
        if (kind !== 'orphan' || linkOf(remote)?.curing(remote, fault)) continue;
        const address = remote.mode === 'proxy' ? 'proxy_address' : 'seeds';
        const data = {
          setting: entry.key,
          alias,
          address,
          layer: layerNames[layer],
          proxyAddress: `cluster.remote.${alias}.proxy_address`,
        };
        const message = fault.suffix.startsWith('proxy') ? 'seeds' : 'orphan';
        report({ ...entry.keyPlace, message, data, setting: entry });
      }
    },
  },
});
