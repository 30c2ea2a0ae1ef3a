import { fullMessage, type Finding } from '../../../src/core/index.js';
import { openWorkspace, type LintResult, type Workspace } from '../../../src/workspace/session.js';
import { MemoryVfs } from '../../../src/workspace/vfs.js';
import type { Files } from './cases.js';

/** The day on which fixtures and documented examples are judged. */
export const today = '2026-11-22';

const manifest = 'elasticlint.yml';

/** A workspace in memory, with findings of confidence `likely` and of rules in preview shown. */
export function workspaceOf(files: Files, esVersion: string | undefined): Workspace {
  const absolute = Object.entries(files).map(([path, bytes]) => [`/${path}`, bytes] as const);
  const vfs = new MemoryVfs(Object.fromEntries(absolute));
  const shown = { pedantic: true, preview: true };
  return openWorkspace({ vfs, cwd: '/', today, ...shown, ...(esVersion && { esVersion }) });
}

/** Lints files as the command does: a workspace with a manifest as a whole, other files one by one. */
export function lintFiles(files: Files, esVersion: string | undefined): Promise<LintResult> {
  return workspaceOf(files, esVersion).lint(manifest in files ? ['.'] : Object.keys(files));
}

/** Findings of the rule under test, and what every user sees of the others. */
export function visible(findings: readonly Finding[], rule: string): Finding[] {
  return findings.filter((finding) => finding.rule === rule || finding.confidence === 'certain');
}

const at = (finding: Pick<Finding, 'source' | 'range'>): string => {
  const { line, column } = finding.source.position(finding.range.start);
  return `${finding.source.path}:${line}:${column}`;
};

/** A finding as it stands in `.expected` files. */
export function describeFinding(finding: Finding): string {
  const end = finding.source.position(finding.range.end);
  const setting = finding.setting === undefined ? '' : ` setting=${finding.setting}`;
  const { severity, confidence, fix } = finding;
  const place = `${at(finding)}-${end.line}:${end.column}`;
  return [
    `${place} ${severity} ${confidence}${setting} ${fullMessage(finding)}`,
    ...finding.related.map((related) => `  see ${at(related)} ${related.message}`),
    ...(fix ? [`  fix(${fix.safe ? 'safe' : 'unsafe'}): ${fix.title}`] : []),
  ].join('\n');
}

/** The text of an `.expected` file. */
export function describeFindings(findings: readonly Finding[]): string {
  return findings.map((finding) => `${describeFinding(finding)}\n`).join('');
}

const anyLine = (text: string): string => text.replace(/\b(lines?) \d+/g, '$1 N');

/** What a finding says, wherever it stands: equal for the same trouble in another spelling. */
export function gist(finding: Finding): string {
  const related = finding.related.map((place) => anyLine(place.message)).sort();
  const said = anyLine(fullMessage(finding));
  return [finding.rule, finding.source.path, finding.setting ?? '-', said, ...related].join(' | ');
}

/** What findings say, in an order that does not depend on their places. */
export function gists(findings: readonly Finding[]): string[] {
  return findings.map(gist).sort();
}

/** What a finding says and where it starts, as if its file began a number of lines earlier. */
export function placedGist(finding: Finding, linesAbove: (path: string) => number): string {
  const { source, range } = finding;
  const { line, column } = source.position(range.start);
  // of a file that was not read nothing moves
  const above = source.text === '' ? 0 : linesAbove(source.path);
  return `${line - above}:${column} ${gist(finding)}`;
}
