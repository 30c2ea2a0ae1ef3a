import { textValue, type SettingEntry } from './entry.js';

/** Up to so many entries it is faster to look at each than to sort them. */
const fewEnough = 64;
const none: readonly SettingEntry[] = [];

/** The first two parts of a key that has more of them, or of a prefix that ends in a dot. */
function headOf(key: string): string | undefined {
  const second = key.indexOf('.', key.indexOf('.') + 1);
  return second > 0 ? key.slice(0, second) : undefined;
}

/** An entry with its place in the order of all. */
interface Ranked {
  readonly entry: SettingEntry;
  readonly rank: number;
}

/** The index of the first of the sorted entries whose key is not before a text. */
function firstFrom(sorted: readonly Ranked[], text: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]!.entry.key < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The settings of one layer, or of several merged: each key once. */
export class Settings implements Iterable<SettingEntry> {
  readonly #byKey: ReadonlyMap<string, SettingEntry>;

  constructor(entries: Iterable<SettingEntry> = []) {
    const byKey = new Map<string, SettingEntry>();
    for (const entry of entries) byKey.set(entry.key, entry);
    this.#byKey = byKey;
  }

  [Symbol.iterator](): Iterator<SettingEntry> {
    return this.#byKey.values();
  }

  get size(): number {
    return this.#byKey.size;
  }

  /** The entry with a value under this key; null values count as absent, as in a settings payload. */
  get(key: string): SettingEntry | undefined {
    const entry = this.#byKey.get(key);
    return entry?.value === null ? undefined : entry;
  }

  /** The first of several keys that is set: fallback chains read like this. */
  first(...keys: readonly string[]): SettingEntry | undefined {
    for (const key of keys) if (this.get(key)) return this.get(key);
    return undefined;
  }

  /** `true` or `false` where the setting says so in a known text, else undefined. */
  flag(key: string): boolean | undefined {
    const text = textValue(this.get(key));
    return text === 'true' ? true : text === 'false' ? false : undefined;
  }

  /** All entries whose key begins with the prefix, in their order. */
  withPrefix(prefix: string): SettingEntry[] {
    const head = headOf(prefix);
    const few = head === undefined ? undefined : (this.#withHead.get(head) ?? none);
    if (few && few.length <= fewEnough)
      return few.filter(({ key, value }) => value !== null && key.startsWith(prefix));
    const found: Ranked[] = [];
    for (let at = firstFrom(this.#sorted, prefix); at < this.#sorted.length; at++) {
      const ranked = this.#sorted[at]!;
      if (!ranked.entry.key.startsWith(prefix)) break;
      if (ranked.entry.value !== null) found.push(ranked);
    }
    if (found.length > 1) found.sort((one, other) => one.rank - other.rank);
    return found.map(({ entry }) => entry);
  }

  #heads: ReadonlyMap<string, readonly SettingEntry[]> | undefined;
  #byName: readonly Ranked[] | undefined;

  /** The entries by the first two parts of their keys. */
  get #withHead(): ReadonlyMap<string, readonly SettingEntry[]> {
    if (this.#heads) return this.#heads;
    const heads = new Map<string, SettingEntry[]>();
    for (const entry of this.#byKey.values()) {
      const head = headOf(entry.key) ?? entry.key;
      const others = heads.get(head);
      if (others) others.push(entry);
      else heads.set(head, [entry]);
    }
    return (this.#heads = heads);
  }

  /** The entries by their keys: of a long file rules ask for thousands of prefixes. */
  get #sorted(): readonly Ranked[] {
    this.#byName ??= [...this.#byKey.values()]
      .map((entry, rank) => ({ entry, rank }))
      .sort((one, other) => (one.entry.key < other.entry.key ? -1 : 1));
    return this.#byName;
  }

  /** These settings with others laid over them; a null deletes, also with a trailing `*` in its key. */
  overlaid(entries: Iterable<SettingEntry>): Settings {
    const merged = new Map(this.#byKey);
    for (const entry of entries) {
      if (entry.value !== null) merged.set(entry.key, entry);
      else if (!entry.key.endsWith('*')) merged.delete(entry.key);
      else {
        const glob = new RegExp(
          `^${entry.key
            .split('*')
            .map((part) => part.replace(/[.\\]/g, '\\$&'))
            .join('.*')}$`,
        );
        for (const key of [...merged.keys()]) if (glob.test(key)) merged.delete(key);
      }
    }
    return new Settings(merged.values());
  }
}
