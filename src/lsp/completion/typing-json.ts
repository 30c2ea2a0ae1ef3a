import { getLocation } from 'jsonc-parser';
import type { Typing } from './typing.js';

const requestLine = /^[ \t]*(?:GET|PUT|POST|DELETE|HEAD|PATCH)[ \t]+\S+[^\r\n]*$/gm;

/** The body of the console request that an offset is in: where it begins and ends, and the request's line. */
export function requestAt(
  text: string,
  offset: number,
): { readonly start: number; readonly end: number; readonly line: string } | undefined {
  const lines = [...text.matchAll(requestLine)];
  const index = lines.findLastIndex((line) => line.index + line[0].length < offset);
  const line = lines[index];
  if (!line) return undefined;
  const start = line.index + line[0].length;
  return { start, end: lines[index + 1]?.index ?? text.length, line: line[0].trim() };
}

/** What is being written at an offset of a JSON text, or of one body among others. */
export function typingInJson(
  text: string,
  offset: number,
  body: { readonly start: number; readonly end: number } = { start: 0, end: text.length },
): Typing | undefined {
  const json = text.slice(body.start, body.end);
  const at = offset - body.start;
  const { path, previousNode, isAtPropertyKey } = getLocation(json, at);
  const isIn =
    previousNode?.type === 'string' || previousNode?.type === 'property'
      ? previousNode.offset < at && at <= previousNode.offset + previousNode.length
      : false;
  const wordBefore = isIn ? '' : /[\w.*-]*$/.exec(json.slice(0, at))![0];
  const wordAfter = isIn ? '' : /^[\w.*-]*/.exec(json.slice(at))![0];
  const from = isIn ? previousNode!.offset : at - wordBefore.length;
  const to = isIn ? previousNode!.offset + previousNode!.length : at + wordAfter.length;
  const typed = isIn ? json.slice(from + 1, at) : wordBefore;
  const rest = json.slice(to);
  const common = {
    typed,
    start: body.start + from,
    end: body.start + to,
    json: true,
    quote: '"',
    hasColon: /^\s*:/.test(rest),
  };
  if (isAtPropertyKey)
    return { ...common, what: 'key', parents: path.slice(0, -1).map(String), isItem: false };
  const isItem = typeof path.at(-1) === 'number';
  const keys = (isItem ? path.slice(0, -1) : path).map(String);
  const key = keys.at(-1);
  if (key === undefined) return undefined;
  return { ...common, what: 'value', parents: keys.slice(0, -1), key, isItem };
}
