import type { X509 } from '../documents/x509.js';

/** The part in a handshake that a certificate is shown for. */
export type Purpose = 'server' | 'client';

/** Why a chain is refused, and the certificate that is to blame. */
export interface ChainFault {
  readonly kind: 'no-anchor' | 'expired' | 'not-yet-valid' | 'usage';
  readonly certificate: X509;
}

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

/** Java takes an anchor of version 3 for an issuer only when its extensions allow that. */
const mayIssue = (anchor: X509): boolean => anchor.isCa || anchor.version < 3;

/**
 * All ways from the first certificate to an anchor, the anchor left out. An anchor needs not sign itself: an
 * intermediate will do. What is shown may stand in any order.
 */
function paths(shown: readonly X509[], anchors: readonly X509[]): X509[][] {
  const found: X509[][] = [];
  const climb = (path: X509[]): void => {
    const last = path.at(-1)!;
    if (path.length > 1 && anchors.some((anchor) => same(anchor, last)))
      found.push(path.slice(0, -1));
    else if (anchors.some((anchor) => mayIssue(anchor) && last.issuedBy(anchor))) found.push(path);
    for (const next of shown) {
      const fresh = next.isCa && !path.some((one) => same(one, next));
      if (fresh && last.issuedBy(next)) climb([...path, next]);
    }
  };
  if (shown[0]) climb([shown[0]]);
  return found;
}

/**
 * Judges a chain as Java's PKIX trust manager does; undefined when it is trusted. A certificate that is itself an anchor
 * is trusted without any further look, even when it is expired; the dates of an anchor are never looked at. Held against
 * JDKs in fixtures/oracle/chains.json.
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
  if (!leaf || anchors.some((anchor) => same(anchor, leaf))) return undefined;
  const faults = paths(shown, anchors).map((path) => pathFault(path, leaf, purpose, today));
  if (faults.length === 0) return { kind: 'no-anchor', certificate: leaf };
  return faults.includes(undefined) ? undefined : faults[0];
}

function pathFault(
  path: readonly X509[],
  leaf: X509,
  purpose: Purpose | undefined,
  today: string | undefined,
): ChainFault | undefined {
  if (today !== undefined) {
    for (const certificate of path) {
      const kind = dateFault(certificate, today);
      if (kind) return { kind, certificate };
    }
  }
  const usable = purpose === undefined || (allows(leaf, purpose) && leaf.signs);
  return usable ? undefined : { kind: 'usage', certificate: leaf };
}

/** Whether a certificate is no longer or not yet valid during all of a day (UTC). */
export function dateFault(x509: X509, today: string): 'expired' | 'not-yet-valid' | undefined {
  const begin = Date.parse(`${today}T00:00:00Z`);
  if (x509.notAfter.getTime() < begin) return 'expired';
  return x509.notBefore.getTime() >= begin + day ? 'not-yet-valid' : undefined;
}

const day = 24 * 60 * 60 * 1000;

/** Whole days from a day to the end of a certificate; negative when that is over. */
export function daysLeft(x509: X509, today: string): number {
  return Math.floor((x509.notAfter.getTime() - Date.parse(`${today}T00:00:00Z`)) / day);
}
