import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { compareRecordings } from './compare.js';
import { KNOWN_DISTRIBUTIONS } from './distributions.js';
import { judgeAll } from './judge.js';
import { makeRecordings, RECORDED_VERSIONS } from './record.js';

const FIXTURES = fileURLToPath(new URL('../../fixtures', import.meta.url));

interface Folders {
  corpus: string;
  rules: string;
}

/** Prints what each version says of each file, a JSON line for each pair. */
async function verdict(files: string[], options: { versions: string }): Promise<void> {
  const versions =
    options.versions === 'all' ? [...KNOWN_DISTRIBUTIONS] : options.versions.split(',');
  const paths = files.map((file) => resolve(file));
  const answers = await judgeAll(versions, paths);
  files.forEach((file, i) => {
    versions.forEach((version, v) => {
      console.log(JSON.stringify({ file, version, ...answers[v]?.[i] }));
    });
  });
}

/** Writes the recordings beside the corpus. */
async function record({ corpus, rules }: Folders): Promise<void> {
  for (const { name, text } of await makeRecordings(resolve(corpus), resolve(rules))) {
    writeFileSync(join(corpus, name), text);
    console.log(join(corpus, name));
  }
}

/** Records again and compares with what is committed. */
async function check({ corpus, rules }: Folders): Promise<void> {
  for (const { name, text } of await makeRecordings(resolve(corpus), resolve(rules))) {
    const path = join(corpus, name);
    const differences = compareRecordings(
      existsSync(path) ? readFileSync(path, 'utf8') : '{}',
      text,
    );
    if (differences.length === 0) continue;
    console.error(`${path} is not what Elasticsearch says now:\n${differences.join('\n')}\n`);
    process.exitCode = 1;
  }
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
    .action(action);
}
await program.parseAsync();
