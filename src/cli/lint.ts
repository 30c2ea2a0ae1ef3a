import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import picocolors from 'picocolors';
import { weight, type Severity } from '../core/finding.js';
import { maskSecrets } from '../core/secrets.js';
import type { DocumentKind } from '../documents/document.js';
import { json, countFindings } from '../reporters/json.js';
import { pretty } from '../reporters/pretty.js';
import type { Platform } from '../topology/cluster.js';
import { parseVersions, VersionError } from '../settings/versions.js';
import { disk, writeAtomically } from '../workspace/disk.js';
import { UsageError } from '../workspace/errors.js';
import { didYouMean } from '../core/nearest.js';
import type { Level } from '../workspace/manifest.js';
import { MemoryVfs } from '../workspace/vfs.js';
import { openWorkspace, type LintResult, type WorkspaceOptions } from '../workspace/session.js';
import { tryVersions, type Trials } from '../workspace/trials.js';
import type { SpreadOptions } from './spread.js';
import { exitCodes, type ExitCode } from './exit.js';
import { trialsJson, trialsTable } from './versions-table.js';

/** The options of `elasticlint lint`, as commander gives them. */
export interface LintOptions extends SpreadOptions {
  readonly esVersion?: string;
  readonly platform?: Platform;
  readonly format: 'pretty' | 'json' | 'sarif';
  readonly sarifCategory?: string;
  readonly sarifSuppressed?: boolean;
  readonly output?: string;
  readonly fix?: boolean;
  readonly fixUnsafe?: boolean;
  readonly stdin?: boolean;
  readonly stdinFilename: string;
  readonly kind?: DocumentKind;
  readonly config?: string | boolean;
  readonly rule: readonly string[];
  readonly maxWarnings?: string;
  readonly failOn: Severity;
  readonly pedantic?: boolean;
  readonly coverage?: boolean;
  readonly quiet?: boolean;
  readonly exitZero?: boolean;
  readonly allowEmpty?: boolean;
  readonly forceExclude?: boolean;
  readonly today?: string;
  readonly color?: boolean;
}

const levels: readonly string[] = ['off', 'info', 'warning', 'error'];

function ruleLevels(given: readonly string[]): Record<string, Level> {
  return Object.fromEntries(
    given.map((text) => {
      const [id, level] = text.split('=');
      if (!id || !level || !levels.includes(level)) {
        const hint = level ? didYouMean(level, levels) : '';
        throw new UsageError(
          `--rule ${text}: write it as <rule>=off, info, warning or error${hint}`,
        );
      }
      return [id, level as Level];
    }),
  );
}

function checkDate(today: string | undefined): void {
  if (today === undefined) return;
  const date = /^\d{4}-\d\d-\d\d$/.test(today) ? new Date(today) : undefined;
  // the 31st of a short month would silently become the 1st of the next
  if (!date || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== today) {
    throw new UsageError(`--today ${today}: write it as YYYY-MM-DD`);
  }
}

/** Colours only for a person at a terminal, unless told otherwise by option, NO_COLOR or FORCE_COLOR. */
function wantsColor(option: boolean | undefined, toFile: boolean): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (option !== undefined) return option;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== '0';
  return !toFile && process.stdout.isTTY === true && TERM !== 'dumb';
}

async function render(result: LintResult, options: LintOptions): Promise<string> {
  if (options.format === 'json') return json(result);
  if (options.format === 'sarif') {
    const [{ sarif }, { sarifContext }] = await Promise.all([
      import('../reporters/sarif.js'),
      import('./sarif-context.js'),
    ]);
    const { sarifCategory: category, sarifSuppressed: suppressed = false } = options;
    return sarif(result, sarifContext({ suppressed, ...(category !== undefined && { category }) }));
  }
  // what went wrong is on standard error; `no findings` beside it would sound like success
  if (result.files.length === 0 && result.findings.length === 0) return '';
  const colors = picocolors.createColors(wantsColor(options.color, options.output !== undefined));
  return pretty(result, {
    colors,
    width: process.stdout.columns ?? 110,
    quiet: options.quiet === true,
  });
}

/** Says on standard error how far a long run is, if a person is watching. */
function progress(): { onRead?: (count: number) => void; clear: () => void } {
  if (!process.stderr.isTTY) return { clear: () => undefined };
  const begin = Date.now();
  let last = begin;
  let shown = false;
  return {
    onRead(count) {
      const now = Date.now();
      if (now - begin < 1000 || now - last < 200) return;
      [last, shown] = [now, true];
      process.stderr.write(`\r${count} files read …`);
    },
    clear: () => void (shown && process.stderr.write('\r\x1b[K')),
  };
}

/** What of a result decides how the command ends. */
type Ending = Pick<LintResult, 'findings' | 'crashes' | 'files' | 'unmatched' | 'unreadable'>;

function exitCode(result: Ending, options: LintOptions, maxWarnings: number): ExitCode {
  const counts = countFindings(result.findings);
  if (result.crashes.length > 0 || result.unreadable.length > 0) return exitCodes.failed;
  const heavy = result.findings.some(
    (finding) => weight(finding.severity) >= weight(options.failOn),
  );
  if ((heavy || counts.warning > maxWarnings) && options.exitZero !== true)
    return exitCodes.findings;
  const nothing = result.unmatched.length > 0 || result.files.length === 0;
  return nothing && options.allowEmpty !== true ? exitCodes.nothingChecked : exitCodes.clean;
}

/** The versions to try one after the other, where the user gave a range of them. @throws UsageError */
async function versionsToTry(options: LintOptions): Promise<readonly string[] | undefined> {
  const { esVersion, format, fix, fixUnsafe } = options;
  const versions = esVersion === undefined ? undefined : await parseVersions(esVersion);
  if (!versions?.ranged) return undefined;
  const refuse = (option: string, why: string): never => {
    throw new UsageError(
      `${option} needs one version: --es-version ${versions.text} is a range, ${why}`,
    );
  };
  if (format === 'sarif') refuse('--format sarif', 'for which --format json has the data');
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
function reportTrials(found: Trials, given: readonly string[], options: LintOptions): void {
  const colors = picocolors.createColors(wantsColor(options.color, options.output !== undefined));
  const { failOn, quiet = false } = options;
  const text =
    options.format === 'json' ? trialsJson(found) : trialsTable(found, { colors, failOn, quiet });
  print(text, options.output);
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

/** Lints, prints the report, and gives the exit code. @throws UsageError */
export async function lint(given: readonly string[], options: LintOptions): Promise<number> {
  checkDate(options.today);
  const { maxWarnings: limit = 'none' } = options;
  if (!/^(?:\d+|none)$/.test(limit))
    throw new UsageError(`--max-warnings ${limit}: a whole number from 0 on is wanted`);
  const maxWarnings = limit === 'none' ? Infinity : Number(limit);
  const cwd = process.cwd();
  const input = options.stdin ? resolve(cwd, options.stdinFilename) : undefined;
  const vfs = input === undefined ? disk : new MemoryVfs({ [input]: readFileSync(0) }, disk);
  const paths = input === undefined ? (given.length > 0 ? given : ['.']) : [input];
  const { clear, onRead } = progress();
  const settings: WorkspaceOptions = {
    vfs,
    cwd,
    rules: ruleLevels(options.rule),
    ...(options.esVersion !== undefined && { esVersion: options.esVersion }),
    ...(options.platform && { platform: options.platform }),
    ...(typeof options.config === 'string' && { manifest: options.config }),
    ...(options.config === false && { manifest: false as const }),
    ...(options.today !== undefined && { today: options.today }),
    ...(options.kind && { kind: options.kind }),
    env: process.env,
    pedantic: options.pedantic === true,
    coverage: options.coverage === true,
    forceExclude: options.forceExclude === true,
    ...(onRead && { onRead }),
  };
  try {
    const versions = await versionsToTry(options);
    const alone = input === undefined && !options.coverage && !options.fix && !options.fixUnsafe;
    const many = alone && !versions && (await import('./spread.js')).spreading(options, settings);
    const workspace = openWorkspace({ ...settings, ...many });
    if (versions) {
      const found = await tryVersions(workspace, paths, versions);
      clear();
      reportTrials(found, given, options);
      return exitCodeOfTrials(found, options, maxWarnings);
    }
    let result: LintResult;
    if (options.fix || options.fixUnsafe) {
      const fixes = await workspace.fix(paths, options.fixUnsafe === true);
      result = fixes.result;
      clear();
      if (input !== undefined)
        return printFixed(
          fixes.changed.get(input) ?? vfs.read(input),
          result,
          options,
          maxWarnings,
        );
      for (const [path, bytes] of fixes.changed) writeAtomically(path, bytes);
      if (fixes.fixed > 0)
        console.error(
          `${fixes.fixed} fixed in ${[...fixes.changed.keys()].map((path) => workspace.shown(path)).join(', ')}`,
        );
    } else result = await workspace.lint(paths);
    clear();
    print(await render(result, options), options.output);
    explainTrouble(result, given);
    return exitCode(result, options, maxWarnings);
  } catch (error) {
    clear();
    if (error instanceof VersionError) throw new UsageError(error.message);
    throw error;
  }
}

/** `--fix --stdin`: the fixed text alone on standard output, the findings on standard error. */
async function printFixed(
  bytes: Uint8Array,
  result: LintResult,
  options: LintOptions,
  maxWarnings: number,
): Promise<number> {
  process.stdout.write(bytes);
  process.stderr.write(await render(result, options));
  explainTrouble(result, []);
  return exitCode(result, options, maxWarnings);
}

function print(text: string, output: string | undefined): void {
  if (output === undefined) process.stdout.write(text);
  else
    try {
      writeAtomically(resolve(output), new TextEncoder().encode(text));
    } catch (error) {
      throw new UsageError(`--output ${output}: ${(error as Error).message}`);
    }
}

function explainTrouble(result: Ending, given: readonly string[]): void {
  for (const line of result.unreadable) console.error(`elasticlint: ${line}`);
  for (const line of result.unmatched) console.error(`elasticlint: ${line}`);
  for (const { rule, error } of result.crashes) {
    console.error(
      `elasticlint: internal error in ${rule}: ${maskSecrets(error)}. The other rules went on; please report it.`,
    );
  }
  const saysEnough = [result.files, result.findings, result.unmatched, result.unreadable];
  if (saysEnough.some((list) => list.length > 0)) return;
  const where = given.length > 0 ? given.join(', ') : 'this directory';
  console.error(
    `elasticlint: nothing was checked: no elasticsearch.yml, settings payload or elasticlint.yml in ${where}. Name the file, or run \`elasticlint init\`.`,
  );
}
