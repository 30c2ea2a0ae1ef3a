import type { Place } from '../core/text.js';
import type { Document, RequestBody } from '../documents/document.js';
import { pairOf, textOf, valueAt, type Tree } from '../documents/tree.js';
import type { SettingEntry } from '../settings/entry.js';
import { parseVersions } from '../settings/versions.js';
import type { Cluster, ClusterFacts, License } from './cluster.js';

/** The settings of one layer of a running cluster, as `GET _cluster/settings` lists them. */
export interface SettingsDump {
  readonly cluster: Cluster;
  readonly entries: readonly SettingEntry[];
}

/** What `GET _remote/info` says of one alias. */
export interface RemoteInfo extends Place {
  /** The link uses an API key: the answer has `cluster_credentials`, redacted. */
  readonly credentials: boolean;
  readonly connected: boolean;
}

const licenses: readonly string[] = ['basic', 'gold', 'platinum', 'enterprise', 'trial'];

const bodiesOf = (documents: readonly Document[]): RequestBody[] =>
  documents.flatMap((document) => ('bodies' in document ? document.bodies : []));

function nodesOf({ kind, tree }: RequestBody): Tree[] {
  const nodes = kind === 'nodes-dump' ? pairOf(tree, 'nodes')?.value : undefined;
  return nodes?.kind === 'mapping' ? nodes.pairs.map(({ value }) => value) : [];
}

/**
 * What is known of a cluster, completed by the answers of its nodes: version and license where the manifest does not say
 * them, and the addresses that its nodes publish.
 */
export async function completeFacts(
  facts: ClusterFacts,
  documents: readonly Document[],
): Promise<ClusterFacts> {
  const bodies = bodiesOf(documents);
  // most runs have none, and start-up waits for this
  if (bodies.length === 0) return facts;
  const nodes = bodies.flatMap(nodesOf);
  const texts = (...path: readonly string[]): string[] =>
    nodes.flatMap((node) => textOf(valueAt(node, ...path)) ?? []);
  const versions = await parseVersions([...new Set(texts('version'))]).catch(() => undefined);
  const type = bodies
    .filter(({ kind }) => kind === 'license-dump')
    .map(({ tree }) => textOf(valueAt(tree, 'license', 'type')))
    .find((text) => text !== undefined && licenses.includes(text)) as License | undefined;
  const published = [
    ...texts('transport_address'),
    ...texts('transport', 'profiles', '_remote_cluster', 'publish_address'),
  ];
  return {
    ...facts,
    ...(versions && !facts.versions && { versions }),
    ...(type && !facts.license && { license: type }),
    ...(published.length > 0 && { addresses: [...(facts.addresses ?? []), ...published] }),
  };
}

/** What the answers of `GET _remote/info` say, by alias. */
export function remoteInfoOf(body: RequestBody): [alias: string, info: RemoteInfo][] {
  if (body.kind !== 'remote-info-dump' || body.tree?.kind !== 'mapping') return [];
  return body.tree.pairs.map(({ key, value }) => [
    key.text,
    {
      source: body.source,
      range: key.range,
      credentials: pairOf(value, 'cluster_credentials') !== undefined,
      connected: textOf(valueAt(value, 'connected')) === 'true',
    },
  ]);
}
