import { promisify } from 'node:util';
import crypto, { createDecipheriv, createHash, pbkdf2 } from 'node:crypto';
import { DER, damagedDer, derChildren, objectIdentifier, type Der } from '../der.js';
import { joined } from './ber.js';
import { StoreError } from './error.js';
import { decryptRc2 } from './rc2.js';

/** Encryption with a key that is made of a password: PKCS#5 (PBES1, PBES2) and PKCS#12. */

const derive = promisify(pbkdf2);

/** About how many microseconds one round takes: PKCS#12 makes a key and an initial vector, PBKDF2 runs outside of JavaScript. */
const cost = { pkcs12: 4, pbkdf2: 1 };

/** How much one file may cost; what Java and OpenSSL write, also the oldest, stays below a half of it. */
export class Effort {
  #left = 1_500_000;

  /** @throws StoreError when it is used up: a file may be made to keep us busy */
  spend(rounds: number, kind: keyof typeof cost): void {
    this.#left -= rounds * cost[kind];
    if (this.#left < 0) throw new StoreError('unsupported', `its password takes ${rounds} rounds`);
  }
}

const INTEGER = 0x02;

/** An AlgorithmIdentifier. */
export interface Algorithm {
  readonly oid: string;
  readonly parameters: Der | undefined;
}

/** @throws Error when it is none */
export function algorithmOf(der: Der | undefined): Algorithm {
  const [oid, parameters] = der ? derChildren(der) : [];
  if (oid?.tag !== DER.oid) throw damagedDer();
  return { oid: objectIdentifier(oid.content), parameters };
}

/** A number that is not negative. @throws Error when it is none, or is absurdly large */
export function numberOf(der: Der | undefined): number {
  if (der?.tag !== INTEGER || der.content.length === 0) throw damagedDer();
  if (der.content[0]! >= 0x80) throw damagedDer();
  const value = der.content.reduce((sum, byte) => sum * 256 + byte, 0);
  return Math.min(value, Number.MAX_SAFE_INTEGER);
}

/** The number of rounds, if they can be afforded. @throws StoreError */
function roundsOf(der: Der | undefined, kind: keyof typeof cost, effort: Effort): number {
  const count = numberOf(der);
  if (count === 0) throw damagedDer();
  effort.spend(count, kind);
  return count;
}

const digests: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** The hash that an object identifier means. @throws StoreError when it is none that Java takes for stores */
export function digestOf(oid: string): string {
  const digest = digests[oid];
  if (digest === undefined) throw new StoreError('unsupported', `its digest is ${oid}`);
  return digest;
}

/** Hashes a few bytes; since 20.12 Node does so in less than half the time that a Hash object takes. */
const hashOf: (hash: string, bytes: Uint8Array) => Buffer =
  'hash' in crypto
    ? (hash, bytes) => Buffer.from(crypto.hash(hash, bytes, 'binary'), 'latin1')
    : (hash, bytes) => createHash(hash).update(bytes).digest();

/** What a key of PKCS#12 is for. */
export const purpose = { key: 1, iv: 2, mac: 3 } as const;

/**
 * Makes key material of a password as PKCS#12 does (RFC 7292, appendix B).
 *
 * @param password as {@link pkcs12Passwords} gives it
 */
export function pkcs12Key(
  hash: string,
  password: Uint8Array,
  salt: Uint8Array,
  rounds: number,
  id: number,
  length: number,
): Uint8Array {
  const block = hash === 'sha384' || hash === 'sha512' ? 128 : 64;
  const filled = (bytes: Uint8Array): Uint8Array => {
    const size = Math.ceil(bytes.length / block) * block;
    return Uint8Array.from({ length: size }, (_, at) => bytes[at % bytes.length]!);
  };
  const diversifier = new Uint8Array(block).fill(id);
  let input = joined([filled(salt), filled(password)]);
  const parts: Uint8Array[] = [];
  for (let made = 0; made < length;) {
    let digest: Uint8Array = hashOf(hash, joined([diversifier, input]));
    for (let round = 1; round < rounds; round++) digest = hashOf(hash, digest);
    parts.push(digest);
    made += digest.length;
    if (made < length) input = plusOne(input, filled(digest).subarray(0, block), block);
  }
  return joined(parts).subarray(0, length);
}

/** Adds a number of one block, and one, to each block. */
function plusOne(input: Uint8Array, number: Uint8Array, block: number): Uint8Array {
  const sum = new Uint8Array(input);
  for (let begin = 0; begin < sum.length; begin += block) {
    let carry = 1;
    for (let at = block - 1; at >= 0; at--) {
      carry += sum[begin + at]! + number[at % number.length]!;
      sum[begin + at] = carry & 255;
      carry >>= 8;
    }
  }
  return sum;
}

/**
 * A password as PKCS#12 turns it into bytes: UTF-16 with two zero bytes behind it. An empty one is tried in both ways
 * that programs know, as Java does.
 */
export function pkcs12Passwords(password: string): Uint8Array[] {
  const bytes = new Uint8Array(Buffer.from(`${password}\0`, 'utf16le').swap16());
  return password === '' ? [bytes, new Uint8Array(0)] : [bytes];
}

const hmacs: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};

/** The hash of an HMAC. @throws StoreError when it is none that is known here */
function hmacOf({ oid }: Algorithm): string {
  const hash = hmacs[oid];
  if (hash === undefined) throw new StoreError('unsupported', `its HMAC is ${oid}`);
  return hash;
}

const PBKDF2 = '1.2.840.113549.1.5.12';

/** Makes a key of a password with PBKDF2. @throws StoreError */
async function pbkdf2Key(
  { oid, parameters }: Algorithm,
  password: string,
  length: number,
  effort: Effort,
): Promise<Uint8Array> {
  if (oid !== PBKDF2) throw new StoreError('unsupported', `its key derivation is ${oid}`);
  const [salt, rounds, ...rest] = parameters ? derChildren(parameters) : [];
  if (salt?.tag !== DER.octets) throw damagedDer();
  // the length of the key may stand in between, and follows from the cipher
  const pseudoRandom = rest.find(({ tag }) => tag === DER.sequence);
  const hash = pseudoRandom ? hmacOf(algorithmOf(pseudoRandom)) : 'sha1';
  return derive(password, salt.content, roundsOf(rounds, 'pbkdf2', effort), length, hash);
}

/** Ciphers of PBES2 that Java knows, all in CBC mode. */
const ciphers: Readonly<Record<string, { readonly name: string; readonly length: number }>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', length: 16 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', length: 32 },
};

const PBES2 = '1.2.840.113549.1.5.13';
const PBES1_MD5_DES = '1.2.840.113549.1.5.3';

/** Ciphers of PKCS#12's own that Java knows, in CBC mode and with SHA-1; of RC4 nobody writes stores. */
const pkcs12Ciphers: Readonly<Record<string, { readonly name: 'des' | 'rc2'; length: number }>> = {
  '1.2.840.113549.1.12.1.3': { name: 'des', length: 24 },
  '1.2.840.113549.1.12.1.5': { name: 'rc2', length: 16 },
  '1.2.840.113549.1.12.1.6': { name: 'rc2', length: 5 },
};

const wrong = (): StoreError => new StoreError('password', 'the password does not open it');

function decipher(name: string, key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  try {
    const cipher = createDecipheriv(name, key, iv);
    return joined([cipher.update(data), cipher.final()]);
  } catch {
    throw wrong();
  }
}

/** Decrypts with DES or triple DES in CBC mode; those of single DES are repeated to that of triple DES. */
export function decryptDes(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  const triple = joined([key, key, key]).subarray(0, 24);
  return decipher('des-ede3-cbc', triple, iv, data);
}

/** Decrypts with AES in CBC mode. @throws StoreError */
export function decryptAes(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  return decipher(`aes-${key.length * 8}-cbc`, key, iv, data);
}

/** Takes the padding of a block cipher off. @throws StoreError when there is none */
function unpadded(plain: Uint8Array): Uint8Array {
  const count = plain.at(-1) ?? 0;
  const padding = plain.subarray(plain.length - count);
  if (count < 1 || count > 8 || padding.some((byte) => byte !== count)) throw wrong();
  return plain.subarray(0, plain.length - count);
}

/** The key and the initial vector of PBES1 with MD5 (PKCS#5 v1.5). */
function pbes1(password: string, parameters: Der | undefined, effort: Effort): Uint8Array {
  const [salt, rounds] = parameters ? derChildren(parameters) : [];
  if (salt?.tag !== DER.octets) throw damagedDer();
  let digest: Uint8Array = createHash('md5').update(password).update(salt.content).digest();
  for (let round = roundsOf(rounds, 'pkcs12', effort); round > 1; round--)
    digest = createHash('md5').update(digest).digest();
  return digest.subarray(0, 16);
}

/** The salt and the rounds of PKCS#12. @throws StoreError */
export function pkcs12Parameters(salt: Der | undefined, rounds: Der | undefined, effort: Effort) {
  if (salt?.tag !== DER.octets) throw damagedDer();
  return { salt: salt.content, rounds: roundsOf(rounds, 'pkcs12', effort) };
}

function pkcs12Decrypt(
  { name, length }: (typeof pkcs12Ciphers)[string],
  password: Uint8Array,
  parameters: Der | undefined,
  data: Uint8Array,
  effort: Effort,
): Uint8Array {
  const [saltDer, roundsDer] = parameters ? derChildren(parameters) : [];
  const { salt, rounds } = pkcs12Parameters(saltDer, roundsDer, effort);
  const make = (id: number, size: number): Uint8Array =>
    pkcs12Key('sha1', password, salt, rounds, id, size);
  const [key, iv] = [make(purpose.key, length), make(purpose.iv, 8)];
  if (name === 'des') return decryptDes(key, iv, data);
  if (data.length % 8 !== 0) throw wrong();
  return unpadded(decryptRc2(key, iv, data));
}

/** The cipher of PBES2. @throws StoreError when Java does not know it */
function cipherOf(parameters: Der | undefined) {
  const [derivation, encryption] = parameters ? derChildren(parameters) : [];
  const { oid, parameters: iv } = algorithmOf(encryption);
  const cipher = ciphers[oid];
  if (!cipher) throw new StoreError('cipher', `PBES2 with cipher ${oid}`);
  if (iv?.tag !== DER.octets) throw damagedDer();
  return { ...cipher, iv: iv.content, derivation: algorithmOf(derivation) };
}

/** @throws StoreError when Java does not know the way of encryption, whatever the password is */
export function checkCipher({ oid, parameters }: Algorithm): void {
  if (oid === PBES2) cipherOf(parameters);
  if (oid === doubleDes) throw new StoreError('cipher', 'DES with two keys');
}

const doubleDes = '1.2.840.113549.1.12.1.4';

/**
 * Decrypts with a password whatever PKCS#5 and PKCS#12 encrypt.
 *
 * @throws StoreError when the password is wrong, or the way of encryption not known here
 */
export async function decrypt(
  algorithm: Algorithm,
  password: string,
  data: Uint8Array,
  effort = new Effort(),
): Promise<Uint8Array> {
  const { oid, parameters } = algorithm;
  checkCipher(algorithm);
  if (oid === PBES2) {
    const { name, length, iv, derivation } = cipherOf(parameters);
    return decipher(name, await pbkdf2Key(derivation, password, length, effort), iv, data);
  }
  if (oid === PBES1_MD5_DES) {
    const made = pbes1(password, parameters, effort);
    return decryptDes(made.subarray(0, 8), made.subarray(8), data);
  }
  const own = pkcs12Ciphers[oid];
  if (!own) throw new StoreError('unsupported', `its cipher is ${oid}`);
  const [first, ...others] = pkcs12Passwords(password);
  try {
    return pkcs12Decrypt(own, first!, parameters, data, effort);
  } catch (error) {
    if (others.length === 0 || !(error instanceof StoreError) || error.fault !== 'password')
      throw error;
    return pkcs12Decrypt(own, others[0]!, parameters, data, effort);
  }
}
