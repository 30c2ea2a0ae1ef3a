import type { Mapping, Pair, Scalar, Sequence, Tree } from './tree.js';

const nulls = new Set(['', '~', 'null', 'Null', 'NULL']);
/** In the three notations that YAML 1.1 knows of each. */
const booleans = new Set(
  ['true', 'yes', 'on', 'false', 'no', 'off'].flatMap((word) => [
    word,
    word[0]!.toUpperCase() + word.slice(1),
    word.toUpperCase(),
  ]),
);
const plainNumber = /^[-+]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$|^0x[\da-fA-F_]+$/;

/** What Elasticsearch's parser sees in a value without quotes. */
export function plainType(text: string): Scalar['type'] {
  if (nulls.has(text)) return 'null';
  if (booleans.has(text)) return 'boolean';
  return plainNumber.test(text) ? 'number' : 'string';
}

/** What is out of the ordinary anywhere: control characters, tabs, other line ends than two, template marks. */
const odd = /[^\n\r\x20-\x7E\xA0-\u2027\u202A-\uD7FF]|\r(?!\n)|<%|\{[{%]/;

const lineEnd = /[^\r\n]*(?:\r?\n|$)/y;
/** Behind a value: blanks, and a comment that blanks precede. */
const restOfLine = /(?: +(?:#[^\r\n]*)?)?(?:\r?\n|$)/y;
const key = /[A-Za-z_][\w./-]*(?=:(?: |\r?\n|$))/y;
const quoted = /"[^"\\\r\n]*"|'[^'\r\n]*'(?!')/y;
/** No second colon and no comment is in it, and its last character is no blank. */
const plain = /(?:[\w./$~+^(<=]|-(?=[^ \r\n]))(?:[^ \r\n:]|:(?=[^ \r\n])| (?! *(?:#|\r?\n|$)))*/y;
/** The same between brackets, where commas and brackets end it, too. */
const plainItem =
  /(?:[\w./$~+^(<=]|-(?=[\w./]))(?:[^ \r\n:,[\]{}]|:(?=[^ \r\n,[\]{}])| (?! *(?:[#,[\]{}]|\r?\n|$)))*/y;

/** Thrown and caught in here: the text is not of the plainest kind. */
const gaveUp = new Error('not of the plainest kind');

/** No settings nest deeper, and a key has no more characters than YAML allows. */
const limits = { depth: 30, key: 200 } as const;

/** What comments stand between two lines. */
const comments = { none: 0, flush: 1, indented: 2 } as const;

/** Reads one text from its begin to its end. */
class PlainReader {
  #at = 0;
  /** Of the line that is read next; -1 at the end of the text. */
  #indent = 0;
  #depth = 0;
  /** Where the last value ends, with the rest of its line: there a block ends for `yaml`. */
  #end = 0;

  constructor(readonly text: string) {}

  /** The whole text as a mapping; undefined when there is nothing in it. @throws gaveUp */
  read(): Mapping | undefined {
    this.#nextLine();
    if (this.#indent < 0) return undefined;
    const tree = this.#mapping(0);
    if (this.#indent >= 0) throw gaveUp;
    return tree;
  }

  #taken(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    if (!pattern.test(this.text)) return undefined;
    const taken = this.text.slice(this.#at, pattern.lastIndex);
    this.#at = pattern.lastIndex;
    return taken;
  }

  #blanks(): void {
    while (this.#next() === ' ') this.#at++;
  }

  #next(): string | undefined {
    return this.text[this.#at];
  }

  /**
   * Goes to the first character of the next line that has something in it.
   *
   * @returns what comments there are on the way: `yaml` may count the indented ones to the block above them
   */
  #nextLine(): number {
    let found: number = comments.none;
    for (;;) {
      const start = this.#at;
      this.#blanks();
      const first = this.#next();
      if (first !== '#' && first !== '\n' && first !== '\r') {
        this.#indent = first === undefined ? -1 : this.#at - start;
        return found;
      }
      if (first === '#')
        found = Math.max(found, this.#at > start ? comments.indented : comments.flush);
      this.#taken(lineEnd);
    }
  }

  /** The rest of the line of a value, up to the next one; no value may go on there. @throws gaveUp */
  #endLine(indent: number): void {
    if (this.#taken(restOfLine) === undefined) throw gaveUp;
    this.#end = this.#at;
    const found = this.#nextLine();
    const endsBlock = this.#indent < indent;
    if (this.#indent > indent || (endsBlock && found === comments.indented)) throw gaveUp;
  }

  /** @param seen the keys of the mapping so far */
  #key(seen: Set<string>): Scalar {
    const start = this.#at;
    const text = this.#taken(key);
    if (text === undefined || text.length > limits.key) throw gaveUp;
    if (seen.size === seen.add(text).size) throw gaveUp;
    const range = { start, end: this.#at };
    this.#at++;
    return { kind: 'scalar', range, text, type: plainType(text) };
  }

  #mapping(indent: number): Mapping {
    if (++this.#depth > limits.depth) throw gaveUp;
    const pairs: Pair[] = [];
    const seen = new Set<string>();
    const start = this.#at;
    while (this.#indent === indent) {
      const name = this.#key(seen);
      const value = this.#value(indent);
      const range = { start: name.range.start, end: value.range.end };
      pairs.push({ key: name, value, range });
    }
    if (this.#indent > indent) throw gaveUp;
    this.#depth--;
    return { kind: 'mapping', range: { start, end: this.#end }, pairs, flow: false };
  }

  /** What stands behind a key: on its line, or below it. */
  #value(indent: number): Tree {
    this.#blanks();
    const next = this.#next();
    if (next !== undefined && next !== '\n' && next !== '\r' && next !== '#') {
      const value = this.#inline(plain);
      this.#endLine(indent);
      return value;
    }
    const nothing = { start: this.#at, end: this.#at };
    // blanks have been read that a comment needs in front of it
    if (next === '#' && this.text[this.#at - 1] !== ' ') throw gaveUp;
    if (next === '#') this.#at--;
    if (this.#taken(restOfLine) === undefined) throw gaveUp;
    const found = this.#nextLine();
    if (this.#indent >= indent && this.#next() === '-') return this.#sequence(this.#indent);
    if (this.#indent > indent) return this.#mapping(this.#indent);
    if (next === '#' || found !== comments.none) throw gaveUp;
    this.#end = nothing.end;
    return { kind: 'scalar', range: nothing, text: '', type: 'null' };
  }

  #sequence(indent: number): Sequence {
    const items: Tree[] = [];
    const start = this.#at;
    while (this.#indent === indent && this.#next() === '-') {
      this.#at++;
      if (this.#next() !== ' ') throw gaveUp;
      this.#blanks();
      items.push(this.#inline(plain));
      this.#endLine(indent);
    }
    return { kind: 'sequence', range: { start, end: this.#end }, items, flow: false };
  }

  /** A value that ends on its line. */
  #inline(pattern: RegExp): Tree {
    const start = this.#at;
    const next = this.#next();
    if (next === '[' && pattern === plain) return this.#list(start);
    if (next === '{' && pattern === plain) return this.#braces(start);
    const text = this.#taken(quoted) ?? this.#taken(pattern);
    if (text === undefined) throw gaveUp;
    const range = { start, end: this.#at };
    return next === '"' || next === "'"
      ? { kind: 'scalar', range, text: text.slice(1, -1), type: 'string' }
      : { kind: 'scalar', range, text, type: plainType(text) };
  }

  /** What stands between brackets, to the closing one. */
  #between(close: string, item: () => void): void {
    this.#at++;
    this.#blanks();
    while (this.#next() !== close) {
      item();
      this.#blanks();
      const next = this.#next();
      if (next === close) break;
      if (next !== ',') throw gaveUp;
      this.#at++;
      this.#blanks();
      // a comma in front of the closing bracket
      if (this.#next() === close) throw gaveUp;
    }
    this.#at++;
  }

  #list(start: number): Sequence {
    const items: Tree[] = [];
    this.#between(']', () => items.push(this.#inline(plainItem)));
    return { kind: 'sequence', range: { start, end: this.#at }, items, flow: true };
  }

  #braces(start: number): Mapping {
    const pairs: Pair[] = [];
    const seen = new Set<string>();
    this.#between('}', () => {
      const name = this.#key(seen);
      this.#blanks();
      const value = this.#inline(plainItem);
      pairs.push({ key: name, value, range: { start: name.range.start, end: value.range.end } });
    });
    return { kind: 'mapping', range: { start, end: this.#at }, pairs, flow: true };
  }
}

/**
 * A short way for the plainest files, which nearly all are: keys with values on one line, lists of such values, values
 * in simple quotes, comments. It gives exactly the tree that the whole parser gives.
 *
 * @returns undefined for every other text, wrong ones among them: the whole parser must read it
 */
export function readPlainYml(text: string): Mapping | undefined {
  if (odd.test(text)) return undefined;
  try {
    return new PlainReader(text).read();
  } catch (error) {
    if (error === gaveUp) return undefined;
    throw error;
  }
}
