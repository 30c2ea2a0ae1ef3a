/**
 * Sets of code points, and those that `java.util.regex` writes with a backslash.
 *
 * A set is a list of ranges, both ends included. The contents of the named sets are those of the
 * JDK without UNICODE_CHARACTER_CLASS, checked in `fixtures/oracle/java-patterns.json`.
 */
export type CodePoints = readonly (readonly [number, number])[];

const MAX = 0x10ffff;
const SPACE: CodePoints = [
  [0x09, 0x0d],
  [0x20, 0x20],
];
const DIGIT: CodePoints = [[0x30, 0x39]];
const UPPER: CodePoints = [[0x41, 0x5a]];
const LOWER: CodePoints = [[0x61, 0x7a]];
const WORD: CodePoints = [...DIGIT, ...UPPER, [0x5f, 0x5f], ...LOWER];
const HORIZONTAL: CodePoints = [
  [0x09, 0x09],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x180e, 0x180e],
  [0x2000, 0x200a],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
];
const VERTICAL: CodePoints = [
  [0x0a, 0x0d],
  [0x85, 0x85],
  [0x2028, 0x2029],
];

/** Every code point. */
export const ANYTHING: CodePoints = [[0, MAX]];

/** What `.` matches under UNIX_LINES. */
export const NOT_NEWLINE: CodePoints = complement([[0x0a, 0x0a]]);

/** What `.` matches without DOTALL. */
export const NOT_LINE_TERMINATOR: CodePoints = complement([
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x85, 0x85],
  [0x2028, 0x2029],
]);

/** The one-letter classes: `\d`, `\D` and so on, by their letter. */
export const ESCAPED_CLASSES: ReadonlyMap<string, CodePoints> = new Map([
  ['d', DIGIT],
  ['D', complement(DIGIT)],
  ['s', SPACE],
  ['S', complement(SPACE)],
  ['w', WORD],
  ['W', complement(WORD)],
  ['h', HORIZONTAL],
  ['H', complement(HORIZONTAL)],
  ['v', VERTICAL],
  ['V', complement(VERTICAL)],
]);

/** The POSIX classes of `\p{…}`, ASCII only as in Java; other names need Unicode tables. */
export const POSIX_CLASSES: ReadonlyMap<string, CodePoints> = new Map([
  ['Lower', LOWER],
  ['Upper', UPPER],
  ['ASCII', [[0, 0x7f]]],
  ['Alpha', [...UPPER, ...LOWER]],
  ['Digit', DIGIT],
  ['Alnum', [...DIGIT, ...UPPER, ...LOWER]],
  ['Punct', pairs(0x21, 0x2f, 0x3a, 0x40, 0x5b, 0x60, 0x7b, 0x7e)],
  ['Graph', [[0x21, 0x7e]]],
  ['Print', [[0x20, 0x7e]]],
  ['Blank', pairs(0x09, 0x09, 0x20, 0x20)],
  ['Cntrl', pairs(0, 0x1f, 0x7f, 0x7f)],
  ['XDigit', pairs(0x30, 0x39, 0x41, 0x46, 0x61, 0x66)],
  ['Space', SPACE],
]);

function pairs(...ends: number[]): CodePoints {
  return ends.flatMap((end, index) => (index % 2 ? [[ends[index - 1] ?? end, end] as const] : []));
}

/** Gives every code point that is not in the set. */
export function complement(set: CodePoints): CodePoints {
  const gaps: [number, number][] = [];
  let next = 0;
  for (const [low, high] of [...set].sort((a, b) => a[0] - b[0])) {
    if (low > next) gaps.push([next, low - 1]);
    next = Math.max(next, high + 1);
  }
  if (next <= MAX) gaps.push([next, MAX]);
  return gaps;
}

/** Adds the other case of every ASCII letter: all that Java's CASE_INSENSITIVE does by itself. */
export function foldAscii(set: CodePoints): CodePoints {
  const shifted = (letters: CodePoints, by: number): CodePoints =>
    letters.flatMap(([first, last]) =>
      set.flatMap(([low, high]) =>
        low <= last && high >= first
          ? [[Math.max(low, first) + by, Math.min(high, last) + by] as const]
          : [],
      ),
    );
  return [...set, ...shifted(UPPER, 32), ...shifted(LOWER, -32)];
}

/** Writes a set as a class of RE2, in code points only, so that nothing in it has a meaning. */
export function toRe2Class(set: CodePoints): string {
  if (set.length === 0) return `[^${toRe2Ranges(ANYTHING)}]`;
  return `[${toRe2Ranges(set)}]`;
}

function toRe2Ranges(set: CodePoints): string {
  return set.map(([low, high]) => `\\x{${low.toString(16)}}-\\x{${high.toString(16)}}`).join('');
}
