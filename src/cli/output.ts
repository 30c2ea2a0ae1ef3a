import { appendFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { currentDay } from '../core/day.js';
import type { Severity } from '../core/finding.js';
import { didYouMean } from '../core/nearest.js';
import { json } from '../reporters/json.js';
import { pretty, type PrettyContext } from '../reporters/pretty.js';
import { writeAtomically } from '../workspace/disk.js';
import { UsageError } from '../workspace/errors.js';
import type { LintResult } from '../workspace/session.js';
import { colorsFor, wantsColor } from './colors.js';
import { stdout } from './streams.js';

/** The formats of a report; `text` is another name of `pretty`. */
export const formats = [
  'pretty',
  'text',
  'json',
  'jsonl',
  'sarif',
  'github',
  'gitlab',
  'junit',
  'checkstyle',
  'markdown',
  'html',
] as const;

export type Format = (typeof formats)[number];

/** What the user may say of the output. */
export interface OutputOptions {
  readonly format: Format;
  /** Files, each with `<format>:` in front or, at most once, without. */
  readonly output: readonly string[];
  readonly sarifCategory?: string;
  readonly sarifSuppressed?: boolean;
  readonly failOn: Severity;
  readonly quiet?: boolean;
  readonly color?: boolean;
  readonly today?: string;
}

/** One report that is wanted: in a file, or on standard output. */
export interface Target {
  readonly format: Format;
  readonly path?: string;
}

/**
 * The reports that are wanted: one on standard output, or in the file that is named without a format, and any number in
 * files.
 *
 * @throws UsageError for an unknown format, and for two reports in one place
 */
export function targetsOf({ format, output }: Pick<OutputOptions, 'format' | 'output'>): Target[] {
  const targets = output.map((given): Target => {
    // a single letter is a drive
    const [, name, path] = /^([a-z]{2,}):(.*)$/s.exec(given) ?? [];
    if (name === undefined || path === undefined) return { format, path: given };
    const known = formats.find((one) => one === name);
    if (!known)
      throw new UsageError(
        `--output ${given}: no format is called '${name}'${didYouMean(name, formats)}`,
      );
    if (path === '' || path === '-')
      throw new UsageError(`--output ${given}: name a file; standard output is for --format`);
    return { format: known, path };
  });
  const plain = output.some((given) => !/^[a-z]{2,}:/.test(given));
  const all = plain ? targets : [{ format }, ...targets];
  const paths = all.map(({ path }) => (path === undefined ? undefined : resolve(path)));
  const twice = all.find((_, index) => paths.indexOf(paths[index]) !== index);
  if (twice) throw new UsageError(`--output ${twice.path}: two reports would go there`);
  return all;
}

/** A report as people read it. */
async function prettyContext(options: OutputOptions, toFile: boolean): Promise<PrettyContext> {
  const terminal = !toFile && stdout.isTerminal;
  return {
    colors: await colorsFor(options.color, toFile),
    width: stdout.columns ?? 110,
    quiet: options.quiet === true,
    // links are no text: only a terminal may get them, whatever is said of colours
    ...(terminal && wantsColor(options.color, toFile) && { urlOf: fileUrl }),
  };
}

const fileUrl = (path: string): string => `file://${encodeURI(resolve(path))}`;

/** The report in one format. */
export async function render(
  result: LintResult,
  { format, path }: Target,
  options: OutputOptions,
): Promise<string> {
  if (format === 'json') return json(result);
  if (format === 'pretty' || format === 'text') {
    // what went wrong is on standard error; `no findings` beside it would sound like success
    if (result.files.length === 0 && result.findings.length === 0) return '';
    return pretty(result, await prettyContext(options, path !== undefined));
  }
  if (format === 'jsonl') return (await import('../reporters/jsonl.js')).jsonl(result);
  if (format === 'sarif') {
    const [{ sarif }, { sarifContext }] = await Promise.all([
      import('../reporters/sarif.js'),
      import('./sarif-context.js'),
    ]);
    const { sarifCategory: category, sarifSuppressed: suppressed = false } = options;
    const context = sarifContext({ suppressed, ...(category !== undefined && { category }) });
    return sarif(result, { ...context, rules: [...context.rules, ...result.customRules] });
  }
  if (format === 'html')
    return (await import('./html-page.js')).htmlPage(result, options.today ?? currentDay());
  const { pathsInRepository } = await import('./repository.js');
  const context = { pathInRepository: pathsInRepository(process.cwd()) };
  switch (format) {
    case 'github': {
      const { github } = await import('../reporters/github.js');
      return github(result, { ...(await prettyContext(options, path !== undefined)), ...context });
    }
    case 'gitlab':
      return (await import('../reporters/gitlab.js')).gitlab(result, context);
    case 'junit': {
      const { junit } = await import('../reporters/junit.js');
      return junit(result, { ...context, failOn: options.failOn });
    }
    case 'checkstyle':
      return (await import('../reporters/checkstyle.js')).checkstyle(result, context);
    case 'markdown':
      return (await import('../reporters/markdown.js')).markdown(result, context);
  }
}

/** Prints a text, or writes it to a file. @throws UsageError when the file cannot be written */
export function print(text: string, path: string | undefined): void {
  if (path === undefined) stdout.write(text);
  else
    try {
      writeAtomically(resolve(path), new TextEncoder().encode(text));
    } catch (error) {
      throw new UsageError(`--output ${path}: ${(error as Error).message}`);
    }
}

/**
 * Writes all reports that are wanted. In a job of GitHub its format also adds to the summary of the job.
 *
 * @param toStdout what takes the report that goes to no file
 * @throws UsageError when a file cannot be written
 */
export async function report(
  result: LintResult,
  options: OutputOptions,
  toStdout = (text: string): void => print(text, undefined),
): Promise<void> {
  const targets = targetsOf(options);
  for (const target of targets) {
    const text = await render(result, target, options);
    if (target.path === undefined) toStdout(text);
    else print(text, target.path);
  }
  const { GITHUB_STEP_SUMMARY: summary } = process.env;
  if (!summary || !targets.some(({ format }) => format === 'github')) return;
  try {
    appendFileSync(summary, await render(result, { format: 'markdown', path: summary }, options));
  } catch (error) {
    throw new UsageError(`GITHUB_STEP_SUMMARY: ${(error as Error).message}`);
  }
}
