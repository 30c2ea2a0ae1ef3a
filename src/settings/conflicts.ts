import type { Catalogue } from './catalogue.js';
import { textValue, type SettingEntry } from './entry.js';
import { itemsOf, judgeValue } from './grammar/judge.js';
import type { Settings } from './settings.js';
import { holdsIn, validators, type Validator, type Values } from './validators.js';

/** A setting that a version refuses because of others in its layer. */
export interface Conflict {
  readonly entry: SettingEntry;
  /** What is wrong, as a clause. */
  readonly problem: string;
  /** What else the check looked at and is set. */
  readonly others: readonly SettingEntry[];
  /** The check never came to its end: one of the others is no value of its setting. */
  readonly unreadable?: SettingEntry;
  /** Taken as it is read; a node that starts fails on it. */
  readonly atStart: boolean;
}

/** A validator with its stars replaced by one name. */
interface Bound {
  readonly validator: Validator;
  /** Fills the name into a key, and into what is said of keys. */
  readonly named: (text: string) => string;
}

/** What may follow a name in the keys of each validator that have a star, by what stands before it. */
const starred = new Map(
  validators.map((validator) => {
    const behind = new Map<string, string[]>();
    for (const key of validator.keys) {
      const [before, after] = key.split('*') as [string, string?];
      if (after !== undefined) behind.set(before, [...(behind.get(before) ?? []), `${after}.`]);
    }
    return [validator, behind] as const;
  }),
);

/** The validators whose keys begin alike, by one name of a key after the other. */
interface Step {
  readonly validators: Validator[];
  readonly next: Map<string, Step>;
}

const firstStep: Step = { validators: [], next: new Map() };
for (const validator of validators) {
  for (const key of validator.keys) {
    let step = firstStep;
    for (const name of key.split('.')) {
      const next: Step = step.next.get(name) ?? { validators: [], next: new Map() };
      step.next.set(name, next);
      step = next;
    }
    step.validators.push(validator);
  }
}

/** Adds the validators of which a key, from some place on, is one, or stands below one: of most keys none. */
function lookFrom(step: Step, key: string, start: number, found: Set<Validator>): void {
  const end = key.indexOf('.', start);
  const name = key.slice(start, end < 0 ? undefined : end);
  const own = name === '*' ? undefined : step.next.get(name);
  const any = step.next.get('*');
  for (const next of [own, any && /^[-\w]+$/.test(name) ? any : undefined]) {
    if (!next) continue;
    for (const validator of next.validators) found.add(validator);
    if (end >= 0) lookFrom(next, key, end + 1, found);
  }
}

/** The validators that have something to look at in a layer, in their own order. */
function concerned(settings: Settings): readonly Validator[] {
  const found = new Set<Validator>();
  for (const { key } of settings) lookFrom(firstStep, key, 0, found);
  return found.size === 0 ? [] : validators.filter((validator) => found.has(validator));
}

function* bound(validator: Validator, settings: Settings): Generator<Bound> {
  const stars = starred.get(validator)!;
  if (stars.size === 0) yield { validator, named: (key) => key };
  const names = new Set<string>();
  for (const [before, behind] of stars) {
    for (const { key } of settings.withPrefix(before)) {
      const name = /^[-\w]+/.exec(key.slice(before.length))?.[0];
      if (name === undefined || names.has(name)) continue;
      const rest = `${key.slice(before.length + name.length)}.`;
      if (behind.some((after) => rest.startsWith(after))) names.add(name);
    }
  }
  for (const name of names)
    yield { validator, named: (text) => text.replaceAll('.*.', `.${name}.`) };
}

/** What is set under a key, or under the one that it falls back to. */
function setOrInstead(
  key: string,
  settings: Settings,
  catalogue: Catalogue,
  version: string,
): SettingEntry | undefined {
  const entry = settings.get(key);
  const fallback = entry ? undefined : catalogue.find(key, version)?.fallback;
  return fallback === undefined ? entry : settings.get(fallback);
}

/** The settings of a layer as a version's validators see them. */
function valuesOf(
  settings: Settings,
  catalogue: Catalogue,
  version: string,
  named: Bound['named'],
): Values {
  const get = (key: string): string | undefined => {
    const entry = setOrInstead(key, settings, catalogue, version);
    return entry ? textValue(entry) : catalogue.find(key, version)?.default;
  };
  return {
    version,
    get: (key) => get(named(key)),
    isSet: (key) => settings.get(named(key)) !== undefined,
    items: (key) => {
      const entry = settings.get(named(key));
      if (!entry || entry.unknown || entry.value === null) return undefined;
      return itemsOf(entry.value);
    },
  };
}

/** What is set under a key; what stands below one with a star belongs to it, too. */
function under(
  key: string,
  settings: Settings,
  catalogue: Catalogue,
  version: string,
): SettingEntry[] {
  const below = settings
    .withPrefix(`${key}.`)
    .filter((entry) => catalogue.find(entry.key, version)?.rest !== undefined);
  const entry = settings.get(key);
  return entry ? [entry, ...below] : below;
}

function* conflictsOf(
  { validator, named }: Bound,
  settings: Settings,
  catalogue: Catalogue,
  version: string,
): Generator<Conflict> {
  const beside = (validator.reads ?? []).flatMap(
    (key) => setOrInstead(named(key), settings, catalogue, version) ?? [],
  );
  const isBad = (entry: SettingEntry): boolean => {
    const setting = entry.unknown ? undefined : catalogue.find(entry.key, version);
    return setting !== undefined && judgeValue(setting, entry.value, version) !== undefined;
  };
  const unreadable = beside.find(isBad);
  const problem = unreadable
    ? 'cannot be checked'
    : validator.check(valuesOf(settings, catalogue, version, named));
  // nearly always; only now is it worth looking for what is refused
  if (problem === undefined) return;
  const entries = validator.keys.flatMap((key) => under(named(key), settings, catalogue, version));
  const all = [...new Set([...entries, ...beside])];
  for (const entry of entries) {
    if (!catalogue.find(entry.key, version)) continue;
    if (unreadable && isBad(entry)) continue;
    const others = unreadable ? [unreadable] : all.filter((other) => other !== entry);
    const atStart = validator.atStart === true;
    yield { entry, problem: named(problem), others, atStart, ...(unreadable && { unreadable }) };
  }
}

/**
 * What the versions' own validators find in one layer, each in the first version that finds it.
 *
 * @param settings of one layer: Elasticsearch checks each by itself
 */
export function* conflictsIn(
  settings: Settings,
  catalogue: Catalogue,
  versions: readonly string[],
): Generator<Conflict> {
  for (const validator of concerned(settings)) {
    for (const one of bound(validator, settings)) {
      for (const version of versions) {
        if (!holdsIn(validator, version)) continue;
        const found = [...conflictsOf(one, settings, catalogue, version)];
        yield* found;
        if (found.length > 0) break;
      }
    }
  }
}
