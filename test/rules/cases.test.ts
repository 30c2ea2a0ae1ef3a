import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/registry.js';
import table from '../../schemas/symptoms.json' with { type: 'json' };
import type { Finding } from '../../src/core/index.js';
import { findSymptoms } from '../../src/core/symptoms.js';
import { readDirectory } from './support/cases.js';
import { describeFindings, lintFiles, visible } from './support/lint.js';

const root = 'fixtures/cases';
const sides = ['broken', 'repaired'] as const;

/** What a broken workspace must be told: the rule, the file, and the setting where the finding is about one. */
interface Raised {
  readonly rule: string;
  readonly file: string;
  readonly setting?: string;
}

/** Two workspaces that differ in one mistake. */
interface Twins {
  readonly folder: string;
  /** All that is found in the broken one, the intended rule first. */
  readonly raises: readonly Raised[];
  /** The rule does not exist yet. */
  readonly pending?: boolean;
  /** The rule speaks with --pedantic only. */
  readonly pedantic?: boolean;
}

/** One row of the table: something that goes wrong between clusters; fixtures/cases/README.md says more. */
interface Row {
  readonly case: number;
  readonly seen: string;
  readonly messages: readonly { readonly text: string; readonly rule: string }[];
  readonly whyNot?: string;
  readonly workspaces?: readonly Twins[];
}

const { cases } = JSON.parse(readFileSync(`${root}/cases.json`, 'utf8')) as { cases: Row[] };
const workspaces = cases.flatMap((row) => row.workspaces ?? []);
const known = new Set(rules.map(({ id }) => id));

/** What users see of one side with default settings, and of the intended rule also what is only likely. */
async function findingsIn(
  { folder, raises, pedantic }: Twins,
  side: (typeof sides)[number],
): Promise<readonly Finding[]> {
  const { findings } = await lintFiles(readDirectory(`${root}/${folder}/${side}`), undefined);
  return visible(findings, pedantic === true ? raises[0]!.rule : '');
}

const placed = ({ rule, file, setting }: Raised): string =>
  [rule, file, setting ?? 'no setting'].join(' ');

const shown = ({ rule, source, setting }: Finding): string =>
  placed({ rule, file: source.path, ...(setting !== undefined && { setting }) });

describe('the table of cases', () => {
  it('has each case from 1 to 63 once', () => {
    expect(cases.map((row) => row.case)).toEqual(Array.from({ length: 63 }, (_, i) => i + 1));
  });

  it('has all folders, and each under its case', () => {
    const folders = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect(workspaces.map(({ folder }) => folder).sort()).toEqual(folders.sort());
    for (const row of cases)
      for (const { folder } of row.workspaces ?? []) expect(Number.parseInt(folder)).toBe(row.case);
  });

  it('has workspaces for a case, or says why no file can show it', () => {
    const odd = cases.filter(
      ({ whyNot, workspaces: own }) =>
        (whyNot === undefined) !== (own !== undefined && own.length > 0),
    );
    expect(odd).toEqual([]);
  });

  it.each(workspaces)('has both sides of $folder, which differ', ({ folder }) => {
    for (const side of sides) expect(existsSync(`${root}/${folder}/${side}`)).toBe(true);
    const [broken, repaired] = sides.map((side) => readDirectory(`${root}/${folder}/${side}`));
    expect(broken).not.toEqual(repaired);
  });
});

describe.each(workspaces.filter(({ pending }) => pending !== true))('$folder', (twins) => {
  it('is told what is wrong, where it is wrong, and nothing else', async () => {
    const found = await findingsIn(twins, 'broken');
    expect([...new Set(found.map(shown))].sort()).toEqual(twins.raises.map(placed).sort());
  });

  it('is clean once repaired', async () => {
    expect(describeFindings(await findingsIn(twins, 'repaired'))).toBe('');
  });
});

describe.each(workspaces.filter(({ pending }) => pending === true))(
  '$folder, which waits for a rule',
  ({ raises }) => {
    it('waits for one that is not there yet; else remove “pending” from the table', () => {
      expect(raises.map(({ rule }) => rule).filter((rule) => known.has(rule))).toEqual([]);
    });
  },
);

describe('elasticlint explain', () => {
  const messages = cases.flatMap((row) => row.messages.map((message) => ({ ...row, ...message })));

  it.each(messages)('knows what case $case says: $text', ({ text, rule, whyNot }) => {
    const found = findSymptoms(text, table.symptoms);
    expect(found[0]?.exact).toBe(true);
    const named = found.flatMap(({ symptom }) => symptom.rules as readonly string[]);
    if (whyNot !== undefined) expect(found[0]?.symptom.static).toBe(false);
    if (known.has(rule)) expect(named).toContain(rule);
    else expect(named).not.toContain(rule);
  });

  it('leads to rules that the case is about, or that wait', () => {
    const odd = messages.filter(
      ({ rule, workspaces: own }) =>
        own !== undefined &&
        known.has(rule) &&
        !own.some(({ raises }) => raises.some((raised) => raised.rule === rule)),
    );
    expect(odd.map((message) => `${message.case} ${message.rule}`)).toEqual([]);
  });
});
