import type { Report } from '../core/finding.js';
import { countFindings } from './json.js';

/** `1 file`, `2 files`. */
export const plural = (count: number, word: string): string =>
  `${count} ${word}${count === 1 ? '' : 's'}`;

/** How many findings there are of each severity, and in how many files: `2 errors, 1 warning in 3 files`. */
export function found(report: Report): string {
  const counts = countFindings(report.findings);
  const parts = [
    counts.error && plural(counts.error, 'error'),
    counts.warning && plural(counts.warning, 'warning'),
    counts.info && `${counts.info} info`,
  ].filter(Boolean);
  return `${parts.length > 0 ? parts.join(', ') : 'no findings'} in ${plural(report.files.length, 'file')}`;
}

/** What is shown and what is not: every summary says so, that no green run hides anything. */
export function hidden({ findings, baselined = [], suppressed }: Report): string {
  return `${findings.length} new, ${baselined.length} baselined, ${suppressed.length} suppressed`;
}

/** The last line: counts, files, versions and how they were found. */
export function summary(report: Report): string {
  const fixable = report.findings.filter((finding) => finding.fix?.safe).length;
  const unsafe = report.findings.filter((finding) => finding.fix && !finding.fix.safe).length;
  return [
    found(report),
    hidden(report),
    `judged as ${report.judgedAs}`,
    fixable > 0 && `${fixable} fixable with --fix`,
    unsafe > 0 && `${unsafe} with --fix-unsafe`,
  ]
    .filter(Boolean)
    .join(' · ');
}
