import type { Catalogue, History, Setting } from '../settings/catalogue.js';
import type { SettingEntry } from '../settings/entry.js';
import type { Cluster } from './cluster.js';
import type { Node } from './node.js';

/** A setting as written, in the cluster it is set in, with what the versions of that cluster know of it. */
export class SettingSubject {
  constructor(
    readonly entry: SettingEntry,
    readonly cluster: Cluster,
    /** The node whose file it is, for the yml layer. */
    readonly node: Node | undefined,
    readonly catalogue: Catalogue,
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

  #unknownIn: { readonly version: string | undefined } | undefined;

  /** The first version of the cluster that does not know the key. */
  get unknownIn(): string | undefined {
    this.#unknownIn ??= { version: this.versions.find((version) => !this.in(version)) };
    return this.#unknownIn.version;
  }

  /** Other rules speak of these keys: index settings, archived ones, merge keys. */
  get isSpecial(): boolean {
    return /^(?:index|archived)\.|<</.test(this.key);
  }
}
