import type { Catalogue, History, Setting } from '../settings/catalogue.js';
import type { SettingEntry } from '../settings/entry.js';
import type { KeyFacts } from '../settings/key-facts.js';
import type { Cluster } from './cluster.js';
import type { Node } from './node.js';

/**
 * What is out of the ordinary about a setting, so that rules about that need not look at all others: how it is written,
 * what the versions know of its key, and what the cluster is.
 */
export type Trait =
  /** Null, as a value or to delete it. */
  | 'null'
  /** Its value is not known, because of a placeholder or a template. */
  | 'placeholder'
  /** Another notation of the key stands beside it. */
  | 'shadows'
  /** Set by a request, not in a file. */
  | 'request'
  /** Some version does not know the key. */
  | 'unknown'
  | 'deprecated'
  /** It belongs into the keystore. */
  | 'secure'
  /** Its key begins with `index.`. */
  | 'index'
  /** Its key speaks of remote clusters. */
  | 'remote'
  /** The cluster has several nodes. */
  | 'of several nodes'
  /** The cluster has dynamic settings, too. */
  | 'of several layers'
  /** The platform of the cluster writes settings itself. */
  | 'managed'
  /** Some version of the cluster is before 8.2. */
  | 'before 8.2';

const ordinary: readonly Trait[] = [];
const remoteKey = /^(?:cluster|search)\.remote\./;

/** A setting as written, in the cluster it is set in, with what the versions of that cluster know of it. */
export class SettingSubject {
  constructor(
    readonly entry: SettingEntry,
    readonly cluster: Cluster,
    /** The node whose file it is, for the yml layer. */
    readonly node: Node | undefined,
    readonly catalogue: Catalogue,
    /** What the versions of the cluster know of the key. */
    readonly facts: KeyFacts,
  ) {}

  get key(): string {
    return this.entry.key;
  }

  /** The versions that the cluster runs, or is going to. */
  get versions(): readonly string[] {
    return this.cluster.versions.list;
  }

  /** What a version registers under the key. */
  in(version: string): Setting | undefined {
    return this.catalogue.find(this.key, version);
  }

  /** In which versions at all the key is known. */
  get history(): History | undefined {
    return this.catalogue.history(this.key);
  }

  /** The first version of the cluster for which something is so, with the setting that it knows. */
  firstWhere(
    wanted: (setting: Setting, version: string) => boolean,
  ): { readonly version: string; readonly setting: Setting } | undefined {
    for (const version of this.versions) {
      const setting = this.in(version);
      if (setting && wanted(setting, version)) return { version, setting };
    }
    return undefined;
  }

  /** The first version of the cluster that does not know the key. */
  get unknownIn(): string | undefined {
    return this.facts.unknownIn;
  }

  /** What is out of the ordinary about it; most settings have nothing of that. */
  get traits(): readonly Trait[] {
    const { entry, facts, cluster } = this;
    let found: Trait[] | undefined;
    const note = (trait: Trait): void => void (found ??= []).push(trait);
    if (entry.value === null) note('null');
    if (entry.unknown) note('placeholder');
    if (entry.shadows.length > 0) note('shadows');
    if (entry.layer !== 'yml') note('request');
    if (facts.unknownIn !== undefined) note('unknown');
    if (facts.deprecated) note('deprecated');
    if (facts.secure) note('secure');
    if (entry.key.startsWith('index.')) note('index');
    if (remoteKey.test(entry.key)) note('remote');
    if (cluster.nodes.length > 1) note('of several nodes');
    if (cluster.persistent.size + cluster.transient.size > 0) note('of several layers');
    if (cluster.profile.managed) note('managed');
    if (cluster.versions.someBelow('8.2')) note('before 8.2');
    return found ?? ordinary;
  }

  /** Other rules speak of these keys: index settings, archived ones, merge keys. */
  get isSpecial(): boolean {
    return /^(?:index|archived)\.|<</.test(this.key);
  }
}
