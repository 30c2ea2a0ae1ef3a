import { readX509, type X509 } from '../documents/x509.js';

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
 * Whether a server's chain leads to a public certificate authority, so that a client without CAs of its own trusts it.
 *
 * @param chain as the server presents it: its own certificate first
 */
export async function isPubliclyTrusted(chain: readonly X509[]): Promise<boolean> {
  const last = chain.at(-1);
  if (!last) return false;
  const candidates = (await publicRoots()).filter(
    (root) => root.subject === last.issuer || root.fingerprint === last.fingerprint,
  );
  return candidates.some((root) => root.fingerprint === last.fingerprint || last.issuedBy(root));
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
