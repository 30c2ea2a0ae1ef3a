import { compareVersions } from '../versions.js';
import { parseBytes, parseMemory, parseRatio, parseRelativeBytes } from './bytes.js';
import { checkFilterRule, checkHostPort, isJavaPattern } from './hosts.js';
import { isJavaUri } from './java-uri.js';
import { isLdapAttribute } from './ldap-attributes.js';
import { greatestInt, javaDouble, javaWhole, leastInt, leastLong, longest } from './numbers.js';
import { isRefusal, refuse, type Refusal } from './refusal.js';
import {
  autoCreate,
  autoExpand,
  automaton,
  compoundFile,
  instant,
  rate,
  repositoryName,
  rollover,
  slowlogSource,
} from './special.js';
import { compareTimes, parseTime } from './time.js';
import type { ValueType } from './type.js';

/** Says why a text is no value of a type in a version; undefined where it is one. */
type Check = (text: string, type: ValueType, version: string) => Refusal | undefined;

/** Fractions of bytes have at most two decimals from 9.0 on. */
export const twoDecimals = (version: string): boolean => compareVersions(version, '9.0') >= 0;

/** More than any machine has; the node's own number is not known here. */
export const mostProcessors = 4096n;

/** A bound as a number; `processors+1` depends on the machine. */
const bound = (text: string): bigint =>
  text.startsWith('processors')
    ? mostProcessors + BigInt(text.slice('processors'.length) || 0)
    : BigInt(text);

const whole =
  (least: bigint, greatest: bigint): Check =>
  (text, { min, max }) => {
    const value = javaWhole(text);
    if (value === undefined) return refuse('is not a whole number');
    if (value < (min ? bound(min) : least)) return refuse(`is less than ${min ?? least}`);
    return value > (max ? bound(max) : greatest)
      ? refuse(`is more than ${max ?? greatest}`)
      : undefined;
  };

/** NaN passes all bounds, as in comparisons of Java. A least value with `>` is not allowed itself. */
const decimal =
  (read: (value: number) => number): Check =>
  (text, { min, max }) => {
    const parsed = javaDouble(text);
    if (parsed === undefined) return refuse('is not a number');
    const value = read(parsed);
    if (min?.startsWith('>') && value <= Number(min.slice(1)))
      return refuse(`is not above ${min.slice(1)}`);
    if (min !== undefined && value < Number(min)) return refuse(`is less than ${min}`);
    return max !== undefined && value > Number(max) ? refuse(`is more than ${max}`) : undefined;
  };

const time =
  (inMillis: boolean): Check =>
  (text, { min, max }) => {
    const value = parseTime(text);
    if (isRefusal(value)) return value;
    for (const [bound, below] of [
      [min, true],
      [max, false],
    ] as const) {
      const parsed = bound === undefined ? undefined : parseTime(bound);
      if (!parsed || isRefusal(parsed)) continue;
      const order = compareTimes(value, parsed, inMillis);
      if (below ? order < 0 : order > 0)
        return refuse(`is ${below ? 'less' : 'more'} than ${bound}`);
    }
    return undefined;
  };

const sized =
  (read: (text: string, decimals: boolean) => bigint | number | Refusal): Check =>
  (text, { min, max }, version) => {
    const value = read(text, twoDecimals(version));
    if (typeof value === 'object') return value;
    if (typeof value === 'number') return undefined;
    const limit = (one: string): bigint => parseBytes(one, true) as bigint;
    if (min !== undefined && value < limit(min)) return refuse(`is less than ${min}`);
    return max !== undefined && value > limit(max) ? refuse(`is more than ${max}`) : undefined;
  };

/** `-1` beside what the bounds allow: no limit at all. */
const orNone =
  (check: Check, none: RegExp): Check =>
  (text, type, version) =>
    none.test(text) ? undefined : check(text, type, version);

const nonzero = (bytes: bigint | Refusal): bigint | Refusal =>
  bytes === 0n ? refuse('is no size') : bytes;

/** A number of processors, fractions of one included, but no more than the machine has. */
const processors: Check = (text) => {
  const value = javaDouble(text);
  if (value === undefined || !Number.isFinite(value)) return refuse('is not a number');
  if (value <= 0) return refuse('is not above 0');
  return value > Number(mostProcessors) ? refuse('is more than the machine has') : undefined;
};

const ratio: Check = (text, { min, max }) => {
  const value = parseRatio(text);
  if (typeof value === 'object') return value;
  if (min?.startsWith('>'))
    return value > Number(min.slice(1)) ? undefined : refuse(`is not above ${min.slice(1)}%`);
  if (min !== undefined && value < Number(min)) return refuse(`is less than ${min}%`);
  return max !== undefined && value > Number(max) ? refuse(`is more than ${max}%`) : undefined;
};

const matching =
  (pattern: RegExp, why: string): Check =>
  (text) =>
    pattern.test(text) ? undefined : refuse(why);

const words: Check = (text, type) =>
  type.words!.includes(text) ? undefined : refuse('is none of the allowed words');

const anyCase: Check = (text, type) =>
  type.words!.includes(text.toLowerCase()) || type.words!.includes(text.toUpperCase())
    ? undefined
    : refuse('is none of the allowed words');

/** Every type name of the catalogue with its check. */
export const checks: Readonly<Record<string, Check>> = {
  string: () => undefined,
  nonempty: matching(/./s, 'is empty'),
  nonblank: matching(/[^\s]/u, 'is blank'),
  trimmed: matching(/^(?:|\S|\S.*\S)$/su, 'has blanks around it'),
  boolean: matching(/^(?:true|false)$/, 'is neither true nor false'),
  int: whole(leastInt, greatestInt),
  long: whole(leastLong, longest),
  float: decimal(Math.fround),
  double: decimal((value) => value),
  time: time(false),
  'time-ms': time(true),
  'time-or-none': orNone(time(false), /^\s*-(?:0*1|1ms)\s*$/i),
  bytes: sized(parseBytes),
  'bytes-or-none': orNone(
    sized((text, decimals) => nonzero(parseBytes(text, decimals))),
    /^-1b?$/i,
  ),
  memory: sized(parseMemory),
  'relative-bytes': sized(parseRelativeBytes),
  ratio,
  'ratio-or-none': (text, type, version) =>
    parseRatio(text) === 0 ? undefined : ratio(text, type, version),
  processors,
  rollover,
  words,
  'words-any-case': anyCase,
  pattern: (text) =>
    isJavaPattern(text) ? undefined : refuse('is no regular expression that Java reads'),
  uri: (text) => (isJavaUri(text) ? undefined : refuse('is no URI')),
  'host-port': checkHostPort,
  'optional-host-port': (text) => (text === '' ? undefined : checkHostPort(text)),
  'filter-rule': checkFilterRule,
  'cluster-name': matching(/^[^:]+$/s, 'is empty or has a colon'),
  'auto-create': autoCreate,
  'auto-expand': autoExpand,
  'compound-file': (text) => compoundFile(text),
  'compound-file-or-size': (text, _, version) =>
    compoundFile(text, (size) => parseBytes(size, twoDecimals(version))),
  'slowlog-source': slowlogSource,
  instant,
  rate: (text, type) => rate(text, type.words ?? []),
  'repository-name': repositoryName,
  automaton,
  'shard-count': (text, type, version) =>
    text === 'all' ? undefined : checks.int!(text, { ...type, min: '0' }, version),
  identifier: matching(
    /^[a-zA-Z][a-zA-Z0-9]{0,9}$/,
    'is not a letter and up to nine letters and digits',
  ),
  'ldap-attribute': (text) =>
    isLdapAttribute(text) ? undefined : refuse('is no attribute of a distinguished name'),
  never: () => refuse('is not allowed'),
};
