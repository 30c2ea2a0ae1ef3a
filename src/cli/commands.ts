import { Option, type Command } from 'commander';
import { newestVersion } from '../settings/versions.js';
import { UsageError } from '../workspace/errors.js';
import { explain } from './explain.js';
import { init } from './init.js';
import type { JudgingOptions } from './lint.js';
import { listRules } from './rules.js';
import type { AccessOptions } from './access.js';
import type { CertsOptions } from './certs.js';
import type { GraphOptions } from './graph.js';
import type { MigrateOptions } from './migrate.js';
import type { SchemaOptions } from './schema.js';
import type { ExplainOptions } from './symptom.js';
import type { SettingOptions } from './setting.js';

/** `--format` of the commands that print for people or for programs. */
const prettyOrJson = (description: string): Option =>
  new Option('--format <format>', description).choices(['pretty', 'json']).default('pretty');

/** Options of `lint` that say how files are judged. */
const judging =
  /^(?:esVersion|platform|kind|config|preview|rulesAsOf|rule|pedantic|forceExclude|today)$/;
const ofBaseline = /^(?:baseline|reason|until)$/;

function takeOver(linting: Command, command: Command, isWanted: (name: string) => boolean): void {
  for (const option of linting.options)
    if (isWanted(option.attributeName())) command.addOption(option);
}

/** Gives a command what it has; `linting` is `lint`, whose options some take, too. */
type Build = (command: Command, linting: Command) => void;

/** The commands beside `lint`. */
export const otherCommands: Readonly<Record<string, Build>> = {
  rules: (command) =>
    command
      .description('list all rules')
      .addOption(prettyOrJson('output format'))
      .action((options: { format: 'pretty' | 'json' }) => listRules(options.format)),
  explain: (command) =>
    command
      .description('show the page of a rule, or what a message of Elasticsearch means')
      .argument('<rule or message>', 'id of a rule; or a line of a log, an error of the API')
      .option('--config <manifest>', 'look for the cause in the files of this manifest')
      .option('--no-config', 'do not look into files')
      .addOption(prettyOrJson('output format, of messages'))
      .action(async (asked: string, options: ExplainOptions) => {
        // a message has blanks, or the capitals of a Java class
        if (/^[^\sA-Z]+$/.test(asked)) explain(asked);
        else await (await import('./symptom.js')).explainSymptom(asked, options);
      }),
  setting: (command) =>
    command
      .description('show what a setting is: values, default, how to change it, by version')
      .argument('<key>', 'the flat key')
      .addOption(prettyOrJson('output format'))
      .option('--es-version <version>', 'only what holds for a version, range or list; default all')
      .action(async (key: string, options: SettingOptions) =>
        (await import('./setting.js')).printSetting(key, options),
      ),
  schema: (command) =>
    command
      .description('print a JSON Schema of elasticsearch.yml for editors')
      .option('--es-version <version>', 'a single version', newestVersion)
      .option('--payload', 'of the body of PUT _cluster/settings instead')
      .addOption(
        new Option('--draft <draft>', 'dialect of JSON Schema')
          .choices(['2020-12', '07'])
          .default('2020-12'),
      )
      .action(async (options: SchemaOptions) => (await import('./schema.js')).printSchema(options)),
  migrate: (command) =>
    command
      .description('print the plan that takes a link from TLS certificates to an API key')
      .argument('<model>', 'the model to migrate to: api-key')
      .option('--config <manifest>', 'use this manifest instead of the nearest elasticlint.yml')
      .option('--link <alias>', 'only this link: its alias, or cluster/alias')
      .option('--output <file>', 'write the plan to a file instead of standard output')
      .action(async (model: string, options: MigrateOptions) => {
        if (model !== 'api-key')
          throw new UsageError(`migrate ${model}: api-key is the only model to migrate to`);
        process.exitCode = await (await import('./migrate.js')).migrate(options);
      }),
  init: (command) =>
    command
      .description('write an elasticlint.yml from what is found')
      .argument('[directory]', 'where to look, and where to write', '.')
      .option('--force', 'replace an existing manifest')
      .option('--stdout', 'print the manifest instead of writing it')
      .action(async (directory: string, options: { force?: boolean; stdout?: boolean }) =>
        init(directory, options),
      ),
  access: (command) =>
    command
      .description('show what each role can reach over each link')
      .argument('[paths...]', 'files, directories, globs or manifests', [])
      .addOption(prettyOrJson('output format'))
      .option('--config <manifest>', 'use this manifest instead of the nearest elasticlint.yml')
      .action(async (paths: string[], options: AccessOptions) => {
        process.exitCode = await (await import('./access.js')).access(paths, options);
      }),
  baseline(command, linting) {
    command
      .description('write, update or prune the file of known findings')
      .argument(
        '<action>',
        'write; update: add what is new, take out what is gone; prune: only that',
      )
      .argument('[paths...]', 'as for lint')
      .option('--force', 'let write replace a file')
      .action(async (action: string, paths: string[], options: JudgingOptions) => {
        process.exitCode = await (
          await import('./baseline.js')
        ).changeBaseline(action, paths, options);
      });
    takeOver(linting, command, (name) => judging.test(name) || ofBaseline.test(name));
  },
  graph(command, linting) {
    command
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
    takeOver(linting, command, (name) => judging.test(name));
  },
  certs: (command) =>
    command
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
      }),
  lsp: (command) =>
    command
      .description('run the language server on standard input and output')
      .option('--stdio', 'the only transport; accepted because editors pass it')
      .addOption(
        new Option('--clientProcessId <id>', 'the editor, with which the server ends').hideHelp(),
      )
      .action(async () => (await import('../lsp/server.js')).serve()),
};
