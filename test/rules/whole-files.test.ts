import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Finding } from '../../src/core/index.js';
import { verdictOf, type CollapsedRecording } from '../../tools/oracle/collapsed.js';
import { lintFiles } from './support/lint.js';

const recording = JSON.parse(
  readFileSync('fixtures/oracle/files.json', 'utf8'),
) as CollapsedRecording;
const versions = ['7.17.28', '8.10.2', '8.19.21', '9.5.3'];

/** Rules that say that the version does not know a key. */
const ofKeys = ['settings/unknown', 'settings/removed', 'settings/not-yet-available'];
/** Errors about what only a starting node or a link says; the recording asks the settings' own code. */
const atStart =
  /^(?:security|node|link)\/|^remote\/(?:server-no-certificate|server-name|reserved-profile|http-port|loopback-host|missing-|sniff-|alias-credential)|^settings\/index-level$/;

const keysOf = (findings: readonly Finding[]): string[] =>
  [...new Set(findings.flatMap(({ setting }) => setting ?? []))].sort();

/** How our findings differ from the verdict of one version, a line for each difference. */
async function differences(name: string, version: string): Promise<string[]> {
  const verdict = verdictOf(recording, name, version);
  const files = { 'elasticsearch.yml': readFileSync(`fixtures/oracle/files/${name}`) };
  const { findings } = await lintFiles(files, version);
  const certain = findings.filter(({ confidence }) => confidence === 'certain');
  const errors = certain.filter(({ severity }) => severity === 'error');
  const broken = errors.filter(
    ({ rule }) => /^(?:yaml|files)\//.test(rule) && !rule.includes('alias'),
  );
  const [stage] = Object.keys(verdict.refused ?? {});
  // ${VAR} is not known here
  if (stage === 'placeholder') return [];
  if (stage !== undefined) {
    if (broken.length === 0) return ['refused, but we find nothing'];
    const lines = Object.keys(verdict.lines ?? {}).map(Number);
    const ours = broken.map(({ source, range }) => source.position(range.start).line);
    const same = lines.length === 0 || lines.some((line) => ours.includes(line));
    return same ? [] : [`line ${lines.join(' or ')}, ours is ${ours.join(', ')}`];
  }
  if (broken.length > 0) return [`accepted, but ${broken[0]!.rule} says ${broken[0]!.text}`];
  const open = [...Object.keys(verdict.elsewhere ?? {}), ...Object.keys(verdict.undecided ?? {})];
  const unknown = Object.keys(verdict.unknown ?? {});
  const ourUnknown = keysOf(certain.filter(({ rule }) => ofKeys.includes(rule)));
  const invalid = Object.keys(verdict.invalid ?? {});
  const others = errors.filter(({ rule }) => !ofKeys.includes(rule) && !atStart.test(rule));
  const ourInvalid = keysOf(others.filter(({ rule }) => rule !== 'yaml/alias-not-resolved'));
  const known = [...ourUnknown, ...keysOf(errors)];
  return [
    ...unknown.filter((key) => !known.includes(key)).map((key) => `unknown, but not to us: ${key}`),
    ...ourUnknown
      .filter((key) => !unknown.includes(key) && !open.includes(key))
      .map((key) => `unknown to us only: ${key}`),
    ...invalid.filter((key) => !known.includes(key)).map((key) => `refused, but not by us: ${key}`),
    ...ourInvalid
      .filter((key) => ![...invalid, ...unknown, ...open].includes(key))
      .map((key) => `refused by us only: ${key}`),
  ];
}

it('whole files are judged as the real code judges them, but for what is listed', async () => {
  const lines: string[] = [];
  let same = 0;
  for (const name of Object.keys(recording.cases)) {
    const byDifference = new Map<string, string[]>();
    for (const version of versions) {
      const found = await differences(name, version);
      if (found.length === 0) same++;
      for (const line of found)
        byDifference.set(line, [...(byDifference.get(line) ?? []), version]);
    }
    for (const [line, where] of byDifference) lines.push(`${name} (${where.join(', ')}): ${line}`);
  }
  const all = Object.keys(recording.cases).length * versions.length;
  const head = `# ${same} of ${all} verdicts on whole files are the same; where they differ, this is how.\n`;
  await expect(`${head}${lines.join('\n')}\n`).toMatchFileSnapshot(
    '../../fixtures/oracle/files-differences.txt',
  );
});
