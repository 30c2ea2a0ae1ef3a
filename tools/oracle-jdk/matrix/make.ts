import {
  createPrivateKey,
  createPublicKey,
  createHash,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto';
import { isIPv4 } from 'node:net';

/** Kinds of keys that certificates of the matrix have. */
export type KeyKind =
  | 'p256'
  | 'p384'
  | 'p521'
  | 'p224'
  | 'k256'
  | 'rsa512'
  | 'rsa1023'
  | 'rsa1024'
  | 'rsa2048'
  | 'rsapss'
  | 'ed25519'
  | 'ed448';

/** A general name: of a subject, or of a subtree that an authority is held to. */
export interface GeneralName {
  readonly type: 'dns' | 'ip' | 'email' | 'uri' | 'directory' | 'registered';
  /** An address with `/` and a mask is a subtree; a directory name is its common name and organisation, `CN/O`. */
  readonly value: string;
}

/** One certificate of the matrix. */
export interface Spec {
  readonly name: string;
  /** `CN/O`; either may be empty. */
  readonly subject: string;
  /** An e-mail address in the subject. */
  readonly email?: string;
  /** The entry that signs it; without one it signs itself. */
  readonly issuer?: string;
  /** Certificates with the same key name share their key. */
  readonly key: string;
  readonly kind?: KeyKind;
  readonly hash?: 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';
  readonly pss?: boolean;
  readonly version?: 1 | 3;
  /** Basic constraints: an authority, none, or left out. */
  readonly ca?: boolean | 'left out';
  readonly pathLength?: number;
  /** Numbers of the bits of the key usage; null for no key usage. */
  readonly usage?: readonly number[] | null;
  /** Last arcs under 1.3.6.1.5.5.7.3, or whole identifiers. */
  readonly extended?: readonly string[];
  readonly extendedCritical?: boolean;
  readonly names?: readonly GeneralName[];
  /** As has to be where the subject is empty. */
  readonly namesCritical?: boolean;
  readonly permitted?: readonly GeneralName[];
  readonly excluded?: readonly GeneralName[];
  readonly constraintsCritical?: boolean;
  /** An extension that nobody knows. */
  readonly unknown?: 'critical' | 'plain';
  /** The identifier of the issuer's key: left out, or of another key. */
  readonly authority?: 'left out' | 'wrong';
  readonly notBefore?: string;
  readonly notAfter?: string;
}

const tlv = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
};

function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const arcs = [first * 40 + second, ...rest].flatMap((arc) => {
    const bytes = [arc & 0x7f];
    for (let left = arc >> 7; left > 0; left >>= 7) bytes.unshift((left & 0x7f) | 0x80);
    return bytes;
  });
  return tlv(0x06, Buffer.from(arcs));
}

const sequence = (...parts: readonly Uint8Array[]): Buffer => tlv(0x30, ...parts);
const text = (tag: number, value: string): Buffer => tlv(tag, Buffer.from(value, 'utf8'));
const integer = (value: number): Buffer => tlv(0x02, Buffer.from([value]));
const YES = Buffer.from([0x01, 0x01, 0xff]);

function distinguishedName(subject: string, email?: string): Buffer {
  const [commonName = '', organisation = ''] = subject.split('/');
  const part = (type: string, tag: number, value: string): Buffer[] =>
    value ? [tlv(0x31, sequence(oid(type), text(tag, value)))] : [];
  return sequence(
    ...part('2.5.4.10', 0x0c, organisation),
    ...part('2.5.4.3', 0x0c, commonName),
    ...part('1.2.840.113549.1.9.1', 0x16, email ?? ''),
  );
}

function address(value: string): Buffer {
  if (isIPv4(value)) return Buffer.from(value.split('.').map(Number));
  const [head = [], tail = []] = value
    .split('::')
    .map((half) => half.split(':').filter((group) => group !== ''));
  const gap = Array<string>(8 - head.length - tail.length).fill('0');
  const groups = value.includes('::') ? [...head, ...gap, ...tail] : head;
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

function generalName({ type, value }: GeneralName): Buffer {
  switch (type) {
    case 'email':
      return text(0x81, value);
    case 'dns':
      return text(0x82, value);
    case 'directory':
      return tlv(0xa4, distinguishedName(value));
    case 'uri':
      return text(0x86, value);
    case 'ip':
      return tlv(0x87, ...value.split('/').map(address));
    case 'registered':
      return tlv(0x88, oid(value).subarray(2));
  }
}

function keyUsage(bits: readonly number[]): Buffer {
  const bytes = [0, 0];
  for (const bit of bits) bytes[bit >> 3]! |= 0x80 >> (bit & 7);
  return tlv(0x03, Buffer.from([0, ...(bytes[1] ? bytes : bytes.slice(0, 1))]));
}

const keyIdentifier = (key: KeyObject): Buffer =>
  createHash('sha1')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest();

function extensions(spec: Spec, own: KeyObject, issuers: KeyObject): Buffer[] {
  const one = (type: string, value: Uint8Array, critical = false): Buffer =>
    sequence(oid(type), ...(critical ? [YES] : []), tlv(0x04, value));
  const { ca = false, pathLength, extended, names, permitted, excluded } = spec;
  const usage = spec.usage === undefined ? (ca === true ? [5, 6] : [0]) : spec.usage;
  const subtrees = (tag: number, list: readonly GeneralName[] | undefined): Buffer[] =>
    list ? [tlv(tag, ...list.map((name) => sequence(generalName(name))))] : [];
  const constraints =
    ca === true ? [YES, ...(pathLength === undefined ? [] : [integer(pathLength)])] : [];
  const authority = spec.authority === 'wrong' ? Buffer.alloc(20, 7) : keyIdentifier(issuers);
  return [
    ...(ca === 'left out' ? [] : [one('2.5.29.19', sequence(...constraints), true)]),
    ...(usage ? [one('2.5.29.15', keyUsage(usage), true)] : []),
    one('2.5.29.14', tlv(0x04, keyIdentifier(own))),
    ...(spec.authority === 'left out' ? [] : [one('2.5.29.35', sequence(tlv(0x80, authority)))]),
    ...(extended
      ? [
          one(
            '2.5.29.37',
            sequence(
              ...extended.map((last) => oid(last.includes('.') ? last : `1.3.6.1.5.5.7.3.${last}`)),
            ),
            spec.extendedCritical,
          ),
        ]
      : []),
    ...(names && names.length > 0
      ? [one('2.5.29.17', sequence(...names.map(generalName)), spec.namesCritical)]
      : []),
    ...((permitted ?? excluded)
      ? [
          one(
            '2.5.29.30',
            sequence(...subtrees(0xa0, permitted), ...subtrees(0xa1, excluded)),
            spec.constraintsCritical ?? true,
          ),
        ]
      : []),
    ...(spec.unknown ? [one('1.2.3.4.5', text(0x0c, 'x'), spec.unknown === 'critical')] : []),
  ];
}

const NULL = Buffer.from([0x05, 0x00]);
const HASHES = {
  md5: '1.2.840.113549.2.5',
  sha1: '1.3.14.3.2.26',
  sha224: '2.16.840.1.101.3.4.2.4',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
} as const;
const RSA = { md5: 4, sha1: 5, sha224: 14, sha256: 11, sha384: 12, sha512: 13 } as const;
const ECDSA = { sha224: 1, sha256: 2, sha384: 3, sha512: 4 } as const;
type Hash = keyof typeof HASHES;

/** The algorithm by which a key signs, as certificates write it. */
function signatureAlgorithm(key: KeyObject, hash: Hash, pss: boolean): Buffer {
  const kind = key.asymmetricKeyType;
  if (kind === 'ed25519') return sequence(oid('1.3.101.112'));
  if (kind === 'ed448') return sequence(oid('1.3.101.113'));
  if (kind === 'ec') {
    if (hash === 'sha1') return sequence(oid('1.2.840.10045.4.1'));
    return sequence(oid(`1.2.840.10045.4.3.${ECDSA[hash as keyof typeof ECDSA]}`));
  }
  if (!pss && kind === 'rsa') return sequence(oid(`1.2.840.113549.1.1.${RSA[hash]}`), NULL);
  const digest = sequence(oid(HASHES[hash]), NULL);
  return sequence(
    oid('1.2.840.113549.1.1.10'),
    sequence(
      tlv(0xa0, digest),
      tlv(0xa1, sequence(oid('1.2.840.113549.1.1.8'), digest)),
      tlv(0xa2, integer(32)),
    ),
  );
}

function time(date: string): Buffer {
  return text(0x17, `${date.slice(2).replaceAll('-', '')}000000Z`);
}

function signed(content: Buffer, key: KeyObject, hash: Hash, pss: boolean): Buffer {
  const kind = key.asymmetricKeyType!;
  if (kind.startsWith('ed')) return sign(null, content, key);
  // RSASSA-PSS with a salt of 32 bytes, as the algorithm above says
  return pss || kind === 'rsa-pss'
    ? sign(hash, content, { key, padding: 6, saltLength: 32 })
    : sign(hash, content, key);
}

/**
 * Makes a certificate.
 *
 * @param issuer the entry that signs it
 * @param kept the same certificate of an earlier run: where nothing but the signature would change, it stays
 */
export function makeMatrixCertificate(
  spec: Spec,
  issuer: Spec,
  keys: ReadonlyMap<string, KeyObject>,
  kept: Buffer | undefined,
): Buffer {
  const [own, issuers] = [spec, issuer].map(({ key }) => createPublicKey(keys.get(key)!));
  const hash = spec.hash ?? 'sha256';
  const signer = keys.get(issuer.key)!;
  const algorithm = signatureAlgorithm(signer, hash, spec.pss === true);
  const { version = 3 } = spec;
  const content = sequence(
    ...(version === 3 ? [tlv(0xa0, integer(2))] : []),
    tlv(
      0x02,
      Buffer.concat([
        Buffer.from([1]),
        createHash('sha256').update(spec.name).digest().subarray(0, 7),
      ]),
    ),
    algorithm,
    distinguishedName(issuer.subject, issuer.email),
    sequence(time(spec.notBefore ?? '2026-01-01'), time(spec.notAfter ?? '2046-01-01')),
    distinguishedName(spec.subject, spec.email),
    own!.export({ type: 'spki', format: 'der' }),
    ...(version === 3 ? [tlv(0xa3, sequence(...extensions(spec, own!, issuers!)))] : []),
  );
  const whole = (signature: Uint8Array): Buffer =>
    sequence(content, algorithm, tlv(0x03, Buffer.from([0]), signature));
  // what stands before the signature decides; the lengths before it may differ by a byte or two
  if (kept?.includes(content)) return kept;
  return whole(signed(content, signer, hash, spec.pss === true));
}

/** A new key. */
export function makeKey(kind: KeyKind): KeyObject {
  const curves = {
    p256: 'P-256',
    p384: 'P-384',
    p521: 'P-521',
    p224: 'secp224r1',
    k256: 'secp256k1',
  };
  if (kind in curves)
    return generateKeyPairSync('ec', { namedCurve: curves[kind as keyof typeof curves] })
      .privateKey;
  if (kind === 'ed25519') return generateKeyPairSync('ed25519').privateKey;
  if (kind === 'ed448') return generateKeyPairSync('ed448').privateKey;
  if (kind === 'rsapss') return generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey;
  return generateKeyPairSync('rsa', { modulusLength: Number(kind.slice(3)) }).privateKey;
}

/** A key of an earlier run. */
export const readKey = (der: string): KeyObject =>
  createPrivateKey({ key: Buffer.from(der, 'base64'), format: 'der', type: 'pkcs8' });

/** A key as text, to be kept. */
export const writeKey = (key: KeyObject): string =>
  key.export({ type: 'pkcs8', format: 'der' }).toString('base64');
