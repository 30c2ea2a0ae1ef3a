import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { collapse, verdictOf } from './collapsed.js';
import type { CollapsedRecording, Parts } from './collapsed.js';
import { compareRecordings } from './compare.js';
import { refusesMissingRole, standing } from './elsewhere.js';
import { ENVIRONMENT, judgeAll } from './judge.js';
import type { Verdict } from './judge.js';

/** Where whole files and payloads are, below the oracle's folder, and where the verdicts on them go. */
const SETS = [
  { folder: 'files', ending: '.yml', name: 'files.json', parts: fileParts },
  { folder: 'files/payloads', ending: '.json', name: 'files-payloads.json', parts: payloadParts },
] as const;

/** Asks the versions about all whole files and payloads; gives the text of each recording by its name. */
export async function recordFiles(
  oracle: string,
  versions: readonly string[],
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const [name, verdicts] of await judgeFiles(oracle, versions)) {
    const { messages, cases } = collapse(versions, verdicts);
    texts.set(name, print({ versions: [...versions], environment: ENVIRONMENT, messages, cases }));
  }
  return texts;
}

/** Asks the versions again and says, by recording, in which cases they say something else than what is recorded. */
export async function compareFiles(
  oracle: string,
  versions: readonly string[],
): Promise<Map<string, string[]>> {
  const differences = new Map<string, string[]>();
  for (const [name, verdicts] of await judgeFiles(oracle, versions)) {
    const recording = JSON.parse(readFileSync(join(oracle, name), 'utf8')) as CollapsedRecording;
    const before = Object.keys(recording.cases).map((one): [string, Parts[]] => [
      one,
      versions.map((version) => verdictOf(recording, one, version)),
    ]);
    const found = compareRecordings(
      byVersion(new Map(before), versions),
      byVersion(verdicts, versions),
    );
    if (found.length > 0) differences.set(name, found);
  }
  return differences;
}

type Verdicts = ReadonlyMap<string, readonly Parts[]>;

async function judgeFiles(
  oracle: string,
  versions: readonly string[],
): Promise<Map<string, Verdicts>> {
  const sets = SETS.map((set) => ({
    ...set,
    names: namesIn(join(oracle, set.folder), set.ending),
  }));
  const paths = sets.flatMap(({ folder, names }) =>
    names.map((name) => join(oracle, folder, name)),
  );
  const answers = await judgeAll([...versions], paths);
  let start = 0;
  return new Map(
    sets.map(({ name, names, parts }): [string, Verdicts] => {
      const first = start;
      start += names.length;
      const verdicts = names.map((file, i): [string, Parts[]] => [
        file,
        versions.map((version, v) => parts(answers[v]?.[first + i] as Verdict, version)),
      ]);
      return [name, new Map(verdicts)];
    }),
  );
}

/** The parts of the verdict on an elasticsearch.yml, see README.md of the recordings. */
function fileParts(verdict: Verdict, version: string): Parts {
  const { refused, unknown, invalid } = verdict;
  if (!unknown || !invalid) return early(verdict);
  const parts: Parts = {};
  for (const key of unknown) {
    const names = { listed: 'elsewhere', namespace: 'undecided', none: 'unknown' } as const;
    add(parts, names[standing(key, version) ?? 'none'], key, true);
  }
  for (const { key, message } of invalid) {
    if (refusesMissingRole(message, version)) add(parts, 'undecided', key, true);
    else add(parts, 'invalid', key, message);
  }
  // of the messages on the whole node, those are left out that say again what is wrong with one key
  const told = new Set(invalid.flatMap(({ message }) => message.split(' | ')));
  const more = (refused?.message.split(' | ') ?? []).filter(
    (message) => !told.has(message) && !/^unknown (secure )?setting \[/.test(message),
  );
  for (const message of more) add(parts, 'node', message, true);
  if ((refused !== null) !== Object.keys(parts).length > 0) {
    throw new Error(`${version}: refused as a whole and nothing wrong in it, or the reverse`);
  }
  return parts;
}

/** The parts of the verdict on a payload. */
function payloadParts(verdict: Verdict, version: string): Parts {
  const { refused, errors = [] } = verdict;
  if (refused) return early(verdict);
  const parts: Parts = {};
  for (const { layer, message, key } of errors) {
    const missing = / setting \[(.*)\], not recognized$/.exec(message)?.[1];
    if (missing !== undefined && standing(missing, version)) {
      add(parts, 'undecided', layer, missing);
      continue;
    }
    add(parts, 'errors', layer, message);
    if (key !== undefined) add(parts, 'keys', layer, key);
  }
  return parts;
}

/** Refused before any setting is looked at. */
function early({ refused }: Verdict): Parts {
  const parts: Parts = {};
  if (!refused) return parts;
  add(parts, 'refused', refused.stage, refused.message);
  if (refused.stage !== 'parse') return parts;
  for (const line of linesIn(refused.message)) add(parts, 'lines', String(line), true);
  return parts;
}

/** The lines that a parser's message names: where it was reading and where it stopped; other parsers name one. */
function linesIn(message: string): number[] {
  const marks = [...message.matchAll(/ in '?reader'?, line (\d+), column/g)];
  const places = [...message.matchAll(/\bline(?: number)?:? \[?(\d+)/g)];
  return (marks.length > 0 ? marks : places).map((match) => Number(match[1]));
}

function add(parts: Parts, part: string, item: string, message: string | true): void {
  parts[part] = { ...parts[part], [item]: message };
}

function namesIn(folder: string, ending: string): string[] {
  return ['', 'mutated/'].flatMap((below) =>
    readdirSync(join(folder, below))
      .filter((name) => name.endsWith(ending))
      .sort()
      .map((name) => below + name),
  );
}

function byVersion(verdicts: Verdicts, versions: readonly string[]): string {
  const cases = [...verdicts.keys()].sort().map((name): [string, object] => {
    const said = (verdicts.get(name) ?? []).map(sortedParts);
    return [name, Object.fromEntries(said.map((parts, i) => [versions[i] ?? '', parts]))];
  });
  return JSON.stringify({ cases: Object.fromEntries(cases) });
}

function sortedParts(parts: Parts): object {
  const sort = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);
  const sorted = Object.entries(parts).map(([part, items]): [string, object] => [
    part,
    Object.fromEntries(Object.entries(items).sort(sort)),
  ]);
  return Object.fromEntries(sorted.sort(sort));
}

/** One line for each message and each part of a case: as small as can still be read as a difference. */
function print(recording: CollapsedRecording & { environment: object }): string {
  const { versions, environment, messages, cases } = recording;
  const line = (value: unknown): string => JSON.stringify(value);
  const parts = (found: object): string =>
    Object.entries(found)
      .map(([part, items]) => `      ${line(part)}: ${line(items)}`)
      .join(',\n');
  const list = Object.entries(cases)
    .map(([name, found]) => {
      const inner = parts(found);
      return `    ${line(name)}: ${inner === '' ? '{}' : `{\n${inner}\n    }`}`;
    })
    .join(',\n');
  return [
    '{',
    `  "versions": ${line(versions)},`,
    `  "environment": ${line(environment)},`,
    `  "messages": [\n${messages.map((message) => `    ${line(message)}`).join(',\n')}\n  ],`,
    `  "cases": {\n${list}\n  }`,
    '}\n',
  ].join('\n');
}
