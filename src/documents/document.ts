import type { Place, Related } from '../core/index.js';
import type { SourceText } from '../core/text.js';
import type { KeystoreEnvelope } from './keystore-file.js';
import type { Passwords } from './passwords.js';
import type { PemBlock } from './pem.js';
import type { StoreDocument } from './store-file.js';
import type { Spot } from './edit.js';
import type { Mapping, Pair, Tree } from './tree.js';

/** What a parser could not take, to be turned into a finding by the rule of the same name. */
export interface Problem extends Place {
  readonly code:
    | 'syntax'
    | 'json-syntax'
    | 'no-pem'
    | 'no-store'
    | 'duplicate-key'
    | 'json-duplicate-key'
    | 'multiple-documents'
    | 'not-a-mapping'
    | 'bad-list-item'
    | 'encoding'
    | 'too-large'
    | 'template'
    | 'keystore'
    | 'keystore-locked'
    | 'resource-syntax'
    | 'roles-syntax'
    | 'instances-syntax';
  /** What is wrong, as a clause without full stop. */
  readonly text: string;
  /** What to do. */
  readonly advice?: string;
  readonly related?: readonly Related[];
}

/** Answers of a running cluster: GET _cluster/settings?include_defaults, _nodes, _license, _remote/info. */
export type DumpKind = 'settings-dump' | 'nodes-dump' | 'license-dump' | 'remote-info-dump';

/** What Elastic Cloud's own API takes: the remote clusters of a deployment, and whom it trusts. */
export type CloudBodyKind = 'cloud-remote-clusters' | 'cloud-trust';

/** What a body is: of a request, of an answer, or of the instances file of elasticsearch-certutil. */
export type BodyKind =
  | 'cluster-settings'
  | 'cross-cluster-api-key'
  | 'api-key-response'
  | 'role'
  | DumpKind
  | 'certutil-instances'
  | CloudBodyKind
  | 'json';

/** What a file is to Elasticsearch. */
export type DocumentKind =
  | 'elasticsearch-yml'
  | BodyKind
  | 'console'
  | 'pem'
  | 'keystore-list'
  | 'environment'
  | 'keystore-file'
  | 'eck'
  | 'store'
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
  /** What the part of the file is called that the settings are, where they are not the whole of it. */
  readonly part?: string;
}

/** One request body: a JSON file is one, a console file has one for each request. */
export interface RequestBody {
  readonly kind: BodyKind;
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

/** Output of `elasticsearch-keystore list`, or what that would be of a keystore that was opened. */
export interface KeystoreListDocument extends Base {
  readonly kind: 'keystore-list';
  readonly names: readonly (Place & { readonly name: string })[];
  /** Of an opened keystore: what opens key files and stores. No other value leaves its reader. */
  readonly passwords?: Passwords;
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

/** One of `spec.remoteClusters` of a resource: a remote cluster that the operator sets up. */
export interface EckRemoteCluster {
  /** Its name, or the whole of it where it has none. */
  readonly place: Place;
  /** The alias; undefined where it is not given or not known. */
  readonly name: string | undefined;
  readonly hasName: boolean;
  /** The resource that it leads to. */
  readonly ref: string | undefined;
  readonly namespace: string | undefined;
  /** Where the operator is asked to make a cross-cluster API key. */
  readonly apiKey: Pair | undefined;
}

/** One resource of kind Elasticsearch: a cluster. What is a template expression is undefined. */
export interface EckResource {
  readonly source: SourceText;
  /** Its name, where findings about the cluster as a whole point. */
  readonly place: Place;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  readonly version: (Place & { readonly text: string }) | undefined;
  /** `spec.remoteClusterServer.enabled`, where it is given. */
  readonly server: Spot | undefined;
  readonly remoteClusters: readonly EckRemoteCluster[];
  /** `spec.nodeSets[].config`, each as the elasticsearch.yml that becomes of it. */
  readonly nodeSets: readonly YmlDocument[];
  /** The names that `spec.secureSettings` puts into the keystore, where all of them are listed. */
  readonly keystore: KeystoreListDocument | undefined;
}

/** A file of Kubernetes resources with clusters of the operator (ECK) among them. */
export interface EckDocument extends Base {
  readonly kind: 'eck';
  readonly resources: readonly EckResource[];
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
  | EckDocument
  | StoreDocument
  | UnknownDocument;
