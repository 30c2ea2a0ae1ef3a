import { severities, weight, type Finding, type Severity } from '../core/finding.js';
import { countFindings, jsonFinding } from '../reporters/json.js';
import type { Colors } from '../reporters/pretty.js';
import { plural } from '../reporters/summary.js';
import { oneLine } from '../reporters/terminal.js';
import type { Outcome, Trial, Trials } from '../workspace/trials.js';

/** What the table depends on beside what was found. */
export interface TableContext {
  readonly colors: Colors;
  /** Findings from this severity on are listed as reasons. */
  readonly failOn: Severity;
  /** One line a row. */
  readonly quiet: boolean;
}

/** Reasons listed in a row; `--es-version <one version>` lists all. */
const SHOWN = 3;

/**
 * An error that shows when the node already runs: by the words in which every rule says when it bites, and everything
 * that is about two clusters.
 */
const bitesLater = ({ rule, why }: Finding): boolean =>
  rule.startsWith('link/') || /Bites: at the first /.test(why ?? '');

/** Whether a finding means that a node does not start or a request is refused; raised warnings do not. */
function refuses({ files }: Trial, finding: Finding): boolean {
  const { severity, ownSeverity, source } = finding;
  const isError = severity === 'error' && (ownSeverity ?? 'error') === 'error';
  return isError && files.includes(source) && !bitesLater(finding);
}

const starts = (trial: Trial, { findings }: Outcome): boolean =>
  !findings.some((finding) => refuses(trial, finding));

const span = (first: string, last: string): string =>
  first === last ? first : `${first} – ${last}`;

/** Neighbouring versions of which the same is said, together. */
function fold<T>(outcomes: readonly Outcome[], say: (outcome: Outcome) => T) {
  const folded: { first: string; last: string; said: T }[] = [];
  for (const outcome of outcomes) {
    const [before, said] = [folded.at(-1), say(outcome)];
    if (before && JSON.stringify(before.said) === JSON.stringify(said))
      before.last = outcome.version;
    else folded.push({ first: outcome.version, last: outcome.version, said });
  }
  return folded.map(({ first, last, said }) => ({ versions: span(first, last), said }));
}

function reason({ rule, setting, source, range }: Finding): string {
  const place = `${source.path}:${source.position(range.start).line}`;
  return oneLine([rule, setting, place].filter(Boolean).join('  '));
}

/** What stops the start stands first. */
function reasons(trial: Trial, { findings }: Outcome, failOn: Severity): string[] {
  const rank = (finding: Finding): number =>
    refuses(trial, finding) ? severities.length + 1 : weight(finding.severity);
  return findings
    .filter((finding) => rank(finding) >= weight(failOn))
    .sort((a, b) => rank(b) - rank(a))
    .map(reason);
}

function* table(trial: Trial, { colors, failOn, quiet }: TableContext): Generator<string> {
  const rows = fold(trial.outcomes, (outcome) => {
    const { error, warning } = countFindings(outcome.findings);
    const yes = starts(trial, outcome);
    return { yes, error, warning, reasons: reasons(trial, outcome, failOn) };
  });
  const head = ['version', trial.hasNodes ? 'starts' : 'accepted', 'errors', 'warnings'];
  const cells = rows.map(({ versions, said: { yes, error, warning } }) => [
    versions,
    yes ? 'yes' : 'no',
    String(error),
    String(warning),
  ]);
  const widths = head.map((_, at) => Math.max(...[head, ...cells].map((row) => row[at]!.length)));
  const padded = (row: readonly string[]): string[] =>
    row.map((text, at) => (at < 2 ? text.padEnd(widths[at]!) : text.padStart(widths[at]!)));
  yield colors.dim([...padded(head), 'first findings'].join('  '));
  const indent = ' '.repeat(padded(head).join('  ').length + 2);
  for (const [at, { said }] of rows.entries()) {
    const [versions, word, ...counts] = padded(cells[at]!);
    const shown = [versions, said.yes ? word : colors.red(word!), ...counts].join('  ');
    const [first, ...others] = said.reasons.slice(0, quiet ? 1 : SHOWN);
    yield first === undefined ? shown : `${shown}  ${first}`;
    for (const text of others) yield indent + text;
    const more = said.reasons.length - SHOWN;
    if (more > 0 && !quiet) yield `${indent}and ${more} more`;
  }
}

/** Which versions a trial starts on, in words. */
function verdict(trial: Trial): string {
  const verb = trial.hasNodes ? 'starts' : 'is accepted';
  const good = trial.outcomes.filter((outcome) => starts(trial, outcome));
  const all = trial.outcomes.length;
  if (good.length === all)
    return `${verb} on ${all === 1 ? good[0]!.version : `all ${all} versions`}`;
  if (good.length === 0) return `${verb} on none of ${plural(all, 'version')}`;
  const stretches = fold(trial.outcomes, (outcome) => starts(trial, outcome));
  const names = stretches.filter(({ said }) => said).map(({ versions }) => versions);
  return `${verb} on ${good.length} of ${all} versions: ${names.join(', ')}`;
}

function title({ cluster, declared, files }: Trial): string {
  if (cluster !== undefined)
    return `cluster ${cluster}${declared === undefined ? '' : ` (in the manifest: ${declared})`}`;
  const [first, ...others] = files;
  return others.length < 3
    ? files.map(({ path }) => path).join(', ')
    : `${first!.path} and ${others.length} more files`;
}

/** For people: a table for each cluster, with equal neighbouring versions in one row; empty when nothing was checked. */
export function trialsTable({ trials }: Trials, context: TableContext): string {
  return trials
    .map((trial) =>
      [context.colors.bold(oneLine(title(trial))), ...table(trial, context), '', verdict(trial), '']
        .map((text) => `${text}\n`)
        .join(''),
    )
    .join('')
    .replace(/\n\n$/, '\n');
}

/** For programs: the contract of schemas/versions-report.schema.json, one line a version. */
export function trialsJson({ trials }: Trials): string {
  const row = (trial: Trial, outcome: Outcome): string => {
    const { error: errors, warning: warnings, info: infos } = countFindings(outcome.findings);
    return JSON.stringify({
      version: outcome.version,
      starts: starts(trial, outcome),
      errors,
      warnings,
      infos,
      findings: outcome.findings.map(jsonFinding),
    });
  };
  const texts = trials.map((trial) => {
    const { cluster, files, outcomes } = trial;
    const head = {
      ...(cluster !== undefined && { cluster }),
      files: files.map(({ path }) => path),
    };
    const rows = outcomes.map((outcome) => `\n${row(trial, outcome)}`).join(',');
    return `{${JSON.stringify(head).slice(1, -1)},"versions":[${rows}\n]}`;
  });
  return `{"version":1,"trials":[${texts.join(',')}]}\n`;
}
