import type { PemDocument, Problem, YmlDocument } from '../documents/document.js';
import type { StoreDocument } from '../documents/store-file.js';
import { listValue, textValue, type SettingEntry } from '../settings/entry.js';
import type { Settings } from '../settings/settings.js';
import { keyMaterialOf } from './certificate.js';
import type { Node } from './node.js';
import { passwordOf } from './password.js';
import { trustRestrictionsOf } from './trust-restrictions.js';

/** Reads the files that settings name, relative to the file of the node; undefined for what is not there. */
export interface NamedFiles {
  readonly pem: (node: YmlDocument, path: string) => PemDocument | undefined;
  /** Key stores and trust stores. */
  readonly store?: (node: YmlDocument, path: string) => StoreDocument | undefined;
  /** Files of settings. */
  readonly yml?: (node: YmlDocument, path: string) => YmlDocument | undefined;
}

const pemSetting = /\.(?:certificate|key|certificate_authorities)$/;
const storeSetting = /(?:\.ssl|\.signing)\.(?:keystore|truststore)\.path$/;
const passphrases = ['secure_key_passphrase', 'key_passphrase'] as const;

/**
 * Reads the files of keys, certificates and trust restrictions that the settings of a node name, also those that stand in
 * the cluster state.
 *
 * @param note takes what is wrong with a file, again for each setting that names it
 */
export async function readKeyFiles(
  node: Node,
  files: NamedFiles,
  note: (problems: readonly Problem[]) => void,
): Promise<void> {
  const { persistent, transient } = node.cluster;
  const settings = node.settings.overlaid(persistent).overlaid(transient);
  for (const entry of settings) {
    const { key } = entry;
    const path = key.endsWith('.trust_restrictions.path') && textValue(entry);
    const restrictions = path ? files.yml?.(node.document, path) : undefined;
    if (restrictions) node.restrictions.set(key, await trustRestrictionsOf(restrictions));
    if (entry.unknown) continue;
    if (storeSetting.test(key)) await readStore(node, settings, entry, files);
    if (!pemSetting.test(key)) continue;
    const documents = listValue(entry).map((item) => files.pem(node.document, item.text));
    for (const document of documents) note(document?.problems ?? []);
    const password = key.endsWith('.key')
      ? passwordOf(node, settings, key.slice(0, -'.key'.length), passphrases)
      : undefined;
    node.files.set(key, await keyMaterialOf(entry, documents, password));
  }
  await node.lookForPublic();
}

/** Most nodes have no store, and load nothing of what reads one. */
async function readStore(
  node: Node,
  settings: Settings,
  entry: SettingEntry,
  files: NamedFiles,
): Promise<void> {
  const path = textValue(entry);
  if (path === undefined) return;
  const { storeMaterialOf } = await import('./store.js');
  const document = files.store?.(node.document, path);
  node.files.set(entry.key, await storeMaterialOf(node, settings, entry, document));
}
