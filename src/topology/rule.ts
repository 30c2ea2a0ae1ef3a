import type { OptionsSchema } from '../core/options.js';
import type { Rule } from '../core/rule.js';
import type { Place } from '../core/text.js';
import type { Document, Problem } from '../documents/document.js';
import type { Catalogue } from '../settings/catalogue.js';
import type { Settings } from '../settings/settings.js';
import type { ApiKey } from './api-key.js';
import type { Cluster } from './cluster.js';
import type { SettingsDump } from './dump.js';
import type { OperatorCluster, OperatorRemote } from './eck.js';
import type { Link } from './link.js';
import type { Node } from './node.js';
import type { Remote } from './remote.js';
import type { SecurityRole } from './security-role.js';
import type { SettingSubject, Trait } from './setting.js';
import type { SslContext } from './ssl.js';

/** The settings of one layer, which Elasticsearch validates by themselves. */
export interface SettingsLayer {
  readonly settings: Settings;
  readonly cluster: Cluster;
  readonly catalogue: Catalogue;
}

/** A name in a keystore listing, with the cluster whose nodes have it. */
export interface KeystoreEntry {
  readonly name: string;
  readonly place: Place;
  readonly cluster: Cluster;
  readonly catalogue: Catalogue;
}

/** What a rule can subscribe to. */
export interface Subjects {
  /** A file, whatever it is. */
  document: Document;
  /** Something in a file that Elasticsearch's own parser does not take. */
  problem: Problem;
  /** One setting in one layer of one file or body. */
  setting: SettingSubject;
  /** The settings of one layer of a running cluster, as it answers. */
  settingsDump: SettingsDump;
  /** The file of a node, or the persistent or transient settings of a cluster. */
  layer: SettingsLayer;
  /** A name in a keystore listing. */
  keystoreEntry: KeystoreEntry;
  /** One elasticsearch.yml as a node. */
  node: Node;
  /** One use of TLS by a node: of a listener, of a realm, towards remote clusters … */
  tls: SslContext;
  /** One alias in one layer: what Elasticsearch checks by itself. */
  remote: Remote;
  cluster: Cluster;
  /** One alias of a cluster, all layers merged, with the other side where it is known. */
  link: Link;
  /** A link, or one that an operator sets up, of which there are no settings to speak of or to change. */
  anyLink: Link;
  /** A link that the manifest lists, whether or not any settings have its alias. */
  listedLink: { readonly place: Place; readonly alias: string; readonly from: Cluster };
  /** A cluster as the operator in Kubernetes (ECK) is asked for it. */
  resource: OperatorCluster;
  /** A remote cluster that the operator is asked to set up. */
  operatorRemote: OperatorRemote;
  /** The body of a cross-cluster API key. */
  apiKey: ApiKey;
  /** A role of the security API or of roles.yml. */
  role: SecurityRole;
}

/** Any rule of this linter, whatever its messages are called. */
export type AnyRule = Rule<Subjects>;

/** Declares a rule; gives its parts their types. */
export function defineRule<M extends string, O extends OptionsSchema = Record<never, never>>(
  rule: Rule<Subjects, M, O> & { readonly onlyFor?: readonly Trait[] },
): AnyRule {
  // what runs it hands it its own options, which the types of any rule do not say
  return rule as unknown as AnyRule;
}
