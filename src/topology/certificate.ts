import type { KeyObject } from 'node:crypto';
import { dayOf } from '../core/day.js';
import type { Place } from '../core/text.js';
import type { PemDocument } from '../documents/document.js';
import type { StoreFault } from '../documents/stores/error.js';
import { readX509, type X509 } from '../documents/x509.js';
import { listValue, type SettingEntry } from '../settings/entry.js';
import type { KeyPassword } from './password.js';

/** A certificate with its place in a file. */
export interface CertificateFile extends Place {
  readonly x509: X509;
}

/** A private key with its place in a file. The key itself is only ever compared, never shown. */
export interface PrivateKeyFile extends Place {
  /** Undefined where it stays closed or is of a kind that cannot be read. */
  readonly key: KeyObject | undefined;
  readonly fault?: MaterialFault;
}

/** What a setting names, as far as it could be read. */
export interface KeyMaterial {
  readonly entry: SettingEntry;
  readonly certificates: readonly CertificateFile[];
  readonly keys: readonly PrivateKeyFile[];
  /** Every file is there and everything in it could be read, so that nothing else counts. */
  readonly complete: boolean;
  /** What could not be read of it. */
  readonly unread: readonly Unread[];
  /** Whom a node trusts that has the file for a key store, and says nothing else. */
  readonly anchors: readonly CertificateFile[];
  /** Why Elasticsearch refuses the file, or is likely to use another part of it than was meant. */
  readonly fault?: MaterialFault;
}

/** A file, or something in it, that could not be read. */
export interface Unread extends Place {
  readonly file: string;
  readonly why: string;
}

/**
 * What is wrong with a file of keys or certificates:
 * - `damaged`, `cipher`: Java cannot read it, whatever the password is
 * - `password`, `noPassword`: it does not open with the one that is set, or without one
 * - `keyPassword`: the store opens, its key does not
 * - `noKey`, `noTrusted`: what the setting needs is not among its entries
 * - `several`: which one is used is decided by chance
 * - `type`: there is no such type of store
 */
export interface MaterialFault {
  readonly kind:
    | Exclude<StoreFault, 'locked' | 'unsupported'>
    | 'noPassword'
    | 'keyPassword'
    | 'noKey'
    | 'noTrusted'
    | 'several'
    | 'type';
  /** The file, and where in it. */
  readonly place: Place;
  /** The setting to blame, where it is not the one that names the file. */
  readonly entry?: SettingEntry;
  /** More of it, without full stop: a cipher, aliases. */
  readonly detail: string;
  /** The settings that the password comes from, and should come from. */
  readonly password?: Pick<KeyPassword, 'setting' | 'secure'>;
}

/**
 * Reads what is in the PEM files that a setting names; undefined stands for a file that is not there.
 *
 * @param password of encrypted keys
 */
export async function keyMaterialOf(
  entry: SettingEntry,
  documents: readonly (PemDocument | undefined)[],
  password?: KeyPassword,
): Promise<KeyMaterial> {
  const present = documents.filter((document) => document !== undefined);
  const certificates = (await Promise.all(present.map(certificatesOf))).flat();
  const keys = (await Promise.all(present.map((one) => privateKeysOf(one, password)))).flat();
  const missing = documents.flatMap((document, index): Unread[] => {
    if (document) return [];
    const { text: file, source, range } = listValue(entry)[index]!;
    return [{ source, range, file, why: 'no such file, or not one with PEM in it' }];
  });
  const unread = [...missing, ...present.flatMap((one) => damagedIn(one, certificates))];
  const fault = keys[0]?.fault;
  return {
    entry,
    certificates,
    keys,
    complete: unread.length === 0,
    unread,
    anchors: certificates,
    ...(fault && { fault }),
  };
}

/** The certificates of a PEM file that are none of those that could be read. */
function damagedIn(
  { source, blocks }: PemDocument,
  certificates: readonly CertificateFile[],
): Unread[] {
  return blocks
    .filter(({ label }) => label.endsWith('CERTIFICATE'))
    .filter(
      ({ range }) => !certificates.some((file) => file.source === source && file.range === range),
    )
    .map(({ range }) => ({ source, range, file: source.path, why: 'a certificate is damaged' }));
}

/** What is in a PEM file that was given by itself. */
export async function looseCertificates(
  document: PemDocument,
): Promise<Pick<KeyMaterial, 'certificates' | 'unread'>> {
  const certificates = await certificatesOf(document);
  const { source } = document;
  const none = { ...source.firstLine(), file: source.path, why: 'no certificate is in it' };
  const damaged = damagedIn(document, certificates);
  return { certificates, unread: certificates.length + damaged.length > 0 ? damaged : [none] };
}

/** The certificates of a PEM file, in the order of the file; those that cannot be read are left out. */
async function certificatesOf(document: PemDocument): Promise<CertificateFile[]> {
  const read = await Promise.all(
    document.blocks.map(async ({ source, range, der }) => {
      const x509 = der && (await readX509(der).catch(() => undefined));
      return x509 ? [{ source, range, x509 }] : [];
    }),
  );
  return read.flat();
}

/** The private keys of a PEM file: PKCS#8, PKCS#1 and SEC1; what is encrypted is opened where its password is known. */
async function privateKeysOf(
  document: PemDocument,
  password: KeyPassword | undefined,
): Promise<PrivateKeyFile[]> {
  const blocks = document.blocks.filter(({ label }) => label.endsWith('PRIVATE KEY'));
  if (blocks.length === 0) return [];
  const { createPrivateKey } = await import('node:crypto');
  return Promise.all(
    blocks.map(async ({ source, range, label }): Promise<PrivateKeyFile> => {
      const text = source.slice(range);
      if (label === 'ENCRYPTED PRIVATE KEY' || text.includes('Proc-Type:'))
        return { source, range, ...(await encryptedKeyOf({ source, range }, text, password)) };
      try {
        return { source, range, key: createPrivateKey(text) };
      } catch {
        return { source, range, key: undefined };
      }
    }),
  );
}

/** Opens an encrypted key; what is not known about its password is no fault. */
async function encryptedKeyOf(
  place: Place,
  text: string,
  password: KeyPassword | undefined,
): Promise<Pick<PrivateKeyFile, 'key' | 'fault'>> {
  const { openPemKey } = await import('../documents/stores/encrypted-key.js');
  try {
    return { key: await openPemKey(text, password?.text) };
  } catch (error) {
    const fault = faultOf(error, place, password);
    return { key: undefined, ...(fault && { fault }) };
  }
}

/** What an error of a reader says about a file; undefined where that is not decided. @throws what is no such error */
export function faultOf(
  error: unknown,
  place: Place,
  password: KeyPassword | undefined,
): MaterialFault | undefined {
  if (!(error instanceof Error) || !('fault' in error)) throw error;
  const kind = error.fault as StoreFault;
  if (kind === 'locked' || kind === 'unsupported') return undefined;
  if (kind === 'password' && password?.state === 'unseen') return undefined;
  const isMissing = kind === 'password' && password?.state === 'none';
  return {
    kind: isMissing ? 'noPassword' : kind,
    place: { source: place.source, range: place.range },
    detail: error.message,
    ...(password && { password }),
  };
}

/** A certificate in the words of related places: whose, by whom, until when. */
export function describeCertificate({ x509 }: CertificateFile): string {
  const names = x509.names.flatMap(({ type, value }) =>
    type === 'dns' || type === 'ip' ? [value] : [],
  );
  const lines = [
    `“${x509.subject}”, serial ${x509.serial}`,
    x509.selfIssued ? 'signed by itself' : `issued by “${x509.issuer}”`,
    `valid from ${dayOf(x509.notBefore)} to ${dayOf(x509.notAfter)}`,
    names.length > 0 ? `for ${names.join(', ')}` : 'without names',
  ];
  return lines.filter((line) => !x509.isCa || line !== 'without names').join(', ');
}

/** The subjects of what is trusted, the first three of many. */
export function describeAnchors(anchors: readonly CertificateFile[]): string {
  const subjects = anchors.slice(0, 3).map(({ x509 }) => `“${x509.subject}”`);
  const more = anchors.length - subjects.length;
  if (anchors.length === 0) return 'nothing';
  return more > 0 ? `${subjects.join(', ')} and ${more} more` : subjects.join(', ');
}
