import { basename, dirname, join, relative, resolve } from 'node:path/posix';
import { isPayloadPath, isYmlPath } from '../documents/parse.js';
import { UsageError } from './errors.js';
import { expandGlob, gitignoreFilters, globMatcher, hasGlob } from './globs.js';
import { manifestNames, type Manifest } from './manifest.js';
import type { Vfs } from './vfs.js';
import { walk, type Filter } from './walk.js';

/** The files that a run is about, all absolute. */
export interface Inputs {
  /** Files named one by one, or by a glob. */
  readonly explicit: readonly string[];
  /** Files found below directories. */
  readonly found: readonly string[];
  /** Manifests named, or found below directories: all their files are meant. */
  readonly manifests: readonly string[];
  /** Inputs that led to nothing, as given. */
  readonly unmatched: readonly string[];
  /** What could not be read on the way. */
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
}

const isManifest = (path: string): boolean => manifestNames.includes(basename(path));

/** Resolves what the user named: files, directories and globs. */
export async function resolveInputs(
  vfs: Vfs,
  cwd: string,
  paths: readonly string[],
): Promise<Inputs> {
  const inputs = {
    explicit: [] as string[],
    found: [] as string[],
    manifests: [] as string[],
    unmatched: [] as string[],
    unreadable: [] as { path: string; reason: string }[],
  };
  const take = (path: string, list: string[]): void =>
    void (isManifest(path) ? inputs.manifests : list).push(path);
  for (const given of paths) {
    const path = resolve(cwd, given);
    try {
      const stat = vfs.stat(path);
      if (stat?.type === 'file') take(path, inputs.explicit);
      else if (stat?.type === 'directory') {
        const before = inputs.found.length + inputs.manifests.length;
        for (const file of await filesBelow(vfs, path, inputs.unreadable)) {
          if (isManifest(file) || isYmlPath(file) || isPayloadPath(file)) take(file, inputs.found);
        }
        if (inputs.found.length + inputs.manifests.length === before) inputs.unmatched.push(given);
      } else {
        const files = hasGlob(given) ? await expandGlob(vfs, cwd, given) : [];
        for (const file of files) take(file, inputs.explicit);
        if (files.length === 0) inputs.unmatched.push(given);
      }
    } catch (error) {
      inputs.unreadable.push({ path: given, reason: (error as Error).message });
    }
  }
  return inputs;
}

/** All files below a directory, absolute; what `.gitignore` files leave out is left out. */
export async function filesBelow(
  vfs: Vfs,
  root: string,
  unreadable: { path: string; reason: string }[],
): Promise<string[]> {
  const above = await filtersAbove(vfs, root);
  const own = await gitignoreFilters(vfs, true);
  const ignored = (directory: string): Filter | undefined => {
    const filter = own(directory);
    if (directory !== root || above.length === 0) return filter;
    return (path, isDirectory) => {
      let ignored = filter?.(path, isDirectory);
      for (const { base, filter: outer } of above)
        ignored ??= outer(relative(base, join(root, path)), isDirectory);
      return ignored;
    };
  };
  const onError = (path: string, error: Error): void =>
    void unreadable.push({ path, reason: error.message });
  return [...walk(vfs, root, ignored, onError)].map((path) => join(root, path));
}

/** The `.gitignore` files of the directories above, up to the root of the repository. */
async function filtersAbove(vfs: Vfs, root: string): Promise<{ base: string; filter: Filter }[]> {
  const filters: { base: string; filter: Filter }[] = [];
  const read = await gitignoreFilters(vfs, true);
  if (vfs.stat(join(root, '.git'))) return filters;
  for (let base = dirname(root); base !== dirname(base); base = dirname(base)) {
    const filter = read(base);
    if (filter) filters.push({ base, filter });
    if (vfs.stat(join(base, '.git'))) return filters;
  }
  // outside a repository a stray .gitignore above means nothing
  return [];
}

function isFile(vfs: Vfs, path: string): boolean {
  try {
    return vfs.stat(path)?.type === 'file';
  } catch (error) {
    throw new UsageError(`${path}: ${(error as Error).message}`);
  }
}

/** The nearest manifest at or above a directory; the search ends at the root of a repository. */
export function nearestManifest(
  vfs: Vfs,
  directory: string,
  cache: Map<string, string | undefined>,
): string | undefined {
  if (cache.has(directory)) return cache.get(directory);
  const here = manifestNames.map((name) => join(directory, name)).find((path) => isFile(vfs, path));
  const parent = dirname(directory);
  const ends = parent === directory || vfs.stat(join(directory, '.git')) !== undefined;
  const found = here ?? (ends ? undefined : nearestManifest(vfs, parent, cache));
  cache.set(directory, found);
  return found;
}

/** Whether a file is on the ignore list of a manifest. */
export async function ignoreMatcher(
  manifest: Manifest | undefined,
): Promise<(path: string) => boolean> {
  if (!manifest || manifest.ignore.length === 0) return () => false;
  const matches = await globMatcher(manifest.ignore.map(({ text }) => text));
  return (path) => matches(relative(manifest.directory, path));
}
