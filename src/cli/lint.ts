import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { weight } from '../core/finding.js';
import { maskSecrets } from '../core/secrets.js';
import type { DocumentKind } from '../documents/document.js';
import { isDay } from '../core/day.js';
import { countFindings } from '../reporters/json.js';
import type { Platform } from '../topology/cluster.js';
import { parseVersions, VersionError } from '../settings/versions.js';
import { disk } from '../workspace/disk.js';
import { UsageError } from '../workspace/errors.js';
import { parseRuleSetting } from '../workspace/rule-setting.js';
import { MemoryVfs } from '../workspace/vfs.js';
import {
  openWorkspace,
  type LintResult,
  type Workspace,
  type WorkspaceOptions,
} from '../workspace/session.js';
import { tryVersions, type Trials } from '../workspace/trials.js';
import { printDiff, writeFixes } from './fixes.js';
import type { BaselineOptions } from './baseline.js';
import type { SpreadOptions } from './spread.js';
import { exitCodes, type ExitCode } from './exit.js';
import { print, report, targetsOf, type OutputOptions } from './output.js';
import { colorsFor } from './colors.js';
import { stderr, stdout, tell } from './streams.js';
import { trialsJson, trialsTable } from './versions-table.js';

/** The options that say how files are judged, as commander gives them. */
export interface JudgingOptions {
  readonly esVersion?: string;
  readonly platform?: Platform;
  readonly kind?: DocumentKind;
  readonly config?: string | boolean;
  readonly rule: readonly string[];
  readonly preview?: boolean;
  readonly rulesAsOf?: string;
  readonly pedantic?: boolean;
  readonly coverage?: boolean;
  readonly forceExclude?: boolean;
  readonly today?: string;
}

/** The options of `elasticlint lint`. */
export interface LintOptions
  extends JudgingOptions, OutputOptions, SpreadOptions, Omit<BaselineOptions, 'today' | 'format'> {
  readonly fix?: boolean;
  readonly fixUnsafe?: boolean;
  readonly diff?: boolean;
  readonly stdin?: boolean;
  readonly stdinFilename: string;
  readonly maxWarnings?: string;
  readonly exitZero?: boolean;
  readonly allowEmpty?: boolean;
  readonly prove?: boolean;
  readonly printConfig?: string;
}

/** Takes a day that there is. @throws UsageError */
export function checkDate(today: string | undefined): void {
  if (today !== undefined && !isDay(today))
    throw new UsageError(`--today ${today}: write it as YYYY-MM-DD`);
}

/** Says on standard error how far a long run is, if a person is watching. */
function progress(): { onRead?: (count: number) => void; clear: () => void } {
  if (!stderr.isTerminal) return { clear: () => undefined };
  const begin = Date.now();
  let last = begin;
  let shown = false;
  return {
    onRead(count) {
      const now = Date.now();
      if (now - begin < 1000 || now - last < 200) return;
      [last, shown] = [now, true];
      stderr.write(`\r${count} files read …`);
    },
    clear: () => void (shown && stderr.write('\r\x1b[K')),
  };
}

/** What of a result decides how the command ends. */
type Ending = Pick<LintResult, 'findings' | 'crashes' | 'files' | 'unmatched' | 'unreadable'>;

/** How a run ends. */
export function exitCode(
  result: Ending,
  options: Pick<LintOptions, 'failOn' | 'exitZero' | 'allowEmpty'>,
  maxWarnings: number,
): ExitCode {
  const counts = countFindings(result.findings);
  if (result.crashes.length > 0 || result.unreadable.length > 0) return exitCodes.failed;
  const heavy = result.findings.some(({ severity }) => weight(severity) >= weight(options.failOn));
  if ((heavy || counts.warning > maxWarnings) && options.exitZero !== true)
    return exitCodes.findings;
  const nothing = result.unmatched.length > 0 || result.files.length === 0;
  return nothing && options.allowEmpty !== true ? exitCodes.nothingChecked : exitCodes.clean;
}

/** The versions to try one after the other, where the user gave a range of them. @throws UsageError */
async function versionsToTry(options: LintOptions): Promise<readonly string[] | undefined> {
  const { esVersion, fix, fixUnsafe, diff, baseline } = options;
  const versions = esVersion === undefined ? undefined : await parseVersions(esVersion);
  if (!versions?.ranged) return undefined;
  const refuse = (option: string, why: string): never => {
    throw new UsageError(
      `${option} needs one version: --es-version ${versions.text} is a range, ${why}`,
    );
  };
  const other = targetsOf(options).find(({ format }) => !/^(?:pretty|text|json)$/.test(format));
  if (other) refuse(`--format ${other.format}`, 'for which --format json has the data');
  if (baseline !== undefined) refuse('--baseline', 'and what is known of one is new on another');
  if (diff) refuse('--diff', 'and a fix may be right for some of it only');
  if (fix) refuse('--fix', 'and a fix may be right for some of it only');
  if (fixUnsafe) refuse('--fix-unsafe', 'and a fix may be right for some of it only');
  return versions.list;
}

/** The exit code of a range: the worst of the single versions'. */
function exitCodeOfTrials(found: Trials, options: LintOptions, maxWarnings: number): ExitCode {
  const results = found.trials.flatMap(({ files, outcomes }) =>
    outcomes.map((outcome) => ({ ...found, ...outcome, files })),
  );
  const nothing = { ...found, findings: [], crashes: [], files: [] };
  const codes = (results.length > 0 ? results : [nothing]).map((result) =>
    exitCode(result, options, maxWarnings),
  );
  const { failed, findings, nothingChecked, clean } = exitCodes;
  return [failed, findings, nothingChecked].find((code) => codes.includes(code)) ?? clean;
}

/** `--es-version 7.17-9.5`: says on which versions the files would start. */
async function reportTrials(
  found: Trials,
  given: readonly string[],
  options: LintOptions,
): Promise<void> {
  const { failOn, quiet = false } = options;
  for (const { format, path } of targetsOf(options)) {
    const colors = await colorsFor(options.color, path !== undefined);
    print(
      format === 'json' ? trialsJson(found) : trialsTable(found, { colors, failOn, quiet }),
      path,
    );
  }
  const outcomes = found.trials.flatMap((trial) => trial.outcomes);
  const crashes = new Map(
    outcomes.flatMap((outcome) => outcome.crashes.map((crash) => [crash.rule, crash])),
  );
  explainTrouble(
    {
      ...found,
      files: found.trials.flatMap(({ files }) => files),
      findings: outcomes.flatMap(({ findings }) => findings),
      crashes: [...crashes.values()],
    },
    given,
  );
}

/** The part of the options that says how files are judged, over the files of the working directory. @throws UsageError */
export function settingsOf(options: JudgingOptions): WorkspaceOptions {
  checkDate(options.today);
  return {
    vfs: disk,
    cwd: process.cwd(),
    rules: Object.fromEntries(options.rule.map(parseRuleSetting)),
    ...(options.esVersion !== undefined && { esVersion: options.esVersion }),
    ...(options.platform && { platform: options.platform }),
    ...(typeof options.config === 'string' && { manifest: options.config }),
    ...(options.config === false && { manifest: false as const }),
    ...(options.today !== undefined && { today: options.today }),
    ...(options.kind && { kind: options.kind }),
    env: process.env,
    preview: options.preview === true,
    ...(options.rulesAsOf !== undefined && { rulesAsOf: options.rulesAsOf }),
    pedantic: options.pedantic === true,
    coverage: options.coverage === true,
    forceExclude: options.forceExclude === true,
  };
}

/** Lints, prints the report, and gives the exit code. @throws UsageError */
export async function lint(given: readonly string[], options: LintOptions): Promise<number> {
  const { maxWarnings: limit = 'none' } = options;
  if (!/^(?:\d+|none)$/.test(limit))
    throw new UsageError(`--max-warnings ${limit}: a whole number from 0 on is wanted`);
  const maxWarnings = limit === 'none' ? Infinity : Number(limit);
  const targets = targetsOf(options);
  const fixing = options.fix || options.fixUnsafe || options.diff;
  const cwd = process.cwd();
  const input = readsStdin(given, options) ? resolve(cwd, options.stdinFilename) : undefined;
  const vfs = input === undefined ? disk : new MemoryVfs({ [input]: readFileSync(0) }, disk);
  const paths = input === undefined ? (given.length > 0 ? given : ['.']) : [input];
  const { clear, onRead } = progress();
  const settings = { ...settingsOf(options), vfs, ...(onRead && { onRead }) };
  try {
    const versions = await versionsToTry(options);
    // these need all files as one workspace, others can have each by itself
    const whole =
      fixing ||
      versions ||
      input !== undefined ||
      options.coverage ||
      options.prove ||
      options.printConfig !== undefined ||
      targets.some(({ format }) => format === 'html');
    const spread = !whole && (await import('./spread.js')).spreading(options, settings);
    const workspace = openWorkspace({ ...settings, ...spread });
    if (options.printConfig !== undefined)
      return (await import('./print-config.js')).printConfig(
        workspace,
        options.printConfig,
        options,
      );
    if (versions) {
      const found = await tryVersions(workspace, paths, versions);
      clear();
      await reportTrials(found, given, options);
      return exitCodeOfTrials(found, options, maxWarnings);
    }
    const { fixUnsafe, diff } = options;
    const fixes = fixing ? await workspace.fix(paths, fixUnsafe === true) : undefined;
    const found = fixes?.result ?? (await workspace.lint(paths));
    clear();
    const proved = options.prove
      ? await (await import('./proof/report.js')).proven(found, settings)
      : found;
    const result = await againstBaseline(proved, workspace, options);
    const toStderr = (text: string): void => stderr.write(text);
    if (fixes && diff) {
      printDiff(fixes);
      await report(result, options, toStderr);
    } else if (fixes && input !== undefined) {
      stdout.write(fixes.changed.get(input)?.bytes ?? vfs.read(input));
      await report(result, options, toStderr);
    } else {
      const trouble = fixes ? writeFixes(fixes, workspace) : [];
      await report(result, options);
      if (trouble.length > 0) throw new UsageError(trouble.join('; '));
    }
    for (const note of result.notes) tell(`elasticlint: ${note}`);
    explainTrouble(result, given);
    const code = exitCode(result, options, maxWarnings);
    const differs = diff === true && fixes !== undefined && fixes.changed.size > 0;
    return differs && code === exitCodes.clean && options.exitZero !== true
      ? exitCodes.findings
      : code;
  } catch (error) {
    clear();
    if (error instanceof VersionError) throw new UsageError(error.message);
    throw error;
  }
}

/** Whether standard input is what is linted. @throws UsageError when other files are named beside it */
function readsStdin(given: readonly string[], { stdin }: LintOptions): boolean {
  const others = given.filter((path) => path !== '-');
  const wanted = stdin === true || others.length < given.length;
  if (wanted && others.length > 0)
    throw new UsageError(
      `standard input is linted alone: leave out ${others.join(', ')}, or - and --stdin`,
    );
  return wanted;
}

/** What the baseline knows is taken out of the findings; reports have it apart. */
async function againstBaseline(
  result: LintResult,
  workspace: Workspace,
  options: LintOptions,
): Promise<LintResult> {
  if (options.baseline === undefined) {
    if (options.updateBaseline)
      throw new UsageError('--update-baseline: say which file it is: --baseline <file>');
    return result;
  }
  return (await import('./baseline.js')).applyBaseline(result, workspace, options);
}

/** Says on standard error what went wrong on the way. */
export function explainTrouble(result: Ending, given: readonly string[]): void {
  for (const line of result.unreadable) tell(`elasticlint: ${line}`);
  for (const line of result.unmatched) tell(`elasticlint: ${line}`);
  for (const { rule, error } of result.crashes) {
    tell(
      `elasticlint: internal error in ${rule}: ${maskSecrets(error)}. The other rules went on; please report it.`,
    );
  }
  const saysEnough = [result.files, result.findings, result.unmatched, result.unreadable];
  if (saysEnough.some((list) => list.length > 0)) return;
  const where = given.length > 0 ? given.join(', ') : 'this directory';
  tell(
    `elasticlint: nothing was checked: no elasticsearch.yml, settings payload or elasticlint.yml in ${where}. Name the file, or run \`elasticlint init\`.`,
  );
}
