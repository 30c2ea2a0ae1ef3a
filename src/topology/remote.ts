import type { Place } from '../core/text.js';
import { listValue, textValue, type Layer, type SettingEntry } from '../settings/entry.js';
import type { Settings } from '../settings/settings.js';
import { parseHostPort, type DialledAddress } from './address.js';
import type { Cluster } from './cluster.js';
import type { Node } from './node.js';

const remoteKey = /^cluster\.remote\.([-\w]+)\.(.+)$/;
/** `cluster.remote.signing.…` and `cluster.remote.node.attr` are settings of the cluster, not of an alias. */
const noAlias =
  /^cluster\.remote\.(?:signing\.(?:certificate_authorities|truststore\.|diagnose\.)|node\.attr$)/;

export type Mode = 'sniff' | 'proxy';

/** Which mode a setting of an alias demands. */
export const modeOfSuffix: Readonly<Record<string, Mode>> = {
  seeds: 'sniff',
  node_connections: 'sniff',
  proxy: 'sniff',
  proxy_address: 'proxy',
  proxy_socket_connections: 'proxy',
  server_name: 'proxy',
};

/** The settings that need an address beside them in the same layer. */
export const needsAddress: readonly string[] = [
  'skip_unavailable',
  'transport.ping_schedule',
  'transport.compress',
  'transport.compression_scheme',
];

/** All settings of an alias that a request can set: together they delete it, whatever is set. */
export const aliasSuffixes: readonly string[] = [
  'mode',
  ...Object.keys(modeOfSuffix),
  ...needsAddress,
];

const plainSuffixes = new Set(aliasSuffixes);
const aliased = new RegExp(
  `^cluster\\.remote\\.(.*)\\.(?:${[...aliasSuffixes, 'credentials'].join('|').replaceAll('.', '\\.')}|signing\\.(?:certificate|key|keystore\\.\\w+|secure_\\w+))$`,
);

/** The alias in a key, where it is none that Elasticsearch takes: then it knows no such setting (AffixKey's pattern). */
export function refusedAlias(key: string): string | undefined {
  if (!key.startsWith('cluster.remote.') || plainSuffixes.has(remoteKey.exec(key)?.[2] ?? ''))
    return undefined;
  const alias = aliased.exec(key)?.[1];
  return alias === undefined || /^[-\w]+$/.test(alias) ? undefined : alias;
}

/** Settings of remote clusters that 8.0 removed: remote/legacy-setting says more of them than settings/* can. */
export const isLegacyRemote = (key: string): boolean =>
  /^search\.remote\.|^cluster\.remote\.connect$/.test(key);

/** The addresses that an entry has, one or a list, with empty texts and placeholders left out. */
export function addressTexts(entry: SettingEntry): readonly (Place & { readonly text: string })[] {
  const single = entry.key.endsWith('.proxy_address');
  const items = single ? [{ ...entry.valuePlace, text: textValue(entry) ?? '' }] : listValue(entry);
  return items.filter(({ text }) => text !== '' && !/\$\{|\uE000/.test(text));
}

/** A setting of an alias that Elasticsearch refuses beside the others: of the other mode, or without an address. */
export interface RemoteFault {
  readonly suffix: string;
  readonly entry: SettingEntry;
  readonly kind: 'mode' | 'orphan';
}

/** The settings of one alias within one view of the settings: a single layer, or all of them merged. */
export class RemoteSettings {
  #addresses: readonly DialledAddress[] | undefined;
  #faults: readonly RemoteFault[] | undefined;

  constructor(
    readonly alias: string,
    readonly entries: ReadonlyMap<string, SettingEntry>,
    /** `search.remote.<alias>.seeds`, where the version still takes them for the seeds. */
    readonly oldSeeds?: SettingEntry,
  ) {}

  get(suffix: string): SettingEntry | undefined {
    return this.entries.get(suffix);
  }

  get modeEntry(): SettingEntry | undefined {
    return this.get('mode');
  }

  /** The effective mode: sniff unless set; undefined where a placeholder or a wrong word decides. */
  get mode(): Mode | undefined {
    if (!this.modeEntry) return 'sniff';
    const text = textValue(this.modeEntry)?.toLowerCase();
    return text === 'sniff' || text === 'proxy' ? text : undefined;
  }

  /** The setting that holds the address that the mode dials. */
  get addressEntry(): SettingEntry | undefined {
    return this.get(this.mode === 'proxy' ? 'proxy_address' : 'seeds');
  }

  /** What is dialled, address by address, placeholders left out. */
  get addresses(): readonly DialledAddress[] {
    return (this.#addresses ??= this.#dialled());
  }

  #dialled(): readonly DialledAddress[] {
    const entry = this.addressEntry;
    if (!entry) return [];
    return addressTexts(entry).map((item) => ({
      source: item.source,
      range: item.range,
      text: item.text,
      target: parseHostPort(item.text),
    }));
  }

  /** Whether the remote exists at all: an address is set, even if it is not known. */
  get enabled(): boolean {
    const entry = this.addressEntry;
    if (!entry || this.mode === undefined) return false;
    return (
      entry.unknown || (Array.isArray(entry.value) ? entry.value.length > 0 : entry.value !== '')
    );
  }

  /** What Elasticsearch refuses of it, were these all settings of the alias (RemoteClusterSettings' validators). */
  get faults(): readonly RemoteFault[] {
    return (this.#faults ??= this.#findFaults());
  }

  #findFaults(): readonly RemoteFault[] {
    if (this.mode === undefined) return [];
    return [...this.entries].flatMap(([suffix, entry]): RemoteFault[] => {
      const required = modeOfSuffix[suffix];
      if (required && required !== this.mode) return [{ suffix, entry, kind: 'mode' }];
      // the pattern of the old setting `proxy` also takes what follows behind a dot
      const lacksSeeds = /^proxy(?:\.|$)/.test(suffix) && !(this.get('seeds') ?? this.oldSeeds);
      const enabled = this.enabled || (this.mode === 'sniff' && this.oldSeeds !== undefined);
      const orphan = lacksSeeds || (needsAddress.includes(suffix) && !enabled);
      return orphan ? [{ suffix, entry, kind: 'orphan' }] : [];
    });
  }

  /** Any of its entries, to point at when no better place is there. */
  get anyEntry(): SettingEntry {
    return this.addressEntry ?? [...this.entries.values()][0]!;
  }
}

/**
 * The aliases that some settings name, with their settings by suffix.
 *
 * @param old whether the version still falls back to the names of 6.4 and before, as 7.x does
 */
export function remotesIn(settings: Settings, old = false): RemoteSettings[] {
  const byAlias = new Map<string, Map<string, SettingEntry>>();
  for (const entry of settings.withPrefix('cluster.remote.')) {
    const match = noAlias.test(entry.key) ? null : remoteKey.exec(entry.key);
    if (!match) continue;
    const entries = byAlias.get(match[1]!) ?? new Map<string, SettingEntry>();
    byAlias.set(match[1]!, entries.set(match[2]!, entry));
  }
  return [...byAlias].map(([alias, entries]) => {
    const oldSeeds = old ? settings.get(`search.remote.${alias}.seeds`) : undefined;
    return new RemoteSettings(alias, entries, oldSeeds);
  });
}

/**
 * One alias in one layer. Elasticsearch checks each layer alone: a file, the persistent and the transient settings
 * must each be consistent by themselves.
 */
export interface Remote extends RemoteSettings {
  readonly layer: Layer;
  readonly cluster: Cluster;
  /** The node whose file it is, for the yml layer. */
  readonly node: Node | undefined;
}

/** A remote of a layer. */
export function remoteOf(
  settings: RemoteSettings,
  layer: Layer,
  cluster: Cluster,
  node?: Node,
): Remote {
  return Object.assign(new RemoteSettings(settings.alias, settings.entries, settings.oldSeeds), {
    layer,
    cluster,
    node,
  });
}
