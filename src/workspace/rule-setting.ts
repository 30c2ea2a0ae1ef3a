import { wanted, type GivenOptions } from '../core/options.js';
import { didYouMean } from '../core/nearest.js';
import type { Severity } from '../core/finding.js';
import type { RuleMeta } from '../core/rule.js';
import type { Place, SourceText } from '../core/text.js';
import { plainOf, textOf, type Pair, type Tree } from '../documents/tree.js';
import { UsageError } from './errors.js';

/** A level that a rule is set to. */
export type Level = Severity | 'off';

const levels: readonly string[] = ['off', 'error', 'warning', 'info'] satisfies Level[];

/** What a rule is set to: a level, or a level with options. */
export type RuleSetting = Level | readonly [Level, Readonly<Record<string, unknown>>?];

/** An option as it was given, and where. */
interface GivenOption {
  readonly value: unknown;
  readonly place?: Place | undefined;
  readonly valuePlace?: Place | undefined;
}

/** What a rule is set to, before it is known what options the rule has. */
export interface RuleChoice {
  readonly level: Level;
  readonly options: ReadonlyMap<string, GivenOption>;
  /** The id in the manifest. */
  readonly place?: Place | undefined;
}

const isLevel = (text: string | undefined): text is Level =>
  text !== undefined && levels.includes(text);

/** `; did you mean 'warning'?`, for a word that is no level. */
const levelMeant = (text: string | undefined): string =>
  text === undefined ? '' : didYouMean(text, levels);

/**
 * Reads one pair below `rules:` of a manifest: `<id>: <level>`, or `<id>: [<level>, { <option>: <value> }]`.
 *
 * @throws UsageError with the place, where it is something else
 */
export function choiceOf(source: SourceText, { key, value }: Pair): RuleChoice {
  const at = ({ range }: Tree): Place => ({ source, range });
  const [first, options, ...more] = value.kind === 'sequence' ? value.items : [value];
  const level = textOf(first);
  if (!isLevel(level))
    throw new UsageError(
      `'rules.${key.text}' must be one of ${levels.join(', ')}${levelMeant(level)}`,
      at(first ?? value),
    );
  if ((options && options.kind !== 'mapping') || more.length > 0)
    throw new UsageError(
      `'rules.${key.text}' must be a level, or a list of a level and options: [${level}, { … }]`,
      at(more[0] ?? options!),
    );
  const pairs = options?.pairs ?? [];
  return {
    level,
    place: at(key),
    options: new Map(
      pairs.map((pair) => [
        pair.key.text,
        { value: plainOf(pair.value), place: at(pair.key), valuePlace: at(pair.value) },
      ]),
    ),
  };
}

/** What a program or an option of the command line sets a rule to. */
export function choiceFrom(setting: RuleSetting): RuleChoice {
  const [level, options] = typeof setting === 'string' ? [setting] : setting;
  const entries = Object.entries(options ?? {});
  return { level, options: new Map(entries.map(([name, value]) => [name, { value }])) };
}

/**
 * Reads `<rule>=<level>`, with options `<rule>=<level>,<option>=<value>`; one that stands several times is a list.
 *
 * @throws UsageError where it is something else
 */
export function parseRuleSetting(text: string): [id: string, setting: RuleSetting] {
  const [, id, level, rest] = /^([^=]+)=([^,]*)(?:,(.*))?$/s.exec(text) ?? [];
  const options = rest?.split(',').map((part) => /^([^=]+)=(.*)$/s.exec(part)) ?? [];
  if (id === undefined || !isLevel(level) || options.includes(null))
    throw new UsageError(
      `--rule ${text}: write it as <rule>=off, info, warning or error${levelMeant(level)}`,
    );
  const given: Record<string, unknown> = {};
  for (const match of options) {
    const [, name, word] = match!;
    const value = /^\d+$/.test(word!) ? Number(word) : word;
    given[name!] = name! in given ? [given[name!], value].flat() : value;
  }
  return [id, options.length > 0 ? [level, given] : level];
}

/**
 * The options of a choice, checked against those that the rule has.
 *
 * @throws UsageError with the place, for an option that the rule does not have or a value that it does not take
 */
export function checkedOptions(rule: RuleMeta, { options }: RuleChoice): GivenOptions {
  const known = rule.options ?? {};
  const checked = [...options].map(([name, { value, place, valuePlace }]) => {
    const schema = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!schema) {
      const names = Object.keys(known);
      const others = names.length > 0 ? `; it has ${names.join(', ')}` : '; it has none';
      const hint = didYouMean(name, names) || others;
      throw new UsageError(`${rule.id} has no option '${name}'${hint}`, place);
    }
    // as with all lists of the manifest, one text will do
    const list = schema.type === 'array' && typeof value === 'string' ? [value] : value;
    const kind = wanted(schema, list);
    if (kind !== undefined)
      throw new UsageError(`option '${name}' of ${rule.id} must be ${kind}`, valuePlace);
    return [name, list] as const;
  });
  return Object.fromEntries(checked) as GivenOptions;
}
