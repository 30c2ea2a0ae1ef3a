import { createHash, timingSafeEqual, type KeyObject } from 'node:crypto';
import { damagedDer } from '../der.js';
import { joined, toDer } from './ber.js';
import { privateKeyOf, readEncryptedKey } from './encrypted-key.js';
import type { StoreEntry, StorePasswords } from './entry.js';
import { orDamaged, StoreError } from './error.js';

/** The stores of Sun's own: JKS, and JCEKS, which differs from it in how keys are protected. */

const digestLength = 20;
const tags = { key: 1, trusted: 2, secret: 3 };
/** How JKS protects keys: not a cipher but a hash of the password, drawn out (sun.security.provider.KeyProtector). */
const keyProtector = '1.3.6.1.4.1.42.2.17.1.1';

/** Reads numbers, names and stretches of bytes as Java's DataInputStream does. */
class JavaReader {
  #at = 0;

  constructor(readonly bytes: Uint8Array) {}

  take(length: number): Uint8Array {
    const start = this.#at;
    this.#at += length;
    if (this.#at > this.bytes.length) throw damagedDer();
    return this.bytes.subarray(start, this.#at);
  }

  int(): number {
    return this.take(4).reduce((sum, byte) => sum * 256 + byte, 0);
  }

  name(): string {
    const [high, low] = this.take(2);
    return new TextDecoder().decode(this.take(high! * 256 + low!));
  }

  sized(): Uint8Array {
    return this.take(this.int());
  }

  get left(): number {
    return this.bytes.length - this.#at;
  }
}

function read(reader: JavaReader): RawEntry[] {
  reader.int();
  const version = reader.int();
  if (version !== 1 && version !== 2) throw damagedDer();
  const certificate = (): Uint8Array => {
    if (version === 2) reader.name();
    return reader.sized();
  };
  const entries = new Map<string, RawEntry>();
  for (let count = reader.int(); count > 0; count--) {
    const tag = reader.int();
    const alias = reader.name();
    reader.take(8);
    if (tag === tags.trusted)
      entries.set(alias, { alias, kind: 'trusted', chain: [certificate()] });
    else if (tag === tags.key) {
      const secured = reader.sized();
      const chain: Uint8Array[] = [];
      for (let more = reader.int(); more > 0; more--) chain.push(certificate());
      entries.set(alias, { alias, kind: 'key', chain, secured });
    } else if (tag === tags.secret) {
      throw new StoreError('unsupported', 'it holds secret keys, which are Java objects');
    } else throw damagedDer();
  }
  return [...entries.values()];
}

interface RawEntry extends StoreEntry {
  /** The private key as it stands in the file. */
  readonly secured?: Uint8Array;
}

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

function recover(secured: Uint8Array, password: string): KeyObject {
  const { algorithm, data } = readEncryptedKey(orDamaged('the key', () => toDer(secured)));
  if (algorithm.oid !== keyProtector)
    throw new StoreError('unsupported', `the key is protected by ${algorithm.oid}`);
  if (data.length <= 2 * digestLength) throw new StoreError('damaged', 'the key is damaged');
  const characters = utf16(password);
  const check = data.subarray(-digestLength);
  const plain = new Uint8Array(data.subarray(digestLength, -digestLength));
  let mask: Uint8Array = data.subarray(0, digestLength);
  for (let at = 0; at < plain.length; at++) {
    if (at % digestLength === 0) mask = createHash('sha1').update(characters).update(mask).digest();
    plain[at] = plain[at]! ^ mask[at % digestLength]!;
  }
  const digest = createHash('sha1').update(characters).update(plain).digest();
  if (!timingSafeEqual(digest, check))
    throw new StoreError('password', 'the password does not open the key');
  return privateKeyOf(plain);
}

function opened({ secured, ...entry }: RawEntry, password: string | undefined): StoreEntry {
  if (!secured) return entry;
  if (password === undefined) return { ...entry, keyFault: 'locked' };
  try {
    return { ...entry, key: recover(secured, password) };
  } catch (error) {
    if (error instanceof StoreError) return { ...entry, keyFault: error.fault };
    throw error;
  }
}

/**
 * Reads a store of type JKS or JCEKS, in the order of the file. Certificates are not encrypted in it: without a password
 * they are read, too, but nothing proves that they are what was once written.
 *
 * @throws StoreError when it is damaged, or the password is not the one that its digest was made with
 */
export function readJks(bytes: Uint8Array, { store, key }: StorePasswords): StoreEntry[] {
  const reader = new JavaReader(bytes);
  const entries = orDamaged('the store', () => {
    const found = read(reader);
    if (reader.left < digestLength) throw damagedDer();
    return found;
  });
  const end = bytes.length - reader.left;
  if (store !== undefined) {
    const digest = createHash('sha1')
      .update(joined([utf16(store), Buffer.from('Mighty Aphrodite'), bytes.subarray(0, end)]))
      .digest();
    if (!timingSafeEqual(digest, bytes.subarray(end, end + digestLength)))
      throw new StoreError('password', 'the password does not open it');
  }
  return entries.map((entry) => opened(entry, key));
}
