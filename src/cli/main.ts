import { Command, CommanderError, Option } from 'commander';
import { isMainThread } from 'node:worker_threads';
import packageJson from '../../package.json' with { type: 'json' };
import { UsageError } from '../workspace/errors.js';
import { exitCodes } from './exit.js';
import { newestVersion } from '../settings/versions.js';
import { explain } from './explain.js';
import { init } from './init.js';
import { inThread } from './jobs.js';
import { lint, type JudgingOptions, type LintOptions } from './lint.js';
import { formats } from './output.js';
import { listRules } from './rules.js';
import { stdout } from './streams.js';
import type { AccessOptions } from './access.js';
import type { CertsOptions } from './certs.js';
import type { GraphOptions } from './graph.js';
import type { MigrateOptions } from './migrate.js';
import type { SchemaOptions } from './schema.js';
import type { ExplainOptions } from './symptom.js';
import type { SettingOptions } from './setting.js';

let linted = false;

const collect = (value: string, all: string[]): string[] => [...all, value];

/** What commander says of a wrong option, in the form of all our messages. */
const oneLine = (text: string): string =>
  text
    .trim()
    .replace(/^error: /, 'elasticlint: ')
    .replace(/\n\(Did you mean (.*)\?\)$/, "; did you mean '$1'?");

/** `--format` of the commands that print for people or for programs. */
const prettyOrJson = (description: string): Option =>
  new Option('--format <format>', description).choices(['pretty', 'json']).default('pretty');

/**
 * The command line. Only the language server is loaded when it is called: the rest is small, and each module of its
 * own costs the start of every run more than it saves.
 */
function program(): Command {
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
  root
    .command('rules')
    .description('list all rules')
    .addOption(prettyOrJson('output format'))
    .action((options: { format: 'pretty' | 'json' }) => listRules(options.format));
  root
    .command('explain')
    .description('show the page of a rule, or what a message of Elasticsearch means')
    .argument('<rule or message>', 'id of a rule; or a line of a log, an error of the API')
    .option('--config <manifest>', 'look for the cause in the files of this manifest')
    .option('--no-config', 'do not look into files')
    .addOption(prettyOrJson('output format, of messages'))
    .action(async (asked: string, options: ExplainOptions) => {
      // a message has blanks, or the capitals of a Java class
      if (/^[^\sA-Z]+$/.test(asked)) explain(asked);
      else await (await import('./symptom.js')).explainSymptom(asked, options);
    });
  root
    .command('setting')
    .description('show what a setting is: values, default, how to change it, by version')
    .argument('<key>', 'the flat key')
    .addOption(prettyOrJson('output format'))
    .option('--es-version <version>', 'only what holds for a version, range or list; default all')
    .action(async (key: string, options: SettingOptions) =>
      (await import('./setting.js')).printSetting(key, options),
    );
  root
    .command('schema')
    .description('print a JSON Schema of elasticsearch.yml for editors')
    .option('--es-version <version>', 'a single version', newestVersion)
    .option('--payload', 'of the body of PUT _cluster/settings instead')
    .addOption(
      new Option('--draft <draft>', 'dialect of JSON Schema')
        .choices(['2020-12', '07'])
        .default('2020-12'),
    )
    .action(async (options: SchemaOptions) => (await import('./schema.js')).printSchema(options));
  root
    .command('migrate')
    .description('print the plan that takes a link from TLS certificates to an API key')
    .argument('<model>', 'the model to migrate to: api-key')
    .option('--config <manifest>', 'use this manifest instead of the nearest elasticlint.yml')
    .option('--link <alias>', 'only this link: its alias, or cluster/alias')
    .option('--output <file>', 'write the plan to a file instead of standard output')
    .action(async (model: string, options: MigrateOptions) => {
      if (model !== 'api-key')
        throw new UsageError(`migrate ${model}: api-key is the only model to migrate to`);
      process.exitCode = await (await import('./migrate.js')).migrate(options);
    });
  root
    .command('init')
    .description('write an elasticlint.yml from what is found')
    .argument('[directory]', 'where to look, and where to write', '.')
    .option('--force', 'replace an existing manifest')
    .option('--stdout', 'print the manifest instead of writing it')
    .action(async (directory: string, options: { force?: boolean; stdout?: boolean }) =>
      init(directory, options),
    );
  root
    .command('access')
    .description('show what each role can reach over each link')
    .argument('[paths...]', 'files, directories, globs or manifests', [])
    .addOption(prettyOrJson('output format'))
    .option('--config <manifest>', 'use this manifest instead of the nearest elasticlint.yml')
    .action(async (paths: string[], options: AccessOptions) => {
      process.exitCode = await (await import('./access.js')).access(paths, options);
    });
  const baseline = root
    .command('baseline')
    .description('write, update or prune the file of known findings')
    .argument('<action>', 'write; update: add what is new, take out what is gone; prune: only that')
    .argument('[paths...]', 'as for lint')
    .option('--force', 'let write replace a file')
    .action(async (action: string, paths: string[], options: JudgingOptions) => {
      process.exitCode = await (
        await import('./baseline.js')
      ).changeBaseline(action, paths, options);
    });
  const drawing = root
    .command('graph')
    .description('draw clusters and links')
    .argument('[paths...]', 'files, directories, globs or manifests')
    .addOption(
      new Option('--format <format>', 'output format')
        .choices(['mermaid', 'dot', 'svg'])
        .default('mermaid'),
    )
    .option('-o, --output <file>', 'write the picture to a file instead of standard output')
    .action(async (paths: string[], options: GraphOptions) => {
      process.exitCode = await (await import('./graph.js')).graph(paths, options);
    });
  const judging =
    /^(?:esVersion|platform|kind|config|preview|rulesAsOf|rule|pedantic|forceExclude|today)$/;
  const ofBaseline = /^(?:baseline|reason|until)$/;
  for (const option of linting.options) {
    const name = option.attributeName();
    if (judging.test(name)) drawing.addOption(option);
    if (judging.test(name) || ofBaseline.test(name)) baseline.addOption(option);
  }
  root
    .command('certs')
    .description(
      'show the certificates of each cluster and link: until when, used and trusted by whom',
    )
    .argument('[paths...]', 'files, directories, globs or manifests; certificate files, too', [])
    .addOption(prettyOrJson('output format'))
    .option('--ics', 'print a calendar of the days on which they expire')
    .option('--config <manifest>', 'use this manifest instead of the nearest elasticlint.yml')
    .option('--no-config', 'use no manifest')
    .option('--today <YYYY-MM-DD>', 'the day that counts as today')
    .action(async (paths: string[], options: CertsOptions) => {
      process.exitCode = await (await import('./certs.js')).certs(paths, options);
    });
  root
    .command('lsp')
    .description('run the language server on standard input and output')
    .option('--stdio', 'the only transport; accepted because editors pass it')
    .addOption(
      new Option('--clientProcessId <id>', 'the editor, with which the server ends').hideHelp(),
    )
    .action(async () => (await import('../lsp/server.js')).serve());
  return root;
}

/** Runs the command; whatever happens ends in one clear line and one of the four exit codes. */
async function main(): Promise<void> {
  try {
    await program().parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? exitCodes.clean : exitCodes.failed;
      return;
    }
    process.exitCode = exitCodes.failed;
    if (error instanceof UsageError) console.error(`elasticlint: ${error.toText()}`);
    else
      console.error(
        `elasticlint: internal error: ${error instanceof Error ? error.message : String(error)}`,
      );
  }
}

/** Whether this is one of the threads that a run has started. */
const isThread = (): boolean => process.argv[2] === inThread && !isMainThread;

/** Ends when the command has done its work; true when it has linted, which is what starts are made fast for. */
export const done: Promise<boolean> = isThread()
  ? import('./jobs.js').then(({ serveThread }) => serveThread()).then(() => false)
  : main().then(() => linted);
