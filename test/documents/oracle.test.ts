import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseBytes } from '../../src/documents/parse.js';
import type { Document, Problem } from '../../src/documents/document.js';
import type { SettingEntry } from '../../src/settings/entry.js';
import { flatten } from '../../src/settings/flatten.js';
import { GENERATED_YAML } from '../../tools/oracle/generated.js';

interface Verdict {
  readonly refused: { readonly stage: string; readonly message: string } | null;
  readonly settings?: Readonly<Record<string, unknown>>;
}

interface Recording {
  readonly versions: readonly string[];
  readonly cases: Readonly<Record<string, Readonly<Record<string, Verdict>>>>;
}

const recording = JSON.parse(readFileSync('fixtures/oracle/yaml.json', 'utf8')) as Recording;
const newest = recording.versions.at(-1)!;

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

function bytesOf(name: string): Uint8Array {
  const generated = /^generated\/(.*)$/.exec(name)?.[1];
  if (generated === undefined) return readFileSync(`fixtures/oracle/yaml/${name}`);
  return new TextEncoder().encode(GENERATED_YAML[generated]!());
}

interface Reading {
  readonly problems: readonly Problem[];
  readonly entries: readonly SettingEntry[];
}

function read(document: Document): Reading {
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

/** What we and what Elasticsearch say, in the same terms. */
function compare(name: string, verdict: Verdict): { ours: object; theirs: object } {
  const { problems, entries } = read(parseBytes(name, bytesOf(name), 'elasticsearch-yml'));
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

const cases = Object.entries(recording.cases).map(([name, verdicts]) => {
  const [, verdict] = Object.entries(verdicts).find(([versions]) =>
    versions.split(' ').includes(newest),
  )!;
  return [name, verdict] as const;
});

describe(`elasticsearch.yml as Elasticsearch ${newest} reads it`, () => {
  it.each(cases.filter(([name]) => !(name in differing)))('%s', (name, verdict) => {
    const { ours, theirs } = compare(name, verdict);
    expect(ours).toEqual(theirs);
  });

  it.each(cases.filter(([name]) => name in differing))(
    '%s: differs on purpose',
    (name, verdict) => {
      const { ours, theirs } = compare(name, verdict);
      expect(ours, `no longer differs (${differing[name]}): take it off the list`).not.toEqual(
        theirs,
      );
    },
  );

  it('lists no file that is not recorded', () => {
    expect(Object.keys(differing).filter((name) => !(name in recording.cases))).toEqual([]);
  });

  const duplicates = cases.filter(([, verdict]) =>
    /Duplicate field/.test(verdict.refused?.message ?? ''),
  );
  it.each(duplicates)(
    '%s: the duplicate is found where Elasticsearch finds it',
    (name, verdict) => {
      const { problems } = read(parseBytes(name, bytesOf(name), 'elasticsearch-yml'));
      const duplicate = problems.find((problem) => problem.code === 'duplicate-key');
      expect(duplicate).toBeDefined();
      const [, line] = /\[(\d+):\d+\] Duplicate field/.exec(verdict.refused!.message) ?? [];
      expect(duplicate!.source.position(duplicate!.range.start).line).toBe(Number(line));
    },
  );
});
