import type { Related } from '../../src/core/index.js';
import type { SettingEntry } from '../../src/settings/entry.js';
import { describeAnchors, type CertificateFile } from '../../src/topology/certificate.js';
import type { Handshake } from '../../src/topology/handshake.js';
import type { Link } from '../../src/topology/link.js';
import type { ChainFault, Purpose } from '../../src/topology/chain.js';
import { refusal, type Identity, type Trust } from '../../src/topology/trust.js';

/** The versions of both sides that a predicate picks out, local first; only declared versions count. */
export function versionPairs(
  link: Link,
  wanted: (local: string, remote: string) => boolean,
): [local: string, remote: string][] {
  const [locals, remotes] = [link.from.facts.versions, link.to?.facts.versions];
  if (!locals || !remotes || !link.settings.enabled) return [];
  return locals.list.flatMap((local) =>
    remotes.list
      .filter((remote) => wanted(local, remote))
      .map((remote): [string, string] => [local, remote]),
  );
}

/** Where the manifest declares the two clusters. */
export function declarations({ from, to }: Link): Related[] {
  return [from, to].flatMap((cluster) =>
    cluster?.facts.declaredAt
      ? [
          {
            ...cluster.facts.declaredAt,
            message: `cluster ${cluster.name} is ${cluster.versions.text}`,
          },
        ]
      : [],
  );
}

/** What a node trusts, with the setting to point at: the one that says so, or another one of the same use of TLS. */
type PlacedTrust = Trust & { readonly at: SettingEntry };

/**
 * The trust of one side of a link that has no way to an identity. Without authorities of its own it is told in the
 * certificate model only: in the other one remote/missing-ca speaks of it.
 */
export function distrust(
  link: Link,
  trust: Trust | undefined,
  identity: Identity,
): PlacedTrust | undefined {
  if (!trust || refusal(trust, identity)?.kind !== 'no-anchor') return undefined;
  const tls = trust.node.tls('transport');
  const other =
    link.intendedModel === 'certificate' && (tls.get('certificate') ?? tls.get('enabled'));
  const at = trust.entry ?? other;
  return at ? { ...trust, at } : undefined;
}

/** What is said of a handshake in which one side does not trust what the other shows. */
export function distrustData(
  link: Link,
  { client, server }: Handshake,
  trust: Trust,
  { leaf, chain }: Identity,
) {
  return {
    client: client.name,
    server: server.name,
    to: link.to!.name,
    alias: link.alias,
    subject: leaf.x509.subject,
    issuer: chain.at(-1)!.x509.issuer,
    setting: trust.entry?.key ?? 'xpack.security.transport.ssl.certificate_authorities',
    held: describeAnchors(trust.anchors),
  };
}

/** What is wrong with a certificate on the way to an authority; of dates and extended usages other rules speak. */
const refused: Readonly<Partial<Record<ChainFault['kind'], string>>> = {
  'no-authority': 'has issued another certificate, and its basic constraints do not allow that',
  'no-certificate-signing': 'has issued another certificate, and its key usage does not allow that',
  'path-length': 'is an authority below another one whose path length allows no more of them',
  'name-constraints':
    'has a name that an authority above it must not issue for (name constraints; its common name counts where it looks like a host and there is no DNS name)',
  'unknown-critical': 'has a critical extension that Java does not know',
  algorithm: 'has a key or a signature that Java does not take any more',
  'depends-on-java': 'has a key, a signature or constraints that some versions of Java refuse',
  'no-subject': 'has no subject, and its alternative names are not critical',
  usage: 'has a key usage without digitalSignature, which TLS needs',
};

/** A chain that leads to an authority and is refused all the same. */
export interface RefusedPath {
  readonly reason: string;
  readonly blamed: CertificateFile;
  /** Some versions of Java take it. */
  readonly likely: boolean;
}

/** What is wrong in a chain that leads to an authority; undefined where dates or extended usages are. */
export function refusedPathOf(
  fault: ChainFault,
  { anchors }: Pick<Trust, 'anchors'>,
  chain: Identity['chain'],
): RefusedPath | undefined {
  const reason = refused[fault.kind];
  if (!reason || (fault.kind === 'usage' && fault.certificate.signs)) return undefined;
  const blamed = [...chain, ...anchors].find(({ x509 }) => x509 === fault.certificate);
  return { reason, blamed: blamed ?? chain[0]!, likely: fault.kind === 'depends-on-java' };
}

/** Why a chain is refused that leads to an authority; undefined where it does not, or is trusted. */
export function refusedPath(
  trust: Trust,
  identity: Identity,
  purpose: Purpose,
): RefusedPath | undefined {
  const fault = refusal(trust, identity, purpose);
  return fault && refusedPathOf(fault, trust, identity.chain);
}
