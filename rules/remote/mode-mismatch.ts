import type { Fix } from '../../src/core/index.js';
import { insertAfter, removePair, replaceValue } from '../../src/documents/edit.js';
import type { SettingEntry } from '../../src/settings/entry.js';
import { modeOfSuffix, type Remote } from '../../src/topology/remote.js';
import { defineRule } from '../../src/topology/rule.js';
import { sibling } from './_shared.js';

/** A safe fix: what it changes is refused by Elasticsearch as it stands. */
function fixFor(remote: Remote, suffix: string, entry: SettingEntry): Fix | undefined {
  const { modeEntry } = remote;
  const spot = entry.spots.at(-1)!;
  if (!modeEntry) {
    const leading = [...remote.entries.keys()].find((key) => modeOfSuffix[key] === 'proxy');
    const clean = ![...remote.entries.keys()].some((key) => modeOfSuffix[key] === 'sniff');
    if (!clean || suffix !== leading || !remote.get('proxy_address')) return undefined;
    const edits = [insertAfter(spot, [[sibling(entry, 'mode'), 'proxy']])];
    return { safe: true, title: 'set mode: proxy', edits };
  }
  if (!remote.enabled) return undefined;
  if (entry.layer === 'yml') {
    if (spot.mapping.pairs.length < 2) return undefined;
    return { safe: true, title: `delete ${entry.key}`, edits: [removePair(spot)] };
  }
  const title = `set ${entry.key} to null`;
  if (entry.source === modeEntry.source) {
    return { safe: true, title, edits: [replaceValue(entry.source, spot.pair.value, 'null')] };
  }
  return {
    safe: true,
    title,
    edits: [insertAfter(modeEntry.spots.at(-1)!, [[sibling(modeEntry, suffix), null]])],
  };
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
      const configured = remote.mode;
      for (const [suffix, entry] of remote.entries) {
        const required = modeOfSuffix[suffix];
        if (!required || !configured || required === configured) continue;
        const mode = remote.modeEntry;
        report({
          ...entry.keyPlace,
          message: mode ? 'configured' : 'unset',
          data: { setting: entry.key, required, configured },
          setting: entry,
          related: mode ? [{ ...mode.valuePlace, message: `mode is ${configured} here` }] : [],
          fix: fixFor(remote, suffix, entry),
        });
      }
    },
  },
});
