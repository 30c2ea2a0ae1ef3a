import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { compareWholeFiles, compareWholePayloads } from './agreement.js';
import { compareRecordings } from './compare.js';
import { KNOWN_DISTRIBUTIONS } from './distributions.js';
import { compareFiles, recordFiles } from './files.js';
import { judgeAll } from './judge.js';
import { writeMutants } from './mutate.js';
import { makeRecordings, RECORDED_VERSIONS } from './record.js';
import { noteRecorded } from './recorded.js';

const FIXTURES = fileURLToPath(new URL('../../fixtures', import.meta.url));

interface Options {
  corpus: string;
  rules: string;
  files?: boolean;
  versions: string;
}

function versionList(text: string): string[] {
  return text === 'all' ? [...KNOWN_DISTRIBUTIONS] : text.split(',');
}

/** Prints what each version says of each file, a JSON line for each pair. */
async function verdict(files: string[], options: { versions: string }): Promise<void> {
  const versions = versionList(options.versions);
  const paths = files.map((file) => resolve(file));
  const answers = await judgeAll(versions, paths);
  files.forEach((file, i) => {
    versions.forEach((version, v) => {
      console.log(JSON.stringify({ file, version, ...answers[v]?.[i] }));
    });
  });
}

/** Writes the recordings beside the corpus. */
async function record({ corpus, rules, files }: Options): Promise<void> {
  const recordings = files
    ? await recordFiles(resolve(corpus), KNOWN_DISTRIBUTIONS)
    : await makeRecordings(resolve(corpus), resolve(rules));
  for (const [name, text] of recordings) {
    writeFileSync(join(corpus, name), text);
    console.log(join(corpus, name));
  }
  if (resolve(corpus) === join(FIXTURES, 'oracle')) noteRecorded(...recordings.keys());
}

/** Asks again and compares with what is committed. */
async function check({ corpus, rules, files, versions }: Options): Promise<void> {
  const differences = files
    ? await compareFiles(resolve(corpus), versionList(versions))
    : await compareCorpus(corpus, rules);
  for (const [name, lines] of differences) {
    if (lines.length === 0) continue;
    console.error(
      `${join(corpus, name)} is not what Elasticsearch says now:\n${lines.join('\n')}\n`,
    );
    process.exitCode = 1;
  }
}

/** Says how often we judge whole files and payloads as recorded, and how we differ; fails where no reason is given. */
async function agree(options: { versions: string }): Promise<void> {
  const versions = versionList(options.versions);
  for (const [what, compared] of [
    ['files', await compareWholeFiles(versions)],
    ['payloads', await compareWholePayloads(versions)],
  ] as const) {
    for (const [version, { recorded, same, differences }] of compared) {
      console.log(`${version}: ${same} of ${recorded} ${what}`);
      for (const { name, reason, why } of differences) {
        console.log(`  ${name}: ${reason} (${why ?? 'no reason is given'})`);
        if (why === undefined) process.exitCode = 1;
      }
    }
  }
}

async function compareCorpus(corpus: string, rules: string): Promise<Map<string, string[]>> {
  const fresh = await makeRecordings(resolve(corpus), resolve(rules));
  const committed = (name: string): string => {
    const path = join(corpus, name);
    return existsSync(path) ? readFileSync(path, 'utf8') : '{}';
  };
  return new Map(
    [...fresh].map(([name, text]) => [name, compareRecordings(committed(name), text)]),
  );
}

const program = new Command('oracle').description(
  'Asks real Elasticsearch what it says of configuration files',
);
program
  .command('verdict')
  .description(
    'print the verdicts on some files: *.json as settings payloads, others as elasticsearch.yml',
  )
  .argument('<files...>')
  .option('--versions <list>', 'comma-separated, or "all"', RECORDED_VERSIONS.join(','))
  .action(verdict);
for (const [name, action, description] of [
  ['record', record, "record the verdicts on the corpus and on the rules' fixtures"],
  ['check', check, 'record again and fail when a verdict differs from the recorded one'],
] as const) {
  program
    .command(name)
    .description(description)
    .option(
      '--corpus <folder>',
      'holds yaml/ and payloads/, receives the recordings',
      join(FIXTURES, 'oracle'),
    )
    .option('--rules <folder>', "the rules' fixtures", join(FIXTURES, 'rules'))
    .option('--files', 'whole files and settings payloads instead, by every minor version')
    .option('--versions <list>', 'with check --files: comma-separated, or "all"', 'all')
    .action(action);
}
program
  .command('agree')
  .description(
    'lint all whole files and payloads and compare with the recorded verdicts, without asking',
  )
  .option('--versions <list>', 'comma-separated, or "all"', 'all')
  .action(agree);
program
  .command('mutate')
  .description('write the mutated whole files and payloads anew, without asking Elasticsearch')
  .option('--corpus <folder>', 'holds files/', join(FIXTURES, 'oracle'))
  .action(({ corpus }: { corpus: string }) => writeMutants(join(corpus, 'files')));
await program.parseAsync();
