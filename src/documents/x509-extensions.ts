import { DER, damagedDer, derChildren, hex, objectIdentifier, readDer, type Der } from './der.js';
import { alternativeName, type X509Name } from './x509-names.js';

/** One extension of a certificate. */
export interface Extension {
  readonly critical: boolean;
  /** The octets that hold its content. */
  readonly value: Der;
}

/** The extensions of a certificate by their object identifiers. */
export type Extensions = ReadonlyMap<string, Extension>;

/** The names that an authority may issue certificates for. */
export interface NameConstraints {
  readonly permitted: readonly X509Name[];
  readonly excluded: readonly X509Name[];
}

/** What the extensions of a certificate say of the chains that it may stand in. */
export interface X509Extensions {
  /** Whether its basic constraints make it an authority, whatever its key usage says. */
  authority: boolean;
  /** How many authorities may stand between it and the last certificate; null without a limit. */
  pathLength: number | null;
  /** Whether its key may sign, as each handshake needs: no key usage at all allows that, too. */
  signs: boolean;
  /** The same for certificates. */
  signsCertificates: boolean;
  /** Identifiers of its own key and of that of its issuer, in hexadecimal digits; null where they are not given. */
  subjectKeyId: string | null;
  authorityKeyId: string | null;
  nameConstraints: NameConstraints | null;
  names: X509Name[];
  /** Whether the alternative names are critical, as they must be where the subject is empty. */
  namesAreCritical: boolean;
  /** The object identifiers of critical extensions that neither Java nor OpenSSL knows. */
  unknownCritical: string[];
}

const OID = {
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  alternativeNames: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  authorityKeyId: '2.5.29.35',
} as const;

/** What Java's path validation takes care of (PKIXParameters and its checkers): all others must not be critical. */
const KNOWN: ReadonlySet<string> = new Set([
  ...Object.values(OID),
  '2.5.29.32', // certificate policies
  '2.5.29.33', // policy mappings
  '2.5.29.36', // policy constraints
  '2.5.29.37', // extended key usage
  '2.5.29.54', // inhibit any policy
  '2.16.840.1.113730.1.1', // Netscape's certificate type
]);

const SIGN = 0x80;
const SIGN_CERTIFICATES = 0x04;
const KEY_ID = 0x80;
const PERMITTED = 0xa0;
const EXCLUDED = 0xa1;
const BOOLEAN = 0x01;
const INTEGER = 0x02;

/** The extensions below their wrapper. @throws Error when they are not DER. */
export function extensionsOf(wrapper: Der | undefined): Extensions {
  const found = new Map<string, Extension>();
  for (const extension of wrapper ? derChildren(readDer(wrapper.content)) : []) {
    const [type, ...values] = derChildren(extension);
    const value = values.at(-1);
    if (type?.tag !== DER.oid || value?.tag !== DER.octets) throw damagedDer();
    const critical = values[0]!.tag === BOOLEAN && values[0]!.content[0] !== 0;
    found.set(objectIdentifier(type.content), { critical, value });
  }
  return found;
}

/** What the extensions say. @throws Error when one of those that are looked at is not DER. */
export function describeExtensions(extensions: Extensions): X509Extensions {
  const content = (oid: string): Der | undefined => {
    const octets = extensions.get(oid)?.value;
    return octets && readDer(octets.content);
  };
  const [basic, usage] = [content(OID.basicConstraints), content(OID.keyUsage)];
  const fields = basic ? derChildren(basic) : [];
  const length = fields.find(({ tag }) => tag === INTEGER);
  const constraints = content(OID.nameConstraints);
  const authorityKey = content(OID.authorityKeyId);
  const issuersKey = authorityKey && derChildren(authorityKey).find(({ tag }) => tag === KEY_ID);
  const names = content(OID.alternativeNames);
  const ownKey = content(OID.subjectKeyId);
  const allows = (bit: number): boolean => !usage || ((usage.content[1] ?? 0) & bit) !== 0;
  return {
    authority: fields[0]?.tag === BOOLEAN && fields[0].content[0] !== 0,
    pathLength: length ? length.content.reduce((sum, byte) => sum * 256 + byte, 0) : null,
    signs: allows(SIGN),
    signsCertificates: allows(SIGN_CERTIFICATES),
    subjectKeyId: ownKey ? hex(ownKey.content) : null,
    authorityKeyId: issuersKey ? hex(issuersKey.content) : null,
    nameConstraints: constraints
      ? { permitted: subtrees(constraints, PERMITTED), excluded: subtrees(constraints, EXCLUDED) }
      : null,
    names: names ? derChildren(names).map(alternativeName) : [],
    namesAreCritical: extensions.get(OID.alternativeNames)?.critical === true,
    unknownCritical: [...extensions].flatMap(([oid, { critical }]) =>
      critical && !KNOWN.has(oid) ? [oid] : [],
    ),
  };
}

function subtrees(constraints: Der, tag: number): X509Name[] {
  const list = derChildren(constraints).find((one) => one.tag === tag);
  return (list ? derChildren(list) : []).map((subtree) => {
    const [base] = derChildren(subtree);
    if (!base) throw damagedDer();
    return alternativeName(base);
  });
}
