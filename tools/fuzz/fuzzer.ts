import type { Random } from '../bench/generate.js';

/** One kind of inputs, and what is done with them. An input is left as it is: `mutate` makes a new one. */
export interface Fuzzer<I> {
  /** What it feeds to what, for people. */
  readonly summary: string;
  /** Something realistic to start from. */
  seed(random: Random): I;
  /** One small damage. */
  mutate(random: Random, input: I): I;
  /** Works on the input, and says what is wrong, if anything; what it throws is wrong, too. */
  run(input: I): string | undefined | Promise<string | undefined>;
  /** Smaller inputs that may show the same, the smallest first; none where left out. */
  shrink?(input: I): Iterable<I>;
  /** An input as text that a test can be made of. */
  show(input: I): string;
}

/** How a run of a fuzzer is bounded: by whichever comes first. */
export interface Bounds {
  readonly count: number;
  readonly seconds: number;
  /** Processor time that one input may take, in milliseconds: a busy machine is no trouble. */
  readonly slow: number;
  /** How much the heap may have grown at the end, in bytes. */
  readonly growth: number;
}

/** What came of a run. */
export interface Fuzzed {
  readonly inputs: number;
  /** The slowest input, in milliseconds of the processor. */
  readonly slowest: number;
  /** How much the heap has grown, in bytes; 0 where it cannot be told. */
  readonly grown: number;
  /** What went wrong first, with the smallest input that shows it. */
  readonly trouble?: string;
}

/** Runs one input. @returns what is wrong, and how long it took the processor in milliseconds */
async function attempt<I>(
  fuzzer: Fuzzer<I>,
  input: I,
  slow: number,
): Promise<{ said: string | undefined; spent: number }> {
  const begin = process.cpuUsage();
  let said: string | undefined;
  try {
    said = await fuzzer.run(input);
  } catch (error) {
    said = `it threw ${error instanceof Error ? String(error.stack) : String(error)}`;
  }
  const { user, system } = process.cpuUsage(begin);
  const spent = (user + system) / 1000;
  return { said: said ?? (spent > slow ? `it took ${spent.toFixed(0)} ms` : undefined), spent };
}

/** The smallest input that is found to show trouble of the same kind. */
async function minimise<I>(
  fuzzer: Fuzzer<I>,
  input: I,
  said: string,
  slow: number,
): Promise<string> {
  const kind = (text: string | undefined): string | undefined =>
    text?.replace(/\d+/g, '').split('\n')[0];
  let best = { input, said };
  for (let smaller = true; smaller;) {
    smaller = false;
    for (const candidate of fuzzer.shrink?.(best.input) ?? []) {
      const { said: now } = await attempt(fuzzer, candidate, slow);
      if (now === undefined || kind(now) !== kind(said)) continue;
      best = { input: candidate, said: now };
      smaller = true;
      break;
    }
  }
  return `${best.said}\n${fuzzer.show(best.input)}`;
}

/** The heap after a collection; undefined where Node was started without `--expose-gc`. */
const heap = (): number | undefined =>
  globalThis.gc && (globalThis.gc(), process.memoryUsage().heapUsed);

/**
 * Feeds realistic inputs with more and more damage, twenty to a seed, until the bounds or the first trouble.
 *
 * @param random the same seed gives the same inputs
 */
export async function fuzz<I>(fuzzer: Fuzzer<I>, random: Random, bounds: Bounds): Promise<Fuzzed> {
  const end = performance.now() + bounds.seconds * 1000;
  const warm = Math.min(200, bounds.count >> 1);
  let before: number | undefined;
  let [inputs, slowest] = [0, 0];
  const over = (): boolean => inputs >= bounds.count || performance.now() >= end;
  while (!over()) {
    let input = fuzzer.seed(random);
    for (let round = 0; round < 20 && !over(); round++) {
      input = fuzzer.mutate(random, input);
      const { said, spent } = await attempt(fuzzer, input, bounds.slow);
      inputs++;
      if (inputs > warm) {
        slowest = Math.max(slowest, spent);
        before ??= heap();
      }
      if (said === undefined) continue;
      return {
        inputs,
        slowest,
        grown: 0,
        trouble: await minimise(fuzzer, input, said, bounds.slow),
      };
    }
  }
  const grown = before === undefined ? 0 : heap()! - before;
  const trouble = `the heap grew by ${(grown / 2 ** 20).toFixed(0)} MiB`;
  return { inputs, slowest, grown, ...(grown > bounds.growth && { trouble }) };
}
