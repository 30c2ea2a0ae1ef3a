import { dirname, join } from 'node:path/posix';
import { isFileSetting } from '../../settings/file-setting.js';
import { judgeValue } from '../../settings/grammar/judge.js';
import type { ValueType } from '../../settings/grammar/type.js';
import type { Setting } from '../../settings/setting.js';
import type { Vfs } from '../../workspace/vfs.js';

/** A value that may be written. */
export interface ValueChoice {
  readonly text: string;
  readonly what: 'word' | 'default' | 'unit' | 'file' | 'folder';
}

const units: readonly (readonly [type: RegExp, texts: readonly string[]])[] = [
  [/^time/, ['s', 'm', 'h', 'd', 'ms']],
  [/^bytes/, ['mb', 'gb', 'kb', 'b']],
  [/^(?:memory|relative-bytes)/, ['%', 'gb', 'mb', 'kb']],
  [/^ratio/, ['%']],
];

function wordsOf(type: ValueType): readonly string[] {
  if (type.item) return wordsOf(type.item);
  if (type.words) return type.words.filter((word) => word !== '');
  if (/^(?:boolean|auto-create|compound-file|slowlog-source)/.test(type.name))
    return ['true', 'false'];
  return [];
}

/**
 * The values that a setting may have: words, its default, units behind a number. What the version refuses is not among
 * them.
 *
 * @param typed what is written already
 * @param isItem one item of a list is wanted
 */
export function valuesFor(
  setting: Setting,
  typed: string,
  isItem: boolean,
  version: string,
): ValueChoice[] {
  if (setting.secure) return [];
  const { type } = setting;
  const wanted = isItem && type.item ? type.item : type;
  const words = wordsOf(type).map((text): ValueChoice => ({ text, what: 'word' }));
  const number = /^\d+/.exec(typed)?.[0];
  const behind = units.find(([name]) => name.test(wanted.name))?.[1] ?? [];
  const measured = (number === undefined ? [] : behind).map((unit): ValueChoice => ({
    text: `${number}${unit}`,
    what: 'unit',
  }));
  const usual: ValueChoice[] =
    setting.default !== undefined && /^[\w.%:-]+$/.test(setting.default)
      ? [{ text: setting.default, what: 'default' }]
      : [];
  const others = [...words, ...measured].filter(({ text }) => text !== setting.default);
  const all = [...usual, ...others];
  return all.filter(
    ({ text }) => judgeValue(setting, isItem ? [text] : text, version) === undefined,
  );
}

const keyMaterial = /\.(?:pem|crt|cer|key|p12|pfx|jks|xml|json|keytab|yml|yaml)$/i;

/**
 * The files and folders that a path may go on with.
 *
 * @param directory what the path is relative to
 * @param typed the path as far as it is written
 */
export function filesFor(files: Vfs, directory: string, typed: string, all = false): ValueChoice[] {
  const folder = typed.slice(0, typed.lastIndexOf('/') + 1);
  const base = (folder.startsWith('/') ? folder : join(directory, folder)).replace(/(?<=.)\/$/, '');
  try {
    return files.list(base).flatMap((name): ValueChoice[] => {
      const type = name.startsWith('.') ? undefined : files.stat(join(base, name))?.type;
      if (type === 'directory') return [{ text: `${folder}${name}/`, what: 'folder' }];
      const isWanted = type === 'file' && (all || keyMaterial.test(name));
      return isWanted ? [{ text: `${folder}${name}`, what: 'file' }] : [];
    });
  } catch {
    // no such folder: nothing to go on with
    return [];
  }
}

/** The files that the value of a setting may name; none where it is no path. */
export function filesOfSetting(files: Vfs, yml: string, key: string, typed: string): ValueChoice[] {
  return isFileSetting(key) ? filesFor(files, dirname(yml), typed) : [];
}
