import { textValue } from '../settings/entry.js';
import { isIpAddress, type DialledAddress } from './address.js';
import { shownBy } from './certificate-use.js';
import type { X509 } from '../documents/x509.js';
import { coversHost } from './host-name.js';
import type { Link } from './link.js';
import type { Interface, Node } from './node.js';
import { trustOf, type Identity, type Trust } from './trust.js';

/** A node that dials, a node that may answer, and what they need to know of each other. */
export interface Handshake {
  readonly client: Node;
  readonly server: Node;
  /** Whom the client trusts; undefined where that is not known or TLS is off. */
  readonly clientTrust: Trust | undefined;
  readonly serverIdentity: Identity | undefined;
  /** Whom the server trusts, and what the client shows, where the server asks for that. */
  readonly serverTrust: Trust | undefined;
  readonly clientIdentity: Identity | undefined;
}

/**
 * All handshakes that a link may lead to, by its security model. None where the model or the other side is not known, or
 * where one side is not configured by its files alone.
 */
export function handshakesOf(link: Link): Handshake[] {
  const { from, to, intendedModel: model, settings } = link;
  if (!to || !model || !settings.enabled || to.managed || from.managed) return [];
  const api = model === 'api-key';
  const clients = from.nodes.map((client) => ({
    client,
    clientTrust: trustOf(client, api ? 'remote_cluster_client' : 'transport'),
    clientIdentity: api ? undefined : shownBy(client, 'transport'),
  }));
  const servers = (api ? link.servers : to.nodes).map((server) => ({
    server,
    serverIdentity: shownBy(server, api ? 'remote_cluster_server' : 'transport'),
    serverTrust:
      !api && server.tls('transport').asksClients ? trustOf(server, 'transport') : undefined,
  }));
  return clients.flatMap((client) => servers.map((server) => ({ ...client, ...server })));
}

/** A certificate that is not one for the host that is dialled. */
export interface WrongName {
  readonly address: DialledAddress;
  readonly host: string;
  readonly handshake: Handshake & { readonly serverIdentity: Identity };
  /** The seed that is dialled, an address that some node behind it has, or one that a node publishes in sniff mode. */
  readonly kind: 'dialled' | 'some' | 'published';
}

const interfaceOf = (link: Link): Interface =>
  link.intendedModel === 'api-key' ? 'remote_cluster' : 'transport';

/**
 * Where the check of the host name fails: the host that is dialled, or the server name that is asked for, must be in the
 * certificate; in sniff mode also each address that a node of the other side publishes.
 */
export function wrongNames(link: Link): WrongName[] {
  const all = handshakesOf(link);
  // one client that checks names speaks for all
  const client = all.find(({ clientTrust }) => clientTrust?.names)?.client;
  const mine = all.filter((handshake) => handshake.client === client);
  const entry = link.settings.get('server_name');
  if (!client || entry?.unknown) return [];
  const sni = link.settings.mode === 'proxy' ? textValue(entry) : undefined;
  const isFor = (x509: X509, host: string): boolean =>
    coversHost(x509, host) || (sni !== undefined && coversHost(x509, sni));
  return [
    ...link.addresses.flatMap((address) => wrongAt(link, address, mine, isFor)),
    ...(link.settings.mode === 'sniff' ? wrongPublished(link, mine) : []),
  ];
}

const knows = (handshake: Handshake): handshake is WrongName['handshake'] =>
  handshake.serverIdentity !== undefined;

function wrongAt(
  link: Link,
  address: DialledAddress,
  all: readonly Handshake[],
  isFor: (x509: X509, host: string) => boolean,
): WrongName[] {
  const host = address.target?.host;
  if (host === undefined) return [];
  const own = all.filter(({ server }) =>
    (['bind', 'publish'] as const).some((what) =>
      server.hosts(interfaceOf(link), what).hosts.some(({ text }) => text === host.toLowerCase()),
    ),
  );
  const answering = own.length > 0 ? own : all;
  const wrong = answering
    .filter(knows)
    .filter(({ serverIdentity }) => !isFor(serverIdentity.leaf.x509, host));
  if (!wrong[0]) return [];
  const kind = wrong.length === answering.length ? 'dialled' : 'some';
  return [{ address, host, handshake: wrong[0], kind }];
}

function wrongPublished(link: Link, all: readonly Handshake[]): WrongName[] {
  const [address] = link.addresses;
  const dialled = link.addresses.map(({ target }) => target?.host);
  if (!address) return [];
  return all.filter(knows).flatMap((handshake): WrongName[] => {
    const { hosts, unknown } = handshake.server.hosts(interfaceOf(link), 'publish');
    const wrong = hosts.find(
      ({ text, kind }) =>
        isIpAddress(text) &&
        /^(?:address|private|documentation)$/.test(kind) &&
        !dialled.includes(text) &&
        !coversHost(handshake.serverIdentity.leaf.x509, text),
    );
    return wrong && !unknown ? [{ address, host: wrong.text, handshake, kind: 'published' }] : [];
  });
}
