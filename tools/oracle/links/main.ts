import { Command } from 'commander';
import { removeCopies } from '../node.js';
import type { Outcome } from './outcome.js';
import { recorded, writeRecording } from './recording.js';
import { Bench } from './run.js';
import { inOrder, readWorkspace, type LinkWorkspace } from './workspace.js';
import { readShown, ROOT } from './shown.js';
import { differences, writeWorkspaces } from './write.js';

/** Both models and both outcomes, an old version among them; on few different nodes. */
const SAMPLE = [
  'api-key-proxy',
  'name-not-in-certificate',
  'role-for-other-indices',
  'certificates-proxy',
  'certificates-role-missing',
  '7.17-to-8.19',
];

async function runAll(
  workspaces: readonly LinkWorkspace[],
  done: (workspace: LinkWorkspace, outcome: Outcome) => void,
): Promise<void> {
  const table = readShown();
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

/** Records workspaces that are new or were changed: those that are named, else all. */
async function record(names: string[], { again }: { again?: boolean }): Promise<void> {
  const all = Object.keys(readShown());
  const before = recorded().cases;
  const chosen = read(names.length > 0 ? names : all).filter(
    ({ name, sha256 }) => again || before[name]?.sha256 !== sha256,
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
program
  .command('record')
  .description('record what is new or was changed')
  .argument('[names...]')
  .option('--again', 'also what is recorded already')
  .action(record);
program
  .command('check')
  .description('bring recorded workspaces to life again and compare; without names a sample')
  .argument('[names...]')
  .action(check);
try {
  await program.parseAsync();
} finally {
  removeCopies();
}
