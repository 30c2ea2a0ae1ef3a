import {
  fullMessage,
  severities,
  worstFirst,
  type Finding,
  type Report,
  type Severity,
} from '../core/finding.js';
import { pretty, type PrettyContext } from './pretty.js';
import type { RepositoryContext } from './repository.js';
import { hidden } from './summary.js';

/** What the format for GitHub Actions depends on beside the report. */
export interface GithubContext extends PrettyContext, RepositoryContext {}

/** GitHub shows no more of one level in one step. */
const most = 10;

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
};

const encoded = (sign: string): string =>
  `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
const data = (text: string): string => text.replace(/[%\r\n]/g, encoded);
const property = (text: string): string => text.replace(/[%\r\n:,]/g, encoded);

function annotation(finding: Finding, path: string): string {
  const { source, range, severity, rule } = finding;
  const start = source.position(range.start);
  const end = source.position(range.end);
  const properties = {
    file: path,
    line: start.line,
    // columns only count where both are on one line
    ...(end.line === start.line
      ? { col: start.column, endColumn: end.column }
      : { endLine: end.line }),
    title: `elasticlint ${rule}`,
  };
  const list = Object.entries(properties).map(
    ([name, value]) => `${name}=${property(String(value))}`,
  );
  return `::${commands[severity]} ${list.join(',')}::${data(fullMessage(finding))}`;
}

/** A line that GitHub would take for a command is none of ours. */
const harmless = (line: string): string => line.replace(/^(\s*)(?=::|##\[)/, '$1| ');

/**
 * `--format github`: the findings for people, as the log shows them, and then annotations, the worst first and no more
 * than GitHub shows.
 */
export function github(report: Report, context: GithubContext): string {
  const worst = worstFirst(report.findings);
  const shown = severities.flatMap((severity) => {
    const own = worst.filter((finding) => finding.severity === severity);
    // one notice is for what is left out
    return own.slice(0, severity === 'info' ? most - 1 : most);
  });
  const left = worst.length - shown.length;
  const annotations = shown.map((finding) =>
    annotation(finding, context.pathInRepository(finding.source.path)),
  );
  const more =
    left > 0
      ? [
          `::notice title=elasticlint::${left} more: see the log and the summary of the job (${hidden(report)})`,
        ]
      : [];
  const log = pretty(report, context).split('\n').map(harmless).join('\n');
  return log + [...annotations, ...more].map((line) => `${line}\n`).join('');
}
