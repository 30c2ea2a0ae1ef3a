import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { removeCopies } from '../node.js';
import type { Outcome } from './outcome.js';
import { recorded, writeRecording } from './recording.js';
import { Bench } from './run.js';
import { inOrder, readWorkspace, type LinkWorkspace } from './workspace.js';
import { differences, ROOT, writeWorkspaces, type Shown } from './write.js';

/** Two of each model and of each outcome, old versions among them; on few different nodes. */
const SAMPLE = ['api-key-proxy', 'certificates-proxy'];

const shown = (): Record<string, Shown> =>
  JSON.parse(readFileSync(join(ROOT, 'cases.json'), 'utf8')) as Record<string, Shown>;

async function runAll(
  workspaces: readonly LinkWorkspace[],
  done: (workspace: LinkWorkspace, outcome: Outcome) => void,
): Promise<void> {
  const table = shown();
  const bench = await Bench.open();
  try {
    for (const workspace of inOrder(workspaces)) {
      const begin = Date.now();
      try {
        const { cause, credentials } = table[workspace.name] ?? {};
        let outcome = await bench.run(workspace, credentials);
        // what nobody expects is not believed of nodes that have served others before
        if (outcome.works !== (cause === undefined)) {
          await bench.clear();
          outcome = await bench.run(workspace, credentials);
        }
        const seconds = Math.round((Date.now() - begin) / 1000);
        console.log(
          `${workspace.name}: ${outcome.works ? 'works' : 'does not work'} (${seconds} s)`,
        );
        done(workspace, outcome);
      } catch (error) {
        console.error(`${workspace.name}: ${String(error)}`);
        process.exitCode = 1;
      }
    }
  } finally {
    await bench.close();
  }
}

const read = (names: readonly string[]): LinkWorkspace[] =>
  names.map((name) => readWorkspace(ROOT, name));

/** Records workspaces: those that are named, else all that are new or were changed. */
async function record(names: string[]): Promise<void> {
  const all = Object.keys(shown());
  const before = recorded().cases;
  const chosen = read(names.length > 0 ? names : all).filter(
    ({ name, sha256 }) => names.length > 0 || before[name]?.sha256 !== sha256,
  );
  await runAll(chosen, ({ name, sha256 }, outcome) => {
    const cases = { ...recorded().cases, [name]: { sha256, ...outcome } };
    writeRecording(Object.fromEntries(Object.entries(cases).filter(([one]) => all.includes(one))));
  });
}

/** What must be the same each time: not what the nodes log meanwhile, nor how many connections there are by then. */
const verdictOf = ({ works, remote, local, bodies, connected, status, found }: Outcome): string =>
  JSON.stringify({ works, remote, local, bodies, connected, status, found });

/** Brings workspaces to life again and compares: those that are named, else a sample. */
async function check(names: string[]): Promise<void> {
  const { cases } = recorded();
  const asked = read(names.length > 0 ? names : SAMPLE);
  await runAll(asked, ({ name }, outcome) => {
    const before = cases[name];
    if (before && verdictOf(before) === verdictOf(outcome)) return;
    console.error(`${name}\n  recorded: ${before ? verdictOf(before) : 'nothing'}`);
    console.error(`  now:      ${verdictOf(outcome)}`);
    process.exitCode = 1;
  });
}

function write({ check: compare }: { check?: boolean }): void {
  if (!compare) return writeWorkspaces();
  for (const line of differences()) {
    console.error(line);
    process.exitCode = 1;
  }
}

const program = new Command('links').description(
  'Brings workspaces of two clusters to life, and records what becomes of the link',
);
program
  .command('write')
  .description('write fixtures/links from the table')
  .option('--check', 'only compare')
  .action(write);
program.command('record').argument('[names...]').action(record);
program.command('check').argument('[names...]').action(check);
try {
  await program.parseAsync();
} finally {
  removeCopies();
}
