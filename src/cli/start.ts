import {
  accessSync,
  constants,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';
import type { rehearse, run } from './main.js';

/** The hash of all scripts, written in by the build. */
declare const __BUILD__: string;

/** What main.cjs exports. */
interface Main {
  readonly run: typeof run;
  readonly rehearse: typeof rehearse;
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

/** Whether anything can be kept in a folder, which is made if it is not there. */
function isWritable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Keeps compiled code, all or nothing, and drops what other builds left. */
function keep(file: string, code: Buffer): void {
  try {
    const folder = dirname(file);
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

type Require = (name: string) => unknown;
type Start = (
  exports: object,
  require: Require,
  module: { exports: object },
  filename: string,
  dirname: string,
) => void;

/** Loads scripts that lie beside this one; most of a start is compiling, so what V8 makes of each is kept. */
class Loader {
  readonly #loaded = new Map<string, { exports: object }>();
  readonly #compiled = new Map<string, Script>();
  readonly #folder = cacheFolder();

  /** @param name `./main.cjs`, or a module of Node */
  readonly require: Require = (name) => {
    // the build makes this file a CommonJS one
    if (!name.startsWith('./')) return module.require(name) as unknown;
    const known = this.#loaded.get(name);
    if (known) return known.exports;
    const loaded = { exports: {} };
    this.#loaded.set(name, loaded);
    const path = join(import.meta.dirname, name);
    const start = this.#script(path).runInThisContext() as Start;
    start(loaded.exports, this.require, loaded, path, import.meta.dirname);
    return loaded.exports;
  };

  /** Whether code had to be compiled that can be kept. */
  get hasNew(): boolean {
    return this.#compiled.size > 0 && isWritable(this.#folder!);
  }

  /** Keeps the code of what had to be compiled; V8 itself refuses what does not fit. */
  keep(): void {
    for (const [file, script] of this.#compiled) keep(file, script.createCachedData());
    this.#compiled.clear();
  }

  #script(path: string): Script {
    const file = this.#folder && join(this.#folder, `${__BUILD__}-${basename(path, '.cjs')}`);
    const kept = readIfThere(file);
    // the build writes nothing but ASCII
    const source = readFileSync(path, 'latin1');
    const script = new Script(source, { filename: path, ...(kept && { cachedData: kept }) });
    if (file && script.cachedDataRejected !== false) this.#compiled.set(file, script);
    return script;
  }
}

async function start(): Promise<void> {
  const loader = new Loader();
  const { rehearse, run } = loader.require('./main.cjs') as Main;
  if (loader.hasNew) {
    await rehearse();
    loader.keep();
  }
  const { linted, tuned, written } = await run();
  if (!linted) return;
  if (!tuned) process.once('exit', () => loader.hasNew && loader.keep());
  // left to itself Node would first take its heap apart, which takes longer than to lint a file
  if (written) process.exit();
}

void start();
