import { nearest } from '../../src/core/index.js';
import type { Place } from '../../src/core/index.js';
import type { Cluster } from '../../src/topology/cluster.js';
import type { Link } from '../../src/topology/link.js';
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

/** Credentials in a keystore under an alias that no settings name, and the link that they were meant for, if one can be told. */
export interface StrayCredentials {
  readonly alias: string;
  readonly place: Place;
  readonly link: Link | undefined;
}

/** The credentials of a cluster that no alias uses: the nearest name, or the only link that lacks them, is meant. */
export function strayCredentials({ credentials, links }: Cluster): StrayCredentials[] {
  const aliases = links.map((link) => link.alias);
  // a link that dials the transport port is meant to have no credentials
  const bare = links.filter(
    (link) => link.settings.enabled && !credentials.has(link.alias) && link.dialsServer !== false,
  );
  const sure = bare.filter((link) => link.dialsServer);
  const stray = [...credentials].filter(([alias]) => !aliases.includes(alias));
  return stray.map(([alias, place]) => {
    const near = nearest(
      alias,
      bare.map((link) => link.alias),
    );
    const only = sure.length === 1 && stray.length === 1 ? sure[0] : undefined;
    return { alias, place, link: bare.find((link) => link.alias === near) ?? only };
  });
}
