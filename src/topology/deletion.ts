import type { SettingEntry } from '../settings/entry.js';
import type { Cluster } from './cluster.js';
import { needsAddress, remotesIn, type RemoteFault, type RemoteSettings } from './remote.js';

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

/** What is left of an alias that Elasticsearch refuses without an address. */
export const orphansOf = ({ left }: AddressDeletion): RemoteFault[] =>
  left?.faults.filter(({ kind }) => kind === 'orphan') ?? [];

/**
 * What comes of a deletion: refused for what is left, without effect for the address of another layer, or not known, as
 * the requests before it are not; undefined where nothing is wrong with it.
 */
export function outcomeOf(deletion: AddressDeletion): 'refused' | 'stays' | 'unknown' | undefined {
  const { before, beside, left, elsewhere } = deletion;
  if (orphansOf(deletion).length > 0) return 'refused';
  if (elsewhere) return 'stays';
  const isPartial = !before && !left && !beside.some((one) => needsAddress.includes(one));
  return isPartial ? 'unknown' : undefined;
}

const known = new WeakMap<Cluster, ReadonlyMap<string, readonly AddressDeletion[]>>();

/** The addresses, of one alias or all, that settings requests of a cluster delete and that no later request sets again. */
export function addressDeletions(cluster: Cluster, alias?: string): readonly AddressDeletion[] {
  const found = known.get(cluster) ?? byAlias(findDeletions(cluster));
  known.set(cluster, found);
  return alias === undefined ? [...found.values()].flat() : (found.get(alias) ?? []);
}

function byAlias(deletions: readonly AddressDeletion[]): Map<string, AddressDeletion[]> {
  const found = new Map<string, AddressDeletion[]>();
  for (const one of deletions) found.set(one.alias, [...(found.get(one.alias) ?? []), one]);
  return found;
}

/** The settings of each alias in a layer after all requests. */
const aliasesIn = (cluster: Cluster, layer: 'persistent' | 'transient') =>
  new Map(remotesIn(cluster[layer]).map((remote) => [remote.alias, remote]));

function findDeletions(cluster: Cluster): AddressDeletion[] {
  if (cluster.deletions.length === 0) return [];
  const states = {
    persistent: aliasesIn(cluster, 'persistent'),
    transient: aliasesIn(cluster, 'transient'),
  };
  // what each request deletes of each alias: a request is told by its outermost mapping
  const requests = new Map<unknown, Map<string, string[]>>();
  const deletions = cluster.deletions.flatMap((deletion) => {
    const [, alias, suffix] = /^cluster\.remote\.([-\w]+)\.(.+)$/.exec(deletion.entry.key) ?? [];
    if (alias === undefined || suffix === undefined) return [];
    const request = deletion.entry.spots[0]!.mapping;
    const ofRequest = requests.get(request) ?? new Map<string, string[]>();
    const beside = ofRequest.get(alias) ?? [];
    requests.set(request, ofRequest.set(alias, beside));
    beside.push(suffix);
    return [{ ...deletion, alias, suffix, beside }];
  });
  return deletions.flatMap((deletion) => {
    const { alias, suffix, entry } = deletion;
    if (suffix !== 'seeds' && suffix !== 'proxy_address') return [];
    const left = states[entry.layer === 'transient' ? 'transient' : 'persistent'].get(alias);
    if (left?.get('seeds') || left?.get('proxy_address')) return [];
    const link = cluster.link(alias);
    const elsewhere = link?.settings.enabled ? link.settings.addressEntry : undefined;
    return [{ ...deletion, left, elsewhere }];
  });
}
