import type { Fix } from '../../src/core/index.js';
import { insertAfter, removePair, replaceValue, writeValue } from '../../src/documents/edit.js';
import { listValue, type SettingEntry } from '../../src/settings/entry.js';
import { modeOfSuffix, type Remote } from '../../src/topology/remote.js';
import { defineRule } from '../../src/topology/rule.js';
import { linkOf, seedsToProxy, sibling } from './_shared.js';

/** Sets proxy mode where an address of a proxy, and none of sniff mode, shows that it is meant. */
function setProxy(remote: Remote, suffix: string, entry: SettingEntry): Fix | undefined {
  const suffixes = [...remote.entries.keys()];
  const leading = suffixes.find((key) => modeOfSuffix[key] === 'proxy');
  const sniffs = suffixes.some((key) => modeOfSuffix[key] === 'sniff');
  if (sniffs || suffix !== leading || !remote.get('proxy_address')) return undefined;
  const mode = remote.modeEntry?.spots.at(-1);
  const edit = mode
    ? replaceValue(mode.source, mode.pair.value, writeValue('proxy', mode.mapping.flow))
    : insertAfter(entry.spots.at(-1)!, [[sibling(entry, 'mode'), 'proxy']]);
  return { safe: true, title: 'set mode: proxy', edits: [edit] };
}

/** A safe fix: what it changes is refused by Elasticsearch as it stands. */
function fixFor(remote: Remote, suffix: string, entry: SettingEntry): Fix | undefined {
  const { modeEntry, mode } = remote;
  if (!modeEntry || (mode === 'sniff' && !remote.enabled)) return setProxy(remote, suffix, entry);
  if (!remote.enabled) {
    const [seed, ...others] = listValue(entry).map(({ text }) => text);
    if (suffix !== 'seeds' || seed === undefined || others.length > 0 || entry.unknown)
      return undefined;
    const edits = seedsToProxy(entry, seed, []);
    return { safe: true, title: `set proxy_address: ${seed}`, edits };
  }
  const spot = entry.spots.at(-1)!;
  if (entry.layer === 'yml') {
    if (spot.mapping.pairs.length < 2) return undefined;
    return { safe: true, title: `delete ${entry.key}`, edits: [removePair(spot)] };
  }
  const title = `set ${entry.key} to null`;
  // what an earlier request has set goes away by a null in the one that sets the mode
  const same = entry.spots[0]!.mapping === modeEntry.spots[0]!.mapping;
  const edit = same
    ? replaceValue(entry.source, spot.pair.value, 'null')
    : insertAfter(modeEntry.spots.at(-1)!, [[sibling(modeEntry, suffix), null]]);
  return { safe: true, title, edits: [edit] };
}

export default defineRule({
  id: 'remote/mode-mismatch',
  severity: 'error',
  summary: 'a setting of an alias that belongs to the other connection mode',
  messages: {
    configured: {
      text: '{setting} belongs to {required} mode, but mode is {configured}',
      why: 'Elasticsearch refuses the combination: the node does not start, a settings request is rejected.',
      advice:
        'Remove {setting} (null in a settings request), or set mode: {required} with the address that it needs.',
    },
    unset: {
      text: '{setting} belongs to proxy mode, but mode is not set, which means sniff',
      why: 'Elasticsearch refuses the combination: the node does not start, a settings request is rejected.',
      advice: 'Set mode: proxy beside it.',
    },
  },
  fix: 'safe',
  evidence: [
    {
      message:
        'Setting "cluster.remote.one.proxy_address" cannot be used with the configured "cluster.remote.one.mode" [required=PROXY, configured=SNIFF]',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
  ],
  on: {
    remote(remote, { report }) {
      const mode = remote.modeEntry;
      for (const fault of remote.faults) {
        const { suffix, entry, kind } = fault;
        // remote/layers-split names the layer that has the mode
        if (kind !== 'mode' || linkOf(remote)?.curing(remote, fault)) continue;
        report({
          ...entry.keyPlace,
          message: mode ? 'configured' : 'unset',
          data: {
            setting: entry.key,
            required: modeOfSuffix[suffix]!,
            configured: remote.mode!,
          },
          setting: entry,
          related: mode ? [{ ...mode.valuePlace, message: `mode is ${remote.mode} here` }] : [],
          fix: fixFor(remote, suffix, entry),
        });
      }
    },
  },
});
