import { join } from 'node:path/posix';
import type { Filter } from './walk.js';
import { walk } from './walk.js';
import type { Vfs } from './vfs.js';

export const hasGlob = (pattern: string): boolean => /[*?[\]{}!]/.test(pattern);

/** A function that says whether a path relative to a directory matches one of the globs. */
export async function globMatcher(patterns: readonly string[]): Promise<(path: string) => boolean> {
  if (patterns.length === 0) return () => false;
  const { default: picomatch } = await import('picomatch');
  return picomatch([...patterns], { dot: true });
}

/** Files that a pattern names, absolute and sorted; a pattern without wildcards names itself if it is there. */
export async function expandGlob(vfs: Vfs, directory: string, pattern: string): Promise<string[]> {
  const literal = join(pattern.startsWith('/') ? '/' : directory, pattern);
  if (vfs.stat(literal)?.type === 'file') return [literal];
  if (!hasGlob(pattern)) return [];
  const fixed = pattern.split('/');
  const rest = fixed.splice(fixed.findIndex(hasGlob));
  const base = join(pattern.startsWith('/') ? '/' : directory, ...fixed);
  if (vfs.stat(base)?.type !== 'directory') return [];
  const matches = await globMatcher([rest.join('/')]);
  return [...walk(vfs, base)].filter(matches).map((path) => join(base, path));
}

/** Reads `.gitignore` files on the way of a walk: each governs its own directory, `!` brings back what one further up leaves out. */
export async function gitignoreFilters(
  vfs: Vfs,
  anyGitignore: boolean,
): Promise<(directory: string) => Filter | undefined> {
  if (!anyGitignore) return () => undefined;
  const { default: ignore } = await import('ignore');
  return (directory) => {
    const path = join(directory, '.gitignore');
    if (vfs.stat(path)?.type !== 'file') return undefined;
    const rules = ignore().add(new TextDecoder().decode(vfs.read(path)));
    return (relative, isDirectory) => {
      const { ignored, unignored } = rules.test(isDirectory ? `${relative}/` : relative);
      return ignored || unignored ? ignored : undefined;
    };
  };
}
