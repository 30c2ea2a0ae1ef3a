import type { Edit } from '../core/finding.js';
import { plainOf } from '../documents/tree.js';
import { apiKeyModel } from '../settings/versions.js';
import { grants, privilegesFor } from './access.js';
import type { DialledAddress } from './address.js';
import type { Cluster } from './cluster.js';
import type { Link } from './link.js';
import type { Node } from './node.js';
import type { IndexAccess, SecurityRole } from './security-role.js';

/** Settings that a node needs in addition; each a line of elasticsearch.yml. */
export interface AddedLines {
  readonly node: Node;
  readonly lines: readonly string[];
}

/** An entry of `access.search` or `access.replication`, or of a role's indices. */
type Access = Readonly<Record<string, unknown>>;

/** Everything that must change so that a link of the certificate model becomes one with an API key. */
export interface Migration {
  readonly link: Link;
  readonly to: Cluster;
  /** What is against it, each a sentence; with one of them nothing else is worth doing. */
  readonly obstacles: readonly string[];
  /** What to know beforehand, each a sentence. */
  readonly notes: readonly string[];
  /** Nodes of the other cluster on which the remote cluster server interface is to be switched on. */
  readonly server: readonly AddedLines[];
  /** The names and addresses that the certificate of that interface must carry. */
  readonly names: readonly string[];
  /** Body of `POST _security/cross_cluster/api_key` on the other cluster. */
  readonly key: { readonly name: string; readonly access: Readonly<Record<string, Access[]>> };
  /** Nodes of this cluster that must trust the certificate of the interface. */
  readonly client: readonly AddedLines[];
  /** The settings of the alias in the cluster state, as they are to be: null where the address stands in files. */
  readonly settings: Readonly<Record<string, unknown>> | undefined;
  /** The settings of the alias in the cluster state, as they are. */
  readonly before: Readonly<Record<string, unknown>> | undefined;
  /** Changes of addresses that stand in elasticsearch.yml. */
  readonly edits: readonly Edit[];
  /** Roles of this cluster as they are to be. */
  readonly roles: readonly { readonly name: string; readonly body: object }[];
}

const serverKeys = [
  'xpack.security.remote_cluster_server.ssl.certificate: certs/remote-cluster-server.crt',
  'xpack.security.remote_cluster_server.ssl.key: certs/remote-cluster-server.key',
];
const clientKey = 'xpack.security.remote_cluster_client.ssl.certificate_authorities';

/** An entry of a role as it stands, but for what it allows. */
function withoutPrivileges({ tree }: IndexAccess): Access {
  const { privileges: _, ...entry } = plainOf(tree) as Access;
  return entry;
}

const readable = ({ privileges }: IndexAccess): boolean =>
  grants(privileges, 'read') || grants(privileges, 'read_cross_cluster');

/** What a role of the other cluster allows today to those who have the role of the same name here, over a link. */
function accessOf(
  own: SecurityRole,
  other: SecurityRole,
  { use }: Link,
): { search: Access[]; replication: Access[] } {
  const { clusterPrivileges, indices } = other;
  const follows =
    (use.length === 0 || use.includes('replication')) &&
    grants(own.clusterPrivileges, 'manage_ccr') &&
    ['read_ccr', 'manage_ccr'].some((name) => grants(clusterPrivileges, name));
  return {
    search: indices.filter(readable).map(withoutPrivileges),
    replication: follows
      ? indices.map((entry) => ({ names: withoutPrivileges(entry)['names'] }))
      : [],
  };
}

/** Lists without repetition, by their JSON. */
const unique = (entries: readonly Access[]): Access[] => [
  ...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values(),
];

function serverLines(node: Node): string[] {
  const lines = node.serverEnabled === true ? [] : ['remote_cluster_server.enabled: true'];
  const { hosts, unknown } = node.hosts('remote_cluster', 'bind');
  const published = node
    .hosts('transport', 'publish')
    .hosts.find(({ kind }) => kind !== 'loopback');
  if (!unknown && hosts.every(({ kind }) => kind === 'loopback') && published)
    lines.push(`remote_cluster.host: ${published.text}`);
  const prefix = 'xpack.security.remote_cluster_server.ssl.';
  const hasKey =
    node.settings.get(`${prefix}certificate`) ?? node.settings.get(`${prefix}keystore.path`);
  return hasKey ? lines : [...lines, ...serverKeys];
}

/** The port of the other side's remote cluster server interface. */
function serverPort(to: Cluster): string {
  return to.nodes.map((node) => node.port('remote_cluster')?.text).find(Boolean) ?? '9443';
}

const withPort = (text: string, port: string): string => text.replace(/\d+$/, port);

function portEdit({ source, range, text }: DialledAddress, port: string): Edit {
  const at = range.start + source.slice(range).lastIndexOf(text) + text.search(/\d+$/);
  const end = at + /\d+$/.exec(text)![0].length;
  return { source, range: { start: at, end }, text: port };
}

/** The settings of an alias in the cluster state, as a flat body; undefined when it has none there. */
function stored(link: Link): Record<string, unknown> | undefined {
  const layers = link.layers.filter(({ layer }) => layer !== 'yml');
  const entries = layers.flatMap(({ entries: own }) => [...own.values()]);
  if (entries.length === 0) return undefined;
  return Object.fromEntries(entries.map(({ key, value }) => [key, value]));
}

function obstaclesOf(link: Link): string[] {
  const { from, to } = link;
  const found: string[] = [];
  if (!to) return [`which cluster alias ${link.alias} leads to is not known: list it under links`];
  if (link.model === 'api-key') found.push(`alias ${link.alias} uses an API key already`);
  for (const cluster of [from, to]) {
    if (cluster.facts.versions?.someBelow(apiKeyModel.accepted))
      found.push(
        `cluster ${cluster.name} runs ${cluster.versions.oldest}: upgrade it to ${apiKeyModel.documented} or later first`,
      );
    if (cluster.nodes.some((node) => node.settings.flag('xpack.security.enabled') === false))
      found.push(`security is off on cluster ${cluster.name}`);
    const { license } = cluster.facts;
    if (license !== undefined && license !== 'enterprise' && license !== 'trial')
      found.push(
        `cluster ${cluster.name} has the ${license} license, and the model needs enterprise`,
      );
  }
  return found;
}

function notesOf(link: Link, to: Cluster, shared: readonly string[]): string[] {
  const notes = [
    `The alias stays ${link.alias}: followers, searches and dashboards that name it go on working.`,
  ];
  for (const cluster of [link.from, to])
    if (cluster.facts.versions?.someBelow(apiKeyModel.documented))
      notes.push(
        `Cluster ${cluster.name} runs ${cluster.versions.oldest}: before ${apiKeyModel.documented} the model is a preview, and new credentials need a restart.`,
      );
  if (to.roles.length === 0 || link.from.roles.length === 0)
    notes.push(
      'The roles of both clusters are not given (roles: in elasticlint.yml), so what the key must allow is not known: replace the names in its body.',
    );
  else if (shared.length === 0)
    notes.push(
      'No role has the same name on both clusters, so today nobody but superusers reads anything.',
    );
  if (link.from.nodes.length === 0 || to.nodes.length === 0)
    notes.push(
      'Not all elasticsearch.yml files are given: the same changes belong into the others.',
    );
  return notes;
}

/** A role of this cluster with what the role of the same name on the other one allows, for the alias. */
function extended(own: SecurityRole, other: SecurityRole, link: Link): object {
  const { search, replication } = accessOf(own, other, link);
  const clusters = [link.alias];
  const added = [
    ...search.map((entry) => ({
      clusters,
      ...entry,
      privileges: privilegesFor.search,
    })),
    ...replication.map((entry) => ({
      clusters,
      ...entry,
      privileges: privilegesFor.replication,
    })),
  ];
  const body = plainOf(own.tree) as { remote_indices?: object[] };
  return { ...body, remote_indices: [...(body.remote_indices ?? []), ...added] };
}

/** Plans the way of a link from the certificate model to the API-key model. */
export function migrationOf(link: Link): Migration | { link: Link; obstacles: readonly string[] } {
  const obstacles = obstaclesOf(link);
  const { from, to } = link;
  if (!to || obstacles.length > 0) return { link, obstacles };
  const shared = from.roles.flatMap((own) => {
    const other = to.roles.find((role) => role.name === own.name);
    return other ? [{ name: own.name, own, other }] : [];
  });
  const granted = shared.map(({ own, other }) => accessOf(own, other, link));
  const search = unique(granted.flatMap((access) => access.search));
  const replication = unique(granted.flatMap((access) => access.replication));
  const port = serverPort(to);
  const before = stored(link);
  const address = link.settings.addressEntry;
  const inFiles = link.layers.filter(({ layer }) => layer === 'yml');
  const value = Array.isArray(address?.value)
    ? address.value.map((text: string) => withPort(text, port))
    : withPort(String(address?.value ?? ''), port);
  const clients = from.nodes.filter(
    (node) => !node.roles || node.roles.names.includes('remote_cluster_client'),
  );
  return {
    link,
    to,
    obstacles,
    notes: notesOf(
      link,
      to,
      shared.map(({ name }) => name),
    ),
    // Elastic and its operators switch the interface on, with a certificate of their own
    server: to.managed
      ? []
      : to.nodes
          .map((node) => ({ node, lines: serverLines(node) }))
          .filter(({ lines }) => lines.length > 0),
    names: [...new Set(link.addresses.flatMap(({ target }) => target?.host ?? []))],
    key: {
      name: `${from.name}-${link.alias}`,
      access: {
        ...((search.length > 0 || replication.length === 0) && {
          search: search.length > 0 ? search : [{ names: ['<index patterns>'] }],
        }),
        ...(replication.length > 0 && { replication }),
      },
    },
    client:
      to.facts.platform === 'ech'
        ? []
        : clients
            .filter((node) => !node.settings.get(clientKey))
            .map((node) => ({ node, lines: [`${clientKey}: [certs/${to.name}-ca.crt]`] })),
    before,
    settings:
      before && address && address.layer !== 'yml'
        ? { ...before, [address.key]: value }
        : undefined,
    edits: inFiles.flatMap(({ addresses }) => addresses.map((one) => portEdit(one, port))),
    roles: shared.map(({ name, own, other }) => ({ name, body: extended(own, other, link) })),
  };
}
