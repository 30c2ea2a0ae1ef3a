const plain = /^[\x20-\x7e]*$/;

/**
 * A text as a terminal may be given it: a tab becomes four blanks, control characters their pictures (ESC becomes ␛),
 * marks that turn the direction of the text the replacement character.
 */
export function printable(text: string): string {
  if (plain.test(text)) return text;
  const steering = /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]|\p{Surrogate}/gu;
  return text.replace(steering, (character) => {
    const code = character.charCodeAt(0);
    if (code === 9) return '    ';
    if (code < 32) return String.fromCharCode(0x2400 + code);
    return code === 127 ? '\u2421' : '\uFFFD';
  });
}

/** A text on one line of a terminal. */
export const oneLine = (text: string): string => printable(text.replace(/[\t\r\n]+/g, ' '));

/** One character as people see it, which may be several code points. */
interface Character {
  /** Where it stands in the line, in UTF-16 units, the end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** How many columns of a terminal it takes. */
  readonly width: number;
}

/** Made when a line needs it: loading its tables takes longer than linting a file. */
let segmenter: Intl.Segmenter | undefined;

function widthOf(character: string, shown: string): number {
  // a tab and the signs for control characters take one column for each of their characters
  if (shown !== character) return shown.length;
  if (/^[\p{Mn}\p{Me}\p{Cf}]+$/u.test(character)) return 0;
  const wide =
    /^[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}|\uFE0F/u;
  return wide.test(character) ? 2 : 1;
}

function characters(line: string, offset: number): Character[] {
  if (plain.test(line)) {
    return Array.from(line, (text, index) => {
      const start = offset + index;
      return { start, end: start + 1, text, width: 1 };
    });
  }
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(line), ({ segment, index }) => {
    const text = printable(segment);
    return {
      start: offset + index,
      end: offset + index + segment.length,
      text,
      width: widthOf(segment, text),
    };
  });
}

const widthOfAll = (all: readonly Character[]): number =>
  all.reduce((sum, { width }) => sum + width, 0);

/** How many columns of a terminal, or of a font with equal widths, a text takes. */
export const columnsOf = (text: string): number => widthOfAll(characters(text, 0));

/** A text on one line, cut at its end to what fits into some columns. */
export const fitted = (text: string, columns: number): string =>
  excerpt(oneLine(text), { start: 0, end: 0 }, columns).text;

/** How many columns before the span are shown when a line must be cut on the left. */
const lead = 20;

/** A line as it fits into some columns, and where in it the wanted span stands. */
export interface Excerpt {
  readonly text: string;
  /** Columns before the span, and columns of the span, at least 1. */
  readonly before: number;
  readonly length: number;
}

/**
 * Cuts a line to what fits, so that the beginning of the span can be seen; `…` stands for what was left out.
 *
 * @param span UTF-16 offsets in the line, the end exclusive
 * @param room columns that there are, at least 40
 */
export function excerpt(line: string, span: { start: number; end: number }, room: number): Excerpt {
  // a line may be megabytes long: look only at what could be shown
  const from = Math.max(0, span.start - 4 * room);
  const near = line.slice(from, span.start + 8 * room);
  const all = characters(near, from);
  const found = all.findIndex(({ end }) => end > span.start);
  const index = found < 0 ? all.length : found;
  const fits = near.length === line.length && widthOfAll(all) <= room;
  // two columns are for the signs of what was left out
  const budget = fits ? room : room - 2;
  let first = 0;
  if (from > 0 || widthOfAll(all.slice(0, index)) + lead > budget) {
    first = index;
    for (let width = lead; first > 0 && width >= all[first - 1]!.width; first--) {
      width -= all[first - 1]!.width;
    }
  }
  let last = first;
  for (let width = budget; last < all.length && width >= all[last]!.width; last++) {
    width -= all[last]!.width;
  }
  const left = first > 0 || from > 0 ? '…' : '';
  const right = last < all.length || from + near.length < line.length ? '…' : '';
  const marked = all.slice(index, last).filter(({ start }) => start < span.end);
  return {
    text:
      left +
      all
        .slice(first, last)
        .map(({ text }) => text)
        .join('') +
      right,
    before: left.length + widthOfAll(all.slice(first, index)),
    length: Math.max(1, widthOfAll(marked)),
  };
}
