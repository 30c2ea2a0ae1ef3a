import type { SettingEntry } from '../settings/entry.js';
import type { Cluster } from './cluster.js';
import { remotesIn, type RemoteSettings } from './remote.js';

/** A null for the address of a remote cluster in a settings request, with what has come of the alias after all requests. */
export interface AddressDeletion {
  readonly alias: string;
  readonly suffix: string;
  readonly entry: SettingEntry;
  /** What an earlier request had set there. */
  readonly before: SettingEntry | undefined;
  /** What else the same request deletes of the alias, by suffix. */
  readonly beside: readonly string[];
  /** What is left of the alias in that layer. */
  readonly left: RemoteSettings | undefined;
  /** The address that another layer has. */
  readonly elsewhere: SettingEntry | undefined;
}

/** The addresses that settings requests of a cluster delete and that no later request sets again. */
export function addressDeletions(cluster: Cluster): AddressDeletion[] {
  return cluster.deletions.flatMap(({ entry, before }) => {
    const [, alias, suffix] =
      /^cluster\.remote\.([-\w]+)\.(seeds|proxy_address)$/.exec(entry.key) ?? [];
    if (alias === undefined || suffix === undefined) return [];
    const settings = cluster[entry.layer === 'transient' ? 'transient' : 'persistent'];
    const left = remotesIn(settings).find((remote) => remote.alias === alias);
    if (left?.get('seeds') || left?.get('proxy_address')) return [];
    const prefix = `cluster.remote.${alias}.`;
    const beside = cluster.deletions
      .filter((one) => one.entry.spots[0]!.mapping === entry.spots[0]!.mapping)
      .filter((one) => one.entry.key.startsWith(prefix))
      .map((one) => one.entry.key.slice(prefix.length));
    const link = cluster.links.find((one) => one.alias === alias);
    const elsewhere = link?.settings.enabled ? link.settings.addressEntry : undefined;
    return [{ alias, suffix, entry, before, beside, left, elsewhere }];
  });
}
