import type { X509 } from '../../documents/x509.js';
import type { ChainFault } from '../../topology/chain.js';

/** A handshake on which we, who speak for Java, and OpenSSL do not agree. */
export interface Disagreement {
  readonly shown: readonly X509[];
  readonly anchors: readonly X509[];
  /** The host that must be in the certificate, where names count. */
  readonly host?: string | undefined;
  /** Why we refuse the chain; undefined where we trust it. */
  readonly fault: ChainFault | undefined;
  /** We trust the chain, and the certificate is not one for the host. */
  readonly wrongName: boolean;
  /** What OpenSSL refuses it with; undefined where it does not. */
  readonly message: string | undefined;
}

interface Difference {
  readonly why: string;
  /** What OpenSSL says; it says nothing where Java alone refuses. */
  readonly says?: RegExp;
  readonly holds: (one: Disagreement) => boolean;
}

const refuses = (kinds: readonly ChainFault['kind'][]) => (one: Disagreement) =>
  one.fault !== undefined && kinds.includes(one.fault.kind);

const haveNamesakes = (shown: readonly X509[]): boolean =>
  new Set(shown.map(({ subject }) => subject)).size < shown.length;

const someAnchor =
  (holds: (anchor: X509) => boolean) =>
  ({ anchors }: Disagreement): boolean =>
    anchors.some(holds);

/** In what Java and OpenSSL are known to differ; each is measured in fixtures/oracle/chain-matrix.json. */
export const DIFFERENCES: readonly Difference[] = [
  {
    why: 'Java does not look at the dates of what it is told to trust, OpenSSL does',
    says: /has expired|not yet valid/i,
    holds: ({ anchors }) => anchors.length > 0,
  },
  {
    why: 'OpenSSL holds all certificates to their extended key usage and takes no “any”; Java looks at the first alone, and not where that is trusted by itself',
    says: /unsuitable certificate purpose|invalid purpose/i,
    holds: ({ shown, anchors }) =>
      [...shown, ...anchors].some((one) => one.extendedKeyUsage !== null || !one.signs),
  },
  {
    why: 'OpenSSL holds an anchor to its path length, Java does not',
    says: /path length (?:constraint )?exceeded/i,
    holds: someAnchor(({ pathLength }) => pathLength !== null),
  },
  {
    why: 'OpenSSL holds an anchor to its name constraints, Java does not',
    says: /subtree violation/i,
    holds: someAnchor(({ nameConstraints }) => nameConstraints !== null),
  },
  {
    why: 'OpenSSL holds the e-mail address in a subject to name constraints even where there are alternative names, Java does not',
    says: /subtree violation/i,
    holds: ({ shown }) => shown[0]!.subject.includes('1.2.840.113549.1.9.1='),
  },
  {
    why: 'Java minds the identifier of the issuer’s key right below the anchor only, OpenSSL everywhere',
    says: /unable to (?:get|verify)/i,
    holds: ({ shown, anchors }) =>
      shown.some(
        ({ authorityKeyId: wanted }) =>
          wanted !== null &&
          ![...shown, ...anchors].some(({ subjectKeyId }) => subjectKeyId === wanted),
      ),
  },
  {
    why: 'OpenSSL minds unknown critical extensions of an anchor, Java does not',
    says: /unhandled critical extension/i,
    holds: someAnchor(({ unknownCritical }) => unknownCritical.length > 0),
  },
  {
    why: 'Java takes an anchor of version 1 that signed nothing but others, OpenSSL wants an authority or a root',
    says: /invalid ca/i,
    holds: someAnchor(({ version }) => version < 3),
  },
  {
    why: 'where a certificate and an anchor have one name and one key, Java takes the anchor for its issuer',
    says: /self[- ]signed cert/i,
    holds: ({ shown, anchors }) =>
      anchors.some(({ publicKey }) => publicKey === shown[0]?.publicKey),
  },
  {
    why: 'where certificates share a name Java tries one after the other, OpenSSL only the first',
    says: /unable to (?:get|verify)|expired|not yet valid|self[- ]signed/i,
    holds: ({ shown }) => haveNamesakes(shown),
  },
  {
    why: 'Java takes any certificate for an anchor, older OpenSSL only roots',
    says: /unable to (?:get|verify)/i,
    holds: someAnchor(({ selfIssued }) => !selfIssued),
  },
  {
    why: 'Java takes a dot at the end of a host for nothing, an IPv4 address in the form of one of IPv6 for the same, and a * for any first label',
    says: /mismatch|altname|does not match/i,
    holds: ({ host = '', shown }) =>
      /\.$|::ffff:/i.test(host) ||
      shown[0]!.names.some(({ value }) => value.startsWith('::ffff:') || value.includes('*')),
  },
  {
    why: 'Java refuses keys, curves and signatures that OpenSSL still takes at its lowest level',
    holds: refuses(['algorithm', 'depends-on-java']),
  },
  {
    why: 'Java holds the common name to constraints of host names where there are no others, authorities included, and fails over an empty one',
    holds: refuses(['name-constraints']),
  },
  {
    why: 'what is shown in order Java validates as it is, where OpenSSL looks for certificates of the same names that are better',
    holds: (one) => refuses(['expired', 'not-yet-valid'])(one) && haveNamesakes(one.shown),
  },
  {
    why: 'Java wants a key usage of a server that allows signatures',
    holds: refuses(['usage']),
  },
  {
    why: 'Java takes no host with a *, an underscore, a dot at an end or of digits alone for a name; OpenSSL does',
    holds: ({ wrongName, host = '', shown }) =>
      wrongName &&
      [host, ...shown[0]!.names.map(({ value }) => value)].some((name) =>
        /[*_]|^\.|\.$|^\d+$/.test(name),
      ),
  },
];

/** Why Java and OpenSSL may disagree on a handshake; undefined where nothing explains it, and something is wrong. */
export function explainedDifference(one: Disagreement): string | undefined {
  const { message } = one;
  const isSaid = (says: RegExp | undefined): boolean =>
    says
      ? // Node knows no words for some of what OpenSSL says
        message !== undefined && (says.test(message) || message === 'unspecified')
      : message === undefined;
  return DIFFERENCES.find(({ says, holds }) => isSaid(says) && holds(one))?.why;
}
