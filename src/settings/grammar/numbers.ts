/** Java's own number formats: what its parsers take differs from JavaScript's in many small ways. */

const decimalNumber = /^[+-]?(?:NaN|Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[fFdD]?)$/;
const hexNumber = /^([+-]?)0[xX]([0-9a-fA-F]+\.?[0-9a-fA-F]*|\.[0-9a-fA-F]+)[pP]([+-]?\d+)[fFdD]?$/;

export const longest = 9223372036854775807n;
export const leastLong = -9223372036854775808n;
export const greatestInt = 2147483647n;
export const leastInt = -2147483648n;

/** Digits of other scripts become ASCII ones, as in Character.digit. */
function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0)!;
    let value = 0;
    while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++;
    return String(value);
  });
}

/** Any whole number as Integer.parseInt and Long.parseLong read it, before their range is asked; no blanks around. */
export function javaWhole(text: string): bigint | undefined {
  if (/^[+-]?\d+$/.test(text)) return BigInt(text.replace('+', ''));
  // digits beyond the first plane are two units, which those parsers do not join
  if (!/^[+-]?\p{Nd}+$/u.test(text) || /[\u{10000}-\u{10ffff}]/u.test(text)) return undefined;
  return BigInt(asciiDigits(text).replace('+', ''));
}

/** Long.parseLong; undefined where it throws. */
export function javaLong(text: string): bigint | undefined {
  const value = javaWhole(text);
  return value !== undefined && value >= leastLong && value <= longest ? value : undefined;
}

/** Double.parseDouble; undefined where it throws. Blanks and control characters around are dropped. */
export function javaDouble(text: string): number | undefined {
  const trimmed = javaTrim(text);
  if (decimalNumber.test(trimmed))
    return Number(trimmed.replace(/(?<![a-zA-Z])[fFdD]$/, '').replace(/^\+/, ''));
  const hex = hexNumber.exec(trimmed);
  if (!hex) return undefined;
  const [, sign, digits, exponent] = hex as unknown as [string, string, string, string];
  const [whole, fraction = ''] = digits.split('.');
  const value =
    parseInt(`0${whole}${fraction}`, 16) * 2 ** (Number(exponent) - 4 * fraction.length);
  return sign === '-' ? -value : value;
}

/** String.trim of Java: everything up to the blank counts as blank, other Unicode blanks do not. */
export function javaTrim(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what Java trims
  return text.replace(/^[\u0000-\u0020]+|[\u0000-\u0020]+$/g, '');
}
