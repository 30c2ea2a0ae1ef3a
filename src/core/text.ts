import { maskSecrets } from './secrets.js';

/** A stretch of a text: UTF-16 offsets, `end` exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A point in a text as people and the JSON contract count it: from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A stretch of one particular text; what findings, related places and edits point at. */
export interface Place {
  readonly source: SourceText;
  readonly range: Range;
}

/** The text of one file with its line index. Immutable, apart from the secrets marked in it. */
export class SourceText {
  #lineStarts: number[] | undefined;
  readonly #secrets = new Map<string, Range>();
  #isAnswer = false;

  /**
   * @param path as shown to people: relative to the working directory, with `/`
   * @param text decoded text, without a byte order mark
   * @param hadBom whether the file began with one, so that a fix can write it back
   * @param encoding of the file, likewise; `binary` for a text that only stands for the file and cannot be written back
   */
  constructor(
    readonly path: string,
    readonly text: string,
    readonly hadBom = false,
    readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'binary' = 'utf-8',
  ) {}

  /** Offsets at which the lines begin; `\n`, `\r\n` and a lone `\r` all end a line. */
  get lineStarts(): readonly number[] {
    if (!this.#lineStarts) {
      const starts = [0];
      for (const end of this.text.matchAll(/\r\n|\n|\r/g)) starts.push(end.index + end[0].length);
      this.#lineStarts = starts;
    }
    return this.#lineStarts;
  }

  /** Number of the last line that has text, at least 1. */
  get lineCount(): number {
    const starts = this.lineStarts;
    const last = starts.length;
    return last > 1 && starts[last - 1] === this.text.length ? last - 1 : last;
  }

  /** Line and column of an offset; offsets beyond the text count as its end. */
  position(offset: number): Position {
    const starts = this.lineStarts;
    const at = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - starts[low]! + 1 };
  }

  /** Offset of a position; the reverse of `position`, clamped to the line. */
  offset(position: Position): number {
    const range = this.lineRange(position.line);
    return Math.min(range.start + position.column - 1, range.end);
  }

  /** The range of a line without its line end; an empty range at the end for lines beyond the text. */
  lineRange(line: number): Range {
    const start = this.lineStarts[line - 1];
    if (start === undefined) return { start: this.text.length, end: this.text.length };
    let end = this.lineStarts[line] ?? this.text.length;
    while (end > start && /[\r\n]/.test(this.text[end - 1]!)) end--;
    return { start, end };
  }

  /** The raw text of a range. Never print it: use `shownLine` or a masked value. */
  slice(range: Range): string {
    return this.text.slice(range.start, range.end);
  }

  /** Marks a range as secret: no output will ever show its characters. */
  markSecret(range: Range): void {
    this.#secrets.set(`${range.start}-${range.end}`, range);
  }

  /** What has been marked as secret. */
  get secrets(): readonly Range[] {
    return [...this.#secrets.values()];
  }

  /** Says that the text is what a program answered: there is nothing in it to mend. */
  markAnswer(): void {
    this.#isAnswer = true;
  }

  /** Whether a fix may change the text. */
  get isFixable(): boolean {
    return this.encoding !== 'binary' && !this.#isAnswer;
  }

  /** Whether a text repeats one of the secrets marked here, or holds something that looks like a secret. */
  hasSecret(text: string): boolean {
    const words = [...this.#secrets.values()].flatMap((range) =>
      this.slice(range).split(/[\s"',[\]]+/),
    );
    if (words.some((word) => word.length >= 4 && text.includes(word))) return true;
    return text.split(/\r\n|\n|\r/).some((line) => maskSecrets(line) !== line);
  }

  /** A line as it may be printed: secrets replaced by dots of the same width. */
  shownLine(line: number): string {
    const { start, end } = this.lineRange(line);
    let shown = this.text.slice(start, end);
    for (const secret of this.#secrets.values()) {
      const from = Math.max(secret.start, start) - start;
      const to = Math.min(secret.end, end) - start;
      if (from < to) shown = shown.slice(0, from) + '•'.repeat(to - from) + shown.slice(to);
    }
    return maskSecrets(shown);
  }

  /** A range as it may be printed, with its line ends; see `shownLine`. */
  shownSlice(range: Range): string {
    let shown = '';
    for (let { line } = this.position(range.start); line <= this.lineStarts.length; line++) {
      const { start, end } = this.lineRange(line);
      if (start >= range.end) break;
      shown += this.shownLine(line).slice(Math.max(0, range.start - start), range.end - start);
      const next = this.lineStarts[line] ?? this.text.length;
      shown += this.text.slice(Math.max(end, range.start), Math.min(next, range.end));
    }
    return shown;
  }

  /** The whole text as a place. */
  whole(): Place {
    return { source: this, range: { start: 0, end: this.text.length } };
  }

  /** The place of the first line that has text, where findings about a whole file point. */
  firstLine(): Place {
    const first = this.text.search(/\S/);
    return { source: this, range: this.lineRange(this.position(Math.max(first, 0)).line) };
  }
}
