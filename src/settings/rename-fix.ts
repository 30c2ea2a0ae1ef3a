import type { Fix } from '../core/index.js';
import { renameKey } from '../documents/edit.js';
import type { SettingEntry } from './entry.js';

/** Gives a setting another key as it is written here; undefined where what stands above it would have to change, too. */
export function renameFix(entry: SettingEntry, key: string): Fix | undefined {
  const { source, pair } = entry.spots.at(-1)!;
  const above = entry.key.slice(0, -pair.key.text.length);
  if (!entry.key.endsWith(pair.key.text) || !key.startsWith(above)) return undefined;
  return {
    safe: true,
    title: `write ${key}`,
    edits: [renameKey(source, pair, key.slice(above.length))],
  };
}
