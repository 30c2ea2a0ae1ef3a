import { matches, parseAutomaton } from './name-patterns.js';

/** What Lucene gives a meaning that RE2 has no word for: intersection, complement, nothing at all, numbers in a range. */
class Undecided extends Error {}

const ANY = '(?s:.)';
/** Says whether a name is meant by a pattern. */
export type NameMatcher = (name: string) => boolean;

/**
 * Compiles a pattern as Automatons of Elasticsearch reads it: a wildcard pattern, or a regular expression between slashes;
 * undefined where what it means cannot be told. Held against Elasticsearch in fixtures/oracle/trust-patterns.json.
 */
export async function compileNamePattern(pattern: string): Promise<NameMatcher | undefined> {
  if (pattern.startsWith('/')) return compileLucenePattern(pattern.slice(1, -1));
  const wildcard = parseAutomaton(pattern);
  // an empty pattern does not even mean an empty name
  return (name) => pattern !== '' && matches(wildcard, name);
}

/**
 * Compiles a regular expression of Lucene with all of its options on, as it stands between slashes; undefined where it is not valid, or says something that RE2 cannot: `&`, `~`, `#`, `<…>`, or escaped
 * letters (`\d`), which Elasticsearch 7 reads in another way.
 *
 * @param text without the slashes
 */
async function compileLucenePattern(text: string): Promise<NameMatcher | undefined> {
  try {
    const source = new Reader(text).read();
    const { RE2JS } = await import('re2js');
    const compiled = RE2JS.compile(source);
    return (name) => compiled.matches(name);
  } catch {
    return undefined; // of no use to say why: whoever asks leaves it open
  }
}

/** One character by its number, so that nothing of it can mean anything. */
const literal = (char: string): string => `\\x{${char.codePointAt(0)!.toString(16)}}`;

/** Reads an expression and writes it for RE2, each part in brackets of its own. */
class Reader {
  readonly #chars: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#chars = [...text];
  }

  /** @throws Undecided */
  read(): string {
    if (this.#chars.length === 0) return '';
    const found = this.union();
    if (this.#at < this.#chars.length) throw new Undecided();
    return found;
  }

  private get next(): string | undefined {
    return this.#chars[this.#at];
  }

  private take(): string {
    const char = this.#chars[this.#at++];
    if (char === undefined) throw new Undecided();
    return char;
  }

  private union(): string {
    const all = [this.sequence()];
    while (this.next === '|') {
      this.#at++;
      all.push(this.sequence());
    }
    return `(?:${all.join('|')})`;
  }

  private sequence(): string {
    let found = this.repeated();
    while (this.next !== undefined && this.next !== '|' && this.next !== ')')
      found += this.repeated();
    return found;
  }

  private repeated(): string {
    let found = this.atom();
    for (;;) {
      const count = this.count();
      if (count === '') return found;
      found = `(?:${found})${count}`;
    }
  }

  private count(): string {
    const { next } = this;
    if (next === '?' || next === '*' || next === '+') return this.take();
    if (next !== '{') return '';
    const end = this.#chars.indexOf('}', this.#at);
    const text = this.#chars.slice(this.#at, end + 1).join('');
    if (!/^\{\d+(?:,\d*)?\}$/.test(text)) throw new Undecided();
    this.#at = end + 1;
    return text;
  }

  private atom(): string {
    const char = this.take();
    switch (char) {
      case '.':
        return ANY;
      case '@':
        return `${ANY}*`;
      case '[':
        return this.set();
      case '"':
        return this.quoted();
      case '(':
        return this.group();
      case '\\':
        return this.escaped();
    }
    // at the place of a character some of these are one to Lucene, and some are not
    if ('&~#<*+?{|)'.includes(char)) throw new Undecided();
    return literal(char);
  }

  private group(): string {
    if (this.next === ')') {
      this.#at++;
      return '(?:)';
    }
    const found = this.union();
    if (this.take() !== ')') throw new Undecided();
    return found;
  }

  private quoted(): string {
    const end = this.#chars.indexOf('"', this.#at);
    if (end < 0) throw new Undecided();
    const found = this.#chars.slice(this.#at, end).map(literal).join('');
    this.#at = end + 1;
    return `(?:${found})`;
  }

  private escaped(): string {
    const char = this.take();
    if (/[A-Za-z]/.test(char)) throw new Undecided();
    return literal(char);
  }

  private set(): string {
    const negated = this.next === '^';
    if (negated) this.#at++;
    let found = '';
    do {
      const from = this.member();
      if (this.next === '-') {
        this.#at++;
        found += `${from}-${this.member()}`;
      } else found += from;
    } while (this.next !== ']');
    this.#at++;
    return `[${negated ? '^' : ''}${found}]`;
  }

  private member(): string {
    const char = this.take();
    if (char !== '\\') return literal(char);
    const escaped = this.take();
    if (/[A-Za-z]/.test(escaped)) throw new Undecided();
    return literal(escaped);
  }
}
