import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { disk } from '../workspace/disk.js';
import type { WorkspaceOptions } from '../workspace/session.js';
import { LoneLinter, type Asked, type Known } from '../workspace/units.js';
import { contentHash } from './cache.js';

/** What can be told to a thread: options without what only the main one has. */
export type Settings = Omit<WorkspaceOptions, 'vfs' | 'onRead' | 'spread' | 'env'>;

/** What a thread is told at its start. */
interface Order {
  readonly settings: Settings;
  readonly hashed: boolean;
}

/** The argument by which the command knows that it is a thread of another one. */
export const inThread = '--in-thread';
/** Below so many files for each thread, starting it takes longer than it saves. */
const worthwhile = 5_000;
/** How many files a thread is given at once. */
const portion = 25;

/** How files are hashed: not at all where nothing is kept. */
export const hashFor = (hashed: boolean): typeof contentHash => (hashed ? contentHash : () => '-');

/** How many threads lint so many files, where the user does not say. */
export function usualJobs(files: number): number {
  const useful = Math.floor(files / worthwhile);
  return useful < 2 ? 1 : Math.min(availableParallelism(), useful);
}

/** What lints files one by one as a run says. */
const linterFor = ({ settings, hashed }: Order): LoneLinter =>
  new LoneLinter({ ...settings, vfs: disk }, hashFor(hashed));

/** Lints files in turn; those that need the others are left out. */
export async function lintInTurn(
  asked: readonly Asked[],
  linter: Order | LoneLinter,
): Promise<[path: string, known: Known][]> {
  const lone = linter instanceof LoneLinter ? linter : linterFor(linter);
  const found: [string, Known][] = [];
  for (const one of asked) {
    const known = await lone.lint(one);
    if (known) found.push([one.path, known]);
  }
  return found;
}

/**
 * Lints files in several threads, in whatever order they come to it. This one is one of them: it has the code already.
 *
 * @throws Error when a thread ends early
 */
export async function lintInThreads(
  asked: readonly Asked[],
  order: Order,
  jobs: number,
): Promise<[path: string, known: Known][]> {
  const found: [string, Known][] = [];
  let next = 0;
  const take = (): readonly Asked[] => asked.slice(next, (next += portion));
  const entry = join(import.meta.dirname, 'cli.cjs');
  const thread = (): Promise<void> =>
    new Promise((done, failed) => {
      const worker = new Worker(entry, { argv: [inThread], workerData: order });
      let given = 0;
      const give = (): void => {
        const part = take();
        if (part.length > 0) {
          given++;
          worker.postMessage(part);
        } else if (given === 0) void worker.terminate();
      };
      worker.on('message', (part: [string, Known][]) => {
        found.push(...part);
        given--;
        give();
      });
      worker.on('error', failed);
      worker.on('exit', (code) => (next >= asked.length ? done() : failed(new Error(`${code}`))));
      // two at once: it need not wait for this thread to hear of it
      give();
      give();
    });
  const here = async (): Promise<void> => {
    const linter = linterFor(order);
    for (let part = take(); part.length > 0; part = take()) {
      found.push(...(await lintInTurn(part, linter)));
      await setImmediate();
    }
  };
  await Promise.all([...Array.from({ length: jobs - 1 }, thread), here()]);
  return found;
}

/** What a thread does: lints what it is given, and asks for more. */
export function serveThread(): void {
  const linter = linterFor(workerData as Order);
  let before = Promise.resolve();
  parentPort!.on('message', (part: Asked[]) => {
    before = before
      .then(() => lintInTurn(part, linter))
      .then(
        (found) => parentPort!.postMessage(found),
        // the main thread lints them itself, and meets the same trouble
        () => parentPort!.postMessage([]),
      );
  });
}
