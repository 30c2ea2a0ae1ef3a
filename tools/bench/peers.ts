import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A program with its arguments but for the file that it lints. */
export type Command = readonly [program: string, ...args: string[]];

/** Other linters of the same file, and why some of them are not here. */
export interface Peers {
  readonly commands: Readonly<Record<string, Command>>;
  readonly missing: readonly string[];
}

const versions = { yamllint: '1.37.1', spectral: '6.16.3' };
const cache = join(homedir(), '.cache/elasticlint/bench');

/** Installs a program into the cache folder, unless it is there. @throws Error when that fails */
function yamllint(): Command {
  const folder = join(cache, `yamllint-${versions.yamllint}`);
  const program = join(folder, 'bin/yamllint');
  if (!existsSync(program)) {
    execFileSync('python3', ['-m', 'venv', folder], { stdio: 'pipe' });
    const args = ['install', '--quiet', `yamllint==${versions.yamllint}`];
    execFileSync(join(folder, 'bin/pip'), args, { stdio: 'pipe' });
  }
  return [program];
}

/**
 * Spectral with a single rule, which is all in its favour: the schema that `elasticlint schema` prints overflows its
 * stack after many seconds.
 *
 * @throws Error when it cannot be installed
 */
function spectral(directory: string): Command {
  const folder = join(cache, `spectral-${versions.spectral}`);
  const program = join(folder, 'node_modules/@stoplight/spectral-cli/dist/index.js');
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    const args = ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'];
    const name = `@stoplight/spectral-cli@${versions.spectral}`;
    execFileSync('npm', [...args, name], { stdio: 'pipe' });
  }
  const ruleset = join(directory, 'ruleset.yaml');
  const rule = { given: '$', severity: 'error', then: { function: 'truthy', field: 'node.roles' } };
  writeFileSync(ruleset, JSON.stringify({ rules: { settings: rule } }));
  return [process.execPath, program, 'lint', '--quiet', '--ruleset', ruleset];
}

/** yaml-language-server, which is here for the tests, in a process that asks it once. */
function languageServer(schema: string, directory: string): Command {
  const path = join(directory, 'schema.json');
  writeFileSync(path, schema);
  return [process.execPath, join(import.meta.dirname, 'yaml-language-server.cjs'), path];
}

/**
 * The linters that people have without us, each with as much knowledge of the settings as it can take.
 *
 * @param schema JSON Schema of elasticsearch.yml, draft 07
 * @param directory where their configuration goes
 */
export function peers(schema: string, directory: string): Peers {
  const commands: Record<string, Command> = {};
  const missing: string[] = [];
  const found: Record<string, () => Command> = {
    [`yamllint ${versions.yamllint}`]: yamllint,
    [`spectral ${versions.spectral}, one rule`]: () => spectral(directory),
    'yaml-language-server, our schema': () => languageServer(schema, directory),
  };
  for (const [name, command] of Object.entries(found)) {
    try {
      commands[name] = command();
    } catch (error) {
      missing.push(`${name}: left out, ${(error as Error).message.split('\n')[0]}`);
    }
  }
  return { commands, missing };
}
