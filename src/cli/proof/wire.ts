import { X509Certificate, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { Duplex } from 'node:stream';
import {
  checkServerIdentity,
  connect,
  createServer,
  type PeerCertificate,
  type SecureContextOptions,
  type SecureVersion,
  type TLSSocket,
} from 'node:tls';
import type { X509 } from '../../documents/x509.js';

/** What one side of a handshake shows of itself. */
export interface Shown {
  /** Its own certificate first. */
  readonly chain: readonly X509[];
  readonly key: KeyObject;
}

/** A handshake to be tried. */
export interface Attempt {
  readonly server: Shown;
  /** What the client trusts; undefined for everything. */
  readonly trusted: readonly X509[] | undefined;
  /** Hosts of which one must be in the certificate of the server; none where names do not count. */
  readonly hosts: readonly string[];
  /** Without it the server asks for no certificate. */
  readonly client?: Shown & { readonly trusted: readonly X509[] };
  readonly oldest?: SecureVersion;
  readonly newest?: SecureVersion;
}

/** How a handshake ends: undefined when it succeeds, or what OpenSSL says, and who refuses. */
export type Refusal = { readonly by: 'client' | 'server'; readonly message: string } | undefined;

const pem = ({ der }: X509): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der)
    .toString('base64')
    .replace(/(.{64})(?=.)/g, '$1\n')}\n-----END CERTIFICATE-----\n`;

/** Two ends of a connection that never leaves the process. */
function wire(): [Duplex, Duplex] {
  const end = (other: () => Duplex): Duplex =>
    new Duplex({
      read: () => undefined,
      write(chunk, _encoding, done) {
        other().push(chunk);
        done();
      },
      final(done) {
        other().push(null);
        done();
      },
    });
  const one: Duplex = end(() => two);
  const two: Duplex = end(() => one);
  return [one, two];
}

/** Old keys and digests are Java's to refuse, and what is trusted need not be a root. */
const lenient = { ciphers: 'DEFAULT@SECLEVEL=0', allowPartialTrustChain: true };

/** What one side shows and trusts, as Node wants it. */
function secrets(shown: Shown | undefined, trusted: readonly X509[]): SecureContextOptions {
  return {
    ...lenient,
    ca: trusted.map(pem),
    ...(shown && {
      cert: shown.chain.map(pem).join(''),
      key: shown.key.export({ type: 'pkcs8', format: 'pem' }),
    }),
  };
}

/** Why a server does not trust its client, in the words of OpenSSL's codes. */
function distrust(socket: TLSSocket, client: Attempt['client']): string | undefined {
  const error = client && !socket.authorized ? socket.authorizationError : undefined;
  return error && messageOf(error).toLowerCase().replaceAll('_', ' ');
}

/** Whatever an event is thrown with, as a message. */
const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Whether OpenSSL finds a host among the addresses of a certificate. */
function hasAddress(certificate: PeerCertificate, host: string): boolean {
  try {
    return new X509Certificate(certificate.raw).checkIP(host) !== undefined;
  } catch {
    // it is no address at all
    return false;
  }
}

/** What speaks against a host. Node 22.23 passes over the IPv6 addresses of certificates, so OpenSSL is asked, too. */
function identityError(host: string, certificate: PeerCertificate): Error | undefined {
  const error = checkServerIdentity(host, certificate);
  return error && !hasAddress(certificate, host) ? error : undefined;
}

/**
 * Does a TLS handshake in memory, with Node's own TLS: no socket is opened. Its clock is the real one.
 *
 * @throws Error when a certificate and its key do not belong together
 */
export async function tryHandshake(attempt: Attempt): Promise<Refusal> {
  const { server: shown, trusted, hosts, client, oldest, newest } = attempt;
  const versions = { ...(oldest && { minVersion: oldest }), ...(newest && { maxVersion: newest }) };
  const [near, far] = wire();
  const server = createServer({
    ...versions,
    ...secrets(shown, client?.trusted ?? []),
    requestCert: client !== undefined,
    // whoever refuses at once does not say why
    rejectUnauthorized: false,
  });
  const accepted = Promise.race([
    once(server, 'secureConnection').then(([socket]) => distrust(socket as TLSSocket, client)),
    once(server, 'tlsClientError').then(([error]) => messageOf(error)),
  ]);
  server.emit('connection', far);
  const calling = connect({
    ...versions,
    socket: near,
    ...secrets(client, trusted ?? []),
    rejectUnauthorized: trusted !== undefined,
    checkServerIdentity(_host, certificate) {
      const errors = hosts.map((host) => identityError(host, certificate));
      return errors.includes(undefined) ? undefined : errors[0];
    },
  });
  const connected = once(calling, 'secureConnect').then(
    () => undefined,
    (error: unknown) => messageOf(error),
  );
  try {
    const refusedByClient = await connected;
    calling.on('error', () => undefined);
    // whoever refuses goes without a word to the other end, which then waits for ever
    if (refusedByClient !== undefined && !isAlert(refusedByClient))
      return { by: 'client', message: refusedByClient };
    const refusedByServer = await accepted;
    return refusedByServer === undefined ? undefined : { by: 'server', message: refusedByServer };
  } finally {
    calling.destroy();
    far.destroy();
  }
}

/** What one side hears of it when the other one refuses. */
const isAlert = (message: string): boolean =>
  /alert|socket hang up|disconnected|ECONNRESET/i.test(message);
