import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, expect } from 'vitest';
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
}

const begun: string[] = [];
let dist = '';

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

/** Builds the command before the tests of a file, away from everything else. */
export function useCommand(): void {
  beforeAll(async () => {
    dist = folder();
    await bundle(dist);
  }, 120_000);
  afterAll(() => {
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

/** Runs a program of node to its end; nothing of the environment but the path reaches it. */
export function runNode(args: readonly string[], setup: Setup = {}): Promise<Outcome> {
  const own = ['--import', clock, '--import', noNetwork];
  const child = spawn(process.execPath, [...own, ...(setup.node ?? []), ...args], {
    cwd: setup.cwd ?? folder(),
    env: { PATH: process.env.PATH ?? '', ...setup.env },
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

/** Runs the real command; whatever it is asked, it never shows a stack trace or speaks of an internal error. */
export async function elasticlint(args: readonly string[], setup: Setup = {}): Promise<Outcome> {
  const outcome = await runNode([join(dist, 'cli.js'), ...args], setup);
  const said = outcome.stdout + outcome.stderr;
  expect(said).not.toMatch(/^ +at .+[):]/m);
  expect(said).not.toContain('internal error');
  return outcome;
}

/** Runs the real command, and stops reading after the first piece of its output; gives what it says on standard error. */
export async function stopReading(args: readonly string[], cwd = folder()): Promise<string> {
  const child = spawn(process.execPath, [join(dist, 'cli.js'), ...args], { cwd });
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
