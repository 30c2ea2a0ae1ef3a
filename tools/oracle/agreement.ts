import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import addressShape from '../../rules/remote/address-shape.js';
import conflict from '../../rules/settings/conflict.js';
import invalidValue from '../../rules/settings/invalid-value.js';
import type { Finding } from '../../src/core/index.js';
import { parseJsonTree } from '../../src/documents/json.js';
import { openWorkspace } from '../../src/workspace/session.js';
import { tryVersions } from '../../src/workspace/trials.js';
import { MemoryVfs } from '../../src/workspace/vfs.js';
import { verdictOf, type CollapsedRecording, type Parts } from './collapsed.js';

/** How often we say of whole files what one version of Elasticsearch was recorded to say. */
export interface VersionAgreement {
  /** How many verdicts of the version are recorded. */
  recorded: number;
  /** How many of them are ours, too. */
  same: number;
  /** Verdicts that hang on the machine, because a `${VAR}` of the file is not set on it; they are not among the recorded. */
  undecidable: number;
  /** What is not the same; a file can be there more than once. `why` says why that has to be so. */
  differences: { name: string; reason: string; why?: string }[];
  /** What we say beside them of settings that Elasticsearch takes and fails on later: at its start, or when it uses them. */
  later: { name: string; reason: string }[];
}

/** By version, oldest first. */
export type AgreementByVersion = ReadonlyMap<string, VersionAgreement>;

const oracle = fileURLToPath(new URL('../../fixtures/oracle/', import.meta.url));

/** Rules that say that the version does not know a key. */
const ofKeys = ['settings/unknown', 'settings/removed', 'settings/not-yet-available'];
/** Errors about what only a starting node or a link says; the recording asks the settings' own code. */
const atStart =
  /^(?:security|node|link|certificates)\/|^remote\/(?:server-no-certificate|server-name|reserved-profile|http-port|loopback-host|missing-|sniff-|alias-credential)/;
/** Of rules that say both, the messages about a node that starts; their reasons have no placeholders. */
const laterReasons = [
  conflict.messages['atStart']?.why,
  invalidValue.messages['later']?.why,
  addressShape.messages['scheme']?.why,
];

/** Whether Elasticsearch takes the setting as it reads it and fails on it later. */
const failsLater = ({ rule, why }: Finding): boolean =>
  atStart.test(rule) || (why !== undefined && laterReasons.includes(why));

const keysOf = (findings: readonly Finding[]): string[] =>
  [...new Set(findings.flatMap(({ setting, also }) => [setting ?? [], also ?? []].flat()))].sort();

/** Why we differ, by the file's path below the oracle's folder; whole-differences.json holds nothing else. */
export const explained = JSON.parse(
  readFileSync(join(oracle, 'whole-differences.json'), 'utf8'),
) as Readonly<Record<string, string>>;

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

/** The same for the bodies of `PUT _cluster/settings`, layer by layer; of several refused keys Elasticsearch names one. */
export function compareWholePayloads(versions?: readonly string[]): Promise<AgreementByVersion> {
  const recording = recordingOf('files-payloads.json');
  return compare(recording, versions, 'files/payloads', 'cluster-settings.json', ofPayload);
}

/** How our findings on a file differ from a verdict, a line for each difference. */
type Differ = (findings: readonly Finding[], verdict: Parts) => readonly string[];

async function compare(
  recording: CollapsedRecording,
  versions: readonly string[] = recording.versions,
  folder: string,
  path: string,
  differ: Differ,
): Promise<AgreementByVersion> {
  const empty = (version: string): [string, VersionAgreement] => [
    version,
    { recorded: 0, same: 0, undecidable: 0, differences: [], later: [] },
  ];
  const result = new Map(versions.map(empty));
  for (const name of Object.keys(recording.cases)) {
    const vfs = new MemoryVfs({ [`/${path}`]: readFileSync(join(oracle, folder, name)) });
    const why = explained[`${folder}/${name}`];
    // read once, judged by every version
    const { trials } = await tryVersions(openWorkspace({ vfs, cwd: '/' }), [path], versions);
    for (const { version, findings } of trials.flatMap(({ outcomes }) => outcomes)) {
      const agreement = result.get(version)!;
      const verdict = verdictOf(recording, name, version);
      if (verdict['refused']?.['placeholder'] !== undefined) {
        agreement.undecidable++;
        continue;
      }
      // a key of a plugin is a warning, but unknown without it
      const told = findings.filter(
        ({ severity, rule, insteadOf }) =>
          severity === 'error' || ofKeys.includes(rule) || insteadOf !== undefined,
      );
      const now = told.filter((finding) => !failsLater(finding) || finding.insteadOf !== undefined);
      const reasons = differ(now, verdict);
      agreement.recorded++;
      if (reasons.length === 0) agreement.same++;
      for (const reason of reasons)
        agreement.differences.push({ name, reason, ...(why && { why }) });
      for (const { text } of told.filter(failsLater)) agreement.later.push({ name, reason: text });
    }
  }
  return result;
}

/** What the parser refuses: in a line that it names, if it names any; a line behind the last one is the last one. */
function ofBroken(broken: readonly Finding[], verdict: Parts): string[] {
  if (broken.length === 0) return ['refused, but we find nothing'];
  const lines = Object.keys(verdict['lines'] ?? {}).map(Number);
  const same = broken.some(({ source, range }) =>
    lines.some((line) =>
      [line, Math.min(line, source.lineCount)].includes(source.position(range.start).line),
    ),
  );
  if (same || lines.length === 0) return [];
  const ours = broken.map(({ source, range }) => source.position(range.start).line);
  return [`line ${lines.join(' or ')}, ours is ${ours.join(', ')}`];
}

const missing = (theirs: readonly string[], ours: readonly string[], what: string): string[] =>
  theirs.filter((key) => !ours.includes(key)).map((key) => `${what}: ${key}`);

function ofFile(told: readonly Finding[], verdict: Parts): readonly string[] {
  const broken = told.filter(({ rule }) => /^(?:yaml|files)\/(?!alias)/.test(rule));
  if (verdict['refused']) return ofBroken(broken, verdict);
  if (broken.length > 0) return [`accepted, but ${broken[0]!.rule} says ${broken[0]!.text}`];
  const keys = (part: string): string[] => Object.keys(verdict[part] ?? {});
  const [unknown, invalid] = [keys('unknown'), keys('invalid')];
  const open = [...keys('elsewhere'), ...keys('undecided')];
  const of = (wanted: (rule: string) => boolean): Finding[] =>
    told.filter(({ rule }) => wanted(rule));
  const ofIndex = of((rule) => rule === 'settings/index-level');
  const ofAlias = of((rule) => rule === 'yaml/alias-not-resolved');
  const ourUnknown = keysOf(of((rule) => ofKeys.includes(rule)));
  // of these only some keys are meant: the others are named because they belong together
  const special = told.filter(({ insteadOf }) => insteadOf !== undefined);
  const others = told.filter(
    (one) => ![...ofIndex, ...ofAlias, ...special].includes(one) && !ofKeys.includes(one.rule),
  );
  const ofNode = keys('node').some((message) => message.includes('index level'));
  return [
    ...missing(
      unknown,
      [...ourUnknown, ...keysOf([...ofIndex, ...ofAlias, ...special])],
      'unknown, but not to us',
    ),
    ...missing(ourUnknown, [...unknown, ...open], 'unknown to us only'),
    ...missing(invalid, keysOf(told), 'refused, but not by us'),
    ...missing(keysOf(others), [...invalid, ...unknown, ...open], 'refused by us only'),
    ...(ofNode === ofIndex.length > 0 ? [] : ['index settings, but only to one of us']),
  ];
}

/** Where it refuses a request, Elasticsearch names one key of several: what we say of the others is open. */
function ofPayload(told: readonly Finding[], verdict: Parts): readonly string[] {
  if (verdict['refused']) return ofBroken(told, verdict);
  return ['persistent', 'transient'].flatMap((layer) => {
    const of = (part: string): string | undefined => verdict[part]?.[layer]?.toString();
    const [message, key] = [of('errors'), of('keys')];
    const ours = keysOf(told.filter((finding) => layerOf(finding) === layer));
    if (of('undecided') !== undefined) return [];
    if (message === undefined) return ours.map((one) => `refused by us only: ${one}`);
    if (key !== undefined) return missing([key], ours, 'refused, but not by us');
    return ours.length > 0 ? [] : [`refused, but not by us: ${message}`];
  });
}

/** In which part of the body a finding is. */
function layerOf({ source, range }: Finding): string | undefined {
  const { tree } = parseJsonTree(source, source.text, 0);
  const parts = tree?.kind === 'mapping' ? tree.pairs : [];
  return parts.find((pair) => pair.range.start <= range.start && range.start < pair.range.end)?.key
    .text;
}
