import { readFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { currentDay, isDay } from '../core/day.js';
import { rules } from '../../rules/registry.js';
import { didYouMean } from '../core/nearest.js';
import { hidden } from '../reporters/summary.js';
import {
  Baseline,
  describeEntry,
  type BaselineEntry,
  type Comparison,
} from '../workspace/baseline.js';
import { disk, writeAtomically } from '../workspace/disk.js';
import { UsageError } from '../workspace/errors.js';
import { openWorkspace, type LintResult, type Workspace } from '../workspace/session.js';
import { exitCodes } from './exit.js';
import { exitCode, explainTrouble, settingsOf, type JudgingOptions } from './lint.js';
import { tell } from './streams.js';

/** What the user may say of a baseline. */
export interface BaselineOptions {
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  /** For entries that are added. */
  readonly reason?: string;
  readonly until?: string;
  readonly today?: string;
  readonly format?: string;
}

/** The name of the file where none is given. */
export const defaultBaseline = 'elasticlint-baseline.json';

const plural = (count: number): string => (count === 1 ? '1 entry' : `${count} entries`);

/** A baseline on disk. @throws UsageError when it is not there or is none */
function read(path: string): Baseline {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new UsageError(
      `the baseline ${path} ${missing ? `is not there: \`elasticlint baseline write --baseline ${path}\` makes one` : `cannot be read: ${(error as Error).message}`}`,
    );
  }
  return Baseline.parse(text, path);
}

function write(path: string, baseline: Baseline): void {
  try {
    writeAtomically(resolve(path), new TextEncoder().encode(baseline.toString()));
  } catch (error) {
    throw new UsageError(`the baseline ${path} cannot be written: ${(error as Error).message}`);
  }
}

/** How the findings of a run compare with the entries of a file. */
function comparison(
  path: string,
  { files, clusters, findings, suppressed }: LintResult,
  workspace: Workspace,
  today = currentDay(),
): Comparison {
  const base = dirname(resolve(path));
  const fromBase = (absolute: string): string => relative(base, absolute).split(sep).join('/');
  const sources = [
    ...files,
    ...[...findings, ...suppressed.map(({ finding }) => finding)].map(({ source }) => source),
    ...clusters.flatMap(({ facts, nodes }) => [
      ...(facts.declaredAt ? [facts.declaredAt.source] : []),
      ...nodes.flatMap((node) =>
        [...node.files.values()].flatMap(({ certificates, keys }) =>
          [...certificates, ...keys].map(({ source }) => source),
        ),
      ),
    ]),
  ];
  const seen = new Set(sources.map((source) => fromBase(workspace.pathOf(source))));
  const ids = new Map(
    rules.flatMap(({ id, aliases = [] }) => [id, ...aliases].map((name) => [name, id])),
  );
  return {
    today,
    pathOf: (source) => fromBase(workspace.pathOf(source)),
    resolve: (id) => ids.get(id),
    checked: (file) => seen.has(file) || disk.stat(resolve(base, file)) === undefined,
  };
}

const list = (what: string, entries: readonly BaselineEntry[]): void => {
  if (entries.length === 0) return;
  tell(`elasticlint: ${plural(entries.length)} of the baseline ${what}:`);
  for (const entry of entries) tell(`  ${describeEntry(entry)}`);
};

/**
 * Takes what the baseline knows out of the findings, after bringing it up to date where that is wanted; says on standard
 * error what of it is gone or has expired.
 *
 * @throws UsageError when the baseline is not there, is none or cannot be written
 */
export function applyBaseline(
  result: LintResult,
  workspace: Workspace,
  options: BaselineOptions,
): LintResult {
  const { baseline: path = defaultBaseline, updateBaseline, reason, until, today } = options;
  const how = comparison(path, result, workspace, today);
  const isNew = updateBaseline === true && disk.stat(resolve(path)) === undefined;
  let baseline = isNew ? new Baseline() : read(path);
  if (updateBaseline) {
    baseline = baseline.updated(result.findings, how, added(reason, until));
    write(path, baseline);
  }
  const { findings, baselined, gone, expired, renamed } = baseline.compare(result.findings, how);
  list('gone; `elasticlint baseline prune` takes them out', gone);
  list('expired', expired);
  list('with the former id of a rule; `elasticlint baseline prune` writes the new one', renamed);
  const compared = { ...result, findings, baselined };
  if (!/^(?:pretty|text|github|markdown)$/.test(options.format ?? ''))
    tell(`elasticlint: ${hidden(compared)}`);
  return compared;
}

/** What is written to new entries. @throws UsageError for a wrong date */
function added(
  reason: string | undefined,
  until: string | undefined,
): Pick<BaselineEntry, 'reason' | 'until'> {
  if (until !== undefined && !isDay(until))
    throw new UsageError(`--until ${until}: write it as YYYY-MM-DD`);
  return { ...(reason !== undefined && { reason }), ...(until !== undefined && { until }) };
}

const actions: readonly string[] = ['write', 'update', 'prune'];

/**
 * `elasticlint baseline write|update|prune`: makes a baseline of what is found, adds what is new and takes out what is
 * gone, or only the latter.
 *
 * @returns the exit code: clean, nothing checked, or failed where files could not be read, and then nothing is written
 * @throws UsageError when there is one already (write), there is none (update, prune), or it cannot be written
 */
export async function changeBaseline(
  action: string,
  paths: readonly string[],
  options: JudgingOptions & BaselineOptions & { readonly force?: boolean },
): Promise<number> {
  const { baseline: path = defaultBaseline, reason, until, today } = options;
  if (!actions.includes(action))
    throw new UsageError(
      `baseline ${action}: write, update or prune is wanted${didYouMean(action, actions)}`,
    );
  if (action === 'write' && disk.stat(resolve(path)) && options.force !== true)
    throw new UsageError(
      `${path} is there already: \`baseline update\` keeps its reasons, --force replaces it`,
    );
  const before = action === 'write' ? new Baseline() : read(path);
  const more = action === 'prune' ? undefined : added(reason, until);
  const workspace = openWorkspace(settingsOf(options));
  const result = await workspace.lint(paths.length > 0 ? paths : ['.']);
  explainTrouble(result, paths);
  const code = exitCode(result, { failOn: 'error', exitZero: true }, Infinity);
  if (code !== exitCodes.clean) return code;
  const after = before.updated(result.findings, comparison(path, result, workspace, today), more);
  write(path, after);
  tell(`elasticlint: ${path} has ${plural(after.entries.length)}, before ${before.entries.length}`);
  return code;
}
