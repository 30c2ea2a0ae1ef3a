import { Argument, Command } from 'commander';
import { Random } from '../bench/generate.js';
import { fuzz, type Bounds, type Fuzzed, type Fuzzer } from './fuzzer.js';

/** A fuzzer that is loaded when it runs; of its kind of input nothing else needs to know. */
const from =
  <I>(load: () => Promise<{ readonly fuzzer: Fuzzer<I> }>) =>
  async (random: Random, bounds: Bounds): Promise<Fuzzed & { readonly summary: string }> => {
    const { fuzzer } = await load();
    return { ...(await fuzz(fuzzer, random, bounds)), summary: fuzzer.summary };
  };

/** What can be fuzzed, each in a module of its own that exports a `fuzzer`. */
const fuzzers = {
  yaml: from(() => import('./yaml.js')),
  json: from(() => import('./json.js')),
  certificates: from(() => import('./certificates.js')),
  lsp: from(() => import('./lsp.js')),
};

/** Options as commander gives them. */
interface Options {
  readonly count?: string;
  readonly seconds?: string;
  readonly seed: string;
}

/** Runs the chosen fuzzers in turn; exit code 1 at the first trouble. */
async function main(chosen: readonly string[], options: Options): Promise<void> {
  const seed = Number(options.seed);
  // a count alone is not cut short by the clock
  const seconds = options.seconds ?? (options.count === undefined ? '30' : 'Infinity');
  const bounds = {
    count: Number(options.count ?? 'Infinity'),
    seconds: Number(seconds),
    slow: 1000,
    growth: 64 * 2 ** 20,
  };
  for (const name of chosen.length > 0 ? chosen : Object.keys(fuzzers)) {
    const run = fuzzers[name as keyof typeof fuzzers];
    const { inputs, slowest, grown, trouble, summary } = await run(new Random(seed), bounds);
    if (trouble !== undefined) {
      console.error(`${name}: after ${inputs} inputs with --seed ${seed}: ${trouble}`);
      process.exitCode = 1;
      return;
    }
    console.log(
      `${name}: ${inputs} inputs with --seed ${seed}, no trouble; the slowest took ${slowest.toFixed(0)} ms, the heap grew by ${(grown / 2 ** 20).toFixed(1)} MiB (${summary})`,
    );
  }
}

const command = new Command('fuzz')
  .description('feeds damaged inputs, and looks for crashes, long runs, leaks and wrong places')
  .addArgument(new Argument('[what...]', 'all when none is given').choices(Object.keys(fuzzers)))
  .option('--count <number>', 'how many inputs of each; without --seconds as long as it takes')
  .option('--seconds <number>', 'how long each at most; 30 where no count is given')
  .option('--seed <number>', 'the same seed gives the same inputs', String(Date.now() % 1_000_000))
  .parse();
await main(command.args, command.opts<Options>());
