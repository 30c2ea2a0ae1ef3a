import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { compareRecordings } from './compare.js';
import { distribution } from './distributions.js';
import { removeCopies, startNode } from './node.js';
import { noteRecorded } from './recorded.js';
import { nothing, recordStarts, type Recordings } from './starts.js';

const ROOT = fileURLToPath(new URL('../../fixtures/rules', import.meta.url));
const RECORDING = fileURLToPath(new URL('../../fixtures/oracle/starts.json', import.meta.url));

const textOf = (recordings: Recordings): string => `${JSON.stringify(recordings, undefined, 2)}\n`;
const readCommitted = (): string =>
  existsSync(RECORDING) ? readFileSync(RECORDING, 'utf8') : textOf(nothing);
const write = (recordings: Recordings): void => writeFileSync(RECORDING, textOf(recordings));

/** Prints what became of each file on each version, a JSON line for each pair. */
async function ask(files: string[], { versions }: { versions: string }): Promise<void> {
  for (const version of versions.split(',')) {
    for (const file of files) {
      console.log(
        JSON.stringify({
          file,
          version,
          ...(await startNode(distribution(version), readFileSync(file))),
        }),
      );
    }
  }
}

async function record(): Promise<void> {
  write(await recordStarts(ROOT, JSON.parse(readCommitted()) as Recordings, write));
  noteRecorded('starts.json');
}

async function check(): Promise<void> {
  const fresh = await recordStarts(ROOT, nothing, () => undefined);
  const differences = compareRecordings(readCommitted(), textOf(fresh));
  if (differences.length === 0) return;
  console.error(`${RECORDING} is not what Elasticsearch says now:\n${differences.join('\n')}`);
  process.exitCode = 1;
}

const program = new Command('start').description(
  'Starts real Elasticsearch nodes with configuration files and tells what became of them',
);
program
  .command('ask')
  .description('start a node with each file, and print the outcomes')
  .argument('<files...>')
  .option('--versions <list>', 'comma-separated', '8.19.21,9.5.3')
  .action(ask);
program
  .command('record')
  .description('record the starts of fixtures that are new or were changed')
  .action(record);
program
  .command('check')
  .description('start all fixtures again and fail when an outcome differs')
  .action(check);
try {
  await program.parseAsync();
} finally {
  removeCopies();
}
