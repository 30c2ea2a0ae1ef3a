import type { Stat, Vfs } from '../workspace/vfs.js';

/** How long a listing is believed when nobody tells of changes, in milliseconds. */
const maxAge = 5_000;

/**
 * Remembers what is where, so that a key stroke does not walk the tree again; contents are always read anew. What it
 * remembers ends with `forget`, which every word of a change on disk calls for, or after a few seconds.
 */
export class RememberingVfs implements Vfs {
  readonly #stats = new Map<string, Stat | undefined>();
  readonly #lists = new Map<string, readonly string[]>();
  #since = 0;

  constructor(readonly below: Vfs) {}

  forget(): void {
    this.#stats.clear();
    this.#lists.clear();
    this.#since = Date.now();
  }

  stat(path: string): Stat | undefined {
    return this.#remembered(this.#stats, path, () => this.below.stat(path));
  }

  read(path: string): Uint8Array {
    return this.below.read(path);
  }

  list(path: string): readonly string[] {
    return this.#remembered(this.#lists, path, () => this.below.list(path));
  }

  #remembered<T>(known: Map<string, T>, path: string, look: () => T): T {
    if (Date.now() - this.#since > maxAge) this.forget();
    if (!known.has(path)) known.set(path, look());
    return known.get(path)!;
  }
}

/** Notes which files are read: a change in any other file changes nothing. */
export class NotingVfs implements Vfs {
  readonly noted = new Set<string>();

  constructor(readonly below: Vfs) {}

  stat(path: string): Stat | undefined {
    return this.below.stat(path);
  }

  read(path: string): Uint8Array {
    this.noted.add(path);
    return this.below.read(path);
  }

  list(path: string): readonly string[] {
    return this.below.list(path);
  }
}
