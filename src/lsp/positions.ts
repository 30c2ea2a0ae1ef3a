import type { Position, Range as LspRange } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Place } from '../core/text.js';

/** How columns are counted on the wire. */
export type Encoding = 'utf-16' | 'utf-8';

/** The first encoding of the client's list that we speak; UTF-16, which all must speak, where there is none. */
export function negotiate(offered: readonly string[] | undefined): Encoding {
  return (
    offered?.find((name): name is Encoding => name === 'utf-16' || name === 'utf-8') ?? 'utf-16'
  );
}

const units = (text: string, encoding: Encoding): number =>
  encoding === 'utf-8' ? Buffer.byteLength(text) : text.length;

/**
 * The range of a place in the protocol's terms.
 *
 * @param mark what the editor's text has before the source's: a byte order mark, or nothing
 */
export function lspRange({ source, range }: Place, encoding: Encoding, mark: string): LspRange {
  const point = (offset: number): Position => {
    const { line, column } = source.position(offset);
    const { start } = source.lineRange(line);
    const before = (line === 1 ? mark : '') + source.text.slice(start, start + column - 1);
    return { line: line - 1, character: units(before, encoding) };
  };
  return { start: point(range.start), end: point(range.end) };
}

/** A position of the protocol counted in UTF-16 units, as text documents have it; beyond a line it is its end. */
export function utf16Position(
  document: TextDocument,
  position: Position,
  encoding: Encoding,
): Position {
  if (encoding === 'utf-16') return position;
  const { line } = position;
  const text = document.getText({
    start: { line, character: 0 },
    end: { line: line + 1, character: 0 },
  });
  let bytes = 0;
  let character = 0;
  for (const letter of text) {
    if (bytes >= position.character) break;
    bytes += Buffer.byteLength(letter);
    character += letter.length;
  }
  return { line, character };
}

const before = (a: Position, b: Position): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);

/** Whether two ranges share a character, or touch: a cursor at the end of a word is still on it. */
export const touches = (a: LspRange, b: LspRange): boolean =>
  !before(a.end, b.start) && !before(b.end, a.start);
