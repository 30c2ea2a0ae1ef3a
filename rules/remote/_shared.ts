import type { SettingEntry } from '../../src/settings/entry.js';

/**
 * How a setting of the same alias is written beside an entry: `seeds:` has `mode:` for a sibling,
 * `cluster.remote.one.seeds:` has `cluster.remote.one.mode:`.
 */
export function sibling(entry: SettingEntry, suffix: string): string {
  const key = entry.key.replace(/^(cluster\.remote\.[-\w]+)\..*$/, `$1.${suffix}`);
  const written = entry.spots.at(-1)!.pair.key.text;
  return key.slice(entry.key.length - written.length);
}
