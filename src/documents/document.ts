import type { Place, Related } from '../core/index.js';
import type { SourceText } from '../core/text.js';
import type { KeystoreEnvelope } from './keystore-file.js';
import type { PemBlock } from './pem.js';
import type { Mapping, Tree } from './tree.js';

/** What a parser could not take, to be turned into a finding by the rule of the same name. */
export interface Problem extends Place {
  readonly code:
    | 'syntax'
    | 'json-syntax'
    | 'no-pem'
    | 'duplicate-key'
    | 'json-duplicate-key'
    | 'multiple-documents'
    | 'not-a-mapping'
    | 'bad-list-item'
    | 'encoding'
    | 'too-large'
    | 'template'
    | 'keystore'
    | 'keystore-locked';
  /** What is wrong, as a clause without full stop. */
  readonly text: string;
  /** What to do. */
  readonly advice?: string;
  readonly related?: readonly Related[];
}

/** Answers of a running cluster: GET _cluster/settings?include_defaults, _nodes, _license, _remote/info. */
export type DumpKind = 'settings-dump' | 'nodes-dump' | 'license-dump' | 'remote-info-dump';

/** Bodies for Elastic Cloud's own API, and input of elasticsearch-certutil. */
export type ToolInputKind = 'ech-remote-clusters' | 'ech-trust' | 'certutil-instances';

/** What a file is to Elasticsearch. */
export type DocumentKind =
  | 'elasticsearch-yml'
  | 'cluster-settings'
  | 'cross-cluster-api-key'
  | 'api-key-response'
  | 'role'
  | DumpKind
  | ToolInputKind
  | 'json'
  | 'console'
  | 'pem'
  | 'keystore-list'
  | 'environment'
  | 'keystore-file'
  | 'unknown';

interface Base {
  readonly source: SourceText;
  readonly problems: readonly Problem[];
}

/** elasticsearch.yml. `tree` is undefined where nothing could be parsed. */
export interface YmlDocument extends Base {
  readonly kind: 'elasticsearch-yml';
  readonly tree: Mapping | undefined;
  /** The template language the file is written in, if it is a template; then some values are not known. */
  readonly template?: string;
  /** Parts of the template are conditional: a key may well stand twice. */
  readonly conditional?: boolean;
}

/** One request body: a JSON file is one, a console file has one for each request. */
export interface RequestBody {
  readonly kind:
    | 'cluster-settings'
    | 'cross-cluster-api-key'
    | 'api-key-response'
    | 'role'
    | DumpKind
    | ToolInputKind
    | 'json';
  readonly source: SourceText;
  /** `PUT`, and the path; undefined for a bare JSON file. */
  readonly method?: string;
  readonly path?: string;
  readonly tree: Tree | undefined;
}

/** A JSON file, a file of console requests, or roles.yml. */
export interface JsonDocument extends Base {
  readonly kind: RequestBody['kind'] | 'console';
  readonly bodies: readonly RequestBody[];
}

export interface PemDocument extends Base {
  readonly kind: 'pem';
  readonly blocks: readonly PemBlock[];
}

/** Output of `elasticsearch-keystore list`: names only, values never reach this program. */
export interface KeystoreListDocument extends Base {
  readonly kind: 'keystore-list';
  readonly names: readonly (Place & { readonly name: string })[];
}

/** An environment file: names only, values never leave its reader. */
export interface EnvironmentDocument extends Base {
  readonly kind: 'environment';
  readonly names: readonly (Place & { readonly name: string })[];
}

/** The file `elasticsearch.keystore`, not opened yet, or one that does not open; see `openKeystore`. */
export interface KeystoreFileDocument extends Base {
  readonly kind: 'keystore-file';
  /** Undefined where the file is damaged. */
  readonly envelope?: KeystoreEnvelope;
}

/** A file that is read but means nothing to us, or could not be read as text. */
export interface UnknownDocument extends Base {
  readonly kind: 'unknown';
}

export type Document =
  | YmlDocument
  | JsonDocument
  | PemDocument
  | KeystoreListDocument
  | EnvironmentDocument
  | KeystoreFileDocument
  | UnknownDocument;
