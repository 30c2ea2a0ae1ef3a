import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, classPath, distribution, pluginClasses } from './distributions.js';
import type { Distribution } from './distributions.js';

/** What one version of Elasticsearch says of one file. */
export interface Verdict {
  refused: { stage: 'parse' | 'placeholder' | 'request' | 'settings'; message: string } | null;
  /** elasticsearch.yml: keys that nothing in the distribution registers. */
  unknown?: string[];
  /** elasticsearch.yml: known keys whose own validation fails. */
  invalid?: { key: string; message: string }[];
  /** payload: what applying the layer alone to an empty cluster gives; the key, where one alone is refused so. */
  errors?: { layer: 'persistent' | 'transient'; message: string; key?: string }[];
  /** The flat settings Elasticsearch made of the file; of a payload, by layer. */
  settings?: Record<string, unknown>;
}

/** The whole environment of the judging JVM, so that `${VAR}` means the same everywhere. */
export const ENVIRONMENT: Readonly<Record<string, string>> = {
  HOSTNAME: 'es01.example.com',
  ORACLE_TEXT: 'from-environment',
  ORACLE_LIST: '[a, b]',
  ORACLE_MAP: '{a: b}',
  ORACLE_COLON: 'a: b',
  ORACLE_HASH: 'a #b',
  ORACLE_LINES: 'a\nnode.name: injected',
  ORACLE_EMPTY: '',
  LC_ALL: 'C.UTF-8',
};

const JAVA_SOURCES = fileURLToPath(new URL('java', import.meta.url));

/** Asks several versions, a few at a time; the answers are in the order of `versions` and `files`. */
export async function judgeAll(versions: string[], files: string[]): Promise<Verdict[][]> {
  const answers: Verdict[][] = [];
  const waiting = versions.map((version, index) => ({ version, index }));
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      answers[next.index] = await judge(distribution(next.version), files);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return answers;
}

/** Asks one distribution, in one JVM, about all files (absolute paths). */
async function judge(asked: Distribution, files: string[]): Promise<Verdict[]> {
  const classes = compile(asked);
  const work = mkdtempSync(join(tmpdir(), 'elasticlint-oracle-'));
  try {
    const output = await run(
      join(asked.jdk, 'bin', 'java'),
      [
        '-Xss1m', // what Elasticsearch's own jvm.options give it
        '-Xmx2g',
        '-XX:+UseSerialGC',
        '-XX:TieredStopAtLevel=1',
        '-XX:ActiveProcessorCount=4096', // else the machine decides what node.processors and thread pools may be
        '-Dfile.encoding=UTF-8',
        '-Dlog4j2.disable.jmx=true',
        `-Des.path.home=${asked.home}`,
        ...['-cp', `${classes}:${classPath(asked.home)}`],
        'Verdict',
        work,
        ...pluginClasses(asked.home),
      ],
      files.map((file) => `${file}\n`).join(''),
      { env: ENVIRONMENT },
    );
    const lines = output.split('\n').filter((line) => line !== '');
    if (lines.length !== files.length) {
      throw new Error(`${asked.version} answered ${lines.length} of ${files.length} questions`);
    }
    return lines.map((line) => {
      const verdict = JSON.parse(line) as Verdict & { file?: string };
      delete verdict.file;
      return verdict;
    });
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** The Java sources of a folder, in order. */
export const javaSources = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.java'))
    .sort()
    .map((name) => join(folder, name));

/**
 * Compiles Java sources against the distribution, once for each state of them; those of this tool where none are named.
 *
 * @returns the folder of the classes
 */
export function compile(
  { version, home, jdk }: Distribution,
  sources: readonly string[] = javaSources(JAVA_SOURCES),
): string {
  const hash = createHash('sha256').update(jdk);
  for (const source of sources) hash.update(readFileSync(source));
  const folder = join(cacheFolder(), 'classes');
  const classes = join(folder, `${version}-${hash.digest('hex').slice(0, 12)}`);
  if (existsSync(classes)) return classes;
  mkdirSync(folder, { recursive: true });
  const compiling = mkdtempSync(join(folder, '.compiling-'));
  execFileSync(
    join(jdk, 'bin', 'javac'),
    ['-nowarn', '-proc:none', '-Xlint:none', '-d', compiling, '-cp', classPath(home), ...sources],
    { stdio: ['ignore', 'inherit', 'pipe'] },
  );
  if (existsSync(classes)) rmSync(compiling, { recursive: true });
  else renameSync(compiling, classes);
  return classes;
}

/**
 * Runs a command and gives what it prints; its error output is shown only when it fails.
 *
 * @param env the whole environment of the command
 * @param cwd where it runs; where we do, if left out
 * @throws where it cannot be run, or ends with another code than 0
 */
export function run(
  command: string,
  args: readonly string[],
  input: string,
  { env, cwd }: { readonly env: Readonly<Record<string, string>>; readonly cwd?: string },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, ...(cwd !== undefined && { cwd }) });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(out).toString('utf8'));
      else
        reject(new Error(`${command} ended with ${code}\n${Buffer.concat(err).toString('utf8')}`));
    });
    child.stdin.end(input);
  });
}
