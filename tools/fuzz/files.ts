import { lint } from '../../src/index.js';
import { json } from '../../src/reporters/json.js';
import { pretty } from '../../src/reporters/pretty.js';
import { UsageError } from '../../src/workspace/errors.js';
import type { LintResult } from '../../src/workspace/session.js';
import type { Random } from '../bench/generate.js';
import { mutate } from './mutate.js';

/** Texts by path: what one call of `lint()` is given. */
export type Files = Readonly<Record<string, string>>;

/** What is wrong with a report, if anything. */
function complaint({ crashes, findings }: LintResult): string | undefined {
  if (crashes[0]) return `the rule ${crashes[0].rule} threw: ${crashes[0].error}`;
  for (const finding of findings) {
    const places = [finding, ...finding.related, ...(finding.fix?.edits ?? [])];
    for (const { source, range } of places) {
      const inside =
        range.start >= 0 && range.end >= range.start && range.end <= source.text.length;
      if (inside && Number.isInteger(range.start) && Number.isInteger(range.end)) continue;
      return `${finding.rule} points outside of ${source.path}: ${range.start} to ${range.end} of ${source.text.length}`;
    }
    if (!/\S/.test(finding.text)) return `${finding.rule} says nothing`;
    const hole = /(?<![$\w{])\{\w+\}/.exec(finding.text);
    if (hole && !finding.source.text.includes(hole[0]))
      return `${finding.rule} left ${hole[0]} open`;
  }
  return undefined;
}

const plain = (text: string): string => text;
const colors = { bold: plain, dim: plain, red: plain, yellow: plain, cyan: plain };

/** Lints files and prints the report. @returns what is wrong with it; a manifest that is refused is no trouble */
export async function runFiles(files: Files): Promise<string | undefined> {
  try {
    const result = await lint(files, { today: '2026-01-01', pedantic: true });
    const said = complaint(result);
    if (said !== undefined) return said;
    JSON.parse(json(result));
    pretty(result, { colors, width: 100 });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
  }
  return undefined;
}

/** Damages one file, of those whose names match where there are any. */
export function mutateFiles(random: Random, files: Files, which: RegExp): Files {
  const paths = Object.keys(files);
  const wanted = paths.filter((path) => which.test(path));
  const path = random.pick(wanted.length > 0 ? wanted : paths);
  return { ...files, [path]: mutate(random, files[path]!) };
}

/** The files without one of them, then with a piece of one taken out: large pieces first. */
export function* shrinkFiles(files: Files): Generator<Files> {
  const paths = Object.keys(files);
  for (const path of paths) {
    const { [path]: _left, ...others } = files;
    if (paths.length > 1) yield others;
  }
  for (const path of paths) {
    const text = files[path]!;
    for (let size = text.length >> 1; size >= 1; size >>= 1)
      for (let at = 0; at < text.length; at += size)
        yield { ...files, [path]: text.slice(0, at) + text.slice(at + size) };
  }
}

/** A line for each file. */
export const showFiles = (files: Files): string =>
  Object.entries(files)
    .map(([path, text]) => `${path}: ${JSON.stringify(text)}`)
    .join('\n');
