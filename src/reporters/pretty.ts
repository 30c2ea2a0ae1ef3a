import { coverageText } from './coverage.js';
import type { Finding, Report } from '../core/finding.js';
import type { Place, SourceText } from '../core/text.js';
import { summary } from './summary.js';
import { excerpt, oneLine } from './terminal.js';

/** The colours that the terminal is to have; identity functions where it is to have none. */
export interface Colors {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

const same = (text: string): string => text;

/** Of a report that is to have no colours. */
export const noColors: Colors = { bold: same, dim: same, red: same, yellow: same, cyan: same };

/** What the pretty format depends on beside the report. */
export interface PrettyContext {
  readonly colors: Colors;
  /** Width of the terminal, for wrapping. */
  readonly width: number;
  /** Leave out code frames and explanations. */
  readonly quiet?: boolean;
  /** The address of a file, where the terminal is to make links of paths (OSC 8). */
  readonly urlOf?: (path: string) => string;
}

const indent = '     ';

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of oneLine(text).split(' ')) {
    if (line !== '' && line.length + word.length + 1 > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** The line of a place with two lines above it, the exact span underlined. Long lines are cut around the span. */
export function codeFrame({ source, range }: Place, { colors, width }: PrettyContext): string[] {
  const start = source.position(range.start);
  const end = source.position(range.end);
  const gutter = String(start.line).length;
  const room = Math.max(width - gutter - 8, 40);
  const frame: string[] = [];
  for (let line = Math.max(1, start.line - 2); line < start.line; line++) {
    const { text } = excerpt(source.shownLine(line), { start: 0, end: 0 }, room);
    frame.push(colors.dim(`    ${String(line).padStart(gutter)} │ ${text}`.trimEnd()));
  }
  const shown = source.shownLine(start.line);
  const stop = end.line === start.line ? end.column - 1 : shown.length;
  const { text, before, length } = excerpt(shown, { start: start.column - 1, end: stop }, room);
  return [
    ...frame,
    `  ▸ ${start.line} │ ${text}`.trimEnd(),
    `    ${' '.repeat(gutter)} │ ${' '.repeat(before)}${colors.red('^'.repeat(length))}`,
  ];
}

function paint(finding: Finding, colors: Colors): string {
  const word = finding.severity;
  return word === 'error'
    ? colors.red(word)
    : word === 'warning'
      ? colors.yellow(word)
      : colors.cyan(word);
}

function* lines(finding: Finding, context: PrettyContext): Generator<string> {
  const { colors, width } = context;
  const { line, column } = finding.source.position(finding.range.start);
  const at = `${line}:${column}`.padStart(6);
  yield `${at}  ${paint(finding, colors)}  ${colors.bold(oneLine(finding.text))}  ${colors.dim(finding.rule)}`;
  if (context.quiet) return;
  if (finding.source.text !== '') yield* codeFrame(finding, context);
  const prose = [finding.why, finding.advice && `Fix: ${finding.advice}`];
  for (const text of prose) {
    if (text)
      for (const wrapped of wrap(text, Math.max(40, Math.min(width, 110) - indent.length)))
        yield indent + wrapped;
  }
  if (finding.fix)
    yield `${indent}${finding.fix.safe ? '--fix' : '--fix-unsafe'} does it: ${oneLine(finding.fix.title)}`;
  for (const related of finding.related) {
    const place = related.source.position(related.range.start);
    yield colors.dim(
      indent +
        oneLine(`see ${related.source.path}:${place.line}:${place.column}: ${related.message}`),
    );
  }
  yield '';
}

/** A path in bold, and as a link where there are links. */
function linked(path: string, { colors, urlOf }: PrettyContext): string {
  const shown = colors.bold(oneLine(path));
  return urlOf ? `\x1b]8;;${urlOf(path)}\x1b\\${shown}\x1b]8;;\x1b\\` : shown;
}

/** `--format pretty`: file by file, each finding with its code frame, why it matters and what to do. */
export function pretty(report: Report, context: PrettyContext): string {
  const output: string[] = [];
  let file: SourceText | undefined;
  for (const finding of report.findings) {
    if (finding.source.path !== file?.path) {
      if (context.quiet && file) output.push('');
      output.push(linked(finding.source.path, context));
      file = finding.source;
    }
    output.push(...lines(finding, context));
  }
  if (context.quiet && file) output.push('');
  const coverage = report.coverage ? `${coverageText(report.coverage)}\n` : '';
  return `${[...output, coverage + summary(report)].join('\n')}\n`;
}
