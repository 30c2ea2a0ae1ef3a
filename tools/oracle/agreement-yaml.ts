import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Problem } from '../../src/documents/document.js';
import { parseBytes } from '../../src/documents/parse.js';
import type { SettingEntry } from '../../src/settings/entry.js';
import { flatten } from '../../src/settings/flatten.js';
import { GENERATED_YAML } from './generated.js';

/** What one version says of one file. */
export interface YamlVerdict {
  readonly refused: { readonly stage: string; readonly message: string } | null;
  readonly settings?: Readonly<Record<string, unknown>>;
}

interface Recording {
  readonly versions: readonly string[];
  readonly cases: Readonly<Record<string, Readonly<Record<string, YamlVerdict>>>>;
}

const oracle = fileURLToPath(new URL('../../fixtures/oracle/', import.meta.url));
const recording = JSON.parse(readFileSync(join(oracle, 'yaml.json'), 'utf8')) as Recording;

/** The versions that were asked, oldest first. */
export const YAML_VERSIONS = recording.versions;

/** What a version was recorded to say of each file. */
export const yamlVerdicts = (version: string): [name: string, verdict: YamlVerdict][] =>
  Object.entries(recording.cases).flatMap(([name, verdicts]) =>
    Object.entries(verdicts)
      .filter(([versions]) => versions.split(' ').includes(version))
      .map(([, verdict]): [string, YamlVerdict] => [name, verdict]),
  );

const whatIsInIt = 'what the environment variable holds is not known to us';
const tooDeep =
  'nobody nests as deep as that; we end at 100 levels, because the stack of our parser ends somewhere';
const tooLarge = 'nobody has so large a file; it is not read at all, and that is said';
const template = 'a template, which becomes a file of Elasticsearch only when it is rendered';

/** Where we say something else than Elasticsearch on purpose, and why. */
const differing: Readonly<Record<string, string>> = {
  'bom-twice.yml':
    'refused by us at once; Elasticsearch refuses the key that the second mark made unknown',
  'generated/block-nesting-999.yml': tooDeep,
  'generated/block-nesting-1000.yml': tooDeep,
  'generated/flow-nesting-1000.yml': tooDeep,
  'generated/comment-just-over-3-mib.yml': tooLarge,
  'generated/comment-over-64-mib.yml': tooLarge,
  'helm-unquoted.yml': template,
  'jinja-block.yml': template,
  'jinja-unquoted.yml': template,
  'key-placeholder.yml': whatIsInIt,
  'placeholder-as-key-variable.yml': whatIsInIt,
  'placeholder-colon-variable.yml': whatIsInIt,
  'placeholder-empty-variable.yml': whatIsInIt,
  'placeholder-in-flow-list-unset.yml': whatIsInIt,
  'placeholder-lines-variable.yml': whatIsInIt,
  'placeholder-map-variable.yml': whatIsInIt,
  'placeholder-whole-line-variable.yml': whatIsInIt,
};

/** The same for the parser of 7.17, which is an older one. */
const differingOld: Readonly<Record<string, string>> = {
  'generated/block-nesting-1001.yml': tooDeep,
  'placeholder-in-flow-list.yml':
    'refused by 7.17, whose parser takes a brace inside of a list in brackets for a map; our parser reads it as all later versions do, and the rule yaml/placeholder-in-brackets refuses it',
  'utf-8-overlong.yml': 'refused by us as by all later versions; 7.17 decodes what is no UTF-8',
};

/** Why we say something else than a version about a file, if that is known and wanted. */
export const yamlReason = (name: string, version: string): string | undefined =>
  (version.startsWith('7.') ? differingOld[name] : undefined) ?? differing[name];

/** All files about which we say something else than some version. */
export const DIFFERING_YAML = [...Object.keys(differing), ...Object.keys(differingOld)];

/** Whether we and a version say the same of a file. */
export function sameYaml(name: string, verdict: YamlVerdict): boolean {
  const { ours, theirs } = compareYaml(name, verdict);
  return JSON.stringify(ours) === JSON.stringify(theirs);
}

function bytesOf(name: string): Uint8Array {
  const generated = /^generated\/(.*)$/.exec(name)?.[1];
  if (generated === undefined) return readFileSync(join(oracle, 'yaml', name));
  return new TextEncoder().encode(GENERATED_YAML[generated]!());
}

/** What we make of a file. */
interface Reading {
  readonly problems: readonly Problem[];
  readonly entries: readonly SettingEntry[];
}

/** Reads a file of the recordings, or a generated one, as we do. */
export function readYaml(name: string): Reading {
  const document = parseBytes(name, bytesOf(name), 'elasticsearch-yml');
  const tree = document.kind === 'elasticsearch-yml' ? document.tree : undefined;
  const flat = tree && flatten(document.source, tree, 'yml');
  return {
    problems: [...document.problems, ...(flat?.problems ?? [])],
    entries: flat?.entries ?? [],
  };
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** Texts and long lists as the recording shortens them. */
function shortened(value: unknown): unknown {
  if (typeof value === 'string' && value.length > 1000) {
    return `${value.slice(0, 100)}… (${value.length} characters)`;
  }
  if (!isList(value)) return value;
  return value.length > 1000
    ? [...value.slice(0, 3), `… (${value.length} items)`]
    : value.map(shortened);
}

/** Flat settings, shortened, without those whose values hold a placeholder. */
function comparable(
  settings: readonly (readonly [string, unknown])[],
  unknown: ReadonlySet<string>,
): object {
  const known = settings.filter(([key]) => !unknown.has(key)).sort(([a], [b]) => (a < b ? -1 : 1));
  const entries = known.map(([key, value]) => [shortened(key), shortened(value)] as const);
  const cut =
    entries.length > 1000
      ? [...entries.slice(0, 3), ['…', `${entries.length} keys`] as const]
      : entries;
  return Object.fromEntries(cut) as object;
}

/** What we and what Elasticsearch say of a file, in the same terms. */
export function compareYaml(name: string, verdict: YamlVerdict): { ours: object; theirs: object } {
  const { problems, entries } = readYaml(name);
  const refusedByUs = problems.length > 0 || entries.some((entry) => entry.value === null);
  const refused = verdict.refused?.stage === 'parse';
  if (refused || refusedByUs) return { ours: { refused: refusedByUs }, theirs: { refused } };
  // a placeholder that cannot be resolved ends the reading: there are no settings then
  const settings = verdict.settings;
  if (!settings) return { ours: { refused: false }, theirs: { refused: false } };
  const unknown = new Set(entries.filter((entry) => entry.unknown).map((entry) => entry.key));
  const ours = entries.map((entry) => [entry.key, entry.value] as const);
  return {
    ours: comparable(ours, unknown),
    theirs: comparable(Object.entries(settings), unknown),
  };
}
