import { Command, CommanderError, Option } from 'commander';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import packageJson from '../../package.json' with { type: 'json' };
import { UsageError } from '../workspace/errors.js';
import { exitCodes } from './exit.js';
import { inThread } from './jobs.js';
import { otherCommands } from './commands.js';
import { lint, type LintOptions } from './lint.js';
import { formats } from './output.js';
import { muted, stderr, stdout, tell } from './streams.js';
import { isTuned } from './tuning.js';

let linted = false;

const collect = (value: string, all: string[]): string[] => [...all, value];

/** What commander says of a wrong option, in the form of all our messages. */
const oneLine = (text: string): string =>
  text
    .trim()
    .replace(/^error: /, 'elasticlint: ')
    .replace(/\n\(Did you mean (.*)\?\)$/, "; did you mean '$1'?");

/**
 * The command line. Only the language server is loaded when it is called: the rest is small, and each module of its
 * own costs the start of every run more than it saves.
 */
function program(args: readonly string[]): Command {
  const root = new Command('elasticlint')
    .description('Says before deployment what a real Elasticsearch would say after it.')
    .version(packageJson.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      outputError: (text, write) => write(`${oneLine(text)}\n`),
    });
  const linting = root
    .command('lint', { isDefault: true })
    .description('lint files, directories and globs (the default command)')
    .argument('[paths...]', 'files, directories, globs; the working directory when none is given')
    .option(
      '--es-version <version>',
      'version or list to judge by where no manifest says it: 9.5, 8.19.21; a range, 7.17-9.5, gives a table: on which versions it would start',
    )
    .addOption(
      new Option('--platform <platform>', 'where the nodes run').choices([
        'self-managed',
        'ech',
        'ece',
        'eck',
        'serverless',
      ]),
    )
    .addOption(new Option('--format <format>', 'output format').choices(formats).default('pretty'))
    .option('--sarif-category <name>', 'tells several SARIF uploads of one commit apart')
    .option(
      '--sarif-suppressed',
      'list findings that comments silenced or the baseline knows, too, marked as such',
    )
    .option(
      '-o, --output <file>',
      'write the report to a file instead of standard output; <format>:<file>, repeatable, writes another one',
      collect,
      [],
    )
    .option('--fix', 'apply safe fixes')
    .option('--fix-unsafe', 'apply also fixes that change what the configuration means')
    .option('--diff', 'print what the fixes would change, and write nothing')
    .option('--baseline <file>', 'findings that this file knows are not shown')
    .option('--update-baseline', 'write the findings of this run to the baseline')
    .option('--reason <text>', 'why they stay, for new entries of the baseline')
    .option('--until <YYYY-MM-DD>', 'the last day on which new entries of the baseline hold')
    .option('--stdin', 'lint standard input, as the path - does')
    .option(
      '--stdin-filename <path>',
      'the path that standard input counts as',
      'elasticsearch.yml',
    )
    .addOption(
      new Option('--kind <kind>', 'what the given files are, whatever their names say').choices([
        'elasticsearch-yml',
        'cluster-settings',
        'cross-cluster-api-key',
        'role',
        'console',
        'pem',
        'keystore-list',
        'keystore-file',
      ]),
    )
    .option('--config <manifest>', 'use this manifest instead of the nearest elasticlint.yml')
    .option('--no-config', 'use no manifest')
    .option(
      '--rule <id=level>',
      'set a rule to off, info, warning or error, with options: x/y=error,days=45 (repeatable)',
      collect,
      [],
    )
    .option('--max-warnings <count>', 'exit 1 when there are more warnings')
    .addOption(
      new Option('--fail-on <severity>', 'exit 1 from this severity on')
        .choices(['error', 'warning', 'info'])
        .default('error'),
    )
    .option('--preview', 'run the rules that are in preview, too')
    .option(
      '--rules-as-of <version>',
      'run the rules that were on by default in that version of elasticlint: 0.1',
    )
    .option('--print-config <file>', 'show what holds for a file, and where it comes from')
    .option(
      '--jobs <count>',
      'how many threads lint many files; auto: as many as there are processors',
    )
    .option('--cache', 'lint only what has changed since the last run with --cache')
    .option('--cache-location <file>', 'where that is kept, instead of .elasticlintcache')
    .option('--pedantic', 'show findings that are only likely, too')
    .option('--coverage', 'say which rules were decided, and what to give for the others')
    .option(
      '--prove',
      'do the TLS handshakes of links in memory, and compare how they end with what the rules say',
    )
    .option('--quiet', 'one line a finding')
    .option('--exit-zero', 'exit 0 even with findings')
    .option('--allow-empty', 'exit 0 even when nothing was checked')
    .option('--force-exclude', 'apply the ignore list of the manifest to files that are named, too')
    .option('--today <YYYY-MM-DD>', 'the day that counts as today')
    .option('--color', 'use colours even when the output is no terminal')
    .option('--no-color', 'use no colours')
    .action(async (paths: string[], options: LintOptions) => {
      process.exitCode = await lint(paths, options);
      linted = true;
    });
  // a run that lints need not wait for what it cannot come to
  const helps = args.some((arg) => /^(?:-h|--help|help)$/.test(arg));
  for (const [name, build] of Object.entries(otherCommands))
    if (helps || args.includes(name)) build(root.command(name), linting);
  return root;
}

/** Runs the command; whatever happens ends in one clear line and one of the four exit codes. */
async function main(args: readonly string[]): Promise<void> {
  try {
    await program(args).parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? exitCodes.clean : exitCodes.failed;
      return;
    }
    process.exitCode = exitCodes.failed;
    if (error instanceof UsageError) tell(`elasticlint: ${error.toText()}`);
    else if ((error as NodeJS.ErrnoException | undefined)?.syscall === 'uv_cwd')
      tell('elasticlint: the working directory is not there any more');
    else
      tell(
        `elasticlint: internal error: ${error instanceof Error ? error.message : String(error)}`,
      );
  }
}

/** Whether this is one of the threads that a run has started. */
const isThread = (): boolean => process.argv[2] === inThread && !isMainThread;

/** What became of the command. */
export interface Done {
  /** It has linted, which is what starts are made fast for. */
  readonly linted: boolean;
  /** The code that it compiled is of no use to another start. */
  readonly tuned: boolean;
  /** All that it had to say has left the process. */
  readonly written: boolean;
}

/** Does what the command line says; settled when that is done, while the language server and threads go on. */
export async function run(): Promise<Done> {
  if (isThread()) (await import('./jobs.js')).serveThread();
  else await main(process.argv.slice(2));
  return { linted, tuned: isTuned, written: stdout.isWritten && stderr.isWritten };
}

/**
 * Lints a small file and says nothing. What of the code this needed is kept for later starts: whatever people lint first may
 * need far less or far more of it than what they lint every day.
 */
export async function rehearse(): Promise<void> {
  const args = ['--no-config', join(import.meta.dirname, 'rehearsal.yml')];
  await muted(() => main(args));
  process.exitCode = undefined;
  linted = false;
}
