import type { Rule } from '../core/rule.js';
import type { Place } from '../core/text.js';
import type { Document, Problem } from '../documents/document.js';
import type { SettingEntry } from '../settings/entry.js';
import type { ApiKey } from './api-key.js';
import type { Cluster } from './cluster.js';
import type { Link } from './link.js';
import type { Node } from './node.js';
import type { Remote } from './remote.js';

/** A setting with the cluster it is set in, and the node for the yml layer. */
export interface SettingSubject {
  readonly entry: SettingEntry;
  readonly cluster: Cluster;
  readonly node: Node | undefined;
}

/** What a rule can subscribe to. */
export interface Subjects {
  /** A file, whatever it is. */
  document: Document;
  /** Something in a file that Elasticsearch's own parser does not take. */
  problem: Problem;
  /** One setting in one layer of one file or body. */
  setting: SettingSubject;
  /** One elasticsearch.yml as a node. */
  node: Node;
  /** One alias in one layer: what Elasticsearch checks by itself. */
  remote: Remote;
  cluster: Cluster;
  /** One alias of a cluster, all layers merged, with the other side where it is known. */
  link: Link;
  /** A link that the manifest lists, whether or not any settings have its alias. */
  listedLink: { readonly place: Place; readonly alias: string; readonly from: Cluster };
  /** The body of a cross-cluster API key. */
  apiKey: ApiKey;
}

/** Any rule of this linter, whatever its messages are called. */
export type AnyRule = Rule<Subjects>;

/** Declares a rule; gives its parts their types. */
export function defineRule<M extends string>(rule: Rule<Subjects, M>): AnyRule {
  return rule;
}
