import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { rules } from '../../rules/registry.js';
import type { SarifContext } from '../reporters/sarif.js';
import { rulePage } from './pages.js';

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
 * What the SARIF reporter needs beside the report: rules, their pages, and the paths as GitHub looks for them, which
 * are those of the files themselves, seen from the root of the repository.
 *
 * @param options `category` tells several uploads apart; `suppressed` adds what comments silenced; `cwd` is what the paths of the report are relative to
 */
export function sarifContext(
  options: { category?: string; suppressed?: boolean; cwd?: string } = {},
): SarifContext {
  const cwd = real(options.cwd ?? process.cwd());
  const root = repositoryRoot(cwd);
  const fromRoot = (path: string): string => relative(root, path).split(sep).join('/');
  const pathInRepository = (path: string): string => {
    const own = fromRoot(resolve(cwd, path));
    const target = fromRoot(real(resolve(cwd, path)));
    // what a link leads to outside the repository is nothing that GitHub could show
    return target.startsWith('../') ? own : target;
  };
  return {
    rules,
    toolVersion: packageJson.version,
    page: rulePage,
    pathInRepository,
    suppressed: options.suppressed === true,
    ...(options.category !== undefined && { category: options.category }),
  };
}
