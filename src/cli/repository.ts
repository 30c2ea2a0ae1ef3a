import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** The nearest directory, upwards, that holds `.git`; the directory itself where none does. */
function repositoryRoot(directory: string): string {
  for (let at = directory; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (at === dirname(at)) return directory;
  }
}

/** A path after all links; the path itself where nothing is there, as with standard input. */
function real(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

/**
 * Paths as GitHub and GitLab look for them, which are those of the files themselves, seen from the root of the repository.
 *
 * @param directory what the paths of the report are relative to
 */
export function pathsInRepository(directory: string): (path: string) => string {
  const cwd = real(directory);
  const root = repositoryRoot(cwd);
  const fromRoot = (path: string): string => relative(root, path).split(sep).join('/');
  return (path) => {
    const own = fromRoot(resolve(cwd, path));
    const target = fromRoot(real(resolve(cwd, path)));
    // what a link leads to outside the repository is nothing that could be shown
    return target.startsWith('../') ? own : target;
  };
}
