import { sign, verify, X509Certificate, type KeyObject } from 'node:crypto';
import { currentDay } from '../../core/day.js';
import type { X509 } from '../../documents/x509.js';
import { listValue, textValue } from '../../settings/entry.js';
import type { CertificateFile } from '../../topology/certificate.js';
import { chainFault, dateFault, type ChainFault, type Purpose } from '../../topology/chain.js';
import type { Cluster } from '../../topology/cluster.js';
import { handshakesOf, type Handshake } from '../../topology/handshake.js';
import { coversHost } from '../../topology/host-name.js';
import type { Link } from '../../topology/link.js';
import type { Node } from '../../topology/node.js';
import { signatureFault, signingTrustOf } from '../../topology/signing.js';
import { identityOf, type Identity, type Trust } from '../../topology/trust.js';
import { explainedDifference } from './differences.js';
import { replayIdentity } from './identity.js';
import { tryHandshake, type Attempt, type Refusal } from './wire.js';

/** What became of the handshakes and signatures that were tried. */
export interface Proof {
  /** How many ended as the rules say. */
  readonly agreed: number;
  /** How many of those were refused, and how many links whose identity no key takes. */
  readonly refused: number;
  /** How many patterns of identities and names went together, or not, as the rules say. */
  readonly identities: number;
  /** Why others could not be tried or compared, each reason once. */
  readonly open: readonly string[];
  /** What ended in another way than the rules say, each as a line. */
  readonly disagreements: readonly string[];
}

/** What one certificate chain is shown to. */
interface Judgement {
  readonly shown: readonly X509[];
  readonly anchors: readonly X509[];
  readonly fault: ChainFault | undefined;
}

const x509sOf = (files: readonly CertificateFile[]): X509[] => files.map(({ x509 }) => x509);

/** Tries what the links of the clusters lead to, one after the other. */
class Prover {
  readonly #results = new Map<string, Promise<Refusal>>();
  readonly open = new Set<string>();
  readonly disagreements = new Set<string>();
  agreed = 0;
  refused = 0;
  identities = 0;

  /**
   * @param today the day of the verdicts
   * @param now the day of the clock that Node's TLS goes by
   */
  constructor(
    readonly today: string,
    readonly now: string,
  ) {}

  async prove(link: Link): Promise<void> {
    for (const handshake of handshakesOf(link)) await this.proveHandshake(link, handshake);
    await this.proveSigning(link);
    this.proveIdentity(link);
  }

  private async proveHandshake(link: Link, handshake: Handshake): Promise<void> {
    const { client, server, clientTrust, serverIdentity, serverTrust, clientIdentity } = handshake;
    const name = `alias ${link.alias}, node ${client.name} to node ${server.name}`;
    const shown = serverIdentity && shownOf(serverIdentity);
    if (!clientTrust || !shown)
      return this.leave(name, 'a certificate, a key or a CA is not known');
    if (clientTrust.public || serverTrust?.public)
      return this.leave(name, 'public authorities count');
    const mutual = serverTrust && !serverTrust.everyone ? serverTrust : undefined;
    const calling = clientIdentity && shownOf(clientIdentity);
    if (mutual && !calling) return this.leave(name, 'what the client shows is not known');
    const versions = commonVersions([client, server], link.intendedModel === 'api-key');
    if (!versions)
      return this.leave(name, 'the protocols of the two sides are not known, or none is common');
    const judged = [
      this.judge(shown.chain, clientTrust, 'server'),
      ...(mutual && calling ? [this.judge(calling.chain, mutual, 'client')] : []),
    ];
    const attempt: Attempt = {
      server: shown,
      trusted: clientTrust.everyone ? undefined : x509sOf(clientTrust.anchors),
      hosts: [],
      ...versions,
      ...(mutual && calling && { client: { ...calling, trusted: x509sOf(mutual.anchors) } }),
    };
    const sni =
      link.settings.mode === 'proxy' ? textValue(link.settings.get('server_name')) : undefined;
    const dialled = link.addresses.flatMap(({ target }) => (target ? [target.host] : []));
    for (const host of clientTrust.names && dialled.length > 0 ? dialled : [undefined]) {
      const hosts = host === undefined ? [] : [host, ...(sni === undefined ? [] : [sni])];
      await this.compare(
        `${name}${host === undefined ? '' : ` as ${host}`}`,
        { ...attempt, hosts },
        judged,
      );
    }
  }

  /** A signature is made and looked at; whom the other side trusts is told by a client that shows what it signs with. */
  private async proveSigning(link: Link): Promise<void> {
    const { from, to, alias } = link;
    const signing = from.nodes
      .map((node) => identityOf(node, `cluster.remote.${alias}.signing`))
      .find((one) => one !== undefined);
    if (!signing || !to) return;
    const { leaf, chain } = signing;
    const shown = shownOf(signing);
    const name = `alias ${alias}, signature of ${from.name}`;
    if (!shown) return this.leave(name, 'the key that signs is not known');
    if (signs(shown.key, leaf.x509) !== leaf.x509.belongsTo(shown.key))
      this.disagreements.add(`${name}: whether key and certificate belong together`);
    for (const node of to.nodes) {
      const trust = signingTrustOf(node);
      if (!trust?.entry || !leaf.x509.belongsTo(shown.key)) continue;
      const trusted = x509sOf(trust.anchors);
      const fault = signatureFault(trust, chain, this.today);
      await this.compare(
        `${name} at node ${node.name}`,
        { server: shown, trusted: undefined, hosts: [], client: { ...shown, trusted } },
        [{ shown: shown.chain, anchors: trusted, fault }],
      );
    }
  }

  /** Whether what is signed with has the identity that the keys of the other side ask for. */
  private proveIdentity(link: Link): void {
    const keys = link.to?.apiKeys ?? [];
    if (link.model === 'certificate') return;
    for (const { x509 } of link.signingCertificates) {
      const fits = keys.map(({ identity, name, body }) => {
        if (!identity) return undefined;
        const what = `alias ${link.alias}, identity for key ${name ?? body.source.path}`;
        const { pattern, text } = identity;
        const replayed = pattern.ok ? replayIdentity(x509, text) : undefined;
        if (!pattern.ok || replayed === undefined)
          this.leave(what, 'only Java can say how the pattern and the name go together');
        else if (replayed === pattern.matches(x509.subject)) this.identities++;
        else this.disagreements.add(`${what}: we say ${replayed ? 'no' : 'yes'}`);
        return replayed;
      });
      // which of several keys is used is not known
      if (keys.length > 0 && fits.every((fit) => fit === false)) this.refused++;
    }
  }

  private judge(shown: readonly X509[], trust: Trust, purpose: Purpose): Judgement {
    const anchors = x509sOf(trust.anchors);
    const fault = trust.everyone ? undefined : chainFault(shown, anchors, purpose, this.today);
    return { shown, anchors, fault };
  }

  private leave(name: string, why: string): void {
    this.open.add(`${name}: ${why}`);
  }

  private async compare(
    name: string,
    attempt: Attempt,
    judged: readonly Judgement[],
  ): Promise<void> {
    const all = judged.flatMap(({ shown, anchors }) => [...shown, ...anchors]);
    if (all.some((one) => dateFault(one, this.today) !== dateFault(one, this.now)))
      return this.leave(name, 'dates decide, and the clock of this machine shows another day');
    const { server, client, hosts } = attempt;
    const own = [server, ...(client ? [client] : [])];
    const mismatch = own.some(({ chain, key }) => !chain[0]!.belongsTo(key));
    const wrongName = hosts.length > 0 && !hosts.some((host) => coversHost(server.chain[0]!, host));
    const ours = !mismatch && !wrongName && judged.every(({ fault }) => !fault);
    const refusal = await this.attempt(attempt);
    if (ours === !refusal) {
      this.agreed++;
      if (refusal) this.refused++;
      return;
    }
    const message = refusal?.message;
    const explained = judged
      .map((one) => explainedDifference({ ...one, host: hosts[0], wrongName, message }))
      .find((why) => why !== undefined);
    if (explained !== undefined) return this.leave(name, `not comparable, ${explained}`);
    const kinds = judged.flatMap(({ fault }) => fault?.kind ?? []);
    const why = [...kinds, ...(wrongName ? ['name'] : []), ...(mismatch ? ['key'] : [])].join(', ');
    this.disagreements.add(
      `${name}: we say ${ours ? 'yes' : `no (${why})`}, the handshake says ${message ?? 'yes'}`,
    );
  }

  /** The same certificates meet in many links and nodes, and are tried once. */
  private attempt(attempt: Attempt): Promise<Refusal> {
    const { server, trusted, hosts, client, oldest, newest } = attempt;
    const prints = (list: readonly X509[] = []): string[] => list.map((one) => one.fingerprint);
    const id = JSON.stringify([
      prints(server.chain),
      trusted && prints(trusted),
      hosts,
      client && [prints(client.chain), prints(client.trusted)],
      [oldest, newest],
    ]);
    const known =
      this.#results.get(id) ??
      tryHandshake(attempt).catch((error: Error): Refusal => {
        // a key that belongs to another certificate is refused before anything is sent
        return { by: 'server', message: error.message };
      });
    this.#results.set(id, known);
    return known;
  }
}

const shownOf = ({ chain, key }: Identity): { chain: X509[]; key: KeyObject } | undefined =>
  key?.key && { chain: x509sOf(chain), key: key.key };

const protocols = ['TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const satisfies readonly Attempt['oldest'][];

/** The oldest and the newest protocol that both sides allow; undefined where that is not known, or there is none. */
function commonVersions(
  [client, server]: readonly [Node, Node],
  api: boolean,
): Pick<Attempt, 'oldest' | 'newest'> | undefined {
  const uses = api
    ? (['remote_cluster_client', 'remote_cluster_server'] as const)
    : (['transport', 'transport'] as const);
  const lists = [client.tls(uses[0]), server.tls(uses[1])].map((tls) => {
    const entry = tls.get('supported_protocols');
    if (entry?.unknown) return [];
    // what is left out by default differs only in protocols that Java has switched off
    return entry ? listValue(entry).map(({ text }) => text) : ['TLSv1.2', 'TLSv1.3'];
  });
  const common = protocols.filter((one) => lists.every((list) => list.includes(one)));
  const [oldest, newest] = [common[0], common.at(-1)];
  return oldest && newest ? { oldest, newest } : undefined;
}

/** Whether what a key signs can be verified with a certificate. */
function signs(key: KeyObject, { der }: X509): boolean {
  const text = Buffer.from('what is signed');
  try {
    return verify('sha256', text, new X509Certificate(der).publicKey, sign('sha256', text, key));
  } catch {
    return false; // a kind of key that signs in no such way
  }
}

/**
 * Proves what the rules say of links: does their TLS handshakes in memory, replays their signatures and
 * matches the identities that API keys ask for.
 *
 * @param today the day that the rules went by
 */
export async function prove(clusters: readonly Cluster[], today: string): Promise<Proof> {
  const prover = new Prover(today, currentDay());
  for (const cluster of clusters) for (const link of cluster.links) await prover.prove(link);
  const { agreed, refused, identities, open, disagreements } = prover;
  return { agreed, refused, identities, open: [...open], disagreements: [...disagreements] };
}
