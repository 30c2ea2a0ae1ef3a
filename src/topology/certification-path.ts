import { sameName, type X509 } from '../documents/x509.js';
import { keepsNameConstraints } from './name-constraints.js';

/** Why Java refuses a chain although it leads to an anchor. */
export type PathFaultKind =
  | 'expired'
  | 'not-yet-valid'
  | 'no-authority'
  | 'no-certificate-signing'
  | 'path-length'
  | 'name-constraints'
  | 'unknown-critical'
  | 'algorithm'
  /** Some of the Java versions that Elasticsearch runs on refuse it, others do not. */
  | 'depends-on-java';

/** A fault of a certificate in a path. */
export interface PathFault {
  readonly kind: PathFaultKind;
  readonly certificate: X509;
}

const day = 24 * 60 * 60 * 1000;

/** Whether a certificate is no longer or not yet valid during all of a day (UTC). */
export function dateFault(x509: X509, today: string): 'expired' | 'not-yet-valid' | undefined {
  const begin = Date.parse(`${today}T00:00:00Z`);
  if (x509.notAfter.getTime() < begin) return 'expired';
  return x509.notBefore.getTime() >= begin + day ? 'not-yet-valid' : undefined;
}

/** Java takes an anchor of version 3 for an issuer only when its extensions allow that. */
export const mayIssue = (anchor: X509): boolean =>
  anchor.version < 3 || (anchor.authority && anchor.signsCertificates);

/** The curves that Java has had since 16. */
const curves: readonly (string | null)[] = ['prime256v1', 'secp384r1', 'secp521r1'];

/** Whether Java can use a key in TLS: jdk.certpath.disabledAlgorithms, and the curves that there are. */
export function isUsableKey({ keyType, keyBits, curve }: X509): boolean {
  if (keyType === 'EC') return curves.includes(curve);
  return !/^(?:RSA|DSA)/.test(keyType) || (keyBits ?? 0) >= 1024;
}

/** What Java thinks of the algorithm that a certificate is signed with: JDK 25 has no SHA-224 in TLS any more. */
function signatureFault({ signatureAlgorithm }: X509): PathFaultKind | undefined {
  if (/^MD[25]/.test(signatureAlgorithm)) return 'algorithm';
  return signatureAlgorithm.startsWith('SHA224') ? 'depends-on-java' : undefined;
}

/**
 * Judges one path as Java's PKIX validator does (its checkers in their order); undefined when it is good. Signatures are
 * not looked at: whoever found the path has.
 *
 * @param path the certificate that is shown, and what issued it, the anchor left out
 * @param today the day on which it is shown, `YYYY-MM-DD`; without it dates do not count
 */
export function pathFault(
  path: readonly X509[],
  anchor: X509,
  today: string | undefined,
): PathFault | undefined {
  if (!isUsableKey(anchor)) return { kind: 'algorithm', certificate: anchor };
  let room = path.length;
  for (let at = path.length - 1; at >= 0; at--) {
    const certificate = path[at]!;
    const own = at > 0 ? authorityFault(certificate, at === path.length - 1) : undefined;
    const selfIssued = sameName(certificate.subject, certificate.issuer);
    if (at > 0 && !selfIssued && room-- <= 0) return { kind: 'path-length', certificate };
    const above = selfIssued && at > 0 ? [] : path.slice(at + 1);
    const kind =
      algorithmFault(certificate) ??
      own ??
      nameFault(certificate, above) ??
      (today === undefined ? undefined : dateFault(certificate, today)) ??
      (certificate.unknownCritical.length > 0 ? 'unknown-critical' : undefined);
    if (kind) return { kind, certificate };
    if (at > 0) room = Math.min(room, certificate.pathLength ?? Infinity);
  }
  return undefined;
}

function nameFault(certificate: X509, above: readonly X509[]): PathFaultKind | undefined {
  const verdicts = above.map(({ nameConstraints: held }) =>
    held ? keepsNameConstraints(certificate, held) : true,
  );
  if (verdicts.includes(false)) return 'name-constraints';
  return verdicts.includes('depends on Java') ? 'depends-on-java' : undefined;
}

const algorithmFault = (certificate: X509): PathFaultKind | undefined =>
  isUsableKey(certificate) ? signatureFault(certificate) : 'algorithm';

/** A certificate of version 1 may stand right below the anchor, if it signs itself. */
function authorityFault(certificate: X509, isLast: boolean): PathFaultKind | undefined {
  const { version, authority, signsCertificates, selfIssued } = certificate;
  if (!signsCertificates) return 'no-certificate-signing';
  const isAuthority = version < 3 ? isLast && selfIssued : authority;
  return isAuthority ? undefined : 'no-authority';
}
