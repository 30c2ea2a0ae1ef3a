import type { Fix } from '../../src/core/index.js';
import { insertAfter } from '../../src/documents/edit.js';
import type { SettingEntry } from '../../src/settings/entry.js';
import { defineRule } from '../../src/topology/rule.js';
import { layerNames, sibling } from './_shared.js';

/** Says the mode in the layer that lacks it. */
function setMode(entry: SettingEntry, mode: string): Fix {
  const edits = [insertAfter(entry.spots.at(-1)!, [[sibling(entry, 'mode'), mode]])];
  return { safe: true, title: `set mode: ${mode} in ${layerNames[entry.layer]}`, edits };
}

const advice = 'Say everything about an alias in one layer: {cure}.';

export default defineRule({
  id: 'remote/layers-split',
  severity: 'error',
  summary: 'settings of one alias that are valid only if layers were taken together',
  messages: {
    alone: {
      text: '{setting} is set in {layer}, but {needed}, which it needs, only in {other}',
      why: 'Elasticsearch checks the file, the persistent and the transient settings each alone: the node does not start, a settings request is rejected.',
      advice,
    },
    overruled: {
      text: '{setting} needs sniff mode, but the request leaves the mode to {other}, where it is proxy',
      why: 'Elasticsearch tries the request on top of what is set already, and rejects it.',
      advice,
    },
  },
  fix: 'safe',
  evidence: [
    {
      message:
        'Cannot configure setting [cluster.remote.three.skip_unavailable] if remote cluster is not enabled.',
      versions: '9.5.3',
    },
    {
      message: `illegal value can't update [cluster.remote.one.seeds] from [[]] to [["127.0.0.1:9998"]]`,
      versions: '9.5.3',
    },
  ],
  on: {
    link(link, { report }) {
      for (const layer of link.layers) {
        const faults = layer.faults.filter((fault) => link.curing(layer, fault));
        const leading = faults.find(({ kind }) => kind === 'mode');
        for (const fault of faults) {
          const { entry, kind } = fault;
          const other = link.curing(layer, fault)!;
          const [mode, where] = [`mode: ${other.mode}`, layerNames[other.layer]];
          const cure = kind === 'mode' ? other.modeEntry! : other.addressEntry!;
          report({
            ...entry.keyPlace,
            message: 'alone',
            data: {
              setting: entry.key,
              layer: layerNames[layer.layer],
              needed: kind === 'mode' ? mode : cure.key,
              other: where,
              cure: kind === 'mode' ? `set ${mode} here, too` : `move it to ${where}`,
            },
            setting: entry,
            related: [{ ...cure.keyPlace, message: `${cure.key} is set here` }],
            fix: fault === leading ? setMode(entry, other.mode!) : undefined,
          });
        }
        for (const entry of link.overruled(layer)) {
          const mode = link.settings.modeEntry!;
          report({
            ...entry.keyPlace,
            message: 'overruled',
            data: {
              setting: entry.key,
              other: layerNames[mode.layer],
              cure: 'set mode: sniff in the request, too',
            },
            setting: entry,
            related: [{ ...mode.valuePlace, message: 'the mode is set here' }],
          });
        }
      }
    },
  },
});
