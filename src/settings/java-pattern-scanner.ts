import {
  complement,
  ESCAPED_CLASSES,
  POSIX_CLASSES,
  type CodePoints,
} from './java-pattern-chars.js';
import { UndecidedPattern } from './java-pattern-tree.js';

/** Java refuses the pattern. */
export class InvalidPattern extends Error {}

/** What a backslash can stand for. */
export type Escape =
  | { readonly kind: 'char'; readonly char: number }
  | { readonly kind: 'set'; readonly set: CodePoints }
  /** `\p{…}` or `\P{…}`; no set where it takes Unicode tables, which differ between JDKs. */
  | { readonly kind: 'property'; readonly name: string; readonly set: CodePoints | undefined }
  /** A letter that the caller must know: an anchor, a boundary, a back-reference. */
  | { readonly kind: 'letter'; readonly letter: string };

const CONTROLS: Readonly<Record<string, number>> = { a: 7, e: 27, f: 12, n: 10, r: 13, t: 9 };
/** Letters that Java refuses wherever they stand behind a backslash. */
const REFUSED = new Set('CEFIJKLMOTUYgijlmoqy');
const HEX = /^[0-9a-fA-F]$/;

/** Reads a Java pattern code point by code point, with `\Q…\E` already taken out. */
export class PatternScanner {
  readonly #chars: readonly string[];
  #at = 0;

  /** @throws UndecidedPattern for a NUL or half a surrogate pair, which Java treats oddly. */
  constructor(pattern: string) {
    this.#chars = unquote(Array.from(pattern));
    for (const char of this.#chars) {
      if (char === '\0') throw new UndecidedPattern('a NUL character');
      checkChar(char.codePointAt(0) ?? 0);
    }
  }

  /** The next character, or one further on; empty at the end. */
  peek(ahead = 0): string {
    return this.#chars[this.#at + ahead] ?? '';
  }

  /** Takes the next character; empty at the end. */
  take(): string {
    const char = this.peek();
    this.#at += 1;
    return char;
  }

  /** Takes the text if it comes next, and says whether it did. */
  takeIf(text: string): boolean {
    const matches = Array.from(text).every((char, ahead) => this.peek(ahead) === char);
    if (matches) this.#at += text.length;
    return matches;
  }

  /** Takes decimal digits, none or more. */
  takeDigits(): string {
    let digits = '';
    while (/^[0-9]$/.test(this.peek())) digits += this.take();
    return digits;
  }

  /**
   * Takes what follows a backslash (which is taken already).
   *
   * @throws InvalidPattern for an escape that Java refuses.
   * @throws UndecidedPattern where it depends on tables or on the Java version.
   */
  takeEscape(): Escape {
    const letter = this.take();
    if (letter === '') throw new InvalidPattern('it ends in a backslash');
    const control = CONTROLS[letter];
    if (control !== undefined) return { kind: 'char', char: control };
    const set = ESCAPED_CLASSES.get(letter);
    if (set) return { kind: 'set', set };
    if (letter === '0') return this.#octal();
    if (letter === 'x') return this.#hexadecimal();
    if (letter === 'u') return this.#unicode();
    if (letter === 'c') return this.#control();
    if (letter === 'p' || letter === 'P') return this.#property(letter === 'P');
    if (letter === 'N' && this.peek() === '{')
      throw new UndecidedPattern('\\N{…} names a character');
    if (letter === 'N' || REFUSED.has(letter))
      throw new InvalidPattern(`it has no escape \\${letter}`);
    if (/^[A-Za-z1-9]$/.test(letter)) return { kind: 'letter', letter };
    return char(letter.codePointAt(0) ?? 0);
  }

  #octal(): Escape {
    let digits = '';
    while (digits.length < 3 && /^[0-7]$/.test(this.peek())) {
      if (digits.length === 2 && Number(digits[0]) > 3) break;
      digits += this.take();
    }
    if (digits === '') throw new InvalidPattern('\\0 needs an octal number');
    return char(parseInt(digits, 8));
  }

  #hexadecimal(): Escape {
    if (this.peek() !== '{') return char(this.#hexDigits(2, '\\x'));
    this.take();
    let digits = '';
    while (HEX.test(this.peek())) digits += this.take();
    const value = parseInt(digits, 16);
    if (digits === '' || value > 0x10ffff || this.take() !== '}') {
      throw new InvalidPattern('\\x{…} needs the hexadecimal number of a character');
    }
    return char(value);
  }

  #unicode(): Escape {
    const high = this.#hexDigits(4, '\\u');
    if (high < 0xd800 || high > 0xdbff || !this.takeIf('\\u')) return char(high);
    const low = this.#hexDigits(4, '\\u');
    if (low < 0xdc00 || low > 0xdfff) return char(high);
    return char((high - 0xd800) * 0x400 + (low - 0xdc00) + 0x10000);
  }

  #hexDigits(count: number, escape: string): number {
    let digits = '';
    while (digits.length < count && HEX.test(this.peek())) digits += this.take();
    if (digits.length < count) {
      throw new InvalidPattern(`${escape} needs ${count} hexadecimal digits`);
    }
    return parseInt(digits, 16);
  }

  #control(): Escape {
    const letter = this.take();
    if (letter === '') throw new InvalidPattern('\\c needs a character');
    return char((letter.codePointAt(0) ?? 0) ^ 64);
  }

  #property(negated: boolean): Escape {
    let name = this.take();
    if (name === '') throw new InvalidPattern('\\p needs a name');
    if (name === '{') {
      name = '';
      while (this.peek() !== '}') {
        if (this.peek() === '') throw new InvalidPattern('\\p{ is not closed');
        name += this.take();
      }
      this.take();
      if (name === '') throw new InvalidPattern('\\p{} has no name');
    }
    const set = POSIX_CLASSES.get(name);
    return { kind: 'property', name, set: set && negated ? complement(set) : set };
  }
}

/** Escapes what stands between `\Q` and `\E`, which Java does before it reads anything else. */
function unquote(chars: readonly string[]): string[] {
  const plain: string[] = [];
  let quoted = false;
  let first = false;
  for (let at = 0; at < chars.length; at += 1) {
    const char = chars[at] ?? '';
    const next = chars[at + 1];
    if (char === '\\' && next === (quoted ? 'E' : 'Q')) {
      quoted = !quoted;
      first = quoted;
      at += 1;
      continue;
    }
    if (char === '\\' && !quoted && next !== undefined) {
      plain.push(char, next);
      at += 1;
    } else if (!quoted || /^[A-Za-z\u0080-\u{10ffff}]$/u.test(char)) plain.push(char);
    else if (/^[0-9]$/.test(char)) plain.push(...(first ? ['\\', 'x', '3', char] : [char]));
    else plain.push('\\', char);
    first = false;
  }
  return plain;
}

function char(value: number): Escape {
  checkChar(value);
  return { kind: 'char', char: value };
}

function checkChar(value: number): void {
  if (value >= 0xd800 && value <= 0xdfff) throw new UndecidedPattern('half a surrogate pair');
}
