/** What a path is. */
export interface Stat {
  readonly type: 'file' | 'directory';
  readonly size: number;
  /** The path after all links, so that cycles can be told. */
  readonly real: string;
}

/** The files that a workspace sees; paths are absolute, with `/`. */
export interface Vfs {
  /** Undefined when nothing is there. @throws Error when it may not be looked at */
  stat(path: string): Stat | undefined;
  /** The bytes of a file. @throws Error with a plain message when it cannot be read */
  read(path: string): Uint8Array;
  /** Names in a directory, sorted. @throws Error with a plain message when it cannot be read */
  list(path: string): readonly string[];
}

/** A file system in memory: texts by absolute path. For tests, for `--stdin`, and under editors' buffers. */
export class MemoryVfs implements Vfs {
  readonly #files = new Map<string, Uint8Array>();

  constructor(
    files: Readonly<Record<string, string | Uint8Array>> = {},
    /** What lies below: files that are not in memory are looked for there. */
    readonly below?: Vfs,
  ) {
    for (const [path, content] of Object.entries(files)) this.write(path, content);
  }

  write(path: string, content: string | Uint8Array): void {
    this.#files.set(
      path,
      typeof content === 'string' ? new TextEncoder().encode(content) : content,
    );
  }

  /** Takes a file out of memory; one below shows again. */
  remove(path: string): void {
    this.#files.delete(path);
  }

  stat(path: string): Stat | undefined {
    const file = this.#files.get(path);
    if (file) return { type: 'file', size: file.length, real: path };
    const below = this.below?.stat(path);
    if (below) return below;
    const prefix = path === '/' ? '/' : `${path}/`;
    const isDirectory = [...this.#files.keys()].some((name) => name.startsWith(prefix));
    return isDirectory ? { type: 'directory', size: 0, real: path } : undefined;
  }

  read(path: string): Uint8Array {
    const file = this.#files.get(path);
    if (file) return file;
    if (this.below) return this.below.read(path);
    throw new Error('no such file');
  }

  list(path: string): readonly string[] {
    const prefix = path === '/' ? '/' : `${path}/`;
    const names = [...this.#files.keys()]
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length).split('/')[0]!);
    const below = this.below?.stat(path)?.type === 'directory' ? this.below.list(path) : [];
    return [...new Set([...names, ...below])].sort();
  }
}
