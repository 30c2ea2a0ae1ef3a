import { DER, damagedDer, derChildren, objectIdentifier, readDer, type Der } from './der.js';
import { rfc2253 } from './distinguished-name.js';
import {
  describeExtensions,
  extensionsOf,
  type Extensions,
  type X509Extensions,
} from './x509-extensions.js';

type Crypto = typeof import('node:crypto');
type KeyObject = import('node:crypto').KeyObject;
type NodeCertificate = InstanceType<Crypto['X509Certificate']>;

/** What the rules need to know of a certificate. */
export interface X509 extends X509Extensions {
  /** As Java's RFC 2253 text, see {@link rfc2253}. */
  subject: string;
  issuer: string;
  /** Lower-case hexadecimal digits. */
  serial: string;
  notBefore: Date;
  notAfter: Date;
  /** Whether its extensions allow it to sign other certificates. */
  isCa: boolean;
  /** Certificates of version 1 and 2 have no extensions, so that nothing says what they may be used for. */
  version: number;
  /** Whether subject and issuer are the same name. */
  selfIssued: boolean;
  /** Object identifiers, or null when the certificate does not restrict its use. */
  extendedKeyUsage: string[] | null;
  /** `RSA`, `EC` or another name as Java writes it; an object identifier if it has none here. */
  keyType: string;
  keyBits: number | null;
  /** The curve of an EC key as OpenSSL calls it. */
  curve: string | null;
  /** Java's name, for instance `SHA256withRSA`; an object identifier if it has none here. */
  signatureAlgorithm: string;
  /** SHA-256 of the certificate, in lower-case hexadecimal digits. */
  fingerprint: string;
  /** SHA-256 of the public key (its SubjectPublicKeyInfo), in lower-case hexadecimal digits. */
  publicKey: string;
  der: Uint8Array;
  /** Whether the other one has this one's issuer as its subject and made its signature. */
  issuedBy(other: X509): boolean;
  /** Whether the key is the one that belongs to it. */
  belongsTo(key: KeyObject): boolean;
}

const VERSION = 0xa0;
const EXTENSIONS = 0xa3;

/** Names of `java.security.Signature` for the algorithms that certificates use. */
const SIGNATURES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.2': 'MD2withRSA',
  '1.2.840.113549.1.1.4': 'MD5withRSA',
  '1.2.840.113549.1.1.5': 'SHA1withRSA',
  '1.2.840.113549.1.1.10': 'RSASSA-PSS',
  '1.2.840.113549.1.1.11': 'SHA256withRSA',
  '1.2.840.113549.1.1.12': 'SHA384withRSA',
  '1.2.840.113549.1.1.13': 'SHA512withRSA',
  '1.2.840.113549.1.1.14': 'SHA224withRSA',
  '1.2.840.10045.4.1': 'SHA1withECDSA',
  '1.2.840.10045.4.3.1': 'SHA224withECDSA',
  '1.2.840.10045.4.3.2': 'SHA256withECDSA',
  '1.2.840.10045.4.3.3': 'SHA384withECDSA',
  '1.2.840.10045.4.3.4': 'SHA512withECDSA',
  '1.3.101.112': 'Ed25519',
  '1.3.101.113': 'Ed448',
};

/** Names of `java.security.Key.getAlgorithm()` for the types of node:crypto. */
const KEY_TYPES: Readonly<Record<string, string>> = {
  rsa: 'RSA',
  'rsa-pss': 'RSASSA-PSS',
  dsa: 'DSA',
  ec: 'EC',
  ed25519: 'EdDSA',
  ed448: 'EdDSA',
};
const CURVE_BITS: Readonly<Record<string, number>> = {
  secp224r1: 224,
  prime256v1: 256,
  secp256k1: 256,
  secp384r1: 384,
  secp521r1: 521,
};

/** The certificates that were read, by their bytes: many nodes name the same file. */
const certificates = new WeakMap<Uint8Array, Promise<X509>>();

/**
 * Reads one certificate from its DER, and the same bytes once.
 *
 * node:crypto parses it and checks signatures; it hides the bytes of the names, the text of an
 * `otherName` and the signature algorithm, which are taken from the DER itself.
 *
 * @throws Error with one sentence when the bytes are not one readable certificate.
 */
export function readX509(der: Uint8Array): Promise<X509> {
  const known = certificates.get(der) ?? parsed(der);
  certificates.set(der, known);
  return known;
}

async function parsed(der: Uint8Array): Promise<X509> {
  const crypto = await import('node:crypto');
  try {
    return describe(crypto, new crypto.X509Certificate(der), der);
  } catch {
    throw new Error('The bytes are not an X.509 certificate that can be read.');
  }
}

function describe(crypto: Crypto, certificate: NodeCertificate, der: Uint8Array): X509 {
  const parts = takeApart(der);
  const sha256 = (bytes: Uint8Array) => crypto.createHash('sha256').update(bytes).digest('hex');
  // the same few are asked about again for each node and link
  const signedBy = new WeakMap<Uint8Array, boolean>();
  const isSignedBy = (issuer: Uint8Array): boolean => {
    try {
      return certificate.verify(new crypto.X509Certificate(issuer).publicKey);
    } catch {
      return false; // a key that cannot have made this kind of signature
    }
  };
  return {
    subject: rfc2253(parts.subject.bytes),
    issuer: rfc2253(parts.issuer.bytes),
    serial: certificate.serialNumber.toLowerCase(),
    notBefore: date(certificate.validFrom),
    notAfter: date(certificate.validTo),
    isCa: certificate.ca,
    version: parts.version,
    ...describeExtensions(parts.extensions),
    selfIssued: sameName(rfc2253(parts.subject.bytes), rfc2253(parts.issuer.bytes)),
    // What node:crypto calls keyUsage is the extended one; it is undefined where there is none.
    extendedKeyUsage: certificate.keyUsage ?? null,
    ...keyOf(certificate, parts.publicKey),
    signatureAlgorithm: SIGNATURES[parts.signatureAlgorithm] ?? parts.signatureAlgorithm,
    fingerprint: sha256(der),
    publicKey: sha256(parts.publicKey.bytes),
    der,
    issuedBy(other) {
      if (!sameName(this.issuer, other.subject)) return false;
      const signed = signedBy.get(other.der) ?? isSignedBy(other.der);
      signedBy.set(other.der, signed);
      return signed;
    },
    belongsTo: (key) => certificate.checkPrivateKey(key),
  };
}

interface Parts {
  readonly version: number;
  readonly signatureAlgorithm: string;
  readonly issuer: Der;
  readonly subject: Der;
  readonly publicKey: Der;
  readonly extensions: Extensions;
}

function takeApart(der: Uint8Array): Parts {
  const [toBeSigned, algorithm] = derChildren(readDer(der));
  if (!toBeSigned || !algorithm) throw damagedDer();
  const fields = derChildren(toBeSigned);
  const versioned = fields[0]?.tag === VERSION ? fields.shift() : undefined;
  const version = (versioned ? (readDer(versioned.content).content[0] ?? 0) : 0) + 1;
  const [, , issuer, , subject, publicKey, ...rest] = fields;
  if (!issuer || !subject || !publicKey) throw damagedDer();
  const extensions = extensionsOf(rest.find((field) => field.tag === EXTENSIONS));
  const signatureAlgorithm = algorithmOf(algorithm);
  return { version, signatureAlgorithm, issuer, subject, publicKey, extensions };
}

/** The object identifier that an AlgorithmIdentifier begins with. */
function algorithmOf(identifier: Der): string {
  const [type] = derChildren(identifier);
  if (type?.tag !== DER.oid) throw damagedDer();
  return objectIdentifier(type.content);
}

function keyOf(
  certificate: NodeCertificate,
  publicKey: Der,
): { keyType: string; keyBits: number | null; curve: string | null } {
  const [algorithm] = derChildren(publicKey);
  if (!algorithm) throw damagedDer();
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
    const curve = asymmetricKeyDetails?.namedCurve;
    return {
      keyType: KEY_TYPES[asymmetricKeyType ?? ''] ?? algorithmOf(algorithm),
      keyBits: asymmetricKeyDetails?.modulusLength ?? CURVE_BITS[curve ?? ''] ?? null,
      curve: curve ?? null,
    };
  } catch {
    return { keyType: algorithmOf(algorithm), keyBits: null, curve: null }; // a kind that OpenSSL does not know
  }
}

/** Whether two distinguished names are the same to Java. */
export function sameName(one: string, other: string): boolean {
  return canonicalName(one) === canonicalName(other);
}

/** A name as Java compares it: without regard to case, to doubled blanks and to how Unicode is composed. */
export function canonicalName(name: string): string {
  return name.toUpperCase().toLowerCase().normalize('NFKD').replace(/ +/g, ' ');
}

function date(text: string): Date {
  const parsed = new Date(text);
  if (Number.isNaN(parsed.getTime())) throw damagedDer();
  return parsed;
}
