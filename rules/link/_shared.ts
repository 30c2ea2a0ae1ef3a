import type { Related } from '../../src/core/index.js';
import type { SettingEntry } from '../../src/settings/entry.js';
import { describeAnchors } from '../../src/topology/certificate.js';
import type { Handshake } from '../../src/topology/handshake.js';
import type { Link } from '../../src/topology/link.js';
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
