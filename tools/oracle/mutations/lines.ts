import type { Random } from './random.js';

/** Makes other lines of the lines of a YAML file; undefined where the kind of mistake does not apply to them. */
export type LinesMutation = (lines: readonly string[], random: Random) => string[] | undefined;

/** A line that holds a key. */
export interface KeyLine {
  index: number;
  indent: string;
  key: string;
  /** The value as it is written, without a comment; empty where the value is on the following lines. */
  value: string;
  /** Blanks and comment behind the value. */
  rest: string;
}

/** The lines that look like `key: value` or `key:`. */
export function keyLines(lines: readonly string[]): KeyLine[] {
  return lines.flatMap((line, index) => {
    const parts = /^( *)([\w.*-]+):(?: +(.*?))?( *| +#.*)$/.exec(line);
    if (!parts) return [];
    const [, indent = '', key = '', value = '', rest = ''] = parts;
    return [{ index, indent, key, value, rest }];
  });
}

/** The line written again. */
export function written({ indent, key, value, rest }: KeyLine): string {
  return `${indent}${key}:${value === '' ? '' : ` ${value}`}${rest}`;
}

/** Mistakes in the layout of a file, by name. */
export const LAYOUT_MUTATIONS: Readonly<Record<string, LinesMutation>> = {
  'indented-first-level': (lines, random) => atLine(lines, random, isKey, (line) => [` ${line}`]),
  'layer-in': (lines, random) =>
    atLine(lines, random, isFlatValue, (line) => ['cluster.extra:', `  ${line}`]),
  'line-lost': (lines, random) => atLine(lines, random, isValue, () => []),
  'line-twice': (lines, random) => atLine(lines, random, isValue, (line) => [line, line]),
  'line-again-at-end': (lines, random) => {
    const line = random.pick(lines.filter(isFlatValue));
    return line === undefined ? undefined : [...lines, line];
  },
  'nested-again-at-end': (lines, random) => {
    const found = random.pick(keyLines(lines).filter((one) => isDotted(one)));
    return found && [...lines, ...nested(found)];
  },
  'flat-to-nested': (lines, random) => atKey(lines, random, isDotted, (found) => nested(found)),
  'blank-after-colon-lost': (lines, random) =>
    atLine(lines, random, isValue, (line) => [line.replace(/: +/, ':')]),
  'equal-sign': (lines, random) =>
    atLine(lines, random, isValue, (line) => [line.replace(/: +/, ' = ')]),
  'blank-before-colon': (lines, random) =>
    atLine(lines, random, isValue, (line) => [line.replace(':', ' :')]),
  'value-lost': (lines, random) =>
    atKey(
      lines,
      random,
      ({ value }) => value !== '',
      (found) => [written({ ...found, value: '', rest: '' })],
    ),
  'comment-without-blank': (lines, random) =>
    atLine(lines, random, isValue, (line) => [`${line}#see the wiki`]),
  'comment-behind': (lines, random) =>
    atLine(lines, random, isValue, (line) => [`${line} # see the wiki`]),
  'no-break-space': (lines, random) =>
    atLine(lines, random, isValue, (line) => [line.replace(': ', ':\u00a0')]),
  'windows-line-ends': (lines) => lines.map((line) => `${line}\r`),
  'byte-order-mark': (lines) => [`\ufeff${lines[0] ?? ''}`, ...lines.slice(1)],
  'second-document': (lines, random) => {
    const place = 1 + random.below(lines.length);
    return [...lines.slice(0, place), '---', ...lines.slice(place)];
  },
  'section-header': (lines) => ['[cluster]', ...lines],
  'key-quoted': (lines, random) =>
    atKey(
      lines,
      random,
      ({ value }) => value !== '',
      (found) => [written({ ...found, key: `"${found.key}"` })],
    ),
};

/** Mistakes in the layout of nested settings and lists, by name. */
export const NESTING_MUTATIONS: Readonly<Record<string, LinesMutation>> = {
  'indented-more': (lines, random) => atLine(lines, random, isNested, (line) => [` ${line}`]),
  'indented-less': (lines, random) => atLine(lines, random, isNested, (line) => [line.slice(1)]),
  'indented-by-tab': (lines, random) =>
    atLine(lines, random, isNested, (line) => [line.replace(/^ +/, '\t')]),
  'layer-out': (lines, random) =>
    atLine(lines, random, isNestedKey, (line) => [line.replace(/^ +/, '')]),
  'parent-lost': (lines, random) => atLine(lines, random, isParent, () => []),
  'nested-to-flat': (lines) => flattened(lines),
  'dash-without-blank': (lines, random) =>
    atLine(lines, random, isItem, (line) => [line.replace('- ', '-')]),
  'dash-lost': (lines, random) => atLine(lines, random, isItem, (line) => [line.replace('- ', '')]),
  'item-empty': (lines, random) =>
    atLine(lines, random, isItem, (line) => [line.replace(/- .*/, '-')]),
  'item-dedented': (lines, random) => atLine(lines, random, isItem, (line) => [line.trimStart()]),
};

const isKey = (line: string): boolean => keyLines([line]).length > 0;
const isValue = (line: string): boolean => keyLines([line]).some(({ value }) => value !== '');
const isFlatValue = (line: string): boolean => isValue(line) && !line.startsWith(' ');
const isParent = (line: string): boolean => keyLines([line]).some(({ value }) => value === '');
const isNested = (line: string): boolean => /^ +[^ #]/.test(line);
const isNestedKey = (line: string): boolean => isNested(line) && isKey(line);
const isItem = (line: string): boolean => /^ *- \S/.test(line);
const isDotted = ({ key, value, indent }: KeyLine): boolean =>
  value !== '' && indent === '' && /^[^.]+(\.[^.]+)+$/.test(key);

/** Replaces one of the lines that `fits` says yes to. */
export function atLine(
  lines: readonly string[],
  random: Random,
  fits: (line: string) => boolean,
  change: (line: string) => string[],
): string[] | undefined {
  const place = random.pick(lines.flatMap((line, i) => (fits(line) ? [i] : [])));
  if (place === undefined) return undefined;
  return lines.flatMap((line, i) => (i === place ? change(line) : line));
}

/** Replaces one of the lines with a key that `fits` says yes to. */
export function atKey(
  lines: readonly string[],
  random: Random,
  fits: (found: KeyLine) => boolean,
  change: (found: KeyLine) => string[],
): string[] | undefined {
  const found = random.pick(keyLines(lines).filter(fits));
  return found && lines.flatMap((line, i) => (i === found.index ? change(found) : line));
}

function nested(found: KeyLine): string[] {
  const words = found.key.split('.');
  return words.map((word, depth) => {
    const indent = '  '.repeat(depth);
    return depth < words.length - 1
      ? `${indent}${word}:`
      : written({ ...found, indent, key: word });
  });
}

/** Every mapping in block style under its full key; undefined when nothing is nested. */
function flattened(lines: readonly string[]): string[] | undefined {
  if (!lines.some(isNestedKey)) return undefined;
  const parents: { indent: number; key: string }[] = [];
  const found = new Map(keyLines(lines).map((one) => [one.index, one]));
  return lines.flatMap((line, index) => {
    const one = found.get(index);
    if (!one) return /^ *- /.test(line) ? [`  ${line.trimStart()}`] : [line];
    while ((parents.at(-1)?.indent ?? -1) >= one.indent.length) parents.pop();
    const key = [...parents.map((parent) => parent.key), one.key].join('.');
    const next = lines[index + 1] ?? '';
    const isMapping = one.value === '' && isNestedKey(next);
    if (isMapping) {
      parents.push({ indent: one.indent.length, key: one.key });
      return [];
    }
    return [written({ ...one, indent: '', key })];
  });
}
