import { isRefusal, type Refusal } from '../grammar/refusal.js';
import { parseTime } from '../grammar/time.js';

/** The values of one layer as a version's validators see them. */
export interface Values {
  readonly version: string;
  /** The text under a key, or its default; undefined where it is not known. */
  readonly get: (key: string) => string | undefined;
  /** The items of a list; undefined where it is not set or not known. */
  readonly items: (key: string) => readonly string[] | undefined;
  readonly isSet: (key: string) => boolean;
}

/** Settings that a version checks together. A star in a key is one name, the same in all keys of a validator. */
export interface Validator {
  /** Each of them is refused when it is set and the check fails. */
  readonly keys: readonly string[];
  /** Whose values the check reads, of the keys, too: where one of those is no value, the keys are refused with it. */
  readonly reads?: readonly string[];
  /** The minors that check it: from the first, and before the second. */
  readonly since?: string;
  readonly until?: string;
  /** The settings are taken, and a node that starts fails on them. */
  readonly atStart?: true;
  /** What is wrong, as a clause; undefined when all is well or not known. */
  readonly check: (values: Values) => string | undefined;
}

/** What a parser makes of the text under a key; undefined where it is not set, not known or no such value. */
export function read<T extends object | bigint | number>(
  { get }: Values,
  key: string,
  parse: (text: string) => T | Refusal | undefined,
): T | undefined {
  const text = get(key);
  const value = text === undefined ? undefined : parse(text);
  return value === undefined || isRefusal(value) ? undefined : value;
}

/** The time under a key in nanoseconds. */
export const nanosOf = (values: Values, key: string): number | undefined =>
  read(values, key, parseTime)?.nanos;

/** The number under a key. */
export const numberOf = (values: Values, key: string): number | undefined =>
  read(values, key, (text) => (/^\d+$/.test(text) ? Number(text) : undefined));

/** One setting must not be above, or must be below, another; negative values stand for no limit. */
export function ordered(
  lower: string,
  upper: string,
  valueOf: (values: Values, key: string) => number | undefined,
  strict: boolean,
): Validator['check'] {
  return (values) => {
    const [a, b] = [valueOf(values, lower), valueOf(values, upper)];
    if (a === undefined || b === undefined || a < 0 || b < 0 || (strict ? a < b : a <= b))
      return undefined;
    const [small, large] = [values.get(lower), values.get(upper)];
    return `${lower} (${small}) must ${strict ? 'be below' : 'not be above'} ${upper} (${large})`;
  };
}

/** A setting that is refused without another one. */
export const needs = (
  key: string,
  needed: string,
  also: Pick<Validator, 'since' | 'until'> & { readonly or?: string } = {},
): Validator => {
  const { or, ...minors } = also;
  return {
    ...minors,
    keys: [key],
    reads: [needed, ...(or === undefined ? [] : [or])],
    check: ({ isSet }) =>
      isSet(needed) || (or !== undefined && isSet(or)) ? undefined : `${key} needs ${needed}`,
  };
};

/** A setting that has an effect only while another is true. */
export const onlyWhile = (key: string, needed: string, since: string): Validator => ({
  keys: [key],
  reads: [needed],
  since,
  check: ({ get }) =>
    get(needed) === 'false' ? `${key} is only taken while ${needed} is true` : undefined,
});
