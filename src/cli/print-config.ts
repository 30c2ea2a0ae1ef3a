import type { Configured } from '../workspace/config.js';
import { configOf } from '../workspace/config.js';
import type { Workspace } from '../workspace/session.js';
import { exitCodes, type ExitCode } from './exit.js';
import { stdout } from './streams.js';

/** Lines of three columns. */
function table(rows: readonly Configured[]): string[] {
  const width = (column: 'name' | 'value'): number =>
    Math.max(0, ...rows.map((row) => row[column].length));
  const [names, values] = [width('name'), width('value')];
  return rows.map(
    ({ name, value, from }) => `  ${name.padEnd(names)}  ${value.padEnd(values)}  ${from}`,
  );
}

/**
 * `--print-config FILE`: what holds for a file, and where each value comes from. As text it lists the rules that
 * somebody set, as JSON all of them.
 *
 * @throws UsageError for a file that is not there, and all that a run would stop at
 */
export async function printConfig(
  workspace: Workspace,
  file: string,
  options: { readonly format: string },
): Promise<ExitCode> {
  const config = await configOf(workspace, file);
  if (options.format === 'json') {
    stdout.write(`${JSON.stringify(config, null, 2)}\n`);
    return exitCodes.clean;
  }
  const set = config.rules.filter(({ from }) => from !== 'default');
  const others = config.rules.length - set.length;
  const lines = [
    config.file,
    ...table(config.values),
    'rules',
    ...table(set),
    `  ${others} ${set.length > 0 ? 'others ' : ''}as they are by default`,
  ];
  stdout.write(`${lines.join('\n')}\n`);
  return exitCodes.clean;
}
