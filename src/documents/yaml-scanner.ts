import { Lexer } from 'yaml';
import type { Range } from '../core/text.js';
import type { Problem } from './document.js';
import { maskPlaceholders } from './template.js';

/** A refusal in plain words, with the place. */
export type Refused = Pick<Problem, 'text' | 'advice' | 'range'>;

const unprintable =
  // eslint-disable-next-line no-control-regex -- the characters that SnakeYAML's reader refuses are what this is about
  /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x84\x86-\x9F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

function unprintableIn(text: string): Refused | undefined {
  const bad = unprintable.exec(text);
  if (!bad) return undefined;
  const code = bad[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return {
    range: { start: bad.index, end: bad.index + 1 },
    text: `the character U+${code} is not allowed in YAML`,
    advice: 'Delete it, or write it as an escape in a double-quoted value.',
  };
}

function secondMark(text: string): Refused | undefined {
  if (!text.startsWith('\uFEFF')) return undefined;
  return {
    range: { start: 0, end: 1 },
    text: 'a second byte order mark begins the file and becomes part of the first key',
    advice: 'Delete it.',
  };
}

const emptyLines = /^(?:[ \t]*(?:#.*)?(?:\r?\n|$))*/;

/** Lines above the first `---`, and a `...` that ends a document before it has begun. */
function directives(text: string): Refused | undefined {
  const start = emptyLines.exec(text)![0].length;
  const line = (at: number): Range => ({
    start: at,
    end: at + /^[^\r\n]*/.exec(text.slice(at))![0].length,
  });
  if (/^\.\.\.(?:\s|$)/.test(text.slice(start))) {
    return {
      range: line(start),
      text: 'the file begins with the end of a document',
      advice: 'Delete this line.',
    };
  }
  let seen = false;
  for (const directive of text.matchAll(/^(?:%YAML[ \t]+(\d+)\.\d+|---(?=\s|$))/gm)) {
    if (directive[1] === undefined) return undefined;
    if (directive[1] !== '1') {
      return {
        range: line(directive.index),
        text: 'only YAML 1 can be read',
        advice: 'Delete the directive.',
      };
    }
    if (seen)
      return {
        range: line(directive.index),
        text: 'a second %YAML directive',
        advice: 'Delete it.',
      };
    seen = true;
  }
  return undefined;
}

/** Tokens by which `yaml` says what follows; they are no part of the text. */
const controls = new Set(['\u0002', '\u0018', '\u001f']);

/** What is said of a tab at the begin of a line. */
export const tabIndents = {
  text: 'a tab indents this line',
  advice: 'YAML allows only blanks for indentation: replace the tab by two blanks.',
};

interface Token {
  readonly token: string;
  readonly start: number;
  /** A plain or block scalar. */
  readonly scalar: boolean;
}

/** The tokens of a text as `yaml` sees them, with their places. */
export function* tokens(text: string): Generator<Token> {
  let start = 0;
  let scalar = false;
  for (const token of new Lexer().lex(text)) {
    if (!controls.has(token)) {
      yield { token, start, scalar };
      start += token.length;
    }
    scalar = token === '\u001f';
  }
}

/** SnakeYAML takes a tab inside values and behind plain ones, but nowhere where a token may begin. */
function tab(text: string): Refused | undefined {
  if (!text.includes('\t')) return undefined;
  let plainEnds = -1;
  for (const { token, start, scalar } of tokens(text)) {
    const at = /^[ \t]+$/.test(token) && start !== plainEnds ? token.indexOf('\t') : -1;
    if (at >= 0) {
      const range = { start: start + at, end: start + at + 1 };
      if (/(?:^|[\r\n]) *$/.test(text.slice(0, range.start))) return { range, ...tabIndents };
      return {
        range,
        text: 'a tab stands where only blanks may',
        advice: 'Replace it by a blank.',
      };
    }
    if (scalar && !/[\r\n]$/.test(token)) plainEnds = start + token.length;
  }
  return undefined;
}

/** What is said of a colon that nothing stands in front of. */
export const noKey = 'a key is missing before the colon';

/** Two colons with nothing but line ends between them, which `yaml` takes for one. */
function secondColon(text: string): Refused | undefined {
  if (!/^ *:(?=\s|$)/m.test(text)) return undefined;
  let previous = '';
  for (const { token, start } of tokens(text)) {
    if (token === ':' && previous === ':') return { range: { start, end: start + 1 }, text: noKey };
    if (/^[^\s#]/.test(token)) previous = token;
  }
  return undefined;
}

/** What SnakeYAML refuses before it looks at the grammar, and `yaml` lets pass. */
export function refusedByScanner(text: string): Refused | undefined {
  const found = [unprintableIn, secondMark, directives, tab, secondColon].flatMap(
    (check) => check(text) ?? [],
  );
  return found.sort((a, b) => a.range.start - b.range.start)[0];
}

/** A lone carriage return, NEL and Unicode's separators end a line for SnakeYAML, as in YAML 1.1. */
export function withPlainLineEnds(text: string): string {
  return text.replace(/\r(?!\n)|[\x85\u2028\u2029]/g, '\n');
}

/**
 * The text as it may still be read: SnakeYAML does not look at indentation inside brackets and quotes, and
 * Elasticsearch puts environment variables in before it parses. Every character keeps its place.
 */
export function relaxed(text: string): string {
  return joinLines(maskPlaceholders(text));
}

const unit =
  /"(?:[^"\\]|\\[\s\S])*"|'(?:[^']|'')*'|#[^\r\n]*|[[\]{}]|\r?\n|[^\s"'#[\]{}][^\s"'[\]{}]*|[ \t]+/g;

/** A line end in front of a line that begins at once, and not with the marker of a document. */
const unindented = /\r?\n(?=\S)(?!(?:---|\.\.\.)\s)/g;

/** What may stand in front of a value: the mark of a list's item or of a key, a tag, an anchor, a key. */
const inFront = /^(?:[-?]|[!&].*|.*:)$/;

/** Line ends inside brackets, and those inside quotes that nothing indents, become blanks. */
function joinLines(text: string): string {
  let depth = 0;
  let previous = '';
  // inside a value without quotes, brackets and quotes are text
  let plain = false;
  return text.replace(unit, (found: string, offset: number) => {
    const begins = !plain && /^[\s:,[{-]?$/.test(previous);
    const whole = found.length > 1;
    previous = text[offset + found.length - 1] ?? '';
    if (whole && /^["']/.test(found)) {
      return begins ? found.replace(unindented, (end) => ' '.repeat(end.length)) : found;
    }
    if (/^[[{]$/.test(found) && (begins || depth > 0)) depth++;
    if (/^[\]}]$/.test(found)) depth = Math.max(0, depth - 1);
    if (/^[\r\n]/.test(found) || depth > 0) plain = false;
    else if (/^\S/.test(found) && (!plain || found.endsWith(':'))) plain = !inFront.test(found);
    if (depth === 0) return found;
    return /^[\r\n#]/.test(found) ? ' '.repeat(found.length) : found;
  });
}
