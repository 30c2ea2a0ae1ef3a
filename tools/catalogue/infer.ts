import { refusal } from '../../src/settings/grammar/judge.js';
import { parseType } from '../../src/settings/grammar/type.js';
import { BATTERY } from './battery.js';
import type { BatteryValue } from './battery.js';
import type { DumpedSetting } from './dump.js';
import { REVIEWED } from './reviewed.js';

/** A type that explains a setting's verdicts, and the values on which it still differs from the real parser. */
export interface Inferred {
  type: string;
  /** Accepted by Elasticsearch and refused by the type, or the reverse. */
  differing: BatteryValue[];
}

const INT = { min: '-2147483648', max: '2147483647' };
const LONG = { min: '-9223372036854775808', max: '9223372036854775807' };
const memory = new Map<string, Inferred>();

/** All values a setting was asked, with the answers. */
export function verdictsOf(setting: DumpedSetting): [BatteryValue, boolean][] {
  const common = BATTERY.map((value, i): [BatteryValue, boolean] => [
    value,
    setting.verdicts![i] === '1',
  ]);
  const own = Object.entries(setting.own ?? {}).map(([value, answer]): [BatteryValue, boolean] => [
    value,
    answer === '1',
  ]);
  return [...common, ...own];
}

/**
 * Finds the type whose check gives the recorded verdicts: of all candidates that the setting's class, bounds, words and
 * messages suggest, the first that agrees on every value, else the one that differs least.
 *
 * @param setting as the big machine describes it
 * @param processorBound the greatest value differs between machines by their number of processors
 */
export function inferType(
  setting: DumpedSetting,
  version: string,
  processorBound: boolean,
): Inferred {
  if (setting.secure) return { type: 'string', differing: [] };
  const reviewed = REVIEWED.filter(([keys]) => keys.test(setting.key)).map(([, type]) => type);
  const facts = [
    setting.verdicts,
    setting.own,
    setting.classes,
    setting.bounds,
    setting.messages,
    processorBound,
    reviewed,
  ];
  const known = JSON.stringify([version.split('.')[0], ...facts]);
  const found =
    memory.get(known) ??
    search(setting, version, [...reviewed, ...candidates(setting, processorBound)]);
  memory.set(known, found);
  return found;
}

function search(setting: DumpedSetting, version: string, types: string[]): Inferred {
  const answers = verdictsOf(setting);
  let best: Inferred | undefined;
  for (const text of new Set(types)) {
    const type = parseType(text);
    const differing = answers.filter(
      ([value, accepted]) => (refusal(type, value, version) === undefined) !== accepted,
    );
    if (!best || differing.length < best.differing.length)
      best = { type: text, differing: differing.map(([value]) => value) };
    if (differing.length === 0) break;
  }
  return best!;
}

/** Checks that any text or list item may have, most common first. */
const PLAIN = [
  'string',
  'nonempty',
  'nonblank',
  'trimmed',
  'host-port',
  'optional-host-port',
  'filter-rule',
  'automaton',
  'pattern',
  'uri',
];
/** Checks that single settings have. */
const RARE = [
  'cluster-name',
  'auto-create',
  'auto-expand',
  'slowlog-source',
  'instant',
  'repository-name',
  'shard-count',
  'identifier',
  'ldap-attribute',
  'rollover',
  'relative-bytes',
  'ratio',
  'compound-file',
  'compound-file-or-size',
  'rate unlimited',
  'rate use-context',
];
const LISTS = ['list', 'filled-list', 'default-list', 'commas'];

function candidates(setting: DumpedSetting, processorBound: boolean): string[] {
  const classes = (setting.classes ?? []).map((name) => /^Optional<(.*)>$/.exec(name)?.[1] ?? name);
  const has = (...names: string[]): boolean => names.some((name) => classes.includes(name));
  const types: string[] = [];
  if (has('Boolean')) types.push('boolean');
  if (has('Integer', 'IndexVersion', 'Version'))
    types.push(...whole('int', setting, INT, processorBound));
  if (has('Long')) types.push(...whole('long', setting, LONG, processorBound));
  if (has('TimeValue')) types.push(...times(setting));
  if (has('ByteSizeValue')) types.push(...sizes(setting));
  if (has('Float')) types.push(...decimals('float', setting));
  if (has('Processors')) types.push('processors');
  if (has('Double')) types.push(...decimals('double', setting));
  if (has('RatioValue'))
    types.push(...decimals('ratio', setting), ...decimals('ratio-or-none', setting));
  const words = wordTypes(setting);
  const items = [...PLAIN, ...words];
  const lists = LISTS.flatMap((list) => items.map((item) => `${list} of ${item}`));
  return [
    ...types,
    ...(setting.list ? lists : []),
    ...items,
    ...RARE,
    ...(setting.list ? [] : lists),
    'never',
  ];
}

const bounded = (name: string, min: string, max: string): string =>
  min || max ? `${name} ${min}..${max}` : name;

function whole(
  name: string,
  { bounds = [] }: DumpedSetting,
  ends: { min: string; max: string },
  byProcessors: boolean,
): string[] {
  const [least = ends.min, greatest = ends.max] = bounds;
  const min = least === ends.min ? '' : least;
  const max = greatest === ends.max ? '' : byProcessors ? ofProcessors(greatest) : greatest;
  return [bounded(name, min, max)];
}

/** 4096 is what the big machine has. */
function ofProcessors(text: string): string {
  const more = Number(text) - 4096;
  return more === 0 ? 'processors' : `processors+${more}`;
}

const SECOND = 10n ** 9n;
const TIME_UNITS: readonly [string, bigint][] = [
  ['d', 86400n * SECOND],
  ['h', 3600n * SECOND],
  ['m', 60n * SECOND],
  ['s', SECOND],
  ['ms', 10n ** 6n],
  ['micros', 1000n],
  ['nanos', 1n],
];
const SIZE_UNITS: readonly [string, bigint][] = [
  ...['pb', 'tb', 'gb', 'mb', 'kb'].map((unit, i): [string, bigint] => [
    unit,
    1024n ** BigInt(5 - i),
  ]),
  ['b', 1n],
];

function inUnits(amount: bigint, units: readonly [string, bigint][]): string {
  if (amount === 0n) return '0';
  const [unit, size] = units.find(([, one]) => amount % one === 0n)!;
  return `${amount / size}${unit}`;
}

function times({ bounds }: DumpedSetting): string[] {
  if (!bounds || bounds.length === 0) return ['time', 'time -1..'];
  const [least, greatest] = [BigInt(bounds[0]!), BigInt(bounds[1]!)];
  const end = BigInt(LONG.max);
  const max = greatest === end ? '' : inUnits(greatest, TIME_UNITS);
  const maxInMillis = greatest === end ? '' : inUnits(greatest - (greatest % 1000000n), TIME_UNITS);
  const mins = least < 0n ? ['', '-1', '0'] : [inUnits(least, TIME_UNITS)];
  const names =
    maxInMillis === max ? ['time', 'time-ms', 'time-or-none'] : ['time-ms', 'time', 'time-or-none'];
  return names.flatMap((name) =>
    mins.map((min) => bounded(name, min, name === 'time-ms' ? maxInMillis : max)),
  );
}

function sizes({ bounds }: DumpedSetting): string[] {
  const [least, greatest] =
    bounds && bounds.length > 0
      ? [BigInt(bounds[0]!), BigInt(bounds[1]!)]
      : [-1n, BigInt(LONG.max)];
  const min = least < 0n ? '' : inUnits(least, SIZE_UNITS);
  const max = greatest === BigInt(LONG.max) ? '' : inUnits(greatest, SIZE_UNITS);
  return ['bytes', 'memory', 'bytes-or-none'].map((name) => bounded(name, min, max));
}

/** Bounds of decimals are among the numbers that its refusals mention. */
function decimals(name: string, { bounds = [], messages = [] }: DumpedSetting): string[] {
  const mentioned = messages.flatMap((message) =>
    [...message.matchAll(/-?\d+(?:\.\d+)?(?:E-?\d+)?/g)].map(([found]) => found),
  );
  const numbers = [
    ...new Set([
      '',
      '0',
      '>0',
      '1',
      '0.0',
      '1.0',
      '>50',
      '1.7976931348623157E308',
      ...bounds,
      ...mentioned,
    ]),
  ].filter((one) => one.length < 23);
  return numbers.flatMap((min) => numbers.map((max) => bounded(name, min, max)));
}

/** The words that were accepted; in any case, where that was seen. */
function wordTypes(setting: DumpedSetting): string[] {
  const accepted = [
    ...new Set(
      verdictsOf(setting).flatMap(([value, taken]) =>
        taken && typeof value === 'string' ? value.split(',') : [],
      ),
    ),
  ].filter((word) => word === word.trim());
  if (
    accepted.length === 0 ||
    accepted.some((word) => word !== '' && !/^[a-zA-Z_][\w. -]*$/.test(word))
  )
    return [];
  const lower = [...new Set(accepted.map((word) => word.toLowerCase()))].sort();
  const inAnyCase = lower.some(
    (word) =>
      accepted.includes(word) &&
      accepted.includes(word.toUpperCase()) &&
      word !== word.toUpperCase(),
  );
  const lists = [
    ...(inAnyCase ? [{ name: 'words-any-case', words: lower }] : []),
    { name: 'words', words: [...accepted].sort() },
  ];
  return lists.flatMap(({ name, words }) =>
    [words, words.filter((word) => word !== '')]
      .filter((some) => some.length > 0)
      .map((some) => `${name} ${some.join('|')}`),
  );
}
