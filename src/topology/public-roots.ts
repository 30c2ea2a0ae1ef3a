import { canonicalName, readX509, type X509 } from '../documents/x509.js';
import { chainFault } from './chain.js';

let roots: Promise<ReadonlyMap<string, readonly X509[]>> | undefined;

/** The public certificate authorities that Node.js ships (Mozilla's list, which the JVM's closely follows), by their names. */
async function publicRoots(): Promise<ReadonlyMap<string, readonly X509[]>> {
  const { rootCertificates } = await import('node:tls');
  const read = rootCertificates.map((pem) =>
    readX509(new Uint8Array(Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64'))),
  );
  const byName = new Map<string, X509[]>();
  for (const root of await Promise.all(read)) {
    const name = canonicalName(root.subject);
    byName.set(name, [...(byName.get(name) ?? []), root]);
  }
  return byName;
}

/**
 * Whether a chain leads to a public certificate authority, so that whoever has no CAs of its own set trusts it.
 *
 * @param chain as it is shown: the own certificate first
 */
export async function isPubliclyTrusted(chain: readonly X509[]): Promise<boolean> {
  if (chain.length === 0) return false;
  const byName = await (roots ??= publicRoots());
  const named = new Set(chain.flatMap((one) => [one.subject, one.issuer].map(canonicalName)));
  const anchors = [...named].flatMap((name) => byName.get(name) ?? []);
  return chainFault(chain, anchors)?.kind !== 'no-anchor';
}

/**
 * Whether a client that trusts these authorities alone trusts some public authority; undefined where none is given.
 *
 * @param authorities the certificates of its CA files
 */
export async function trustsAnyPublic(
  authorities: readonly { readonly x509: X509 }[],
): Promise<boolean | undefined> {
  if (authorities.length === 0) return undefined;
  const found = await Promise.all(authorities.map(({ x509 }) => isPubliclyTrusted([x509])));
  return found.includes(true);
}
