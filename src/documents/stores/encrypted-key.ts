import { createHash, createPrivateKey, type KeyObject } from 'node:crypto';
import { DER, damagedDer, derChildren, readDer } from '../der.js';
import { toDer } from './ber.js';
import { orDamaged, StoreError } from './error.js';
import {
  algorithmOf,
  checkCipher,
  decrypt,
  decryptAes,
  decryptDes,
  type Algorithm,
  type Effort,
} from './pbe.js';

const what = 'the encrypted key';

/** An EncryptedPrivateKeyInfo of PKCS#8. */
export interface EncryptedKey {
  readonly algorithm: Algorithm;
  readonly data: Uint8Array;
}

/** @throws StoreError when the bytes are none */
export function readEncryptedKey(bytes: Uint8Array): EncryptedKey {
  return orDamaged(what, () => {
    const [algorithm, data] = derChildren(readDer(bytes));
    if (data?.tag !== DER.octets) throw damagedDer();
    return { algorithm: algorithmOf(algorithm), data: data.content };
  });
}

/** A private key of PKCS#8. @throws StoreError when the bytes are none that can be read here */
export function privateKeyOf(pkcs8: Uint8Array): KeyObject {
  try {
    return createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  } catch {
    throw new StoreError('unsupported', 'the private key cannot be read here');
  }
}

/**
 * Opens a private key of PKCS#8.
 *
 * @throws StoreError when the password is wrong, the bytes are damaged or the encryption is not known
 */
export async function openEncryptedKey(
  bytes: Uint8Array,
  password: string,
  effort?: Effort,
): Promise<KeyObject> {
  const { algorithm, data } = readEncryptedKey(bytes);
  const plain = await decrypt(algorithm, password, data, effort).catch((error: unknown) => {
    throw error instanceof StoreError ? error : new StoreError('damaged', `${what} is damaged`);
  });
  // one wrong password in 256 leaves a padding that looks right
  try {
    derChildren(readDer(plain));
  } catch {
    throw new StoreError('password', 'the password does not open it');
  }
  return privateKeyOf(plain);
}

/** The body of a PEM block with headers before the base64 text (RFC 1421), as OpenSSL wrote encrypted keys. */
interface Traditional {
  readonly cipher: string;
  readonly iv: Uint8Array;
  readonly data: Uint8Array;
}

const keyLengths: Readonly<Record<string, number>> = {
  'DES-CBC': 8,
  'DES-EDE3-CBC': 24,
  'AES-128-CBC': 16,
  'AES-192-CBC': 24,
  'AES-256-CBC': 32,
};

function traditionalOf(text: string): Traditional {
  const info = /^DEK-Info:\s*([\w-]+),([0-9A-Fa-f]+)\s*$/m.exec(text);
  const body = /\n\s*\r?\n([\s\S]*?)-----END/.exec(text)?.[1] ?? '';
  const data = new Uint8Array(Buffer.from(body, 'base64'));
  const iv = new Uint8Array(Buffer.from(info?.[2] ?? '', 'hex'));
  if (!info || data.length === 0) throw new StoreError('damaged', `${what} is damaged`);
  return { cipher: info[1]!, iv, data };
}

/** The key that OpenSSL makes of a password: MD5 again and again. */
function traditionalKey(password: string, iv: Uint8Array, length: number): Uint8Array {
  let made = new Uint8Array(0);
  let last = made;
  while (made.length < length) {
    const hash = createHash('md5').update(last).update(password).update(iv.subarray(0, 8));
    last = new Uint8Array(hash.digest());
    made = new Uint8Array([...made, ...last]);
  }
  return made.subarray(0, length);
}

function openTraditional(text: string, label: string, password: string): KeyObject {
  const { cipher, iv, data } = traditionalOf(text);
  const length = keyLengths[cipher];
  if (length === undefined) throw new StoreError('cipher', cipher);
  if (iv.length !== (cipher.startsWith('AES') ? 16 : 8))
    throw new StoreError('damaged', `${what} is damaged`);
  const key = traditionalKey(password, iv, length);
  const plain = cipher.startsWith('AES') ? decryptAes(key, iv, data) : decryptDes(key, iv, data);
  const base64 = Buffer.from(plain).toString('base64');
  try {
    derChildren(readDer(plain));
  } catch {
    throw new StoreError('password', 'the password does not open it');
  }
  try {
    return createPrivateKey(`-----BEGIN ${label}-----\n${base64}\n-----END ${label}-----\n`);
  } catch {
    throw new StoreError('unsupported', 'the private key cannot be read here');
  }
}

/** Whether the text of a PEM block is an encrypted private key. */
export const isEncryptedPem = (text: string): boolean =>
  /^-----BEGIN ENCRYPTED PRIVATE KEY-----/.test(text) || /^Proc-Type:\s*4,ENCRYPTED/m.test(text);

const bodyOf = (text: string): Uint8Array =>
  toDer(new Uint8Array(Buffer.from(text.replace(/-----[^-]*-----/g, ''), 'base64')));

/**
 * Opens an encrypted private key of a PEM file.
 *
 * @param text the whole block
 * @param password undefined where none is known
 * @throws StoreError when it stays closed
 */
export async function openPemKey(text: string, password: string | undefined): Promise<KeyObject> {
  const label = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(text)?.[1] ?? '';
  const isPkcs8 = label === 'ENCRYPTED PRIVATE KEY';
  // what is wrong whatever the password is comes first
  const bytes = isPkcs8 ? orDamaged(what, () => bodyOf(text)) : undefined;
  if (bytes) orDamaged(what, () => checkCipher(readEncryptedKey(bytes).algorithm));
  else if (keyLengths[traditionalOf(text).cipher] === undefined)
    throw new StoreError('cipher', traditionalOf(text).cipher);
  if (password === undefined) throw new StoreError('locked', 'it needs a password');
  return bytes ? openEncryptedKey(bytes, password) : openTraditional(text, label, password);
}
