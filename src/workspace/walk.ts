import { join } from 'node:path/posix';
import type { Vfs } from './vfs.js';

/** Directories that never hold anybody's configuration. */
const skipped = new Set(['.git', 'node_modules', '.hg', '.svn', '.venv', '__pycache__']);

/** Whether a path, relative to the filter's own directory, is left out (true) or brought back (false), if it says so. */
export type Filter = (path: string, isDirectory: boolean) => boolean | undefined;

/**
 * All files below a directory, as paths relative to it, sorted. Links that lead back to where the walk has been are
 * not followed twice. Directories that cannot be read are told to `onError` and left out.
 */
export function* walk(
  vfs: Vfs,
  root: string,
  ignored: (directory: string) => Filter | undefined = () => undefined,
  onError: (path: string, error: Error) => void = () => {},
): Generator<string> {
  const seen = new Set<string>();
  function* inside(
    relative: string,
    filters: readonly { base: string; filter: Filter }[],
  ): Generator<string> {
    const directory = join(root, relative);
    let names: readonly string[];
    try {
      const real = vfs.stat(directory)?.real ?? directory;
      if (seen.has(real)) return;
      seen.add(real);
      names = vfs.list(directory);
    } catch (error) {
      onError(directory, error as Error);
      return;
    }
    const own = ignored(directory);
    const all = own ? [...filters, { base: relative, filter: own }] : filters;
    for (const name of names) {
      const path = relative === '' ? name : `${relative}/${name}`;
      let type: string | undefined;
      try {
        type = vfs.stat(join(root, path))?.type;
      } catch (error) {
        onError(join(root, path), error as Error);
      }
      if (!type || (type === 'directory' && skipped.has(name))) continue;
      // the nearest filter that has something to say of it decides, as with git
      let isIgnored: boolean | undefined;
      for (let at = all.length - 1; at >= 0 && isIgnored === undefined; at--) {
        const { base, filter } = all[at]!;
        const below = base === '' ? path : path.slice(base.length + 1);
        isIgnored = filter(below, type === 'directory');
      }
      if (isIgnored) continue;
      if (type === 'directory') yield* inside(path, all);
      else yield path;
    }
  }
  yield* inside('', []);
}
