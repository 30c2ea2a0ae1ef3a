import { nearest } from '../../core/index.js';
import type { Setting } from '../setting.js';
import { javaDouble } from './numbers.js';
import type { ValueType } from './type.js';

/** A table of words, in which `constructor` and `__proto__` are words like any other. */
const words = <T>(table: Record<string, T>): Readonly<Record<string, T>> =>
  Object.assign(Object.create(null) as Record<string, T>, table);

const booleans: Readonly<Record<string, string>> = words({
  ...{ yes: 'true', on: 'true', y: 'true', t: 'true', 1: 'true', enabled: 'true', enable: 'true' },
  ...{
    no: 'false',
    off: 'false',
    n: 'false',
    f: 'false',
    0: 'false',
    disabled: 'false',
    disable: 'false',
  },
});
const spelledTimes: Readonly<Record<string, string>> = words({
  ...{
    sec: 's',
    secs: 's',
    second: 's',
    seconds: 's',
    min: 'm',
    mins: 'm',
    minute: 'm',
    minutes: 'm',
    M: 'm',
  },
  ...{
    hr: 'h',
    hrs: 'h',
    hour: 'h',
    hours: 'h',
    day: 'd',
    days: 'd',
    millis: 'ms',
    milliseconds: 'ms',
  },
  ...{ us: 'micros', µs: 'micros', ns: 'nanos', nanoseconds: 'nanos', microseconds: 'micros' },
});
const smaller: Readonly<Record<string, readonly [string, number]>> = words({
  ...{
    w: ['d', 7],
    week: ['d', 7],
    weeks: ['d', 7],
    y: ['d', 365],
    year: ['d', 365],
    years: ['d', 365],
  },
  ...{ d: ['h', 24], h: ['m', 60], m: ['s', 60], s: ['ms', 1000] },
});

/** What was probably meant by a refused text; whether it is accepted is for the caller to ask. */
export function suggest(setting: Setting, text: string, version: string): string | undefined {
  const { type } = setting;
  const trimmed = text.trim();
  const word = trimmed.toLowerCase();
  if (type.name === 'boolean') {
    if (Object.hasOwn(booleans, word)) return booleans[word];
    return /^(?:true|false)$/.test(word) ? word : nearWord(word, ['true', 'false']);
  }
  if (type.words)
    return type.words.find((one) => one.toLowerCase() === word) ?? nearWord(word, type.words);
  if (type.name.startsWith('time')) return time(trimmed, setting);
  if (['bytes', 'memory', 'relative-bytes'].includes(type.name))
    return size(trimmed, setting, version);
  if (['int', 'long'].includes(type.name)) return number(trimmed, type);
  if (['trimmed', 'double', 'float', 'cluster-name'].includes(type.name))
    return trimmed === text ? undefined : trimmed;
  if (type.name.endsWith('host-port'))
    return trimmed.replace(/^(?:https?|tcp):\/\//, '').replace(/\/.*$/, '');
  return undefined;
}

const letters = (word: string): string => [...word].sort().join('');

/**
 * The word of a short list that is meant. Short words are near to each other by chance, so most of one must be there: all
 * letters but one in three, all of them in another order, or more than the first half.
 */
export function nearWord(word: string, words: readonly string[]): string | undefined {
  const half = (one: string): number => Math.floor(one.length / 2) + 1;
  return (
    nearest(word, words, Math.max(1, Math.floor(word.length / 3))) ??
    words.find((one) => letters(one.toLowerCase()) === letters(word)) ??
    words.find((one) => one.length > 4 && word.startsWith(one.slice(0, half(one)).toLowerCase()))
  );
}

/** `30` → `30s`, `10 sec` → `10s`, `1.5h` → `90m`, `1w` → `7d`, `1M` → `1m`. */
function time(text: string, setting: Setting): string | undefined {
  const match = /^([+-]?[\d.]+)\s*([\p{L}]*)$/u.exec(text);
  if (!match) return undefined;
  const [, count, written] = match as unknown as [string, string, string];
  if (Number(count) < 0) return '-1';
  const unit =
    written === ''
      ? unitOfTime(setting.default, Number(count))
      : (spelledTimes[written] ?? spelledTimes[written.toLowerCase()] ?? written.toLowerCase());
  const finer = smaller[unit];
  if (finer && (!Number.isInteger(Number(count)) || /^[wy]/.test(unit)))
    return `${Math.round(Number(count) * finer[1])}${finer[0]}`;
  return `${count}${unit}`;
}

/** The unit that a bare number was meant in: that of the default; seconds where the default is in many milliseconds. */
function unitOfTime(text: string | undefined, count: number): string {
  const unit = unitOfDefault(text, /[a-z]+$/, 's');
  return unit === 'ms' && count < 1000 && parseFloat(text ?? '') >= 1000 ? 's' : unit;
}

/** `10` → `10mb` or `10%`, as the default is, `10 GiB` → `10gb`; fractions lose what is too fine. */
function size(text: string, setting: Setting, version: string): string | undefined {
  const match = /^([+-]?[\d.,]+)\s*([kmgtp]?)(?:i?b|ytes)?(?:ytes)?$/i.exec(text);
  if (!match) return undefined;
  const [, count, written] = match as unknown as [string, string, string];
  if (Number(count) < 0) return '-1';
  const exact =
    version.startsWith('7.') || version.startsWith('8.')
      ? count
      : count.replace(/(\.\d\d)\d+$/, '$1');
  if (!/^\d+$/.test(text)) return `${exact}${written.toLowerCase()}b`;
  if (setting.default?.endsWith('%') && Number(text) <= 100) return `${text}%`;
  const unit = unitOfDefault(setting.default?.toLowerCase(), /[kmgtp]?b$/, 'b');
  // nobody means so few bytes
  return unit === 'b' && Number(text) < 1024 ? undefined : `${text}${unit}`;
}

function unitOfDefault(text: string | undefined, unit: RegExp, otherwise: string): string {
  const [found] = (text && unit.exec(text)) || [];
  return text === undefined || !/^\d/.test(text) ? otherwise : (found ?? otherwise);
}

/** The nearest number in the range, for numbers written as `10.0`, `1_000`, `1,000` or out of bounds. */
function number(text: string, { min, max }: ValueType): string | undefined {
  const plain = text.replace(/(?<=\d)[_, ](?=\d{3}\b)/g, '').replace(/\.0+$/, '');
  const value = javaDouble(plain);
  if (value === undefined || Number.isNaN(value)) return undefined;
  if (min !== undefined && value < Number(min)) return min;
  if (max !== undefined && value > Number(max)) return max;
  return Number.isInteger(value) ? String(value) : undefined;
}
