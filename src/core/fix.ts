import type { Edit, Finding, Fix } from './finding.js';
import type { SourceText } from './text.js';

const overlap = (a: Edit, b: Edit): boolean =>
  a.source === b.source &&
  (a.range.start === b.range.start || (a.range.start < b.range.end && b.range.start < a.range.end));

/**
 * Chooses fixes that do not touch each other, in the order of the findings; a fix is taken whole or not at all.
 *
 * @param unsafe whether fixes that change the meaning are wanted, too
 */
export function chooseFixes(findings: readonly Finding[], unsafe: boolean): Fix[] {
  const chosen: Fix[] = [];
  const taken: Edit[] = [];
  for (const { fix } of findings) {
    if (!fix || (!fix.safe && !unsafe)) continue;
    if (fix.edits.some((edit) => taken.some((other) => overlap(edit, other)))) continue;
    chosen.push(fix);
    taken.push(...fix.edits);
  }
  return chosen;
}

/** The texts after the edits of the given fixes, which must not overlap (see `chooseFixes`). */
export function applyFixes(fixes: readonly Fix[]): Map<SourceText, string> {
  const bySource = new Map<SourceText, Edit[]>();
  for (const edit of fixes.flatMap((fix) => fix.edits)) {
    bySource.set(edit.source, [...(bySource.get(edit.source) ?? []), edit]);
  }
  return new Map([...bySource].map(([source, edits]) => [source, applyEdits(source.text, edits)]));
}

/** A text after edits that do not overlap. */
export function applyEdits(text: string, edits: readonly Omit<Edit, 'source'>[]): string {
  let result = text;
  for (const edit of [...edits].sort((a, b) => b.range.start - a.range.start)) {
    result = result.slice(0, edit.range.start) + edit.text + result.slice(edit.range.end);
  }
  return result;
}
