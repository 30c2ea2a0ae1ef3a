import { nearest } from '../../core/index.js';
import type { Setting } from '../setting.js';
import { allowedValues, oneOf } from './allowed.js';
import { checks } from './check.js';
import { isIp } from './hosts.js';
import type { Refusal } from './refusal.js';
import { nearWord, suggest } from './suggest.js';
import type { ValueType } from './type.js';

/** What is wrong with a value: the problem, what would be allowed, and what was probably meant. */
export interface BadValue {
  /** Reads on after the value: `has no unit of time`. */
  readonly problem: string;
  readonly allowed: string;
  readonly suggestion?: string;
}

/** The texts of a list as Elasticsearch splits them: empty ones at the end do not count, blanks around are dropped. */
export function splitList(text: string): string[] {
  if (text === '') return [];
  return text
    .slice(0, text.endsWith(',') ? text.search(/,+$/) : undefined)
    .split(',')
    .map((part) => part.trim());
}

/**
 * Why the parser of a type refuses a value; undefined where it takes it.
 *
 * @param value a text, or a list of texts, which a setting that is no list reads as `[a, b]`
 * @param version decides details such as the decimals of sizes
 */
export function refusal(
  type: ValueType,
  value: string | readonly string[],
  version: string,
): Refusal | undefined {
  const text = typeof value === 'string' ? value : `[${value.join(', ')}]`;
  if (!type.item) return type.name === 'roles' ? roles(type, value) : check(type, text, version);
  const items = type.name === 'commas' ? splitList(text) : itemsOf(value);
  if (items.length === 0) {
    // a text without items means the default, which may be empty itself
    const refused =
      type.name === 'filled-list' || (type.name === 'default-list' && typeof value !== 'string');
    return refused ? { refused: 'is an empty list' } : undefined;
  }
  for (const item of items) {
    const refused = check(type.item, item, version);
    if (refused) return { ...refused, refused: `has an item that ${refused.refused}` };
  }
  return undefined;
}

/** The items that a list setting takes from a value. */
export const itemsOf = (value: string | readonly string[]): readonly string[] =>
  typeof value !== 'string' ? value : /^,+$/.test(value) ? [] : splitList(value);

/** Node roles: known ones, and voting_only together with master only. */
function roles(type: ValueType, value: string | readonly string[]): Refusal | undefined {
  const given = itemsOf(value);
  const unknown = given.find((role) => !type.words!.includes(role));
  if (unknown !== undefined)
    return { refused: 'has an unknown role', ...nearestRole(unknown, given, type.words!) };
  return given.includes('voting_only') && !given.includes('master')
    ? { refused: 'has voting_only without master' }
    : undefined;
}

function nearestRole(
  unknown: string,
  given: readonly string[],
  known: readonly string[],
): { suggestion?: string } {
  const meant = nearWord(unknown.toLowerCase(), known);
  return meant === undefined
    ? {}
    : { suggestion: given.map((role) => (role === unknown ? meant : role)).join(', ') };
}

function check(type: ValueType, text: string, version: string): Refusal | undefined {
  return checks[type.name]?.(text, type, version);
}

/**
 * Elasticsearch parses what stands under and below a key with a star, below other keys nothing, and it does not look into
 * groups below a star before it uses them.
 */
function holdsValue({ key, group, rest }: Setting): boolean {
  return key.includes('*') ? !group || key.endsWith('*') : rest === undefined;
}

/** Groups whose members are groups again, and what stands in those. */
const dottedNames: ReadonlyMap<string, string> = new Map([
  ['cluster.routing.allocation.awareness.force.*', 'values'],
  ['index.similarity.*', 'type'],
]);

/** Names that the pattern of the key allows and the setting itself refuses. */
function badName({ key, namespace = '', names }: Setting): BadValue | undefined {
  if (names && !names.includes(namespace)) {
    const suggestion = nearest(namespace, names);
    const meant = suggestion === undefined ? {} : { suggestion: key.replace('*', suggestion) };
    return { problem: 'is set under a name that is not known', allowed: oneOf(names), ...meant };
  }
  if (dottedNames.has(key) && !namespace.includes('.')) {
    return {
      problem: 'is set under a name without a dot',
      allowed: `${dottedNames.get(key)} under a name of your own`,
    };
  }
  return undefined;
}

const addressFilter = /^(?:cluster|index)\.routing\.allocation\.(?:require|include|exclude)\.\*$/;

/** Filters of allocation by address hold addresses, or patterns with a star. */
function refusedAddress(
  { key, namespace = '' }: Setting,
  value: string | readonly string[],
): Refusal | undefined {
  if (!addressFilter.test(key) || !/^_(?:host_)?ip$|_publish_ip$/.test(namespace)) return undefined;
  const addresses = typeof value === 'string' ? value.split(',') : value;
  const bad = addresses
    .map((one) => one.trim())
    .find((one) => one !== '' && !one.includes('*') && !isIp(one));
  return bad === undefined ? undefined : { refused: 'has an item that is no IP address' };
}

/** The last judgement of each setting: two rules ask in turn, and an editor asks again after each key stroke. */
const judged = new WeakMap<
  Setting,
  { readonly value: unknown; readonly version: string; readonly verdict: BadValue | undefined }
>();

/**
 * Whether the version's own parser refuses a value, and what to write instead. Secure settings, values under a key that
 * is only a part of the setting, and null are not judged, nor are settings of which only a part is known.
 *
 * @param setting as `Catalogue.find` gives it
 * @param value as it stands in the file; null deletes a setting and is always fine
 * @param version the version that judges
 */
export function judgeValue(
  setting: Setting,
  value: string | readonly string[] | null,
  version: string,
): BadValue | undefined {
  if (value === null || setting.secure || setting.uncertain) return undefined;
  const known = judged.get(setting);
  if (known && known.value === value && known.version === version) return known.verdict;
  const verdict = judge(setting, value, version);
  judged.set(setting, { value, version, verdict });
  return verdict;
}

function judge(
  setting: Setting,
  value: string | readonly string[],
  version: string,
): BadValue | undefined {
  if (!holdsValue(setting)) return undefined;
  const name = badName(setting);
  if (name) return name;
  const refused = refusal(setting.type, value, version) ?? refusedAddress(setting, value);
  if (!refused) return undefined;
  const text = typeof value === 'string' ? value : undefined;
  const suggestion = setting.filtered
    ? undefined
    : (refused.suggestion ?? (text === undefined ? undefined : suggest(setting, text, version)));
  return {
    problem: refused.refused,
    allowed: allowedValues(setting.type),
    ...(suggestion === undefined || refusal(setting.type, suggestion, version)
      ? {}
      : { suggestion }),
  };
}
