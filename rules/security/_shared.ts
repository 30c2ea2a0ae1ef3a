import type { SettingEntry } from '../../src/settings/entry.js';

/**
 * How a setting of the same group is written beside an entry: below `ssl:` as `enabled`, beside
 * `xpack.security.http.ssl.key:` as `xpack.security.http.ssl.enabled`.
 */
export function besides(entry: SettingEntry, key: string): string | undefined {
  const written = entry.spots.at(-1)!.pair.key.text;
  const above = entry.key.slice(0, entry.key.length - written.length);
  return key.startsWith(above) ? key.slice(above.length) : undefined;
}
