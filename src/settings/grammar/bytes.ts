import { javaDouble, javaLong, javaTrim, longest } from './numbers.js';
import { isRefusal, refuse, type Refusal } from './refusal.js';

const bytesIn: Readonly<Record<string, bigint>> = {
  k: 1n << 10n,
  m: 1n << 20n,
  g: 1n << 30n,
  t: 1n << 40n,
  p: 1n << 50n,
};
const unit = /(?:(k|m|g|t|p)b?|b)$/;
const bigDecimal = /^([+-]?)(\d+)?(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** A number of bytes beyond this does not fit; the node says so. */
const tooLarge = refuse('is larger than 8191pb');

/**
 * ByteSizeValue.parseBytesSizeValue.
 *
 * @param twoDecimals from 9.0 on fractions have at most two decimals and no sign; before they were read as any
 *   floating-point number
 */
export function parseBytes(text: string, twoDecimals: boolean): bigint | Refusal {
  if (text === '0') return 0n;
  if (text === '-1' || /^-1b$/i.test(text)) return -1n;
  const normalised = javaTrim(text.toLowerCase());
  const match = unit.exec(normalised);
  if (!match) return refuse(whyNoSize(text));
  const number = javaTrim(normalised.slice(0, match.index));
  const whole = javaLong(number);
  const factor = bytesIn[match[1] ?? ''];
  if (factor === undefined)
    return whole === undefined ? refuse(whyNoSize(text)) : bounded(whole, 1n);
  if (whole !== undefined) return bounded(whole, factor);
  return twoDecimals ? decimal(number, factor) : floating(number, factor);
}

function whyNoSize(text: string): string {
  if (javaDouble(text) !== undefined) return 'has no unit of size';
  const parts = /^\s*([+-]?[\d.]+)\s*\p{L}+\s*$/u.exec(text);
  if (!parts) return 'is not a size in bytes';
  return /\db\s*$/i.test(text) ? 'is not a whole number of bytes' : 'has an unknown unit of size';
}

/** Products beyond a long and negative sizes are refused, but -1 bytes means "none". */
function bounded(count: bigint, factor: bigint): bigint | Refusal {
  if (count < 0n && !(count === -1n && factor === 1n)) return refuse('is a negative size');
  return count > longest / factor ? tooLarge : count * factor;
}

function floating(number: string, factor: bigint): bigint | Refusal {
  const value = javaDouble(number);
  if (value === undefined) return refuse('is not a size in bytes');
  const bytes = value * Number(factor);
  // a cast of Java: NaN is 0, the ends of the range hold
  if (Number.isNaN(bytes)) return 0n;
  const cut = bytes >= Number(longest) ? longest : BigInt(Math.trunc(Math.max(bytes, -9.3e18)));
  return cut < 0n ? negativeFraction(cut, factor) : cut;
}

/** -1 is allowed as a number of bytes only, but a fraction may round to 0. */
const negativeFraction = (cut: bigint, factor: bigint): bigint | Refusal =>
  cut === -1n && factor === 1n ? cut : refuse('is a negative size');

function decimal(number: string, factor: bigint): bigint | Refusal {
  const match = bigDecimal.exec(number);
  if (!match || (!match[2] && !match[3])) return refuse('is not a size in bytes');
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  if (sign === '-' && digits > 0n) return refuse('is a negative size');
  if (scale > 2) return refuse('has more than two decimals');
  if (scale < -30) return tooLarge;
  const product = digits * factor * 10n ** BigInt(Math.max(0, -scale));
  const divisor = 10n ** BigInt(Math.max(0, scale));
  const bytes = (product + divisor - 1n) / divisor;
  return bytes > longest ? tooLarge : bytes;
}

/** A percentage of something: `50%`, from 0 to 100. */
function percentage(text: string): number | Refusal {
  const percent = javaDouble(text.slice(0, -1));
  if (percent === undefined) return refuse('is not a percentage');
  return percent < 0 || percent > 100 ? refuse('is not between 0% and 100%') : percent;
}

/** MemorySizeValue: a size in bytes or a part of the heap. */
export function parseMemory(text: string, twoDecimals: boolean): bigint | number | Refusal {
  return text.endsWith('%') ? percentage(text) : parseBytes(text, twoDecimals);
}

/** RatioValue: `85%` or `0.85`; the result is in percent. */
export function parseRatio(text: string): number | Refusal {
  if (text.endsWith('%')) return percentage(text);
  const ratio = javaDouble(text);
  if (ratio === undefined) return refuse('is neither a percentage nor a ratio');
  return ratio < 0 || ratio > 1 ? refuse('is not between 0 and 1', `${text}%`) : ratio * 100;
}

/** RelativeByteSizeValue: a ratio, a percentage or a size in bytes. */
export function parseRelativeBytes(text: string, twoDecimals: boolean): bigint | number | Refusal {
  if (!text.endsWith('b')) {
    const ratio = parseRatio(text);
    if (!isRefusal(ratio)) return ratio;
    if (text.endsWith('%')) return ratio;
  }
  const bytes = parseBytes(text, twoDecimals);
  if (!isRefusal(bytes)) return bytes;
  const percent = /^\d+(?:\.\d+)?$/.test(text) ? `${text}%` : undefined;
  return refuse('is neither a percentage, a ratio nor a size in bytes', percent);
}
