import { textValue, type SettingEntry } from './entry.js';

/** The first two parts of a key that has more of them, or of a prefix that ends in a dot. */
export function headOf(key: string): string | undefined {
  const second = key.indexOf('.', key.indexOf('.') + 1);
  return second > 0 ? key.slice(0, second) : undefined;
}

/** The settings of one layer, or of several merged: each key once. */
export class Settings implements Iterable<SettingEntry> {
  readonly #byKey: ReadonlyMap<string, SettingEntry>;

  constructor(entries: Iterable<SettingEntry> = []) {
    this.#byKey = new Map([...entries].map((entry) => [entry.key, entry]));
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

  /** All entries whose key begins with the prefix. */
  withPrefix(prefix: string): SettingEntry[] {
    const head = headOf(prefix);
    const near = head === undefined ? [...this.#byKey.values()] : (this.#heads.get(head) ?? []);
    return near.filter((entry) => entry.key.startsWith(prefix) && entry.value !== null);
  }

  /** Whether any entry begins with these two parts of a key: a quick no for most keys. */
  hasHead(head: string): boolean {
    return this.#heads.has(head);
  }

  #byHead: Map<string, SettingEntry[]> | undefined;

  /** The entries by the first two parts of their keys: rules ask for hundreds of prefixes that nothing has. */
  get #heads(): ReadonlyMap<string, readonly SettingEntry[]> {
    if (this.#byHead) return this.#byHead;
    const heads = new Map<string, SettingEntry[]>();
    for (const entry of this) {
      const head = headOf(entry.key) ?? entry.key;
      const others = heads.get(head);
      if (others) others.push(entry);
      else heads.set(head, [entry]);
    }
    return (this.#byHead = heads);
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
