import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { generateYml, Random } from './bench/generate.js';
import { peers, type Command } from './bench/peers.js';
import { bundle } from './bundle.js';

const here = join(import.meta.dirname, 'bench');
const example = join(here, 'elasticsearch.yml');
const fileCount = 2000;

/** Processes that are measured, by what they are called. */
type Contestants = Readonly<Record<string, Command>>;

/** Each start of Node reads the certificates that this names: for as long as the rest of it takes. */
const { NODE_EXTRA_CA_CERTS: _certificates, ...env } = process.env;

/** Wall time of one process in milliseconds. @throws Error when it could not do its work */
function time(name: string, [program, ...args]: Command): number {
  const begin = process.hrtime.bigint();
  const { status, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    env,
    maxBuffer: 2 ** 28,
  });
  const spent = Number(process.hrtime.bigint() - begin) / 1e6;
  // 1: it found something in the files, which is its work
  if (status !== 0 && status !== 1)
    throw new Error(`${name} ended with ${String(status)}: ${stderr}`);
  return spent;
}

/** Runs all contestants in turn, again and again, so that whatever else the machine does hits all of them alike. */
function race(contestants: Contestants, rounds: number, warmUp: number): Map<string, number[]> {
  const times = new Map(Object.keys(contestants).map((name) => [name, [] as number[]]));
  for (let round = 0; round < warmUp + rounds; round++) {
    for (const [name, args] of Object.entries(contestants)) {
      const spent = time(name, args);
      if (round >= warmUp) times.get(name)!.push(spent);
    }
  }
  return times;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** A line each: median, best, and the median of the ratios to the reference in the same round. */
function print(
  title: string,
  times: ReadonlyMap<string, readonly number[]>,
  reference: string,
): void {
  const base = times.get(reference)!;
  console.log(`\n${title}`);
  console.log(`  ${''.padEnd(38)}   median      best     ratio`);
  for (const [name, all] of times) {
    const ratio = median(all.map((spent, round) => spent / base[round]!));
    const numbers = [
      `${median(all).toFixed(1)} ms`,
      `${Math.min(...all).toFixed(1)} ms`,
      ratio.toFixed(2),
    ];
    console.log(`  ${name.padEnd(38)}${numbers.map((number) => number.padStart(10)).join('')}`);
  }
}

async function main(directory: string): Promise<void> {
  const dist = join(directory, 'dist');
  const bundledYaml = join(directory, 'parse-one.mjs');
  const files = join(directory, 'files');
  await bundle(dist);
  await build({
    entryPoints: [join(here, 'parse-one.mjs')],
    outfile: bundledYaml,
    bundle: true,
    format: 'esm',
    platform: 'node',
    minify: true,
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  const empty = join(directory, 'empty.mjs');
  writeFileSync(empty, '');
  const node = process.execPath;
  const command = join(dist, 'cli.cjs');
  const start = race(
    {
      'node does nothing': [node, empty],
      'elasticlint lints the file': [node, command, example],
      'yaml parses the file': [node, join(here, 'parse-one.mjs'), example],
      'yaml, bundled, parses the file': [node, bundledYaml, example],
    },
    21,
    3,
  );
  print('One file of 90 lines, process start included', start, 'node does nothing');

  const schema = spawnSync(node, [command, 'schema', '--draft', '07'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const { commands, missing } = peers(schema.stdout, directory);
  for (const line of missing) console.log(`\n${line}`);
  for (const lines of [90, 200, 1000]) {
    const file = join(directory, `elasticsearch-${lines}.yml`);
    writeFileSync(file, longer(readFileSync(example, 'utf8'), lines));
    const others = Object.entries(commands).map(
      ([name, [program, ...args]]) => [name, [program, ...args, file]] as const,
    );
    const contest = { elasticlint: [node, command, file] as const, ...Object.fromEntries(others) };
    print(`Linters, one file of ${lines} lines`, race(contest, 5, 1), 'elasticlint');
  }

  const random = new Random(1);
  mkdirSync(files);
  for (let index = 0; index < fileCount; index++) {
    writeFileSync(
      join(files, `elasticsearch-${String(index).padStart(4, '0')}.yml`),
      generateYml(random),
    );
  }
  const title = `${fileCount} files of 40 to 110 lines, a process each run`;
  const lint: Command = [node, command, '--no-config', '--quiet'];
  const throughput = race(
    {
      'yaml parses all': [node, join(here, 'parse-all.mjs'), files],
      'the command lints all': [...lint, '--jobs', '1', files],
      'the library lints all': [node, join(here, 'lint-all.mjs'), join(dist, 'index.js'), files],
    },
    5,
    1,
  );
  print(title, throughput, 'yaml parses all');
  const cache = join(directory, 'cache');
  const many = race(
    {
      '--jobs 1': [...lint, '--jobs', '1', files],
      '--jobs 2': [...lint, '--jobs', '2', files],
      // the warm-up writes it
      '--jobs 1 --cache, nothing changed': [
        ...lint,
        '--jobs',
        '1',
        '--cache-location',
        cache,
        files,
      ],
    },
    5,
    1,
  );
  print(`The same ${fileCount} files by the command`, many, '--jobs 1');
}

/** A file of so many lines that begins as the given one. */
function longer(text: string, lines: number): string {
  const given = text.trimEnd().split('\n');
  const more = Array.from(
    { length: Math.max(0, lines - given.length) },
    (_, index) => `node.attr.rack_${index}: "r${index}"`,
  );
  return `${[...given, ...more].join('\n')}\n`;
}

if (process.argv[2] === 'lsp') {
  const { benchLsp } = await import('./bench/lsp.js');
  if (!(await benchLsp())) process.exitCode = 1;
} else {
  const directory = mkdtempSync(join(tmpdir(), 'elasticlint-bench-'));
  try {
    await main(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
