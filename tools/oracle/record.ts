import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GENERATED_PAYLOADS, GENERATED_YAML } from './generated.js';
import { ENVIRONMENT, judgeAll } from './judge.js';
import type { Verdict } from './judge.js';

/** The versions whose verdicts are committed: the newest of each major. */
export const RECORDED_VERSIONS = ['7.17.28', '8.19.21', '9.5.3'];

/** A file to be judged and the name its verdict is recorded under. */
interface Case {
  name: string;
  path: string;
}

/** Areas whose fixtures are neither an elasticsearch.yml nor a settings payload. */
const OTHER_DOCUMENTS = ['api-keys', 'certificates', 'roles'];
const LONGEST_TEXT = 1000;
const SHORTENED_TEXT = 100;

/**
 * Asks all recorded versions about the corpus and the rules' fixtures. `oracle` and `rules` are folders; gives the text
 * of each recording by its name in `oracle`.
 */
export async function makeRecordings(oracle: string, rules: string): Promise<Map<string, string>> {
  const generated = mkdtempSync(join(tmpdir(), 'elasticlint-generated-'));
  try {
    const sets: [string, Case[]][] = [
      ['yaml.json', [...corpus(join(oracle, 'yaml')), ...make(generated, GENERATED_YAML)]],
      [
        'payloads.json',
        [...corpus(join(oracle, 'payloads')), ...make(generated, GENERATED_PAYLOADS)],
      ],
      ['rules.json', ruleFixtures(rules)],
      ['fixed.json', fixedFixtures(rules, generated)],
    ];
    const files = sets.flatMap(([, cases]) => cases.map(({ path }) => path));
    const answers = await judgeAll(RECORDED_VERSIONS, files);
    const byFile = new Map(files.map((file, i) => [file, answers.map((verdicts) => verdicts[i])]));
    return new Map(
      sets.map(([name, cases]) => [
        name,
        recording(cases.map((one) => [one.name, byFile.get(one.path) as Verdict[]])),
      ]),
    );
  } finally {
    rmSync(generated, { recursive: true });
  }
}

function recording(judged: [string, Verdict[]][]): string {
  const cases = Object.fromEntries(judged.map(([name, verdicts]) => [name, byVersions(verdicts)]));
  const whole = { versions: RECORDED_VERSIONS, environment: ENVIRONMENT, cases };
  return `${JSON.stringify(stable(whole), undefined, 2)}\n`;
}

/** Equal verdicts come once, under all their versions: `"8.19.21 9.5.3": {…}`. */
function byVersions(verdicts: Verdict[]): Record<string, unknown> {
  const groups = new Map<string, string[]>();
  verdicts.forEach(({ errors, ...verdict }, i) => {
    // these small payloads need no key: it is the only one, or in the message
    const said = errors?.map(({ layer, message }) => ({ layer, message }));
    const text = JSON.stringify(stable(said ? { ...verdict, errors: said } : verdict));
    groups.set(text, [...(groups.get(text) ?? []), RECORDED_VERSIONS[i] as string]);
  });
  return Object.fromEntries(
    [...groups].map(([text, versions]) => [versions.join(' '), JSON.parse(text) as unknown]),
  );
}

/** Sorts keys by code unit and shortens very long texts, at every depth. */
function stable(value: unknown): unknown {
  if (typeof value === 'string') return shorten(value);
  if (Array.isArray(value)) {
    const items = value.map(stable);
    return value.length > LONGEST_TEXT
      ? [...items.slice(0, 3), `… (${value.length} items)`]
      : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .map(([key, item]): [string, unknown] => [shorten(key), stable(item)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length > LONGEST_TEXT) {
    return Object.fromEntries([...entries.slice(0, 3), ['…', `${entries.length} keys`]]);
  }
  return Object.fromEntries(entries);
}

function shorten(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  return `${text.slice(0, SHORTENED_TEXT)}… (${text.length} characters)`;
}

function corpus(folder: string): Case[] {
  return sortedNames(folder)
    .filter((name) => /\.(yml|json)$/.test(name))
    .map((name) => ({ name, path: join(folder, name) }));
}

function make(folder: string, table: Readonly<Record<string, () => string>>): Case[] {
  return Object.entries(table).map(([name, content]) => {
    const path = join(folder, name);
    writeFileSync(path, content());
    return { name: `generated/${name}`, path };
  });
}

/** Single files only: a fixture that is a folder is a workspace, and no one node's configuration. */
function ruleFixtures(rules: string): Case[] {
  return folders(rules)
    .filter((area) => !OTHER_DOCUMENTS.includes(area))
    .flatMap((area) => folders(join(rules, area)).map((rule) => `${area}/${rule}`))
    .flatMap((rule) =>
      sortedNames(join(rules, rule))
        .filter((name) => /^(bad|ok)-.*\.(yml|json)$/.test(name))
        .map((name) => ({ name: `${rule}/${name}`, path: join(rules, rule, name) })),
    );
}

/** What the fixes make of those fixtures, as files of their own. */
function fixedFixtures(rules: string, generated: string): Case[] {
  return ruleFixtures(rules).flatMap(({ name, path }): Case[] => {
    const fixed = path.replace(/\.(?:yml|json)$/, '.fixed');
    if (!existsSync(fixed)) return [];
    const copy = join(generated, `fixed-${name.replaceAll('/', '-')}`);
    copyFileSync(fixed, copy);
    return [{ name, path: copy }];
  });
}

function folders(path: string): string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function sortedNames(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort();
}
