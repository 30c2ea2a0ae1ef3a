import {
  applyFixes,
  chooseFixes,
  type Edit,
  type Finding,
  type Fix,
  type SourceText,
} from '../../../src/core/index.js';
import { encode } from '../../../src/documents/decode.js';
import type { Files } from './cases.js';
import { lintFiles } from './lint.js';

/** One round: the fixes taken, and the texts that they led to. */
export interface Round {
  readonly fixes: readonly Fix[];
  readonly texts: ReadonlyMap<SourceText, string>;
}

/** What became of a workspace when the fixes of one rule were applied until nothing changed. */
export interface Fixed {
  readonly files: Files;
  /** Paths of the files that differ now, sorted. */
  readonly changed: readonly string[];
  readonly rounds: readonly Round[];
  /** What all rules found in the end. */
  readonly findings: readonly Finding[];
}

/** How often fixes are applied before they count as running in a circle. */
export const mostRounds = 10;

/** Applies the fixes of one rule, safe and unsafe, until it offers none, or `mostRounds` times. */
export async function fixRule(
  files: Files,
  esVersion: string | undefined,
  rule: string,
): Promise<Fixed> {
  let current = files;
  let { findings } = await lintFiles(current, esVersion);
  const rounds: Round[] = [];
  while (rounds.length <= mostRounds) {
    const own = findings.filter((finding) => finding.rule === rule);
    const fixes = chooseFixes(own, true);
    if (fixes.length === 0) break;
    const texts = applyFixes(fixes);
    rounds.push({ fixes, texts });
    const written = [...texts].map(
      ([source, text]) => [source.path, encode(source, text)] as const,
    );
    current = { ...current, ...Object.fromEntries(written) };
    ({ findings } = await lintFiles(current, esVersion));
  }
  const changed = Object.keys(current).filter((path) => current[path] !== files[path]);
  return { files: current, changed: changed.sort(), rounds, findings };
}

/** The text of a `.fixed` file: the file itself, or the changed files of a workspace under `=== path` lines. */
export function describeFixed(fixed: Fixed, directory: boolean): string {
  const text = (path: string): string =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(fixed.files[path]);
  if (!directory) return fixed.changed.map(text).join('');
  return fixed.changed.map((path) => `=== ${path}\n${text(path)}`).join('');
}

/** What is wrong with the edits of a round, in words: the text between them must stay as it was. */
export function faultsOfEdits({ fixes, texts }: Round): string[] {
  const edits = fixes.flatMap((fix) => fix.edits);
  return [...texts].flatMap(([source, after]) => {
    const own = edits.filter((edit) => edit.source === source);
    return faultsInText(source.text, own, after).map((fault) => `${source.path}: ${fault}`);
  });
}

function faultsInText(before: string, edits: readonly Edit[], after: string): string[] {
  const faults: string[] = [];
  let done = 0;
  let rest = after;
  for (const { range, text } of [...edits].sort((a, b) => a.range.start - b.range.start)) {
    if (range.start < done || range.end < range.start || range.end > before.length) {
      faults.push(`an edit reaches from ${range.start} to ${range.end}, after one up to ${done}`);
    }
    const kept = before.slice(done, range.start) + text;
    if (!rest.startsWith(kept)) faults.push(`the text before offset ${range.start} changed`);
    rest = rest.slice(kept.length);
    done = range.end;
  }
  if (rest !== before.slice(done)) faults.push(`the text behind offset ${done} changed`);
  return faults;
}
