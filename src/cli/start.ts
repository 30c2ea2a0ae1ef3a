import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';

/** The hash of main.cjs, written in by the build. */
declare const __BUILD__: string;

/** What main.cjs exports: whether it has done work of which compiled code is worth keeping. */
interface Main {
  readonly done: Promise<boolean>;
}

const month = 30 * 24 * 3600 * 1000;

/** Where compiled code is kept; undefined where the user has no such folder, or wants none. */
function cacheFolder(): string | undefined {
  const { env, platform, arch, version } = process;
  if (env.NODE_DISABLE_COMPILE_CACHE) return undefined;
  const home =
    env.HOME &&
    (platform === 'darwin' ? join(env.HOME, 'Library/Caches') : join(env.HOME, '.cache'));
  const base = env.XDG_CACHE_HOME ?? (platform === 'win32' ? env.LOCALAPPDATA : home);
  return base ? join(base, 'elasticlint', 'compiled', `${version}-${arch}`) : undefined;
}

/** Reads a file; undefined for whatever reason it cannot be read. */
function readIfThere(path: string | undefined): Buffer | undefined {
  try {
    return path === undefined ? undefined : readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Keeps compiled code, all or nothing, and drops what other builds left; a folder that cannot be written is none. */
function keep(file: string, code: Buffer): void {
  try {
    const folder = dirname(file);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (Date.now() - statSync(path).mtimeMs > month) rmSync(path);
    }
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, code, { mode: 0o600 });
    renameSync(draft, file);
  } catch {
    // the next start compiles again
  }
}

/**
 * Starts the command: most of a start is compiling, so the code that V8 made of main.cjs is kept in the user's cache
 * folder, by the hash of the file and the version of Node. V8 itself refuses what does not fit.
 */
function start(): void {
  const path = join(import.meta.dirname, 'main.cjs');
  const folder = cacheFolder();
  const file = folder && join(folder, __BUILD__);
  const kept = readIfThere(file);
  // the build writes nothing but ASCII
  const source = readFileSync(path, 'latin1');
  const script = new Script(source, { filename: path, ...(kept && { cachedData: kept }) });
  const module: { exports: Partial<Main> } = { exports: {} };
  const run = script.runInThisContext() as (...args: unknown[]) => void;
  run(module.exports, require, module, path, dirname(path));
  if (file === undefined || (kept && script.cachedDataRejected === false)) return;
  void module.exports.done?.then((worked) => {
    if (worked) process.once('exit', () => keep(file, script.createCachedData()));
  });
}

start();
