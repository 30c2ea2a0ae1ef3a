import type { ValueType } from './grammar/type.js';

/** What the catalogue's file holds; schemas/settings.schema.json says how to read it. */
export interface CatalogueFile {
  /** The measured distributions, oldest first, one for each minor. */
  readonly versions: readonly string[];
  readonly types: readonly string[];
  /** Sets of properties as one text each: `list Dynamic NodeScope`. */
  readonly properties: readonly string[];
  readonly modules: readonly string[];
  /** Facts by key; each stands from one version to another. */
  readonly settings: Readonly<Record<string, readonly CatalogueRange[]>>;
  /** Settings of modules that no measured distribution holds. */
  readonly unmeasured: Readonly<Record<string, UnmeasuredRow>>;
}

/**
 * From version, to version, type, default (null: none; true: computed by the node), properties, module, the rest: the
 * setting it falls back to, another prefix it answers to, the only names that may stand for the star.
 */
export type CatalogueRange = readonly [
  from: number,
  to: number,
  type: number,
  value: string | null | true,
  properties: number,
  module: number,
  more?: { readonly fallback?: string; readonly also?: string; readonly names?: readonly string[] },
];

/** Type, default, properties, module, the rest. */
export type UnmeasuredRow = readonly [
  type: number,
  value: string | null,
  properties: number,
  module: number,
  more?: {
    readonly uncertain?: true;
    readonly since?: string;
    readonly removed?: string;
    readonly deprecated?: string;
  },
];

/** A setting as one version knows it. */
export interface Setting {
  /** As registered: `cluster.remote.*.seeds`, `logger.*`. */
  readonly key: string;
  /** The key that was asked for: `cluster.remote.one.seeds`. */
  readonly asked: string;
  /** What stands for the star in the asked key. */
  readonly namespace?: string | undefined;
  /**
   * What follows the setting's own key: `.0` of a list, `.x` below an affix setting. Elasticsearch knows such keys and
   * uses their values nowhere, but for items of lists.
   */
  readonly rest?: string | undefined;
  /** The measured version that this is true of; of unmeasured settings the asked one. */
  readonly version: string;
  readonly type: ValueType;
  /** The default as text; absent where there is none or where the node computes it. */
  readonly default?: string | undefined;
  /** The default depends on the machine: processors, heap, user, paths. */
  readonly computedDefault: boolean;
  /** The setting whose value is taken where this one is not set. */
  readonly fallback?: string | undefined;
  /** The only names that may stand for the star, where not any may. */
  readonly names?: readonly string[] | undefined;
  /** As Elasticsearch names them: Dynamic, NodeScope, Filtered … */
  readonly properties: readonly string[];
  /** Can be changed by PUT _cluster/settings. */
  readonly dynamic: boolean;
  /** Can be changed by operators only. */
  readonly operatorDynamic: boolean;
  readonly final: boolean;
  /** Its value is never shown. */
  readonly filtered: boolean;
  /** Lives in the keystore only. */
  readonly secure: boolean;
  readonly list: boolean;
  /** Everything below the key belongs to it. */
  readonly group: boolean;
  readonly scope: 'node' | 'index' | 'project';
  readonly deprecated?: 'critical' | 'warning' | undefined;
  readonly module: string;
  /** Taken from a real distribution; false for modules that no published distribution holds. */
  readonly measured: boolean;
  /** Key, type, default or bounds are partly inferred: nothing may be called wrong on their ground. */
  readonly uncertain: boolean;
}

/** In which versions a key is known. */
export interface History {
  readonly key: string;
  /** The oldest and newest minor that know it; `until` is absent while the newest known one does. */
  readonly since: string;
  readonly until?: string;
  /** All minors that know it. */
  readonly minors: readonly string[];
  readonly measured: boolean;
}
