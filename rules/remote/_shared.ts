import { nearest, type Edit, type Place } from '../../src/core/index.js';
import { insertAfter, renameKey, replaceValue, writeValue } from '../../src/documents/edit.js';
import type { Cluster } from '../../src/topology/cluster.js';
import type { Link } from '../../src/topology/link.js';
import type { Remote } from '../../src/topology/remote.js';
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

/** The layers in words. */
export const layerNames = {
  yml: 'elasticsearch.yml',
  persistent: 'the persistent settings',
  transient: 'the transient settings',
};

/** The link that an alias of a layer is a part of. */
export function linkOf({ cluster, alias }: Remote): Link | undefined {
  return cluster.link(alias);
}

/**
 * Turns seeds into the address of a proxy, with more settings behind it; the mode is the caller's. A request says null
 * for the seeds, because the cluster may have them already.
 */
export function seedsToProxy(
  seeds: SettingEntry,
  address: string,
  more: readonly [key: string, value: string][],
): Edit[] {
  const spot = seeds.spots.at(-1)!;
  const key = sibling(seeds, 'proxy_address');
  if (seeds.layer !== 'yml') {
    const added = [[key, address] as const, ...more];
    return [replaceValue(seeds.source, spot.pair.value, 'null'), insertAfter(spot, added)];
  }
  return [
    renameKey(seeds.source, spot.pair, key),
    replaceValue(seeds.source, spot.pair.value, writeValue(address, spot.mapping.flow)),
    ...(more.length > 0 ? [insertAfter(spot, more)] : []),
  ];
}

/** Credentials in a keystore under an alias that no settings name, and the link that they were meant for, if one can be told. */
export interface StrayCredentials {
  readonly alias: string;
  readonly place: Place;
  readonly link: Link | undefined;
}

const known = new WeakMap<Cluster, readonly StrayCredentials[]>();

/** The credentials of a cluster that no alias uses: the nearest name, or the only link that lacks them, is meant. */
export function strayCredentials(cluster: Cluster): readonly StrayCredentials[] {
  const found = known.get(cluster) ?? findStray(cluster);
  known.set(cluster, found);
  return found;
}

function findStray({ credentials, links }: Cluster): StrayCredentials[] {
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
