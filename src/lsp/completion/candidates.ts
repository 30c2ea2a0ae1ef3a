import type { Catalogue, Setting } from '../../settings/catalogue.js';
import type { Layer } from '../../settings/entry.js';
import type { Versions } from '../../settings/versions.js';

/** A key that may stand at a place. */
export interface Candidate {
  /** The flat key; a name that is still to be chosen is the placeholder. */
  readonly key: string;
  readonly setting: Setting;
  /** The name in it is still to be chosen. */
  readonly open: boolean;
}

/** What stands for a name that is still to be chosen; a valid one by itself. */
export const placeholder = 'name';

const nameAtStart = /^[\w-]+(?=\.|$)/;

/** The names for the star of a pattern, given the key as far as it is written. */
function namesFor(before: string, written: string, known: readonly string[]): string[] {
  if (!written.startsWith(before)) return [...known, placeholder];
  const rest = written.slice(before.length);
  const name = nameAtStart.exec(rest)?.[0];
  if (name !== undefined && rest.length > name.length) return [name];
  const fitting = known.filter((one) => one.startsWith(rest));
  return [
    ...fitting,
    ...(name === undefined ? [placeholder] : fitting.includes(name) ? [] : [name]),
  ];
}

const mayStand = ({ scope, secure, dynamic, operatorDynamic }: Setting, layer: Layer): boolean =>
  !secure && scope !== 'index' && (layer === 'yml' || dynamic || operatorDynamic);

/**
 * The keys that may stand at a place, in the order of the alphabet.
 *
 * @param written the flat key as far as it is given: by the mappings around, and by the word before the cursor
 * @param names what may stand for a star: the aliases of remote clusters after `cluster.remote.`
 */
export function candidatesFor(
  written: { readonly prefix: string; readonly typed: string },
  layer: Layer,
  versions: Versions,
  catalogue: Catalogue,
  names: (before: string) => readonly string[],
): Candidate[] {
  const full = written.prefix + written.typed;
  const { list, newest } = versions;
  const found: Candidate[] = [];
  const known = new Map<string, readonly string[]>();
  const namesBehind = (before: string): readonly string[] => {
    const all = known.get(before) ?? names(before);
    known.set(before, all);
    return all;
  };
  const offer = (key: string, open: boolean): void => {
    if (!key.startsWith(written.prefix) || key.length === written.prefix.length) return;
    const setting = catalogue.find(key, newest);
    if (!setting || !mayStand(setting, layer)) return;
    if (!list.every((version) => catalogue.find(key, version))) return;
    found.push({ key, setting, open });
  };
  for (const registered of catalogue.keysIn(newest)) {
    const star = registered.indexOf('*');
    if (star < 0) {
      const isMeant = registered.startsWith(written.prefix);
      if (isMeant && fits(registered.slice(written.prefix.length), written.typed))
        offer(registered, false);
      continue;
    }
    const before = registered.slice(0, star);
    if (!before.startsWith(written.prefix) && !written.prefix.startsWith(before)) continue;
    // most patterns are about something else: they need no names
    if (!full.startsWith(before) && !fits(registered.slice(written.prefix.length), written.typed))
      continue;
    const after = registered.slice(star + 1).replaceAll('*', placeholder);
    for (const name of namesFor(before, full, namesBehind(before)))
      offer(before + name + after, name === placeholder && !full.startsWith(`${before}${name}`));
  }
  return found.filter(({ key }) => fits(key.slice(written.prefix.length), written.typed));
}

/** Whether a key is meant by what is typed: it begins with it, or one of its parts does. */
function fits(rest: string, typed: string): boolean {
  const [key, word] = [rest.toLowerCase(), typed.toLowerCase()];
  return (
    key.startsWith(word) ||
    `.${key}`.includes(`.${word}`) ||
    (word.length > 3 && key.includes(word))
  );
}
