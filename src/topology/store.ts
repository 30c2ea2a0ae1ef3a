import { SourceText } from '../core/text.js';
import type { StoreDocument } from '../documents/store-file.js';
import { StoreError, type StoreFault } from '../documents/stores/error.js';
import type { ReadEntry, Store } from '../documents/stores/store.js';
import { textValue, type SettingEntry } from '../settings/entry.js';
import type { Settings } from '../settings/settings.js';
import {
  faultOf,
  type CertificateFile,
  type KeyMaterial,
  type MaterialFault,
} from './certificate.js';
import type { Node } from './node.js';
import { passwordOf, type KeyPassword } from './password.js';

/** The type that Elasticsearch opens a store as where none is set, in lower case (KeyStoreUtil.inferKeyStoreType). */
export function inferredType(path: string): 'pkcs12' | 'jks' {
  return /\.(?:p12|pfx|pkcs12)$/i.test(path) ? 'pkcs12' : 'jks';
}

/** Types of stores that Java or what can be added to it knows, and that are not read here. */
const ofProviders =
  /^(?:dks|caseexactjks|pkcs11.*|bcpkcs12|pkcs12-.*|i?bcfks.*|bks.*|uber|keychainstore.*|windows-.*)$/i;

/** A store that a setting names, with what the settings beside it say. */
interface StoreUse {
  readonly node: Node;
  readonly settings: Settings;
  /** `….keystore.path` or `….truststore.path` */
  readonly entry: SettingEntry;
  readonly prefix: string;
  readonly side: 'keystore' | 'truststore';
}

/** The passwords of a store and of the keys in it: that of the store, unless another one is set. */
function passwordsOf({
  node,
  settings,
  prefix,
  side,
}: StoreUse): readonly [KeyPassword, KeyPassword] {
  const names = (name: string): [string, string] => [`${side}.secure_${name}`, `${side}.${name}`];
  const store = passwordOf(node, settings, prefix, names('password'));
  if (side === 'truststore') return [store, store];
  const key = passwordOf(node, settings, prefix, names('key_password'));
  if (key.state === 'known' || key.state === 'hidden') return [store, key];
  return [store, { ...store, secure: key.secure }];
}

/** Opens a store; where nothing is known of its password, what opens without one is read. */
async function opened(
  bytes: Uint8Array,
  type: string,
  [store, key]: readonly [KeyPassword, KeyPassword],
): Promise<Store> {
  const { openStore } = await import('../documents/stores/store.js');
  const open = (storeText: string | undefined, keyText: string | undefined): Promise<Store> =>
    openStore(bytes, type, { store: storeText, key: keyText });
  if (store.state !== 'unseen') return open(store.text, key.text);
  return open('', key.text ?? '').catch(() => open(undefined, key.text));
}

/** The lines that stand for a store, an entry's certificate each: findings point at them. */
function listing(path: string, entries: readonly ReadEntry[]) {
  const lines = entries.flatMap(({ alias, chain }) =>
    chain.map((x509) => `${alias}: ${x509.subject}`.replace(/[^ -~\u00a0-\uffff]/g, '?')),
  );
  const source = new SourceText(path, lines.map((line) => `${line}\n`).join(''), false, 'binary');
  let line = 0;
  return entries.map((entry) => ({
    ...entry,
    files: entry.chain.map((x509): CertificateFile => {
      line++;
      return { source, range: source.lineRange(line), x509 };
    }),
  }));
}

type Listed = ReturnType<typeof listing>[number];

/**
 * The keys of a store that may be shown. For HTTP the keys of authorities are left out where there are others
 * (SSLService.getKeyStoreFilter): they are there to enrol nodes.
 */
function candidates(
  { node, prefix, settings, side }: StoreUse,
  entries: readonly Listed[],
): Listed[] {
  const keys = entries.filter(({ kind, files }) => kind === 'key' && files.length > 0);
  const alias = textValue(settings.get(`${prefix}.${side}.alias`))?.toLowerCase();
  if (alias !== undefined) return keys.filter((key) => key.alias.toLowerCase() === alias);
  if (prefix !== 'xpack.security.http.ssl' || node.cluster.versions.allBelow('8.0')) return keys;
  const others = keys.filter(({ chain }) => !chain[0]!.isCa);
  return others.length > 0 ? others : keys;
}

/** What is wrong with the entries of a key store or trust store. */
function entriesFault(
  use: StoreUse,
  entries: readonly Listed[],
  keys: readonly Listed[],
  password: KeyPassword,
): Omit<MaterialFault, 'place'> | undefined {
  const { node, side } = use;
  if (side === 'truststore') {
    // 7.17 starts with it, and then trusts the first certificates of its keys
    const none = !entries.some(({ kind }) => kind === 'trusted');
    return none && !node.cluster.versions.allBelow('8.0')
      ? { kind: 'noTrusted', detail: '' }
      : undefined;
  }
  if (!entries.some(({ kind }) => kind !== 'trusted')) return { kind: 'noKey', detail: '' };
  const closed = entries.find(({ keyFault }) => keyFault === 'password');
  if (closed && password.state !== 'unseen')
    return { kind: 'keyPassword', detail: closed.alias, password };
  const strange = entries.find(({ keyFault }) => keyFault === 'cipher');
  if (strange) return { kind: 'cipher', detail: strange.alias };
  if (keys.length < 2) return undefined;
  return { kind: 'several', detail: keys.map(({ alias }) => `“${alias}”`).join(', ') };
}

/**
 * Reads what is in the store that a setting names.
 *
 * @param document undefined where the file is not there
 */
export async function storeMaterialOf(
  node: Node,
  settings: Settings,
  entry: SettingEntry,
  document: StoreDocument | undefined,
): Promise<KeyMaterial> {
  const [, prefix = '', side] = /^(.*)\.(keystore|truststore)\.path$/.exec(entry.key) ?? [];
  const use = { node, settings, entry, prefix, side: side as StoreUse['side'] };
  const name = textValue(entry) ?? '';
  const nothing: KeyMaterial = {
    entry,
    certificates: [],
    keys: [],
    anchors: [],
    complete: false,
    unread: [
      { ...entry.valuePlace, file: name, why: document ? 'it does not open' : 'no such file' },
    ],
  };
  const typeEntry = settings.get(`${prefix}.${side}.type`);
  const type = typeEntry ? textValue(typeEntry) : inferredType(name);
  const { knownTypes } = await import('../documents/stores/store.js');
  if (!document || type === undefined) return nothing;
  if (!knownTypes.includes(type.toLowerCase())) {
    if (!typeEntry || ofProviders.test(type)) return nothing;
    const place = document.source.whole();
    return { ...nothing, fault: { kind: 'type', place, entry: typeEntry, detail: type } };
  }
  const passwords = passwordsOf(use);
  const { path } = document.source;
  try {
    const store = await opened(document.bytes, type.toLowerCase(), passwords);
    return materialOf(use, nothing, listing(path, store.entries), passwords[1], document);
  } catch (error) {
    const fault = faultOf(error, document.source.whole(), passwords[0]);
    return { ...nothing, ...(fault && { fault }) };
  }
}

const stays: Readonly<Partial<Record<StoreFault, string>>> = {
  password:
    'it needs a password: name a manifest or an elasticsearch.yml that uses it, with its keystore',
  damaged: 'it is damaged, or no store of PKCS#12 or JKS',
};

/**
 * What is in a store that was given by itself: tried are the empty password and none.
 */
export async function looseStore({
  bytes,
  source,
}: StoreDocument): Promise<Pick<KeyMaterial, 'certificates' | 'unread'>> {
  const { openStore } = await import('../documents/stores/store.js');
  const type = source.path.toLowerCase().endsWith('.jceks') ? 'jceks' : inferredType(source.path);
  let fault: StoreFault = 'damaged';
  for (const text of ['', undefined]) {
    try {
      const { entries } = await openStore(bytes, type, { store: text, key: text });
      const certificates = listing(source.path, entries).flatMap(({ files }) => files);
      const why = 'no certificate is in it that can be read without its password';
      const none = { ...source.whole(), file: source.path, why };
      return { certificates, unread: certificates.length > 0 ? [] : [none] };
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      fault = error.fault === 'locked' ? 'password' : error.fault;
    }
  }
  const why = stays[fault] ?? 'what it holds cannot be read here';
  return { certificates: [], unread: [{ ...source.whole(), file: source.path, why }] };
}

function materialOf(
  use: StoreUse,
  nothing: KeyMaterial,
  entries: readonly Listed[],
  password: KeyPassword,
  document: StoreDocument,
): KeyMaterial {
  const keys = candidates(use, entries);
  const place = entries[0]?.files[0] ?? document.source.whole();
  const found = entriesFault(use, entries, keys, password);
  const fault = found && { ...found, place: { source: place.source, range: place.range } };
  // a trust manager takes the first certificate of a key, too
  const anchors = entries.flatMap(({ files }) => files.slice(0, 1));
  const common = { ...nothing, anchors, unread: [], ...(fault && { fault }) };
  if (use.side === 'truststore')
    return { ...common, certificates: anchors, complete: fault === undefined };
  const [own, ...others] = keys;
  if (!own || others.length > 0) return common;
  const { source, range } = own.files[0]!;
  return {
    ...common,
    certificates: own.files,
    keys: [{ source, range, key: own.key }],
    complete: fault === undefined,
  };
}
