import type { Place, SourceText } from '../core/text.js';
import type {
  EckResource,
  EnvironmentDocument,
  KeystoreListDocument,
  PemDocument,
} from '../documents/document.js';
import type { StoreDocument } from '../documents/store-file.js';
import type { SettingEntry } from '../settings/entry.js';
import { Settings } from '../settings/settings.js';
import { assumedVersions, type Versions } from '../settings/versions.js';
import type { ApiKey } from './api-key.js';
import type { CloudRemotes } from './cloud.js';
import type { RemoteInfo } from './dump.js';
import type { Link } from './link.js';
import type { Node } from './node.js';
import type { GivenPasswords } from './password.js';
import { profileOf, type Platform, type PlatformProfile } from './platform.js';
import type { SecurityRole } from './security-role.js';

export type { Platform } from './platform.js';
export type License = 'basic' | 'gold' | 'platinum' | 'enterprise' | 'trial';

/** What is known of a cluster before its files are read. */
export interface ClusterFacts {
  readonly name: string;
  readonly versions?: Versions;
  readonly platform?: Platform;
  readonly license?: License;
  /** Other names by which it is dialled. */
  readonly addresses?: readonly string[];
  /** Its platform lets only some traffic in; undefined where that is not known. */
  readonly trafficFilters?: boolean;
  /** Where the manifest declares it; a file that is linted alone makes an undeclared cluster. */
  readonly declaredAt?: Place;
}

/** A null in a settings request, with what the bodies before it had set there. */
export interface Deletion {
  readonly entry: SettingEntry;
  readonly before: SettingEntry | undefined;
}

/** A group of nodes with what is stored in their cluster state. Anything not given is unknown, never wrong. */
export class Cluster {
  /** The files that belong to it, in the order given. */
  readonly sources: SourceText[] = [];
  readonly nodes: Node[] = [];
  /** One list for each keystore given; empty when none is. */
  readonly keystores: KeystoreListDocument[] = [];
  readonly environments: EnvironmentDocument[] = [];
  /** PEM files that were given by themselves. */
  readonly pems: PemDocument[] = [];
  /** Key stores and trust stores that were given by themselves. */
  readonly stores: StoreDocument[] = [];
  /** The resource of the operator that describes it, if there is one; of several in one file the manifest names one. */
  readonly resources: EckResource[] = [];
  readonly apiKeys: ApiKey[] = [];
  readonly roles: SecurityRole[] = [];
  /** What `GET _remote/info` says, by alias. */
  readonly remoteInfo = new Map<string, RemoteInfo>();
  /** Bodies of PUT …/remote-clusters of Elastic Cloud's own API, in the order in which they are sent. */
  readonly cloudRemotes: CloudRemotes[] = [];
  /** The links that begin here. */
  readonly links: Link[] = [];
  /** The links that the operator sets up for its resource; no settings of the user's are behind them. */
  readonly operatorLinks: Link[] = [];
  /** The links of other clusters that lead here. */
  readonly incoming: Link[] = [];
  /** The cluster state's settings after all bodies given, in their order. */
  persistent = new Settings();
  transient = new Settings();
  /** The nulls of those bodies. */
  readonly deletions: Deletion[] = [];

  /** @param passwords of key files and stores, that the manifest names */
  constructor(
    readonly facts: ClusterFacts,
    readonly passwords: GivenPasswords = new Map(),
  ) {}

  get name(): string {
    return this.facts.name;
  }

  get versions(): Versions {
    return this.facts.versions ?? assumedVersions;
  }

  /** The names and addresses under which others reach it, lower case, some with a port. */
  get names(): ReadonlySet<string> {
    const published = this.nodes.flatMap((node) =>
      (['remote_cluster', 'transport'] as const).flatMap((name) =>
        node.hosts(name, 'publish').hosts.flatMap(({ text, kind }) => {
          return /^(?:name|address|private|documentation)$/.test(kind) ? [text] : [];
        }),
      ),
    );
    const texts = [...(this.facts.addresses ?? []), ...published];
    return new Set(texts.map((text) => text.toLowerCase()));
  }

  readonly #byAlias = new Map<string, Link>();

  /** The link of an alias, once all links are known. */
  link(alias: string): Link | undefined {
    if (this.#byAlias.size !== this.links.length)
      for (const link of this.links) this.#byAlias.set(link.alias, link);
    return this.#byAlias.get(alias);
  }

  /** What its platform sets, manages and forbids. */
  get profile(): PlatformProfile {
    return profileOf(this.facts.platform);
  }

  /** Elastic runs it or an operator writes its network settings. */
  get managed(): boolean {
    return this.profile.managed;
  }

  /** Aliases that the platform sets up: an operator for its resource, Elastic Cloud by its own API. */
  get platformAliases(): ReadonlySet<string | undefined> {
    const ofOperator = this.resources.flatMap(({ remoteClusters }) => remoteClusters);
    const ofCloud = this.cloudRemotes.at(-1)?.remotes ?? [];
    return new Set([...ofOperator.map(({ name }) => name), ...ofCloud.map(({ alias }) => alias)]);
  }

  /** Keystore entries with a name, one for each keystore that has it. */
  keystoreEntries(name: string): Place[] {
    return this.keystores.flatMap((keystore) =>
      keystore.names.filter((entry) => entry.name === name),
    );
  }

  /** Aliases with cross-cluster credentials in some keystore, with the first place of each. */
  get credentials(): Map<string, Place> {
    const found = new Map<string, Place>();
    for (const entry of this.keystores.flatMap((keystore) => keystore.names)) {
      const alias = /^cluster\.remote\.([\w-]+)\.credentials$/.exec(entry.name)?.[1];
      if (alias !== undefined && !found.has(alias)) found.set(alias, entry);
    }
    return found;
  }
}
