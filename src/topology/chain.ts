import { sameName, type X509 } from '../documents/x509.js';
import {
  dateFault,
  isUsableKey,
  mayIssue,
  pathFault,
  type PathFault,
  type PathFaultKind,
} from './certification-path.js';

export { dateFault } from './certification-path.js';

/** The part in a handshake that a certificate is shown for. */
export type Purpose = 'server' | 'client';

/** Why a chain is refused, and the certificate that is to blame. */
export interface ChainFault {
  readonly kind: 'no-anchor' | 'usage' | 'no-subject' | PathFaultKind;
  readonly certificate: X509;
}

/** Whether it is the dates of a certificate that are wrong. */
export const isOfDates = ({ kind }: ChainFault): boolean =>
  kind === 'expired' || kind === 'not-yet-valid';

const anyUsage = '2.5.29.37.0';

/** The extended key usages that allow a certificate to be shown by a server or a client. */
export const usageOf: Readonly<Record<Purpose, string>> = {
  server: '1.3.6.1.5.5.7.3.1',
  client: '1.3.6.1.5.5.7.3.2',
};

/** Whether a certificate may be shown for a purpose: one that says nothing about its use may. */
export function allows(x509: X509, purpose: Purpose): boolean {
  const usages = x509.extendedKeyUsage;
  return !usages || usages.includes(usageOf[purpose]) || usages.includes(anyUsage);
}

const same = (one: X509, other: X509): boolean => one.fingerprint === other.fingerprint;

/** Behind the first certificate Java knows an anchor again by its name and its key: a renewed one is the same anchor. */
const isAnchor = (x509: X509, anchors: readonly X509[]): boolean =>
  anchors.some(
    (anchor) => anchor.publicKey === x509.publicKey && sameName(anchor.subject, x509.subject),
  );

/** The key that a certificate says it was signed with is not that of the issuer. */
const otherKey = ({ authorityKeyId: wanted }: X509, { subjectKeyId: own }: X509): boolean =>
  wanted !== null && own !== null && wanted !== own;

/**
 * Judges a chain as Java's PKIX trust manager does; undefined when it is trusted. A certificate that is itself an anchor
 * is trusted without any further look, even when it is expired. What is shown in order is only validated as it is; where
 * that leads nowhere or out of order, Java looks for other ways, and then the dates of the anchor count, too. Held
 * against JDKs in fixtures/oracle/chains.json and chain-matrix.json.
 *
 * @param shown what the other side shows, its own certificate first
 * @param today the day on which it does, `YYYY-MM-DD`; without it dates do not count
 */
export function chainFault(
  shown: readonly X509[],
  anchors: readonly X509[],
  purpose?: Purpose,
  today?: string,
): ChainFault | undefined {
  const [leaf] = shown;
  if (!leaf) return undefined;
  const unread = [...shown, ...anchors].find(isUnreadable);
  if (unread) return { kind: 'no-subject', certificate: unread };
  // whoever trusts it: it cannot make the signature that a handshake needs
  if (purpose !== undefined && !canSign(leaf)) return { kind: 'algorithm', certificate: leaf };
  if (anchors.some((anchor) => same(anchor, leaf))) return undefined;
  const found = inOrder(shown, anchors);
  const fault = found ? validated(found, anchors, today) : built(shown, anchors, today);
  if (fault) return fault;
  const usable = purpose === undefined || (allows(leaf, purpose) && leaf.signs);
  return usable ? undefined : { kind: 'usage', certificate: leaf };
}

/** Java reads no certificate whose names are only alternative ones, unless those are critical. */
const isUnreadable = ({ subject, names, namesAreCritical }: X509): boolean =>
  subject === '' && (names.length === 0 || !namesAreCritical);

/** A short RSA key has no room for a signature of TLS 1.3, and curves may be gone. */
const canSign = (leaf: X509): boolean =>
  isUsableKey(leaf) || (leaf.keyType === 'RSA' && (leaf.keyBits ?? 0) > 528);

/**
 * The chain up to the first certificate that is an anchor, or all of it where an anchor has issued the last one; undefined
 * where it is not in order, or leads nowhere.
 */
function inOrder(shown: readonly X509[], anchors: readonly X509[]): readonly X509[] | undefined {
  for (const [at, certificate] of shown.entries()) {
    if (at > 0 && !sameName(certificate.subject, shown[at - 1]!.issuer)) return undefined;
    if (at > 0 && isAnchor(certificate, anchors)) return shown.slice(0, at);
  }
  const last = shown.at(-1)!;
  return anchors.some((anchor) => last.issuedBy(anchor)) ? shown : undefined;
}

/** Validates a path as it is, with each anchor that may have issued its last certificate. */
function validated(
  path: readonly X509[],
  anchors: readonly X509[],
  today: string | undefined,
): ChainFault | undefined {
  const [leaf] = path;
  const last = path.at(-1)!;
  let fault: ChainFault = { kind: 'no-anchor', certificate: leaf! };
  for (const anchor of anchors) {
    if (!sameName(anchor.subject, last.issuer) || otherKey(last, anchor)) continue;
    if (!mayIssue(anchor) || !isSigned([...path, anchor])) continue;
    const found = pathFault(path, anchor, today);
    if (!found) return undefined;
    fault = found;
  }
  return fault;
}

const isSigned = (path: readonly X509[]): boolean =>
  path.slice(1).every((issuer, at) => path[at]!.issuedBy(issuer));

/** Looks for any way from the first certificate to an anchor that is good. */
function built(
  shown: readonly X509[],
  anchors: readonly X509[],
  today: string | undefined,
): ChainFault | undefined {
  let fault: PathFault | undefined;
  const climb = (path: readonly X509[]): boolean => {
    const last = path.at(-1)!;
    for (const anchor of anchors) {
      if (!mayIssue(anchor) || !last.issuedBy(anchor)) continue;
      const old = today === undefined ? undefined : dateFault(anchor, today);
      const found = old ? { kind: old, certificate: anchor } : pathFault(path, anchor, today);
      if (!found) return true;
      fault ??= found;
    }
    return shown.some(
      (next) =>
        next.authority &&
        !path.some((one) => same(one, next)) &&
        last.issuedBy(next) &&
        climb([...path, next]),
    );
  };
  if (climb(shown.slice(0, 1))) return undefined;
  return fault ?? { kind: 'no-anchor', certificate: shown[0]! };
}

const day = 24 * 60 * 60 * 1000;

/** Whole days from a day to the end of a certificate; negative when that is over. */
export function daysLeft(x509: X509, today: string): number {
  return Math.floor((x509.notAfter.getTime() - Date.parse(`${today}T00:00:00Z`)) / day);
}
