import type { StoreDocument } from '../documents/store-file.js';
import { type SettingEntry } from '../settings/entry.js';
import { looseCertificates, type CertificateFile, type Unread } from './certificate.js';
import { inForce, isOwn, isSigning, shownBy, useOf } from './certificate-use.js';
import type { ChainFault, Purpose } from './chain.js';
import type { Cluster } from './cluster.js';
import type { Link } from './link.js';
import type { Node } from './node.js';
import { signatureFault, signingPrefix, signingTrustOf } from './signing.js';
import { tlsUses, type TlsUse } from './tls-defaults.js';
import { identityOf, refusal, trustOf, type Identity, type Trust } from './trust.js';

/** Where a node trusts something: in a use of TLS, or in what others sign. */
export type Context = TlsUse | 'signing';

/** A node that looks at a certificate, where, and with what result. */
export interface Verdict {
  readonly node: Node;
  readonly context: Context;
  /** `anyone`: nothing is verified there, so that anything is let in. */
  readonly verdict: 'trusted' | 'anyone' | ChainFault['kind'];
}

/** A setting of a node that brings a certificate in. */
export interface Usage {
  readonly node: Node;
  readonly entry: SettingEntry;
  /** The use of TLS is switched off. */
  readonly off: boolean;
}

/** One certificate with all that is known of its part in a cluster or link. */
export interface InventoryRow {
  readonly file: CertificateFile;
  /** Where it stands: the same certificate may be in several files. */
  readonly places: readonly CertificateFile[];
  /** `transport`, `HTTP`, `CA` …; none for a file that no setting names. */
  readonly roles: readonly string[];
  readonly usedBy: readonly Usage[];
  readonly verdicts: readonly Verdict[];
}

/** The certificates of a cluster, of a link, or of files that were given by themselves. */
export interface Inventory {
  readonly rows: readonly InventoryRow[];
  /** Files that settings name and that could not be read. */
  readonly unread: readonly Unread[];
}

/** What people call the contexts, and the certificates that are shown in them. */
export const contextNames: Readonly<Record<Context, string>> = {
  transport: 'transport',
  http: 'HTTP',
  remote_cluster_server: 'remote-cluster server',
  remote_cluster_client: 'remote-cluster client',
  signing: 'signing',
};

const trustKey = /\.(?:certificate_authorities|truststore\.path)$/;

/** What a certificate is for that a setting names: a use of TLS, signatures, or a realm, profile or exporter. */
function roleOf(entry: SettingEntry): string {
  const use = useOf(entry);
  if (use) return contextNames[use];
  if (isSigning(entry)) return contextNames.signing;
  return entry.key.replace(/^xpack\.(?:security\.)?/, '').replace(/\.ssl\..*$/, '');
}

/** A row in the making. */
interface Row {
  readonly file: CertificateFile;
  readonly places: Map<string, CertificateFile>;
  readonly roles: Set<string>;
  readonly usedBy: Map<string, Usage>;
  readonly verdicts: Map<string, Verdict>;
}

/** Rows in the making: one for each certificate, whatever files it stands in. */
class Rows {
  readonly #rows = new Map<string, Row>();

  /** @param today the day on which the certificates are shown */
  constructor(readonly today: string) {}

  add(file: CertificateFile, role?: string, usage?: Usage): void {
    const row: Row = this.#rows.get(file.x509.fingerprint) ?? {
      file,
      places: new Map(),
      roles: new Set(),
      usedBy: new Map(),
      verdicts: new Map(),
    };
    this.#rows.set(file.x509.fingerprint, row);
    row.places.set(`${file.source.path} ${file.range.start}`, file);
    if (role !== undefined) row.roles.add(role);
    if (usage) row.usedBy.set(`${usage.node.document.source.path} ${usage.entry.key}`, usage);
  }

  /** What a setting names: a certificate with what is shown behind it, or what is trusted. */
  addMaterial(node: Node, key: string): void {
    const material = node.files.get(key);
    if (!material || (!isOwn(key) && !trustKey.test(key))) return;
    const { entry, certificates } = material;
    const known = useOf(entry) !== undefined || isSigning(entry);
    const usage = { node, entry, off: known && !inForce(node, entry) };
    certificates.forEach((file, index) => {
      const own = isOwn(key) && index === 0;
      this.add(file, own ? roleOf(entry) : file.x509.isCa ? 'CA' : 'trusted certificate', usage);
    });
  }

  /** Notes what somebody makes of a certificate that has a row. */
  judged({ x509 }: CertificateFile, verdict: Verdict): void {
    const { node, context } = verdict;
    const key = `${node.document.source.path} ${node.name} ${context}`;
    this.#rows.get(x509.fingerprint)?.verdicts.set(key, verdict);
  }

  /** What somebody makes of an identity that is shown to them; nothing where that is not known. */
  shown(
    identity: Identity | undefined,
    trust: Trust | undefined,
    context: Context,
    purpose?: Purpose,
  ): void {
    if (!identity || !trust) return;
    const fault =
      context === 'signing'
        ? signatureFault(trust, identity.chain, this.today)
        : refusal(trust, identity, purpose, this.today);
    const verdict = trust.everyone ? 'anyone' : (fault?.kind ?? 'trusted');
    this.judged(identity.leaf, { node: trust.node, context, verdict });
  }

  /** Notes that somebody has what has a row among their anchors. */
  anchors(trust: Trust | undefined, context: Context): void {
    for (const anchor of trust?.everyone ? [] : (trust?.anchors ?? []))
      this.judged(anchor, { node: trust!.node, context, verdict: 'trusted' });
  }

  /** All rows, those that expire first at the top. */
  get sorted(): InventoryRow[] {
    const rows = [...this.#rows.values()].map((row) => ({
      file: row.file,
      places: [...row.places.values()],
      roles: [...row.roles],
      usedBy: [...row.usedBy.values()],
      verdicts: [...row.verdicts.values()],
    }));
    const end = ({ file }: InventoryRow): number => file.x509.notAfter.getTime();
    const subject = ({ file }: InventoryRow): string => file.x509.subject;
    return rows.sort(
      (one, other) => end(one) - end(other) || (subject(one) < subject(other) ? -1 : 1),
    );
  }
}

/** One side of a link: what a node shows, or whom it trusts, in the model of the link. */
interface Side {
  readonly node: Node;
  readonly prefix: string;
  readonly context: Context;
}

/** Who shows something over a link, and who looks at it. */
function sidesOf(link: Link): { shows: Side[]; looks: Side[]; purpose?: Purpose }[] {
  const { from, to, intendedModel: model, alias } = link;
  if (!to || !model) return [];
  const side = (nodes: readonly Node[], prefix: string, context: Context): Side[] =>
    nodes.map((node) => ({ node, prefix, context }));
  const [client, server] = [from.nodes, model === 'api-key' ? link.servers : to.nodes];
  if (model === 'api-key')
    return [
      {
        shows: side(server, 'xpack.security.remote_cluster_server.ssl', 'remote_cluster_server'),
        looks: side(client, 'xpack.security.remote_cluster_client.ssl', 'remote_cluster_client'),
        purpose: 'server',
      },
      {
        shows: side(client, `cluster.remote.${alias}.signing`, 'signing'),
        looks: side(to.nodes, signingPrefix, 'signing'),
      },
    ];
  const transport = (nodes: readonly Node[]): Side[] =>
    side(nodes, 'xpack.security.transport.ssl', 'transport');
  const asking = server.filter((node) => node.tls('transport').asksClients);
  return [
    { shows: transport(server), looks: transport(client), purpose: 'server' },
    { shows: transport(client), looks: transport(asking), purpose: 'client' },
  ];
}

/** Whom a node trusts; undefined also where it looks at nothing: a listener may not ask its clients. */
function trustIn(node: Node, context: Context): Trust | undefined {
  if (context === 'signing') return signingTrustOf(node);
  const listens = context === 'http' || context === 'remote_cluster_server';
  return listens && !node.tls(context).asksClients ? undefined : trustOf(node, context);
}

const identityIn = (node: Node, { prefix, context }: Side): Identity | undefined =>
  context === 'signing' ? identityOf(node, prefix) : shownBy(node, context);

/** Most inventories have no store by itself, and load nothing of what reads one. */
async function looseIn(store: StoreDocument) {
  const { looseStore } = await import('./store.js');
  return looseStore(store);
}

/** What both sides of a link show each other and trust, and what they make of it. */
function addLink(rows: Rows, link: Link): void {
  for (const { shows, looks, purpose } of sidesOf(link)) {
    for (const { node, prefix } of [...shows, ...looks])
      for (const key of node.files.keys())
        if (key.startsWith(`${prefix}.`)) rows.addMaterial(node, key);
    for (const { node, context } of looks) {
      const trust = trustIn(node, context);
      rows.anchors(trust, context);
      for (const one of shows) rows.shown(identityIn(one.node, one), trust, context, purpose);
    }
  }
}

/**
 * The certificates of a cluster: what its nodes show, sign with and trust, who of all that are known trusts it, and what
 * was given by itself.
 *
 * @param clusters all clusters, whose nodes may look at its certificates or have them among their anchors
 * @param today the day on which the certificates are shown
 */
export async function inventoryOf(
  cluster: Cluster,
  clusters: readonly Cluster[],
  today: string,
): Promise<Inventory> {
  const rows = new Rows(today);
  const loose = await Promise.all([
    ...cluster.pems.map(looseCertificates),
    ...cluster.stores.map(looseIn),
  ]);
  for (const { certificates } of loose)
    for (const file of certificates) rows.add(file, file.x509.isCa ? 'CA' : undefined);
  for (const node of cluster.nodes)
    for (const key of node.files.keys()) rows.addMaterial(node, key);
  for (const node of cluster.nodes)
    for (const other of cluster.nodes)
      rows.shown(shownBy(node, 'transport'), trustOf(other, 'transport'), 'transport');
  for (const node of clusters.flatMap(({ nodes }) => nodes))
    for (const context of [...tlsUses, 'signing'] as const)
      rows.anchors(trustIn(node, context), context);
  for (const link of [...cluster.links, ...cluster.incoming])
    for (const { file, verdicts } of inventoryOfLink(link, today).rows)
      for (const verdict of verdicts) rows.judged(file, verdict);
  const materials = cluster.nodes.flatMap(({ files }) => [...files.values()]);
  const unread = [...materials, ...loose].flatMap((one) => one.unread);
  return { rows: rows.sorted, unread };
}

/** The certificates that a link depends on: what each side shows, and what the other side trusts for it. */
export function inventoryOfLink(link: Link, today: string): Inventory {
  const rows = new Rows(today);
  addLink(rows, link);
  return { rows: rows.sorted, unread: [] };
}
