import { dayOf } from '../core/day.js';
import type { Diagram, DiagramCluster, DiagramLink } from '../core/diagram.js';
import type { Finding, Severity } from '../core/finding.js';
import { maskSecrets } from '../core/secrets.js';
import type { Place, SourceText } from '../core/text.js';
import { shownBy, shownUses } from './certificate-use.js';
import type { Cluster } from './cluster.js';
import type { Link } from './link.js';
import { firstPort, listenerOf } from './listener.js';

const countOf = (findings: Iterable<Finding>): Record<Severity, number> => {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
};

/** The files of a cluster; of one that holds several clusters the part from the first offset on. */
function filesOf(cluster: Cluster): Map<SourceText, number> {
  const { nodes, keystores, environments, apiKeys, roles, persistent, transient } = cluster;
  const whole = [
    ...nodes.flatMap(({ document, files }) => [
      document.source,
      ...[...files.values()].flatMap(({ certificates, keys }) =>
        [...certificates, ...keys].map(({ source }) => source),
      ),
    ]),
    ...[...keystores, ...environments].map(({ source }) => source),
    ...apiKeys.map(({ body }) => body.source),
    ...roles.map(({ source }) => source),
    ...[...persistent, ...transient].map(({ source }) => source),
  ];
  const files = new Map(whole.map((source) => [source, 0]));
  for (const { place } of cluster.resources)
    files.set(place.source, place.source.text.lastIndexOf('\n---', place.range.start) + 1);
  return files;
}

/** The cluster that a finding is about, by where it points. */
class Owners {
  readonly #bySource = new Map<SourceText, { cluster: Cluster; from: number }[]>();

  constructor(clusters: readonly Cluster[]) {
    for (const cluster of clusters)
      for (const [source, from] of filesOf(cluster)) {
        const others = this.#bySource.get(source) ?? [];
        this.#bySource.set(
          source,
          [...others, { cluster, from }].sort((a, b) => a.from - b.from),
        );
      }
  }

  of({ source, range }: Place): Cluster | undefined {
    return this.#bySource.get(source)?.findLast(({ from }) => from <= range.start)?.cluster;
  }
}

const touches = (a: Place, b: Place): boolean =>
  a.source === b.source && a.range.start <= b.range.end && b.range.start <= a.range.end;

/** Whether a finding speaks of a link: of its settings, its credentials, or its line in the manifest. */
function isAbout(finding: Finding, link: Link): boolean {
  const { setting, related } = finding;
  const places = [finding, ...related];
  const own = [
    ...link.layers.flatMap(({ entries }) =>
      [...entries.values()].flatMap(({ keyPlace, valuePlace }) => [keyPlace, valuePlace]),
    ),
    ...[link.credentials, link.declaredAt, link.settings.anyEntry.keyPlace].filter(
      (place) => place !== undefined,
    ),
  ];
  return (
    places.some((place) => own.some((other) => touches(place, other))) ||
    (setting?.startsWith(`cluster.remote.${link.alias}.`) === true &&
      link.from.nodes.some(({ document }) => document.source === finding.source))
  );
}

const models = { 'api-key': 'API key', certificate: 'certificates' } as const;

/** The interfaces that other clusters dial, each with the ports that its nodes try first. */
function interfacesOf({ nodes }: Cluster): string[] {
  const names = { remote_cluster: 'remote cluster server', transport: 'transport' } as const;
  return (['remote_cluster', 'transport'] as const).flatMap((name) => {
    const ports = nodes.flatMap((node) => {
      const listener = listenerOf(node, name);
      return listener ? [firstPort(listener)] : [];
    });
    const list = [...new Set(ports)].sort((a, b) => a - b).join(', ');
    return list === '' ? [] : [`${names[name]} ${list}`];
  });
}

/** The first day on which a certificate that some node shows is not valid any more. */
function expiryOf({ nodes }: Cluster): string | undefined {
  const dates = nodes.flatMap((node) =>
    shownUses.flatMap((use) => shownBy(node, use)?.leaf.x509.notAfter ?? []),
  );
  const first = dates.sort((a, b) => a.getTime() - b.getTime())[0];
  return first && dayOf(first);
}

/**
 * The picture of clusters and their links.
 *
 * @param findings of the run, which are counted where they belong
 */
export function diagramOf(clusters: readonly Cluster[], findings: readonly Finding[]): Diagram {
  const owners = new Owners(clusters);
  const ids = new Map(clusters.map((cluster, index) => [cluster, `c${index + 1}`]));
  const boxes = clusters.map((cluster): DiagramCluster => {
    const { facts, name, nodes } = cluster;
    const expires = expiryOf(cluster);
    return {
      id: ids.get(cluster)!,
      name: maskSecrets(name),
      external: false,
      ...(facts.versions && { version: facts.versions.text }),
      ...(facts.platform && { platform: facts.platform }),
      nodes: nodes.length,
      interfaces: interfacesOf(cluster),
      ...(expires !== undefined && { expires }),
      findings: countOf(findings.filter((finding) => owners.of(finding) === cluster)),
    };
  });
  const outside = new Map<string, DiagramCluster>();
  const outsideOf = (link: Link): DiagramCluster => {
    const addresses = link.addresses.map(({ text }) => text).join(', ');
    const name = maskSecrets(addresses || link.alias);
    const known = outside.get(name);
    const id = `x${outside.size + 1}`;
    const box = known ?? {
      id,
      name,
      external: true,
      ...(link.platform && { platform: link.platform }),
      nodes: 0,
      interfaces: [],
      findings: countOf([]),
    };
    outside.set(name, box);
    return box;
  };
  const links = clusters.flatMap((cluster) => [...cluster.links, ...cluster.operatorLinks]);
  const arrows = links.map((link): DiagramLink => {
    const ports = link.addresses.flatMap(({ target }) => target?.port ?? []);
    return {
      from: ids.get(link.from)!,
      to: (link.to && ids.get(link.to)) ?? outsideOf(link).id,
      alias: link.alias,
      ...(link.intendedModel && { model: models[link.intendedModel] }),
      ...(link.settings.mode && { mode: link.settings.mode }),
      ports: [...new Set(ports)],
      use: link.use,
      findings: countOf(findings.filter((finding) => isAbout(finding, link))),
    };
  });
  return { clusters: [...boxes, ...outside.values()], links: arrows };
}
