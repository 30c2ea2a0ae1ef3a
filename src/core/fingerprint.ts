import { createHash } from 'node:crypto';
import type { Finding } from './finding.js';
import type { SourceText } from './text.js';

/** The first line of a finding without white space; masked, as even the hash of a password would tell too much. */
function lineText({ source, range }: Finding): string {
  return normalised(source.shownLine(source.position(range.start).line));
}

/** A text without white space; of what was masked not even the length is kept. */
const normalised = (text: string): string => text.replace(/\s+/g, '').replace(/\u2022+/g, '•');

/**
 * Fingerprints that hold no line number: rule, path, and the setting that is meant or else the text of the line without
 * white space, with a count among equals. Lines inserted elsewhere change none of them.
 *
 * @param findings in reading order
 * @param pathOf the path of a source as the fingerprint is to have it
 */
export function stableFingerprints(
  findings: readonly Finding[],
  pathOf: (source: SourceText) => string,
): Map<Finding, string> {
  const counts = new Map<string, number>();
  const fingerprints = new Map<Finding, string>();
  for (const finding of findings) {
    const { rule, source, setting } = finding;
    const subject = setting === undefined ? ['line', lineText(finding)] : ['setting', setting];
    const key = JSON.stringify([rule, pathOf(source), ...subject]);
    const ordinal = counts.get(key) ?? 0;
    counts.set(key, ordinal + 1);
    fingerprints.set(finding, createHash('sha256').update(`${key}${ordinal}`).digest('hex'));
  }
  return fingerprints;
}

/**
 * A short hash of what a finding is about: the value of its setting without white space and quotes, or else the text of
 * its line. Where that is a secret, only of the fact that there is one.
 */
export function subjectHash(finding: Finding): string {
  const { setting, value } = finding;
  const text =
    setting === undefined
      ? lineText(finding)
      : normalised((value ?? finding).source.shownSlice((value ?? finding).range));
  const unquoted = text.replace(/["']/g, '');
  return createHash('sha256')
    .update(`elasticlint baseline v1\n${unquoted}`)
    .digest('hex')
    .slice(0, 16);
}
