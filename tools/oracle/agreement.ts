import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding } from '../../src/core/index.js';
import { openWorkspace } from '../../src/workspace/session.js';
import { MemoryVfs } from '../../src/workspace/vfs.js';
import { verdictOf, type CollapsedRecording, type Parts } from './collapsed.js';

/** How often we say of whole files what one version of Elasticsearch was recorded to say. */
export interface VersionAgreement {
  /** How many verdicts of the version are recorded. */
  recorded: number;
  /** How many of them are ours, too. */
  same: number;
  /** What is not the same; a file can be there more than once. */
  differences: { name: string; reason: string }[];
}

/** By version, oldest first. */
export type AgreementByVersion = ReadonlyMap<string, VersionAgreement>;

const oracle = fileURLToPath(new URL('../../fixtures/oracle/', import.meta.url));

/** Rules that say that the version does not know a key. */
const ofKeys = ['settings/unknown', 'settings/removed', 'settings/not-yet-available'];
/** Errors about what only a starting node or a link says; the recording asks the settings' own code. */
const atStart =
  /^(?:security|node|link|certificates)\/|^remote\/(?:server-no-certificate|loopback-host|missing-|sniff-|alias-)|^settings\/index-level$/;

const keysOf = (findings: readonly Finding[]): string[] =>
  [...new Set(findings.flatMap(({ setting }) => setting ?? []))].sort();

const recordingOf = (name: string): CollapsedRecording =>
  JSON.parse(readFileSync(join(oracle, name), 'utf8')) as CollapsedRecording;

/**
 * Lints all whole elasticsearch.yml files of the recordings and compares with what Elasticsearch said of them: refused or
 * not, and for which keys.
 *
 * @param versions those to compare, default all that are recorded
 */
export function compareWholeFiles(versions?: readonly string[]): Promise<AgreementByVersion> {
  return compare(recordingOf('files.json'), versions, 'files', 'elasticsearch.yml', ofFile);
}

/** The same for the bodies of `PUT _cluster/settings`; of several refused keys Elasticsearch names the first. */
export function compareWholePayloads(versions?: readonly string[]): Promise<AgreementByVersion> {
  const recording = recordingOf('files-payloads.json');
  return compare(recording, versions, 'files/payloads', 'cluster-settings.json', ofPayload);
}

/** How our errors on a file differ from a verdict, a line for each difference. */
type Differ = (errors: readonly Finding[], verdict: Parts) => readonly string[];

async function compare(
  recording: CollapsedRecording,
  versions: readonly string[] = recording.versions,
  folder: string,
  path: string,
  differ: Differ,
): Promise<AgreementByVersion> {
  const result = new Map(
    versions.map((version): [string, VersionAgreement] => [
      version,
      { recorded: 0, same: 0, differences: [] },
    ]),
  );
  for (const name of Object.keys(recording.cases)) {
    const vfs = new MemoryVfs({ [`/${path}`]: readFileSync(join(oracle, folder, name)) });
    for (const [esVersion, agreement] of result) {
      const { findings } = await openWorkspace({ vfs, cwd: '/', esVersion }).lint([path]);
      const errors = findings.filter(
        ({ rule, severity }) => severity === 'error' || ofKeys.includes(rule),
      );
      const reasons = differ(errors, verdictOf(recording, name, esVersion));
      agreement.recorded++;
      if (reasons.length === 0) agreement.same++;
      agreement.differences.push(...reasons.map((reason) => ({ name, reason })));
    }
  }
  return result;
}

/** What the parser refuses: somewhere in the lines that it names, if it names any. */
function ofBroken(broken: readonly Finding[], verdict: Parts): string[] {
  if (broken.length === 0) return ['refused, but we find nothing'];
  const lines = Object.keys(verdict['lines'] ?? {}).map(Number);
  const ours = broken.map(({ source, range }) => source.position(range.start).line);
  const same = lines.length === 0 || lines.some((line) => ours.includes(line));
  return same ? [] : [`line ${lines.join(' or ')}, ours is ${ours.join(', ')}`];
}

function ofFile(errors: readonly Finding[], verdict: Parts): readonly string[] {
  const broken = errors.filter(
    ({ rule }) => /^(?:yaml|files)\//.test(rule) && !rule.includes('alias'),
  );
  const [stage] = Object.keys(verdict['refused'] ?? {});
  // ${VAR} is not known here
  if (stage === 'placeholder') return [];
  if (stage !== undefined) return ofBroken(broken, verdict);
  if (broken.length > 0) return [`accepted, but ${broken[0]!.rule} says ${broken[0]!.text}`];
  const open = [
    ...Object.keys(verdict['elsewhere'] ?? {}),
    ...Object.keys(verdict['undecided'] ?? {}),
  ];
  const unknown = Object.keys(verdict['unknown'] ?? {});
  const ourUnknown = keysOf(errors.filter(({ rule }) => ofKeys.includes(rule)));
  const invalid = Object.keys(verdict['invalid'] ?? {});
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

/** Elasticsearch stops at the first key in the alphabet that it refuses: what we say of later ones is open. */
function ofPayload(errors: readonly Finding[], verdict: Parts): readonly string[] {
  const refusing = errors.filter(
    ({ rule }) => rule === 'settings/index-level' || !atStart.test(rule),
  );
  if (verdict['refused']) return ofBroken(refusing, verdict);
  const ours = keysOf(refusing);
  const messages = Object.values(verdict['errors'] ?? {}).map(String);
  const keys = Object.values(verdict['keys'] ?? {}).map(String);
  const missed = keys.filter((key) => !ours.includes(key));
  const unnamed = messages.filter(
    (message, i) => keys[i] === undefined && !ours.some((key) => message.includes(key)),
  );
  const open = [...keys, ...Object.values(verdict['undecided'] ?? {}).map(String)].sort();
  const first = open[0];
  const more = ours.filter((key) =>
    first === undefined ? messages.length === 0 : key < first && messages.length > 0,
  );
  return [
    ...missed.map((key) => `refused, but not by us: ${key}`),
    ...unnamed.map((message) => `refused, but not by us: ${message}`),
    ...more.map((key) => `refused by us only: ${key}`),
  ];
}
