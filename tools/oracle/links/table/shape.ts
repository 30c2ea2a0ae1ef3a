import type { Side } from '../network.js';

/** Values of an elasticsearch.yml by setting; null leaves out what would be there otherwise. */
export type Values = Readonly<Record<string, string | number | boolean | readonly string[] | null>>;

/** A file of `fixtures/certificates` by its path there, several joined, or a store made of such files. */
export type Material =
  | readonly string[]
  | { readonly store: 'PKCS12' | 'JKS'; readonly certificate: string; readonly key?: string };

/** One side of a workspace. */
export interface SideSpec {
  readonly version: string;
  /** As the manifest says it. */
  readonly license?: string;
  readonly addresses?: readonly string[];
  readonly yml: Values;
  /** The elasticsearch.yml word by word, instead of values. */
  readonly text?: string;
  /** Bodies of `PUT _cluster/settings`, in their order. */
  readonly settings?: readonly object[];
  /** Names in the keystore. */
  readonly keystore?: readonly string[];
  /** Bodies of `PUT _security/role/<name>`. */
  readonly roles?: Readonly<Record<string, object>>;
  readonly apiKey?: object;
  /** Files of the config directory: texts, or key material; an empty text leaves out what would be there otherwise. */
  readonly files?: Readonly<Record<string, string | Material>>;
}

/** A workspace of two clusters and a link, and what it is to show. */
export interface Workspace {
  readonly name: string;
  /** What it shows, in a sentence without full stop. */
  readonly shows: string;
  /** The rule that names why it does not work; none where it works. */
  readonly cause?: string;
  /** The workspace that is the same without the mistake. */
  readonly repaired?: string;
  /** Why no file can tell that it does not work; the cause is then none of our rules. */
  readonly unseen?: string;
  /** The rule speaks with --pedantic only. */
  readonly pedantic?: true;
  readonly local: SideSpec;
  readonly remote: SideSpec;
  readonly alias?: string;
  readonly use?: readonly ('search' | 'replication')[];
  /** What the runner puts in as the credentials: else the encoded value of the key that it has made. */
  readonly credentials?: 'api_key' | 'rest key';
}

/** A side with some values, files … put over those of another. */
export function over(base: SideSpec, more: Partial<SideSpec>): SideSpec {
  return {
    ...base,
    ...more,
    yml: { ...base.yml, ...more.yml },
    files: { ...base.files, ...more.files },
  };
}

export type Changes = { readonly [S in Side]?: Partial<SideSpec> } & Partial<
  Omit<Workspace, Side | 'name' | 'shows'>
>;

/** A workspace like another one but for some changes. */
export function like(base: Workspace, name: string, shows: string, changes: Changes): Workspace {
  const rest = { ...base, cause: undefined, repaired: undefined };
  return {
    ...rest,
    ...changes,
    name,
    shows,
    local: over(base.local, changes.local ?? {}),
    remote: over(base.remote, changes.remote ?? {}),
  };
}
