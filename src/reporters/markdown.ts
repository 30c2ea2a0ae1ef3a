import { worstFirst, type Finding, type Report } from '../core/finding.js';
import { printable } from './terminal.js';
import type { RepositoryContext } from './repository.js';
import { found, hidden, plural } from './summary.js';

/** A comment of GitHub or GitLab takes 65,536 characters; the rest is for what others write around it. */
const longest = 60_000;

/** Any text as plain text in Markdown, on one line: `@name` calls nobody, and `#1` links to nothing. */
export function plain(text: string): string {
  return printable(text.replace(/\s+/g, ' ')).replace(/[\\`*_{}[\]<>|~$&@#]/g, (sign) =>
    /[@#]/.test(sign) ? `${sign}<!-- -->` : `&#${sign.charCodeAt(0)};`,
  );
}

/** Any text as code in a cell of a table. */
export function code(text: string): string {
  return `<code>${plain(text)}</code>`;
}

function place(
  { source, range }: Pick<Finding, 'source' | 'range'>,
  { pathInRepository }: RepositoryContext,
): string {
  return code(`${pathInRepository(source.path)}:${source.position(range.start).line}`);
}

function row(finding: Finding, context: RepositoryContext): string {
  const { severity, text, why, advice, rule, related } = finding;
  const see = related.map((other) => `see ${place(other, context)}: ${plain(other.message)}`);
  const more = [why && plain(why), advice && `**Fix:** ${plain(advice)}`, ...see].filter(Boolean);
  const said = [`**${plain(text)}**`, ...more].join('<br>');
  return `| ${severity} | ${place(finding, context)} | ${said} | ${code(rule)} |\n`;
}

/** How many findings each rule has, the busiest first: what is left when the table is too long. */
function byRule(findings: readonly Finding[]): string {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const busiest = [...counts].sort(([, a], [, b]) => b - a);
  return busiest.map(([rule, count]) => `${code(rule)} ${count}`).join(', ');
}

/**
 * `--format markdown`: a summary for pull requests and for the page of a job, the worst first. What would be too long
 * for a comment is counted by rule.
 */
export function markdown(report: Report, context: RepositoryContext): string {
  const { findings, baselined = [], suppressed } = report;
  const head = `## elasticlint: ${found(report)}\n\n`;
  const fixable = findings.filter(({ fix }) => fix?.safe).length;
  const foot = [
    hidden(report),
    `judged as ${plain(report.judgedAs)}`,
    ...(fixable > 0 ? [`${fixable} fixable with ${code('--fix')}`] : []),
  ].join(' · ');
  const crashes = report.crashes.map(({ rule }) => `Internal error in ${code(rule)}.\n\n`).join('');
  let table = '';
  let shown = 0;
  const rows = worstFirst(findings);
  for (const finding of rows) {
    const next = row(finding, context);
    if (table.length + next.length > longest) break;
    table += next;
    shown++;
  }
  if (shown > 0) table = `| Severity | Where | What | Rule |\n|---|---|---|---|\n${table}\n`;
  const left = rows.slice(shown);
  if (left.length > 0) table += `${plural(left.length, 'more finding')}: ${byRule(left)}\n\n`;
  const known = [...suppressed, ...baselined];
  const reasons =
    known.length === 0
      ? ''
      : `<details><summary>${plural(known.length, 'known finding')}</summary>\n\n${known
          .slice(0, 50)
          .map(
            ({ finding, reason }) =>
              `- ${place(finding, context)} ${code(finding.rule)}${reason === undefined ? '' : `: ${plain(reason)}`}\n`,
          )
          .join('')}\n</details>\n\n`;
  return `${head}${crashes}${table}${reasons}${foot}\n`;
}
