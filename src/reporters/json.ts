import { fullMessage, type Finding, type Report, type Severity } from '../core/finding.js';
import type { Place } from '../core/text.js';

/** A place as the JSON contract has it: lines and columns from 1, columns in UTF-16 units. */
export function jsonPlace({ source, range }: Place) {
  const start = source.position(range.start);
  const end = source.position(range.end);
  return {
    file: source.path,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}

/** A finding as the JSON contract has it. */
export function jsonFinding(finding: Finding) {
  return {
    rule: finding.rule,
    severity: finding.severity,
    confidence: finding.confidence,
    message: fullMessage(finding),
    ...jsonPlace(finding),
    ...(finding.setting !== undefined && { setting: finding.setting }),
    related: finding.related.map((related) => ({
      message: related.message,
      ...jsonPlace(related),
    })),
    ...(finding.fix && { fix: { safe: finding.fix.safe, title: finding.fix.title } }),
  };
}

/** How many findings of each severity there are. */
export function countFindings(findings: readonly Finding[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const finding of findings) counts[finding.severity]++;
  return counts;
}

/** What was found in how many files, as the JSON contract has it. */
export function jsonSummary({ findings, files }: Report) {
  const counts = countFindings(findings);
  return {
    files: files.length,
    errors: counts.error,
    warnings: counts.warning,
    infos: counts.info,
  };
}

/** `--format json`: the contract of schemas/report.schema.json, on one line a finding so that it diffs well. */
export function json(report: Report): string {
  const findings = report.findings
    .map((finding) => `\n${JSON.stringify(jsonFinding(finding))}`)
    .join(',');
  const coverage = report.coverage ? `,"coverage":${JSON.stringify(report.coverage)}` : '';
  return `{"version":1,"esVersion":${JSON.stringify(report.esVersion)},"findings":[${findings}${findings && '\n'}],"summary":${JSON.stringify(jsonSummary(report))}${coverage}}\n`;
}
