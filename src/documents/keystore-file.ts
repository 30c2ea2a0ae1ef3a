import { SourceText } from '../core/text.js';
import type { KeystoreFileDocument, KeystoreListDocument, Problem } from './document.js';
import { parseKeystoreList } from './keystore.js';
import { Passwords } from './passwords.js';

/** What every file of Lucene's codecs begins and ends with. */
const headerMagic = 0x3fd76c17;
const footerMagic = 0xc02893e8;
const codecName = 'elasticsearch.keystore';
const markOffset = 4 + 1 + codecName.length + 4;
const footerLength = 16;

/** The formats of 6.3 to 9.5 (KeyStoreWrapper): 4 since 7.1, 5 since 8.0, 6 since 8.14, 7 since 8.19 and 9.0. */
const knownFormats = { oldest: 3, littleEndian: 5, manyIterations: 6, longKey: 7, newest: 7 };

/** The parts of a keystore that can be read without its password. */
export interface KeystoreEnvelope {
  readonly format: number;
  readonly hasPassword: boolean;
  readonly salt: Uint8Array;
  readonly iv: Uint8Array;
  /** The encrypted entries, with the tag that proves the password behind them. */
  readonly encrypted: Uint8Array;
}

/** Why a keystore cannot be read, as a clause without full stop. */
export class KeystoreError extends Error {}

/** CRC-32 as Lucene's footer has it. */
function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** Whether bytes begin as the file `elasticsearch.keystore` does, whole or not. */
export function looksLikeKeystore(bytes: Uint8Array): boolean {
  const name = new TextDecoder('latin1').decode(bytes.subarray(5, 5 + codecName.length));
  return bytes.length >= 4 && viewOf(bytes).getUint32(0) === headerMagic && name === codecName;
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * Reads all but the entries, and checks the checksum.
 *
 * @throws KeystoreError where Elasticsearch refuses the file, too
 */
export function readEnvelope(bytes: Uint8Array): KeystoreEnvelope {
  if (bytes.length === 0) throw new KeystoreError('the keystore is empty');
  if (bytes.length < markOffset + 1 + 4 + footerLength) throw new KeystoreError(truncated);
  if (!looksLikeKeystore(bytes) || bytes[4] !== codecName.length)
    throw new KeystoreError('the file is no Elasticsearch keystore');
  const view = viewOf(bytes);
  const format = view.getInt32(markOffset - 4);
  if (format < knownFormats.oldest)
    throw new KeystoreError(`the format of the keystore (${format}) is too old`);
  if (format > knownFormats.newest)
    throw new KeystoreError(`the format of the keystore (${format}) is newer than any known here`);
  const footer = bytes.length - footerLength;
  if (view.getUint32(footer) !== footerMagic || view.getUint32(footer + 4) !== 0)
    throw new KeystoreError(truncated);
  if (view.getBigUint64(footer + 8) !== BigInt(crc32(bytes.subarray(0, footer + 8))))
    throw new KeystoreError('the keystore is damaged: its checksum does not fit');
  const mark = bytes[markOffset]!;
  if (mark > 1) throw new KeystoreError(damagedText);
  const data = new DataReader(
    bytes.subarray(markOffset + 1, footer),
    format >= knownFormats.littleEndian,
  );
  const inner = new DataReader(data.sized(), data.littleEndian);
  data.end();
  const [salt, iv, encrypted] = [inner.sized(), inner.sized(), inner.sized()];
  inner.end();
  return { format, hasPassword: mark === 1, salt, iv, encrypted };
}

const truncated = 'the keystore is cut off or has something behind its end';
const damagedText = 'the keystore is damaged';

/** Reads numbers and stretches of bytes one after the other; beyond the end the keystore is damaged. */
class DataReader {
  #at = 0;

  constructor(
    readonly bytes: Uint8Array,
    readonly littleEndian: boolean,
  ) {}

  private take(length: number): number {
    const start = this.#at;
    if (length < 0 || start + length > this.bytes.length) throw new KeystoreError(damagedText);
    this.#at = start + length;
    return start;
  }

  int(): number {
    return viewOf(this.bytes).getInt32(this.take(4), this.littleEndian);
  }

  /** As many bytes as the number before them says; no copy. */
  sized(): Uint8Array {
    const length = this.int();
    const start = this.take(length);
    return this.bytes.subarray(start, start + length);
  }

  /** A name as Java writes it: two bytes of length, then its characters. */
  name(): string {
    const length = viewOf(this.bytes).getUint16(this.take(2));
    const start = this.take(length);
    return new TextDecoder().decode(this.bytes.subarray(start, start + length));
  }

  end(): void {
    if (this.#at < this.bytes.length) throw new KeystoreError(damagedText);
  }
}

/** What is read in a keystore. */
export interface KeystoreContents {
  /** Sorted. */
  readonly names: readonly string[];
  /** The values of those that open key files and stores. */
  readonly passwords: Passwords;
}

/** The names of the decrypted entries; the values of all but passwords of TLS are passed over. */
function contentsOf(plain: Uint8Array, format: number): KeystoreContents {
  const reader = new DataReader(plain, false);
  const names = new Set<string>();
  const passwords = new Map<string, string>();
  for (let left = reader.int(); left > 0; left--) {
    const name = reader.name();
    names.add(name);
    // the first formats had the type of the entry behind its name
    if (format === knownFormats.oldest) reader.name();
    const value = reader.sized();
    if (Passwords.needs(name)) passwords.set(name, new TextDecoder().decode(value));
  }
  reader.end();
  return { names: [...names].sort(), passwords: new Passwords(passwords) };
}

/**
 * What is in a keystore. Keys and values are wiped from memory before this returns, but for passwords of TLS.
 *
 * @param password empty for a keystore without one, which is encrypted with the empty password
 * @throws KeystoreError where Elasticsearch refuses it, too: a wrong password, damaged contents
 */
export async function readContents(
  envelope: KeystoreEnvelope,
  password: string,
): Promise<KeystoreContents> {
  const { format, salt, iv, encrypted } = envelope;
  if (salt.length === 0 || iv.length === 0 || encrypted.length < 16)
    throw new KeystoreError(damagedText);
  // most runs have no keystore, and none of them waits for this
  const [{ createDecipheriv, pbkdf2 }, { promisify }] = await Promise.all([
    import('node:crypto'),
    import('node:util'),
  ]);
  const iterations = format < knownFormats.manyIterations ? 10_000 : 210_000;
  const bits = format < knownFormats.longKey ? 128 : 256;
  const secret = new TextEncoder().encode(password);
  const key = await promisify(pbkdf2)(secret, salt, iterations, bits / 8, 'sha512');
  secret.fill(0);
  const wiped: Uint8Array[] = [key];
  try {
    const tag = encrypted.length - 16;
    const decipher = createDecipheriv(bits === 128 ? 'aes-128-gcm' : 'aes-256-gcm', key, iv);
    decipher.setAAD(salt).setAuthTag(encrypted.subarray(tag));
    const plain = decipher.update(encrypted.subarray(0, tag));
    wiped.push(plain);
    try {
      decipher.final();
    } catch {
      throw new KeystoreError(
        envelope.hasPassword
          ? 'the password does not open the keystore, or the keystore is damaged'
          : 'the keystore says that it has no password, but does not open without one',
      );
    }
    return contentsOf(plain, format);
  } finally {
    for (const buffer of wiped) buffer.fill(0);
  }
}

/** The file `elasticsearch.keystore`: what can be read of it without a password. Never throws. */
export function parseKeystoreFile(path: string, bytes: Uint8Array): KeystoreFileDocument {
  const source = new SourceText(path, '', false, 'binary');
  try {
    return { kind: 'keystore-file', source, problems: [], envelope: readEnvelope(bytes) };
  } catch (error) {
    return { kind: 'keystore-file', source, problems: [problemOf(source, error)] };
  }
}

const problemOf = (source: SourceText, error: unknown): Problem => {
  if (!(error instanceof KeystoreError)) throw error;
  return { code: 'keystore', ...source.whole(), text: error.message };
};

/** A password of a keystore, with where it was to come from; undefined where that place has none. */
export interface KeystorePassword {
  readonly text: string | undefined;
  /** As people call the place: `the environment variable X`. */
  readonly origin: string;
}

const opened = new WeakMap<
  KeystoreFileDocument,
  Map<string, Promise<KeystoreListDocument | Problem>>
>();

/**
 * The names of a keystore file, as if `elasticsearch-keystore list` had printed them: a name a line, so that findings can
 * point at one. A keystore that does not open stays what it is, and says why. Never throws.
 */
export async function openKeystore(
  document: KeystoreFileDocument,
  password: KeystorePassword | undefined,
): Promise<KeystoreListDocument | KeystoreFileDocument> {
  const { envelope, source } = document;
  if (!envelope) return document;
  const closed = (problem: Problem): KeystoreFileDocument => ({ ...document, problems: [problem] });
  if (envelope.hasPassword && password?.text === undefined) {
    return closed({
      code: 'keystore-locked',
      ...source.whole(),
      text: password
        ? `the keystore has a password, and ${password.origin} is not set`
        : 'the keystore has a password, and none is given',
    });
  }
  const text = envelope.hasPassword ? password!.text! : '';
  // deriving the key takes a tenth of a second, and an editor asks at each keystroke
  const known = opened.get(document) ?? new Map<string, Promise<KeystoreListDocument | Problem>>();
  opened.set(document, known);
  const answer = known.get(text) ?? listed(source, envelope, text);
  known.set(text, answer);
  const result = await answer;
  return 'kind' in result ? result : closed(result);
}

async function listed(
  { path }: SourceText,
  envelope: KeystoreEnvelope,
  password: string,
): Promise<KeystoreListDocument | Problem> {
  try {
    const { names, passwords } = await readContents(envelope, password);
    const source = new SourceText(path, names.map((name) => `${name}\n`).join(''), false, 'binary');
    return { ...parseKeystoreList(source), passwords };
  } catch (error) {
    return problemOf(new SourceText(path, '', false, 'binary'), error);
  }
}
