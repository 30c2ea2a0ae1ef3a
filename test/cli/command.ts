import { fork, spawn, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { bundle } from '../../tools/bundle.js';

/** How a run ended. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Time of the processor that it took: unlike time of the clock, the same on a busy machine. */
  readonly milliseconds: number;
}

/** How a run is set up, beside its arguments. */
export interface Setup {
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Options of node itself. */
  readonly node?: readonly string[];
  /** Whether the command is started as users start it, where that is the point. */
  readonly ownProcess?: boolean;
}

const begun: string[] = [];
const dist = join(inject('built'), 'dist');

/** A new directory with the given files; it is gone after the tests of the file. */
export function folder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'elasticlint-test-')));
  begun.push(directory);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content);
  }
  return directory;
}

/** The directory with the built command. */
export const builtCommand = (): string => dist;

/** Builds the command as it is shipped, away from everything else; whoever comes later waits for it. */
export async function buildCommand(): Promise<void> {
  const draft = join(inject('built'), 'draft');
  while (!existsSync(dist)) {
    if (mkdirSync(draft, { recursive: true }) === undefined) {
      await setTimeout(50);
      continue;
    }
    try {
      await bundle(draft);
      writeFileSync(join(inject('built'), 'package.json'), '{"type":"module"}');
      renameSync(draft, dist);
    } finally {
      // the next one tells of the failure, too
      rmSync(draft, { recursive: true, force: true });
    }
  }
}

/** Has the command built before the tests of a file. */
export function useCommand(): void {
  beforeAll(buildCommand, 120_000);
  afterAll(() => {
    // a run that did not end must not keep the next file waiting
    if (isRunning) again?.kill();
    for (const directory of begun.splice(0)) rmSync(directory, { recursive: true, force: true });
  });
}

/** Told to node, so that a process says at its end how much time it took. */
const clock = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs';
  process.on('exit', () => writeSync(3, String((process.cpuUsage().user + process.cpuUsage().system) / 1000)));
`)}`;

/** Told to node as well: no process of a test may use the network. */
export const noNetwork = new URL('../no-network.mjs', import.meta.url).href;

/** All that processes of tests know of the environment. */
const path = { PATH: process.env.PATH ?? '' };

/** Runs a program of node to its end; nothing of the environment but the path reaches it. */
export function runNode(args: readonly string[], setup: Setup = {}): Promise<Outcome> {
  const own = ['--import', clock, '--import', noNetwork];
  const child = spawn(process.execPath, [...own, ...(setup.node ?? []), ...args], {
    cwd: setup.cwd ?? folder(),
    env: { ...path, ...setup.env },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  const input = child.stdin;
  const outputs = [child.stdout, child.stderr, child.stdio[3] as Readable];
  const texts = outputs.map((output) => {
    const chunks: Buffer[] = [];
    output.on('data', (chunk: Buffer) => chunks.push(chunk));
    return (): string => Buffer.concat(chunks).toString('utf8');
  });
  // a program that does not read its input closes it: that is no trouble of the test
  input.on('error', () => undefined);
  input.end(setup.input ?? '');
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const [stdout, stderr, spent] = texts.map((text) => text()) as [string, string, string];
      resolve({ code, stdout, stderr, milliseconds: Number(spent) });
    });
  });
}

/** The process that runs the command for all tests of a worker, one run after the other; it ends with the worker. */
let again: ChildProcess | undefined;
let isRunning = false;
let last: Promise<unknown> = Promise.resolve();

/** Runs the command in a process that has run it before. */
async function runAgain(args: readonly string[], { cwd = folder(), env }: Setup): Promise<Outcome> {
  again ??= fork(new URL('again.mjs', import.meta.url), [join(dist, 'main.cjs')], {
    execArgv: ['--import', noNetwork],
    env: path,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const child = again;
  isRunning = true;
  return new Promise<Outcome>((resolve, reject) => {
    let stderr = '';
    const more = (chunk: Buffer): void => void (stderr += chunk.toString());
    const ended = (): void => {
      again = undefined;
      reject(new Error(`the command ended the process: ${stderr}`));
    };
    child.stderr!.on('data', more);
    child.once('exit', ended);
    child.once('message', (outcome) => {
      child.off('exit', ended);
      child.stderr!.off('data', more);
      resolve(outcome as Outcome);
    });
    child.send({ args, cwd, env: { ...path, ...env } });
  }).finally(() => (isRunning = false));
}

/**
 * Runs the real command; whatever it is asked, it never shows a stack trace or speaks of an internal error. It gets a
 * process of its own where Node has a part in the test, and where it reads an input.
 */
export async function elasticlint(args: readonly string[], setup: Setup = {}): Promise<Outcome> {
  const own = setup.ownProcess || setup.node?.length || setup.input !== undefined;
  const next = (): Promise<Outcome> => runAgain(args, setup);
  const running = own ? runNode([join(dist, 'cli.cjs'), ...args], setup) : last.then(next, next);
  if (!own) last = running;
  const outcome = await running;
  const said = outcome.stdout + outcome.stderr;
  expect(said).not.toMatch(/^ +at .+[):]/m);
  expect(said).not.toContain('internal error');
  return outcome;
}

/** Runs the real command, and stops reading after the first piece of its output; gives what it says on standard error. */
export async function stopReading(args: readonly string[], cwd = folder()): Promise<string> {
  const child = spawn(process.execPath, [join(dist, 'cli.cjs'), ...args], { cwd, env: path });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdout.once('data', () => child.stdout.destroy());
  await new Promise((resolve) => child.on('close', resolve));
  return stderr;
}

/** The lines of a text that are not empty. */
export const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');

/** A finding as the JSON report has it, as far as these tests look at it. */
export interface Shown {
  readonly rule: string;
  readonly severity: string;
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** The findings of a JSON report. */
export const findingsOf = ({ stdout }: Outcome): Shown[] =>
  (JSON.parse(stdout) as { findings: Shown[] }).findings;
