import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ADDITION_MUTATIONS } from './mutations/additions.js';
import { KEY_MUTATIONS } from './mutations/keys.js';
import {
  atKey,
  keyLines,
  LAYOUT_MUTATIONS,
  NESTING_MUTATIONS,
  written,
} from './mutations/lines.js';
import type { LinesMutation } from './mutations/lines.js';
import {
  PAYLOAD_ADDITION_MUTATIONS,
  PAYLOAD_KEY_MUTATIONS,
  PAYLOAD_LAYOUT_MUTATIONS,
  PAYLOAD_VALUE_MUTATIONS,
} from './mutations/payloads.js';
import { Random } from './mutations/random.js';
import { VALUE_MUTATIONS } from './mutations/values.js';

type TextMutation = (text: string, random: Random) => string | undefined;
type Group = Readonly<Record<string, TextMutation>>;

/** A mutant is an excerpt, so that one can read it: so many top-level settings of the file it comes from. */
const MOST_BLOCKS = 8;

const KEYS: Readonly<Record<string, LinesMutation>> = Object.fromEntries(
  Object.entries(KEY_MUTATIONS).map(([name, mutation]): [string, LinesMutation] => [
    name,
    (lines, random) => {
      const fits = ({ key }: { key: string }): boolean => {
        const other = mutation(key, new Random(key));
        return other !== undefined && other !== key;
      };
      return atKey(lines, random, fits, (found) => [
        written({ ...found, key: mutation(found.key, new Random(found.key)) ?? found.key }),
      ]);
    },
  ]),
);

/** A mutant is made by one mutation of each group: the first that fits of a tier, else of the next. */
const YAML_GROUPS: readonly (readonly Group[])[] = [
  [onExcerpts(KEYS)],
  [
    onExcerpts(values(/^(unit|number|boolean|port|scheme|unquoted|list-(un|left|as))/)),
    onExcerpts(values(/^list/)),
  ],
  [onExcerpts({ ...values(/^(value|word|quote|smart|placeholder)/), ...ADDITION_MUTATIONS })],
  [onExcerpts(NESTING_MUTATIONS), onExcerpts(LAYOUT_MUTATIONS)],
];

const PAYLOAD_GROUPS: readonly (readonly Group[])[] = [
  [{ ...PAYLOAD_KEY_MUTATIONS, ...PAYLOAD_ADDITION_MUTATIONS }],
  [PAYLOAD_VALUE_MUTATIONS],
  [PAYLOAD_LAYOUT_MUTATIONS],
];

/**
 * Writes `mutated/` anew below the folders of whole files and of payloads. Each mutant depends on the text and the name
 * of the file it comes from and on nothing else, so that a new file changes no other's mutants.
 */
export function writeMutants(files: string): void {
  writeInto(join(files, 'mutated'), mutantsOf(files, '.yml', YAML_GROUPS));
  const payloads = join(files, 'payloads');
  writeInto(join(payloads, 'mutated'), mutantsOf(payloads, '.json', PAYLOAD_GROUPS));
}

function writeInto(folder: string, mutants: ReadonlyMap<string, string>): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [name, text] of mutants) writeFileSync(join(folder, name), text);
}

/** For every readable file of the folder one mutant by each group, where a mutation of the group fits it. */
function mutantsOf(
  folder: string,
  ending: string,
  groups: readonly (readonly Group[])[],
): ReadonlyMap<string, string> {
  const mutants = new Map<string, string>();
  for (const name of readdirSync(folder)
    .filter((one) => one.endsWith(ending))
    .sort()) {
    const text = readFileSync(join(folder, name), 'utf8');
    if (!isReadable(text, ending)) continue;
    const base = name.slice(0, -ending.length);
    for (const [i, tiers] of groups.entries()) {
      const order = tiers.flatMap((tier) =>
        new Random(`${base} ${i}`).shuffle(Object.entries(tier)),
      );
      for (const [kind, mutation] of order) {
        const mutant = mutation(text, new Random(`${base} ${kind}`));
        if (mutant === undefined || mutant === text) continue;
        mutants.set(`${base}--${kind}${ending}`, mutant);
        break;
      }
    }
  }
  return mutants;
}

/** Whether a second mistake in the text would show: what cannot be read is refused for its first one. */
function isReadable(text: string, ending: string): boolean {
  try {
    if (ending === '.json') JSON.parse(text);
    else return hasValues(parse(text, { logLevel: 'error' }));
    return true;
  } catch {
    return false;
  }
}

function hasValues(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((item) => item !== null && (!isMap(item) || hasValues(item)));
}

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The mistakes in values whose names match, at a line that they fit. */
function values(names: RegExp): Readonly<Record<string, LinesMutation>> {
  return Object.fromEntries(
    Object.entries(VALUE_MUTATIONS)
      .filter(([name]) => names.test(name))
      .map(([name, mutation]): [string, LinesMutation] => [
        name,
        (lines, random) => {
          const changed = keyLines(lines).flatMap((found) => {
            const value = mutation(found.value, random);
            return value === undefined ? [] : { ...found, value };
          });
          const one = random.pick(changed);
          return one && lines.map((line, i) => (i === one.index ? written(one) : line));
        },
      ]),
  );
}

function onExcerpts(mutations: Readonly<Record<string, LinesMutation>>): Group {
  return Object.fromEntries(
    Object.entries(mutations).map(([name, mutation]): [string, TextMutation] => [
      name,
      (text, random) => {
        const lines = excerpt(text, random);
        const mutant = mutation(lines, random);
        return mutant && mutant.join('\n') !== lines.join('\n')
          ? `${mutant.join('\n')}\n`
          : undefined;
      },
    ]),
  );
}

/** Some neighbouring settings of the file, without the lines that are comments. */
function excerpt(text: string, random: Random): string[] {
  const lines = text.split('\n').filter((line) => !/^\s*(#.*)?$/.test(line));
  const starts = lines.flatMap((line, i) => (/^[^\s\-}\]]/.test(line) ? [i] : []));
  if (starts.length <= MOST_BLOCKS) return lines;
  const first = random.below(starts.length - MOST_BLOCKS + 1);
  return lines.slice(starts[first], starts[first + MOST_BLOCKS]);
}
