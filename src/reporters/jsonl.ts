import type { Report } from '../core/finding.js';
import { jsonFinding, jsonSummary } from './json.js';

/** `--format jsonl`: each finding as in `--format json` on a line of its own, and the summary on the last one. */
export function jsonl(report: Report): string {
  const { esVersion } = report;
  const lines = [
    ...report.findings.map((finding) => ({ type: 'finding', ...jsonFinding(finding) })),
    { type: 'summary', version: 1, esVersion, ...jsonSummary(report) },
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
