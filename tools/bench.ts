import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { generateYml, Random } from './bench/generate.js';
import { bundle } from './bundle.js';

const here = join(import.meta.dirname, 'bench');
const example = join(here, 'elasticsearch.yml');
const fileCount = 2000;

/** A process that is measured: arguments of node. */
type Contestants = Readonly<Record<string, readonly string[]>>;

/** Wall time of one process in milliseconds. @throws Error when it could not do its work */
function time(name: string, args: readonly string[]): number {
  const begin = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
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
  const start = race(
    {
      'yaml parses the file': [join(here, 'parse-one.mjs'), example],
      'elasticlint lints the file': [join(dist, 'cli.js'), example],
      'yaml, bundled, parses the file': [bundledYaml, example],
      'node does nothing': [empty],
    },
    21,
    3,
  );
  print('One file of 90 lines, process start included', start, 'yaml parses the file');

  const random = new Random(1);
  mkdirSync(files);
  for (let index = 0; index < fileCount; index++) {
    writeFileSync(
      join(files, `elasticsearch-${String(index).padStart(4, '0')}.yml`),
      generateYml(random),
    );
  }
  const throughput = race(
    {
      'yaml parses all': [join(here, 'parse-all.mjs'), files],
      'elasticlint lints all': [join(here, 'lint-all.mjs'), join(dist, 'index.js'), files],
    },
    5,
    1,
  );
  print(`${fileCount} files of 40 to 110 lines, a process each run`, throughput, 'yaml parses all');
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
