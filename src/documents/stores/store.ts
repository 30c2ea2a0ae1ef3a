import { formatOf, type StoreFormat } from '../store-file.js';
import { DER, derChildren, readDer } from '../der.js';
import { readX509, type X509 } from '../x509.js';
import type { StoreEntry, StorePasswords } from './entry.js';
import { StoreError } from './error.js';
import { readJks } from './jks.js';
import { readPkcs12 } from './pkcs12.js';

/** An entry with its certificates read. */
export interface ReadEntry extends Omit<StoreEntry, 'chain'> {
  readonly chain: readonly X509[];
}

/** A store that was opened. */
export interface Store {
  readonly format: StoreFormat;
  readonly entries: readonly ReadEntry[];
}

/** The names of the issuer and the subject of a certificate, as they stand in it. */
function namesOf(certificate: Uint8Array): { issuer: Uint8Array; subject: Uint8Array } | undefined {
  try {
    const [toBeSigned] = derChildren(readDer(certificate));
    const fields = toBeSigned ? derChildren(toBeSigned) : [];
    const sequences = fields.filter(({ tag }) => tag === DER.sequence);
    const [, issuer, , subject] = sequences;
    return issuer && subject && { issuer: issuer.bytes, subject: subject.bytes };
  } catch {
    return undefined;
  }
}

function issued(certificate: Uint8Array, issuer: Uint8Array): boolean {
  const [one, other] = [namesOf(certificate), namesOf(issuer)];
  return one && other ? Buffer.compare(one.issuer, other.subject) === 0 : false;
}

async function readEntry(entry: StoreEntry): Promise<ReadEntry> {
  try {
    return { ...entry, chain: await Promise.all(entry.chain.map(readX509)) };
  } catch {
    throw new StoreError('unsupported', 'a certificate in it cannot be read here');
  }
}

/** The types of Java that a store may be opened as, in lower case. Of others nothing is known here. */
export const knownTypes: readonly string[] = ['jks', 'pkcs12', 'jceks'];

/** The stores that were opened, by their bytes and how: many settings name the same file, and to open it takes long. */
const opened = new WeakMap<Uint8Array, Map<string, Promise<Store>>>();

/**
 * Opens a key store or trust store, the same bytes in the same way once. PKCS#12 and JKS are told apart by what is in the
 * file, not by the type: so does Java since 8u60 (`keystore.type.compat`). JCEKS is opened as nothing else.
 *
 * @param type one of {@link knownTypes}
 * @throws StoreError when it stays closed
 */
export function openStore(
  bytes: Uint8Array,
  type: string,
  passwords: StorePasswords,
): Promise<Store> {
  const known = opened.get(bytes) ?? new Map<string, Promise<Store>>();
  opened.set(bytes, known);
  const way = JSON.stringify([type, passwords.store ?? null, passwords.key ?? null]);
  const store = known.get(way) ?? open(bytes, type, passwords);
  known.set(way, store);
  return store;
}

async function open(bytes: Uint8Array, type: string, passwords: StorePasswords): Promise<Store> {
  const format = formatOf(bytes);
  if (!format) throw new StoreError('damaged', 'it is neither a PKCS#12 nor a JKS store');
  const strict = format === 'JCEKS' ? type !== 'jceks' : type === 'jceks' && format !== 'JKS';
  if (strict) throw new StoreError('damaged', `it is a ${format} store`);
  const entries =
    format === 'PKCS12' ? await readPkcs12(bytes, passwords, issued) : readJks(bytes, passwords);
  return { format, entries: await Promise.all(entries.map(readEntry)) };
}
