import type { Place } from '../core/text.js';
import type { Document, EckRemoteCluster, EckResource } from '../documents/document.js';
import { valueAt } from '../documents/tree.js';
import type { SettingEntry } from '../settings/entry.js';
import { flatten } from '../settings/flatten.js';
import {
  compareVersions,
  parseVersions,
  VersionError,
  type Versions,
} from '../settings/versions.js';
import type { Cluster, ClusterFacts } from './cluster.js';
import { Link, type Use } from './link.js';
import { RemoteSettings } from './remote.js';

/** A resource of the operator, with the cluster that it describes. */
export interface OperatorCluster {
  readonly resource: EckResource;
  readonly cluster: Cluster;
}

/** A remote cluster that the operator sets up, with the resource that it leads to where that is known. */
export interface OperatorRemote {
  readonly remote: EckRemoteCluster;
  readonly from: OperatorCluster;
  readonly to: OperatorCluster | undefined;
}

/** The seed that the operator writes: the service of the other cluster for one model or the other. */
function seedOf({ remote, from }: OperatorRemote): SettingEntry {
  const { place, ref, apiKey } = remote;
  const namespace = remote.namespace ?? from.resource.namespace ?? 'default';
  const service = apiKey ? 'es-remote-cluster' : 'es-transport';
  const text = `${ref ?? ''}-${service}.${namespace}.svc:${apiKey ? '9443' : '9300'}`;
  return {
    key: `cluster.remote.${remote.name ?? ''}.seeds`,
    value: [text],
    layer: 'persistent',
    source: place.source,
    keyPlace: place,
    valuePlace: place,
    items: [{ ...place, text }],
    spots: [],
    unknown: ref === undefined,
    aliases: [],
    shadows: [],
  };
}

/** What the key that is asked for allows. */
function usesOf({ apiKey }: EckRemoteCluster): Use[] {
  const uses: readonly Use[] = ['search', 'replication'];
  return uses.filter((use) => valueAt(apiKey?.value, 'access', use) !== undefined);
}

/** The link that a remote cluster of a resource becomes: in sniff mode, within the network of Kubernetes. */
export class OperatorLink extends Link {
  constructor(
    readonly setUp: OperatorRemote,
    listed: { readonly place: Place; readonly use: readonly Use[] } | undefined,
    to: Cluster | undefined,
  ) {
    const seeds = new Map([['seeds', seedOf(setUp)]]);
    const settings = new RemoteSettings(setUp.remote.name ?? '', seeds);
    super(setUp.from.cluster, settings, [], to, listed?.place, listed?.use ?? usesOf(setUp.remote));
  }

  /** The operator makes the key and puts it into the keystore. */
  override get credentials(): Place | undefined {
    const { place, apiKey } = this.setUp.remote;
    return apiKey && { source: place.source, range: apiKey.key.range };
  }

  override get model(): 'api-key' | 'certificate' {
    return this.setUp.remote.apiKey ? 'api-key' : 'certificate';
  }
}

async function versionsOf(text: string): Promise<Versions | undefined> {
  try {
    return await parseVersions([text]);
  } catch (error) {
    if (error instanceof VersionError) return undefined;
    throw error;
  }
}

/** What is known of a cluster before its settings are read: a resource says what nothing stronger has said. */
export async function factsWith(
  facts: ClusterFacts,
  documents: readonly Document[],
): Promise<ClusterFacts> {
  const resource = documents.flatMap((one) => (one.kind === 'eck' ? one.resources : []))[0];
  if (!resource) return facts;
  const version = resource.version && (await versionsOf(resource.version.text));
  return { platform: 'eck', ...(version && { versions: version }), ...facts };
}

/** Whether a resource asks for the remote cluster server; undefined where a template decides. */
export function asksForServer({ server }: EckResource): boolean | undefined {
  const value = server?.pair.value;
  if (value?.kind !== 'scalar') return false;
  return value.templated ? undefined : /^(?:true|yes|on)$/i.test(value.text);
}

/**
 * The version of a resource, where the operator refuses API keys for it: up to 8.10.0, which is refused, too
 * (supportsRemoteClusterUsingAPIKey in its validation).
 */
export function tooOldForKeys({ version }: EckResource): EckResource['version'] {
  return version &&
    /^\d+\.\d+\.\d+$/.test(version.text) &&
    compareVersions(version.text, '8.10.0') <= 0
    ? version
    : undefined;
}

/** The settings that the operator writes into the file of each node because a field of the resource asks for them. */
export function operatorSettings({ source, server }: EckResource): readonly SettingEntry[] {
  if (!server) return [];
  const { mapping, pair } = server;
  const key = { ...pair.key, text: 'remote_cluster_server.enabled' };
  return flatten(source, { ...mapping, pairs: [{ ...pair, key }] }, 'yml').entries;
}

/** What the clusters' resources ask of the operator: remote clusters, with where each leads among the same clusters. */
export function operatorRemotes(clusters: readonly Cluster[]): OperatorRemote[] {
  const all = clusters.flatMap((cluster) =>
    cluster.resources.map((resource) => ({ cluster, resource })),
  );
  return all.flatMap((from) =>
    from.resource.remoteClusters.map((remote) => {
      const namespace = remote.namespace ?? from.resource.namespace;
      // files that no manifest puts together may have a name in common by chance
      const related = all.filter(
        ({ cluster, resource }) =>
          resource.source === from.resource.source ||
          (cluster.facts.declaredAt && from.cluster.facts.declaredAt),
      );
      const to = related.find(
        ({ resource }) =>
          remote.ref !== undefined &&
          resource.name === remote.ref &&
          (resource.namespace === undefined ||
            namespace === undefined ||
            resource.namespace === namespace),
      );
      return { remote, from, to };
    }),
  );
}
