import type { Edit } from '../core/finding.js';
import type { Range, SourceText } from '../core/text.js';
import type { Mapping, Pair, Tree } from './tree.js';

/** A pair with the mapping it stands in: what an edit needs to know. */
export interface Spot {
  readonly source: SourceText;
  readonly mapping: Mapping;
  readonly pair: Pair;
}

/** The line end that a text uses most. */
export function lineEnd(text: string): string {
  const crlf = text.split('\r\n').length - 1;
  return crlf > 0 && crlf >= text.split('\n').length - 1 - crlf ? '\r\n' : '\n';
}

const plainSafe = /^(?!(?:true|yes|on|false|no|off|null|~)$)[A-Za-z0-9_./][\w./@+-]*(?::\d+)?$/i;

/** A text as a YAML or JSON value: quoted only where it must be. Booleans and numbers are given as such. */
export function writeValue(
  value: string | boolean | number | null | readonly string[],
  json: boolean,
): string {
  if (Array.isArray(value))
    return `[${value.map((item: string) => writeValue(item, json || !plainSafe.test(item))).join(', ')}]`;
  if (typeof value !== 'string' || json) return JSON.stringify(value);
  return plainSafe.test(value) ? value : JSON.stringify(value);
}

/** Replaces a value. */
export function replaceValue(source: SourceText, value: Tree, text: string): Edit {
  const range = value.range;
  const needsBlank = range.start === range.end && source.text[range.start - 1] === ':';
  return { source, range, text: needsBlank ? ` ${text}` : text };
}

/** Replaces a text by one that needs no quotes, keeping those there are. */
export function replaceText(source: SourceText, range: Range, text: string): Edit {
  const quote = /^["']/.exec(source.slice(range))?.[0] ?? '';
  return { source, range, text: `${quote}${text}${quote}` };
}

/** Renames a key, keeping its quotes. */
export const renameKey = (source: SourceText, pair: Pair, key: string): Edit =>
  replaceText(source, pair.key.range, key);

/** The end of the line on which a pair ends, its trailing comment included. */
function endOfPair(source: SourceText, pair: Pair): number {
  const last = Math.max(pair.key.range.end, pair.value.range.end);
  const trimmed =
    last - (source.text.slice(0, last).length - source.text.slice(0, last).trimEnd().length);
  return source.lineRange(source.position(Math.max(trimmed, pair.key.range.start)).line).end;
}

/** Whether nothing but blanks stands before the pair on its line. */
function startsLine(source: SourceText, pair: Pair): boolean {
  const start = source.lineRange(source.position(pair.range.start).line).start;
  return source.text.slice(start, pair.range.start).trim() === '';
}

/** Whether the pair stands in braces: JSON, or YAML's flow style. */
export const inBraces = (spot: Spot): boolean => spot.mapping.flow;

const isJson = (source: SourceText, mapping: Mapping): boolean =>
  source.text[mapping.range.start] === '{' &&
  /^\{\s*(?:"|\}|\/)/.test(source.text.slice(mapping.range.start, mapping.range.start + 200));

/** Adds `key: value` pairs behind a pair, in its style and with its indentation. */
export function insertAfter(
  spot: Spot,
  pairs: readonly (readonly [key: string, value: Parameters<typeof writeValue>[0]])[],
): Edit {
  const { source, mapping, pair } = spot;
  const indent = ' '.repeat(source.position(pair.range.start).column - 1);
  if (!mapping.flow) {
    const at = endOfPair(source, pair);
    const lines = pairs.map(
      ([key, value]) => `${lineEnd(source.text)}${indent}${key}: ${writeValue(value, false)}`,
    );
    return { source, range: { start: at, end: at }, text: lines.join('') };
  }
  const json = isJson(source, mapping);
  const at = pair.value.range.end;
  const glue = startsLine(source, pair) ? `,${lineEnd(source.text)}${indent}` : ', ';
  const text = pairs.map(
    ([key, value]) => `${glue}${json ? JSON.stringify(key) : key}: ${writeValue(value, json)}`,
  );
  return { source, range: { start: at, end: at }, text: text.join('') };
}

/**
 * Removes a pair: in block style its lines, in braces also the comma that goes with it. A block mapping that would be
 * left empty must be removed by its own pair instead; the caller sees that from `mapping.pairs.length`.
 */
export function removePair(spot: Spot): Edit {
  const { source, mapping, pair } = spot;
  const edit = (start: number, end: number): Edit => ({ source, range: { start, end }, text: '' });
  if (!mapping.flow) {
    const first = source.lineRange(source.position(pair.range.start).line).start;
    const end = endOfPair(source, pair);
    const next = source.lineStarts.find((start) => start > end) ?? source.text.length;
    return startsLine(source, pair)
      ? edit(first, Math.max(next, end))
      : edit(pair.range.start, end);
  }
  const index = mapping.pairs.indexOf(pair);
  const previous = mapping.pairs[index - 1];
  const next = mapping.pairs[index + 1];
  if (next) return edit(pair.range.start, next.range.start);
  return edit(previous ? previous.range.end : pair.range.start, pair.range.end);
}

/**
 * Adds texts at the end of a list in brackets, separated as its items are; undefined for a list of another kind, or one
 * without items.
 */
export function appendItems(
  source: SourceText,
  list: Tree | undefined,
  texts: readonly string[],
): Edit | undefined {
  if (list?.kind !== 'sequence' || !list.flow) return undefined;
  const [first, last] = [list.items[0], list.items.at(-1)];
  if (!first || !last) return undefined;
  const before = source.text.slice(list.range.start + 1, first.range.start);
  const separator = `,${/^\s*$/.test(before) && before !== '' && before.includes('\n') ? before : ' '}`;
  const range = { start: last.range.end, end: last.range.end };
  return { source, range, text: texts.map((text) => separator + JSON.stringify(text)).join('') };
}
