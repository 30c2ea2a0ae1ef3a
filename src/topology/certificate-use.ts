import type { Related } from '../core/finding.js';
import { textValue, type SettingEntry } from '../settings/entry.js';
import { describeCertificate, type CertificateFile, type MaterialFault } from './certificate.js';
import type { Purpose } from './chain.js';
import type { Cluster } from './cluster.js';
import type { Node } from './node.js';
import { identityOf, refusal, trustOf, type Identity, type Trust } from './trust.js';
import type { TlsUse } from './tls-defaults.js';

/** One setting of a node that brings a certificate in, and what it is there. */
export interface CertificateUse {
  readonly node: Node;
  readonly entry: SettingEntry;
  readonly file: CertificateFile;
  /** The node's own, one that is shown behind it, or one that is trusted. */
  readonly part: 'own' | 'chain' | 'authority';
  /** Whoever verifies passes it over: it is trusted, or a root that is shown behind a certificate. */
  readonly isAnchor: boolean;
  /** Other settings of the node with the same certificate. */
  readonly also: readonly SettingEntry[];
}

const tlsKey =
  /^xpack\.security\.(transport|http|remote_cluster_server|remote_cluster_client)\.ssl\.(?:certificate|certificate_authorities|keystore\.path|truststore\.path)$/;
const signingKey =
  /^cluster\.remote\.(?:[-\w]+\.signing\.(?:certificate|key|keystore\.path)|signing\.(?:certificate_auth\w+|truststore\.path))$/;

/** Whether a setting signs requests to other clusters, or says whose signatures count. */
export const isSigning = (entry: SettingEntry): boolean => signingKey.test(entry.key);

/** The use of TLS that a setting belongs to; undefined for other settings. */
export const useOf = ({ key }: SettingEntry): TlsUse | undefined =>
  tlsKey.exec(key)?.[1] as TlsUse | undefined;

/** Whether a setting of certificates does anything: TLS may be switched off. */
export function inForce(node: Node, entry: SettingEntry): boolean {
  if (node.securityEnabled !== true) return false;
  const use = useOf(entry);
  return use ? node.tls(use).enabled === true : isSigning(entry);
}

/**
 * Whether a node reads the file of a setting at its start: it does with TLS switched off, too (SSLService), but not where
 * the remote cluster server is off, nor trust stores where nothing is verified. Recorded in fixtures/stores/starts.json.
 */
function isRead(node: Node, key: string): boolean {
  if (node.securityEnabled !== true) return false;
  const prefix = key.replace(/\.(?:key|certificate|(?:key|trust)store\.path)$/, '');
  if (prefix.endsWith('.remote_cluster_server.ssl')) return node.serverEnabled === true;
  const verification = textValue(node.settings.get(`${prefix}.verification_mode`));
  return !key.endsWith('.truststore.path') || verification?.toLowerCase() !== 'none';
}

/** What is wrong with the files that a node reads at its start, and the settings to blame. */
export function faultsAtStart(node: Node): { entry: SettingEntry; fault: MaterialFault }[] {
  return [...node.files].flatMap(([key, { entry, fault }]) =>
    fault && isRead(node, key) ? [{ entry: fault.entry ?? entry, fault }] : [],
  );
}

/** Whether a setting says what a node shows of itself. */
export const isOwn = (key: string): boolean => /\.(?:certificate|keystore\.path)$/.test(key);

/** The certificates that a node uses, each once: what the node shows of itself goes before what it trusts. */
export function certificateUses(node: Node): CertificateUse[] {
  const materials = [...node.files].filter(([, { entry }]) => inForce(node, entry));
  const uses = materials.flatMap(([key, { entry, certificates }]) =>
    certificates.map((file, index): Omit<CertificateUse, 'also'> => {
      const own = isOwn(key);
      const part = own ? (index === 0 ? 'own' : 'chain') : 'authority';
      const isAnchor = part === 'authority' || (part === 'chain' && file.x509.selfIssued);
      return { node, entry, file, part, isAnchor };
    }),
  );
  const parts: readonly CertificateUse['part'][] = ['own', 'chain', 'authority'];
  const ordered = parts.flatMap((part) => uses.filter((use) => use.part === part));
  const same = (one: CertificateFile, other: CertificateFile): boolean =>
    one.x509.fingerprint === other.x509.fingerprint;
  return ordered
    .filter((use, index) => ordered.findIndex(({ file }) => same(file, use.file)) === index)
    .map((use) => {
      const others = ordered.filter(
        ({ file, entry }) => same(file, use.file) && entry !== use.entry,
      );
      return { ...use, also: [...new Set(others.map(({ entry }) => entry))] };
    });
}

/** The places that belong to a use: the certificate with what is in it, and the other settings that name it. */
export function relatedTo({ file, also }: Pick<CertificateUse, 'file' | 'also'>): Related[] {
  return [
    { ...file, message: describeCertificate(file) },
    ...also.map((entry) => ({ ...entry.valuePlace, message: `${entry.key} names it, too` })),
  ];
}

/** The uses in which a node shows a certificate to those who connect, or to whom it connects. */
export const shownUses = ['transport', 'http', 'remote_cluster_server'] as const;

/** What a node shows in one use of TLS; undefined where that is off or not known. */
export function shownBy(node: Node, use: TlsUse): Identity | undefined {
  const tls = node.tls(use);
  const on = tls.enabled === true && node.securityEnabled === true;
  return on ? identityOf(node, tls.prefix) : undefined;
}

/** Whoever is known to look at what a node shows in one use: its own cluster, and those that link to it. */
function lookingAt({ cluster }: Node, use: TlsUse): { node: Node; use: TlsUse }[] {
  const clients = cluster.incoming.flatMap(({ from }) => from.nodes);
  if (use === 'remote_cluster_server')
    return clients.map((node) => ({ node, use: 'remote_cluster_client' }));
  return use === 'transport' ? cluster.nodes.map((node) => ({ node, use })) : [];
}

/**
 * Whether all who are known to look at a certificate have it among their anchors, or verify nothing: then neither its
 * dates nor its uses count. False where someone is not known.
 */
export function isPinned(node: Node, use: TlsUse, { x509 }: CertificateFile): boolean {
  const all = lookingAt(node, use).map((other) => trustOf(other.node, other.use));
  const pins = (trust: Trust | undefined): boolean =>
    trust !== undefined &&
    (trust.everyone ||
      trust.anchors.some((anchor) => anchor.x509.fingerprint === x509.fingerprint));
  return all.length > 0 && all.every(pins);
}

/** Whether a use is a node's own certificate in TLS, and pinned there. */
export function isPinnedUse({ node, entry, file, part }: CertificateUse): boolean {
  const tls = useOf(entry);
  return part === 'own' && tls !== undefined && isPinned(node, tls, file);
}

/** What a certificate is in a use, for whoever looks at its dates. */
export function standingOf(use: CertificateUse): 'authority' | 'signing' | 'pinned' | 'shown' {
  if (use.isAnchor) return 'authority';
  if (isSigning(use.entry)) return 'signing';
  return isPinnedUse(use) ? 'pinned' : 'shown';
}

/** What a node shows a certificate for: in transport it is a server, and a client that others ask for its certificate. */
export const purposesOf = (node: Node, use: TlsUse): Purpose[] =>
  use === 'transport' && node.tls(use).asksClients === true ? ['server', 'client'] : ['server'];

/** Whether someone is known, or has to be expected, to look for the name of the host in what a node shows. */
export function namesAreChecked(node: Node, use: TlsUse): boolean {
  const modes =
    use === 'http'
      ? []
      : lookingAt(node, use).map((other) => other.node.tls(other.use).verification);
  return modes.length === 0 || modes.includes('full');
}

/** All certificates that the files of a cluster and of those it has links with hold. */
function known({ links, incoming, nodes }: Cluster): CertificateFile[] {
  const others = [...links.map(({ to }) => to), ...incoming.map(({ from }) => from)];
  return [...nodes, ...others.flatMap((cluster) => cluster?.nodes ?? [])].flatMap((node) =>
    [...node.files.values()].flatMap(({ certificates }) => certificates),
  );
}

/**
 * The intermediate authority that a chain ends below, where some file has it and it is missed: by another node of the
 * cluster, or by clients of whom nothing is known. Of known clients of other clusters link/untrusted-server speaks.
 */
export function missingIssuer(identity: Identity, use: TlsUse): CertificateFile | undefined {
  const { node } = identity;
  const within = use === 'transport' ? node.cluster.nodes : [];
  const trusts = within.flatMap((other) => trustOf(other, 'transport') ?? []);
  const missed =
    trusts.length > 0
      ? trusts.some((trust) => refusal(trust, identity))
      : use === 'http' || node.cluster.incoming.length === 0;
  if (!missed) return undefined;
  const issuer = knownIssuer(node, identity);
  return issuer && !issuer.x509.selfIssued ? issuer : undefined;
}

/** The authority above the last certificate of a chain, where some file of the clusters around a node has it. */
export function knownIssuer(
  node: Node,
  { chain, leaf }: Identity,
  also?: Cluster,
): CertificateFile | undefined {
  let top = leaf;
  for (const file of chain) if (file !== top && top.x509.issuedBy(file.x509)) top = file;
  if (top.x509.selfIssued) return undefined;
  const files = [...known(node.cluster), ...(also ? known(also) : [])];
  return files.find(({ x509 }) => x509.isCa && top.x509.issuedBy(x509));
}
