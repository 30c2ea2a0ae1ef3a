import { readX509, type X509 } from '../documents/x509.js';
import { chainFault } from './chain.js';

let roots: Promise<readonly X509[]> | undefined;

/** The public certificate authorities that Node.js ships (Mozilla's list, which the JVM's closely follows). */
function publicRoots(): Promise<readonly X509[]> {
  roots ??= import('node:tls').then(({ rootCertificates }) =>
    Promise.all(
      rootCertificates.map((pem) =>
        readX509(new Uint8Array(Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64'))),
      ),
    ),
  );
  return roots;
}

/**
 * Whether a chain leads to a public certificate authority, so that whoever has no CAs of its own set trusts it.
 *
 * @param chain as it is shown: the own certificate first
 */
export async function isPubliclyTrusted(chain: readonly X509[]): Promise<boolean> {
  return chain.length > 0 && chainFault(chain, await publicRoots())?.kind !== 'no-anchor';
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
