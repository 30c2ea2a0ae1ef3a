import type { KeystoreListDocument } from '../documents/document.js';
import type { SettingEntry } from '../settings/entry.js';
import type { Cluster } from './cluster.js';
import type { Link } from './link.js';
import type { Node } from './node.js';

/** What uses TLS, and has a single place for its settings. */
const users = new Set([
  ...['transport', 'http', 'remote_cluster_server', 'remote_cluster_client'].map(
    (name) => `xpack.security.${name}`,
  ),
  'xpack.http',
  'reindex',
]);
/** What uses TLS under names that people choose. */
const namedUser =
  /^(?:xpack\.security\.authc\.realms\.[^.]+\.[^.]+|transport\.profiles\.[^.]+\.xpack\.security|xpack\.monitoring\.exporters\.[^.]+)$/;

/** The settings of one use of TLS by a node, `xpack.security.http.ssl` for instance. */
export class SslContext {
  readonly entries = new Map<string, SettingEntry>();
  /** The names below the prefix in the keystores of the cluster. */
  readonly stored: KeystoreListDocument['names'][number][] = [];

  constructor(
    readonly prefix: string,
    readonly node: Node,
  ) {}

  get cluster(): Cluster {
    return this.node.cluster;
  }

  /** The setting with this name under the prefix. */
  get(name: string): SettingEntry | undefined {
    return this.entries.get(name);
  }

  /** Whether one of the listeners uses it, so that it needs a key. */
  get isServer(): boolean {
    return /^xpack\.security\.(?:transport|http|remote_cluster_server)\.ssl$/.test(this.prefix);
  }

  /** A link of another cluster that connects to the interface with these settings. */
  get dialledBy(): Link | undefined {
    const use = /^xpack\.security\.(transport|remote_cluster_server)\.ssl$/.exec(this.prefix)?.[1];
    const model = use === 'transport' ? 'certificate' : 'api-key';
    return use === undefined
      ? undefined
      : this.cluster.incoming.find(({ intendedModel }) => intendedModel === model);
  }
}

/** The uses of TLS that a node's file and keystore speak of, those of the file first and in its order. */
export function sslContexts(node: Node): SslContext[] {
  const contexts = new Map<string, SslContext>();
  const contextOf = (key: string): { context?: SslContext; name: string } => {
    const end = key.lastIndexOf('.ssl.');
    const user = key.slice(0, Math.max(0, end));
    if (!users.has(user) && !namedUser.test(user)) return { name: '' };
    const [prefix, name] = [`${user}.ssl`, key.slice(end + '.ssl.'.length)];
    const context = contexts.get(prefix) ?? new SslContext(prefix, node);
    contexts.set(prefix, context);
    return { context, name };
  };
  for (const entry of node.settings) {
    if (entry.value === null) continue;
    const { context, name } = contextOf(entry.key);
    context?.entries.set(name, entry);
  }
  for (const stored of node.cluster.keystores.flatMap(({ names }) => names))
    contextOf(stored.name).context?.stored.push(stored);
  return [...contexts.values()];
}
