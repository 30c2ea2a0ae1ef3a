import type { YAMLError } from 'yaml';
import type { Range, SourceText } from '../core/text.js';
import type { Problem } from './document.js';
import { tabIndents, tokens } from './yaml-scanner.js';

type Explained = Pick<Problem, 'text' | 'advice' | 'range'>;

const conflictMarker = /^(?:<{7} |={7}$|>{7} )/m;

/** The line on which the trouble starts, and what was most likely meant there. */
function meant(source: SourceText, error: YAMLError): Explained | undefined {
  const text = source.text;
  const conflict = conflictMarker.exec(text);
  if (conflict) {
    return {
      range: source.lineRange(source.position(conflict.index).line),
      text: 'the file holds the markers of an unfinished git merge',
      advice: 'Choose one side and delete the lines that begin with <<<<<<<, ======= and >>>>>>>.',
    };
  }
  const { line } = source.position(error.pos[0]);
  for (let at = line; at >= Math.max(1, line - 1); at--) {
    const range = source.lineRange(at);
    const written = source.slice(range);
    const tab = /^( *)\t/.exec(written);
    if (tab) {
      const start = range.start + tab[1]!.length;
      return { range: { start, end: start + 1 }, ...tabIndents };
    }
    const glued = /^\s*(?:- )?([\w.-]+:)(?=[^\s/:])(\S*)/.exec(written);
    if (glued && !/^\s*(?:- )?[\w.-]+:\s/.test(written)) {
      const start = range.start + written.indexOf(glued[1]!);
      return {
        range: { start, end: start + glued[1]!.length },
        text: 'a blank is missing after the colon',
        advice: `Write \`${glued[1]} ${glued[2]}\`.`,
      };
    }
  }
  if (error.code !== 'BAD_SCALAR_START') return undefined;
  return {
    range: { start: error.pos[0], end: error.pos[0] + 1 },
    text: `a value cannot begin with ${text[error.pos[0]]} unless it is quoted`,
    advice: 'Put the value in double quotes.',
  };
}

/** Our words for the error codes of `yaml`; the rest speak for themselves. */
const words: Partial<Record<YAMLError['code'], [text: string, advice?: string]>> = {
  BAD_ALIAS: ['a * that stands alone begins a YAML alias', 'Quote the value: "*".'],
  BAD_DIRECTIVE: ['a line that begins with % is a YAML directive', 'Indent it or quote it.'],
  BAD_DQ_ESCAPE: [
    'this backslash sequence is unknown in double quotes',
    'Double the backslash, or use single quotes.',
  ],
  BAD_INDENT: ['the indentation fits no line above', 'Align the key with its siblings.'],
  BLOCK_AS_IMPLICIT_KEY: [
    'a second colon makes this a key inside a value',
    'Quote the value, or begin a new line for the inner key.',
  ],
  BLOCK_IN_FLOW: ['block style inside [ ] or { }', 'Close the bracket first.'],
  KEY_OVER_1024_CHARS: ['a key has more than 1,024 characters'],
  MISSING_CHAR: ['something is not closed or not finished here'],
  MULTILINE_IMPLICIT_KEY: [
    'a line without a colon stands where a key is expected',
    'Write it as `key: value`, or indent it under the key above.',
  ],
  RESOURCE_EXHAUSTION: ['the file is nested too deeply'],
  TAB_AS_INDENT: [tabIndents.text, tabIndents.advice],
  UNEXPECTED_TOKEN: ['this is not expected here'],
};

const closings: Record<string, [text: string, advice: string]> = {
  '"': ['a double quote is not closed', 'Close it at the end of the value.'],
  "'": [
    'a single quote is not closed',
    'Close it at the end of the value; inside, write it twice.',
  ],
  ']': ['a [ is not closed', 'Close it with ].'],
  '}': ['a { is not closed', 'Close it with }.'],
};

const openings: Record<string, string> = { ']': '[', '}': '{' };

/** Where the quote or bracket stands that lacks its closing one at an offset. */
function openedAt(text: string, closing: string, offset: number): number | undefined {
  const open: { start: number; bracket: string }[] = [];
  for (const { token, start } of tokens(text)) {
    if (start > offset) break;
    if (token.startsWith(closing) && start + token.length >= offset) return start;
    if (token === '[' || token === '{') open.push({ start, bracket: token });
    if (token === ']' || token === '}') open.pop();
  }
  return open.findLast(({ bracket }) => bracket === openings[closing])?.start;
}

/** An error of `yaml` as a problem in plain words at the place where it begins. */
export function explainYamlError(source: SourceText, error: YAMLError): Problem {
  const place = (range: Range): Range => {
    const end = source.lineRange(source.position(range.start).line).end;
    return {
      start: range.start,
      end: Math.max(range.start, Math.min(Math.max(range.end, range.start + 1), end)),
    };
  };
  const base = { code: 'syntax' as const, source };
  const better = meant(source, error);
  if (better) return { ...base, ...better };
  const quoted = /(?:closing |end with a )(["'\]}])/.exec(error.message)?.[1];
  const [text, advice] = (quoted && closings[quoted]) || words[error.code] || [error.message];
  const colon = error.code === 'BLOCK_AS_IMPLICIT_KEY' && /:(?=\s|$)/g;
  if (colon) {
    // a value may go on over several lines: the colon is what is one too many
    colon.lastIndex = error.pos[0];
    const at = colon.exec(source.text)?.index ?? error.pos[0];
    return { ...base, range: { start: at, end: at + 1 }, text, ...(advice && { advice }) };
  }
  const opened = quoted && openedAt(source.text, quoted, error.pos[0]);
  const range =
    typeof opened === 'number'
      ? { start: opened, end: opened + 1 }
      : place({ start: error.pos[0], end: error.pos[1] });
  return { ...base, range, text, ...(advice && { advice }) };
}
