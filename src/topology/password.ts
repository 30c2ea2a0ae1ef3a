import type { KeystorePassword } from '../documents/keystore-file.js';
import { textValue } from '../settings/entry.js';
import type { Settings } from '../settings/settings.js';
import type { Node } from './node.js';

/**
 * The password of a key file or store, as far as it is known:
 * - `known`: it is given
 * - `hidden`: it is set somewhere that does not tell it
 * - `none`: none is set, so that Elasticsearch tries the empty one
 * - `unseen`: no keystore is given that could have it
 */
export interface KeyPassword {
  readonly state: 'known' | 'hidden' | 'none' | 'unseen';
  /** Never shown; empty where none is set. */
  readonly text: string | undefined;
  /** The setting that it comes from. */
  readonly setting: string;
  /** The setting that it should come from. */
  readonly secure: string;
}

/** Where passwords are looked for beside keystores and settings: by setting, what the manifest names. */
export type GivenPasswords = ReadonlyMap<string, KeystorePassword>;

/**
 * The password that a node has for a key file or store. What the manifest names goes first, then the keystore of the
 * node, then the setting in plain text that is deprecated.
 *
 * @param prefix of the TLS settings, without a dot at its end
 * @param names the names of the secure setting and of the plain one below the prefix
 */
export function passwordOf(
  node: Node,
  settings: Settings,
  prefix: string,
  [secure, plain]: readonly [secure: string, plain: string],
): KeyPassword {
  const setting = `${prefix}.${secure}`;
  const names = { setting, secure: setting };
  const known = (text: string): KeyPassword => ({ ...names, state: 'known', text });
  const hidden: KeyPassword = { ...names, state: 'hidden', text: undefined };
  const { passwords } = node.cluster;
  const given = passwords.get(setting);
  if (given) return given.text === undefined ? hidden : known(given.text);
  const keystores = node.keystores;
  const listed = keystores.filter(({ names }) => names.some(({ name }) => name === setting));
  if (listed.length > 0) {
    const texts = new Set(listed.map((keystore) => keystore.passwords?.get(setting)));
    const [text] = texts;
    return texts.size === 1 && text !== undefined ? known(text) : hidden;
  }
  const legacy = settings.get(`${prefix}.${plain}`);
  if (legacy) {
    const text = legacy.unknown ? undefined : textValue(legacy);
    return text === undefined ? hidden : { ...known(text), setting: legacy.key };
  }
  if (keystores.length > 0) return { ...names, state: 'none', text: '' };
  return { ...names, state: 'unseen', text: undefined };
}
