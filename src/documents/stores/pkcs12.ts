import { createHmac, timingSafeEqual } from 'node:crypto';
import { damagedDer, DER, derChildren, hex, objectIdentifier, readDer, type Der } from '../der.js';
import { joined, toDer } from './ber.js';
import { openEncryptedKey, readEncryptedKey } from './encrypted-key.js';
import type { StoreEntry, StorePasswords } from './entry.js';
import { orDamaged, StoreError } from './error.js';
import {
  algorithmOf,
  decrypt,
  digestOf,
  Effort,
  pkcs12Key,
  pkcs12Parameters,
  pkcs12Passwords,
  purpose,
  type Algorithm,
} from './pbe.js';

/** PKCS#12 (RFC 7292), as Java's KeyStore reads it (sun.security.pkcs12.PKCS12KeyStore). */

const types = {
  data: '1.2.840.113549.1.7.1',
  encrypted: '1.2.840.113549.1.7.6',
  shroudedKey: '1.2.840.113549.1.12.10.1.2',
  certificate: '1.2.840.113549.1.12.10.1.3',
  secret: '1.2.840.113549.1.12.10.1.5',
  x509: '1.2.840.113549.1.9.22.1',
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
  /** Oracle's own: without it a certificate is no trust anchor to Java. */
  trustedUsage: '2.16.840.1.113894.746875.1.1',
};
const [CONTEXT_0, IMPLICIT_0] = [0xa0, 0x80];

/** The type of a ContentInfo or a bag, and what is in it. */
function typed(der: Der): { type: string; content: Der | undefined; rest: readonly Der[] } {
  const [type, content, ...rest] = derChildren(der);
  if (type?.tag !== DER.oid) throw damagedDer();
  return { type: objectIdentifier(type.content), content: content && within(content), rest };
}

/** What an explicit tag [0] is put around. */
function within(der: Der): Der {
  if (der.tag !== CONTEXT_0) throw damagedDer();
  const [inner] = derChildren(der);
  if (!inner) throw damagedDer();
  return inner;
}

function octetsOf(der: Der | undefined): Uint8Array {
  if (der?.tag !== DER.octets) throw damagedDer();
  return der.content;
}

/** A part of the store: bags as they are, or to be decrypted. */
interface Part {
  readonly algorithm: Algorithm | undefined;
  readonly data: Uint8Array;
}

interface Envelope {
  readonly parts: readonly Part[];
  /** What the digest is made of. */
  readonly safe: Uint8Array;
  readonly mac: Der | undefined;
}

function partOf(info: Der): Part {
  const { type, content } = typed(info);
  if (type === types.data) return { algorithm: undefined, data: octetsOf(content) };
  if (type !== types.encrypted || !content)
    throw new StoreError('unsupported', `it has a part of type ${type}`);
  const [, encryptedInfo] = derChildren(content);
  const [, algorithm, data] = encryptedInfo ? derChildren(encryptedInfo) : [];
  if (data?.tag !== IMPLICIT_0 && data?.tag !== CONTEXT_0) throw damagedDer();
  const pieces = data.tag === IMPLICIT_0 ? [data.content] : derChildren(data).map(octetsOf);
  return { algorithm: algorithmOf(algorithm), data: joined(pieces) };
}

/** What can be read without a password. */
function envelopeOf(bytes: Uint8Array): Envelope {
  const [version, authenticated, mac] = derChildren(readDer(toDer(bytes)));
  if (!authenticated || version?.content.length !== 1 || version.content[0] !== 3)
    throw damagedDer();
  const { type, content } = typed(authenticated);
  if (type !== types.data) throw new StoreError('unsupported', 'a public key protects it');
  const safe = octetsOf(content);
  return { parts: derChildren(readDer(toDer(safe))).map(partOf), safe, mac };
}

/** Proves a store with its password. @throws StoreError */
function verify({ safe, mac }: Envelope, password: string, effort: Effort): void {
  if (!mac) return;
  const [info, salt, rounds] = derChildren(mac);
  const [algorithmDer, expected] = info ? derChildren(info) : [];
  const algorithm = algorithmOf(algorithmDer);
  const wanted = octetsOf(expected);
  const proves = (hash: string, key: Uint8Array): boolean => {
    const digest = createHmac(hash, key).update(safe).digest();
    return digest.length === wanted.length && timingSafeEqual(digest, wanted);
  };
  const hash = digestOf(algorithm.oid);
  const given = rounds
    ? pkcs12Parameters(salt, rounds, effort)
    : { salt: octetsOf(salt), rounds: 1 };
  for (const bytes of pkcs12Passwords(password)) {
    const key = pkcs12Key(hash, bytes, given.salt, given.rounds, purpose.mac, wanted.length);
    if (proves(hash, key)) return;
  }
  throw new StoreError('password', 'the password does not open it');
}

/** A bag with the attributes that count. */
interface Bag {
  readonly type: string;
  readonly content: Der;
  readonly name: string | undefined;
  readonly keyId: string | undefined;
  readonly isTrusted: boolean;
}

function bagOf(der: Der): Bag {
  const { type, content, rest } = typed(der);
  if (!content) throw damagedDer();
  const attributes = new Map<string, Der>();
  for (const attribute of rest[0] ? derChildren(rest[0]) : []) {
    const [id, values] = derChildren(attribute);
    const [value] = values ? derChildren(values) : [];
    if (id?.tag === DER.oid && value) attributes.set(objectIdentifier(id.content), value);
  }
  const name = attributes.get(types.friendlyName);
  const keyId = attributes.get(types.localKeyId);
  return {
    type,
    content,
    name: name && new TextDecoder('utf-16be').decode(name.content),
    keyId: keyId && hex(keyId.content),
    isTrusted: attributes.has(types.trustedUsage),
  };
}

interface KeyBag {
  readonly alias: string;
  readonly keyId: string | undefined;
  readonly secured: Uint8Array;
}

interface CertificateBag {
  readonly name: string | undefined;
  readonly keyId: string | undefined;
  readonly der: Uint8Array;
}

/** Sorts bags into entries by Java's rules. */
class Entries {
  readonly keys = new Map<string, KeyBag>();
  readonly others = new Map<string, StoreEntry>();
  readonly certificates: CertificateBag[] = [];
  /** All certificates, also those that are trusted. */
  readonly all: Uint8Array[] = [];
  #unnamed = 0;
  #keyCount = 0;

  /** @param position within its part */
  add({ type, content, name, keyId, isTrusted }: Bag, position: number): void {
    const alias = (): string => (name ?? String(++this.#unnamed)).toLowerCase();
    if (type === types.shroudedKey) {
      this.#keyCount++;
      readEncryptedKey(content.bytes);
      const key = alias();
      this.#remove(key);
      const own = keyId ?? (this.#keyCount === 1 ? onlyKey : undefined);
      this.keys.set(key, { alias: key, keyId: own, secured: content.bytes });
    } else if (type === types.secret) {
      const key = alias();
      this.#remove(key);
      this.others.set(key, { alias: key, kind: 'secret', chain: [] });
    } else if (type === types.certificate) {
      const { type: kind, content: value } = typed(content);
      if (kind !== types.x509) return;
      const der = octetsOf(value);
      this.all.push(der);
      // Java's own way with a store of one key that says nowhere which certificate is its own
      const own = keyId ?? (this.#keyCount === 1 && position === 0 ? onlyKey : undefined);
      if (!isTrusted) this.certificates.push({ name, keyId: own, der });
      else {
        const key = alias();
        this.#remove(key);
        this.others.set(key, { alias: key, kind: 'trusted', chain: [der] });
      }
    }
  }

  #remove(alias: string): void {
    this.keys.delete(alias);
    this.others.delete(alias);
  }

  /** The own certificate of a key: one of the same name goes before others. */
  own({ alias, keyId }: KeyBag): Uint8Array | undefined {
    const fitting = this.certificates.filter((one) => keyId !== undefined && one.keyId === keyId);
    const named = fitting.find(({ name }) => name?.toLowerCase() === alias);
    return (named ?? fitting.at(-1))?.der;
  }
}

const onlyKey = hex(Buffer.from('01'));

/** Reads the issuer and the subject of certificates, to put chains together. */
export type Issued = (certificate: Uint8Array, issuer: Uint8Array) => boolean;

/** The chain that begins with a certificate, as far as the store has it; each certificate once. */
function chainOf(first: Uint8Array, all: readonly Uint8Array[], issued: Issued): Uint8Array[] {
  const chain = [first];
  for (;;) {
    const last = chain.at(-1)!;
    if (issued(last, last)) return chain;
    const next = all.find((one) => issued(last, one));
    if (!next || chain.some((one) => Buffer.compare(one, next) === 0)) return chain;
    chain.push(next);
  }
}

async function bagsOf(
  { algorithm, data }: Part,
  password: string | undefined,
  effort: Effort,
): Promise<Bag[]> {
  if (algorithm && password === undefined) throw new StoreError('locked', 'it needs a password');
  const plain = algorithm ? await decrypt(algorithm, password!, data, effort) : data;
  try {
    return derChildren(readDer(toDer(plain))).map(bagOf);
  } catch {
    // a wrong password may leave a padding that looks right
    throw algorithm
      ? new StoreError('password', 'the password does not open it')
      : new StoreError('damaged', 'the store is damaged');
  }
}

/**
 * Reads a PKCS#12 store.
 *
 * @throws StoreError when it stays closed
 */
export async function readPkcs12(
  bytes: Uint8Array,
  { store, key }: StorePasswords,
  issued: Issued,
): Promise<StoreEntry[]> {
  const envelope = orDamaged('the store', () => envelopeOf(bytes));
  const entries = new Entries();
  const effort = new Effort();
  try {
    if (store !== undefined) verify(envelope, store, effort);
    for (const part of envelope.parts)
      (await bagsOf(part, store, effort)).forEach((bag, position) => entries.add(bag, position));
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError('damaged', 'the store is damaged');
  }
  const keys = [...entries.keys.values()].map(async (one): Promise<StoreEntry> => {
    const own = entries.own(one);
    const chain = own ? chainOf(own, entries.all, issued) : [];
    const common = { alias: one.alias, kind: 'key', chain } as const;
    if (key === undefined) return { ...common, keyFault: 'locked' };
    try {
      return { ...common, key: await openEncryptedKey(one.secured, key, effort) };
    } catch (error) {
      if (error instanceof StoreError) return { ...common, keyFault: error.fault };
      throw error;
    }
  });
  return [...(await Promise.all(keys)), ...entries.others.values()];
}
