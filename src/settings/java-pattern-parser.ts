import {
  ANYTHING,
  complement,
  foldAscii,
  NOT_LINE_TERMINATOR,
  NOT_NEWLINE,
  type CodePoints,
} from './java-pattern-chars.js';
import { InvalidPattern, PatternScanner, type Escape } from './java-pattern-scanner.js';
import { UndecidedPattern, type PatternTree } from './java-pattern-tree.js';

const MAX_DEPTH = 100;
const MAX_COUNT = 0x7fffffff;
const EMPTY: PatternTree = { kind: 'sequence', items: [] };
const ASSERTIONS: ReadonlyMap<string, PatternTree> = new Map([
  ['A', { kind: 'begin' }],
  ['z', { kind: 'end' }],
  ['Z', { kind: 'lastLine' }],
]);

/**
 * Reads a pattern the way `java.util.regex.Pattern.compile(pattern)` of JDK 17 to 25 does.
 *
 * Gives what the pattern means; where RE2 has nothing like it, an opaque node, so that an error
 * further on is still found.
 *
 * @throws InvalidPattern when Java refuses the pattern.
 * @throws UndecidedPattern when that cannot be told.
 */
export function parseJavaPattern(pattern: string): PatternTree {
  const parser = new Parser(new PatternScanner(pattern));
  return parser.whole();
}

class Parser {
  readonly #in: PatternScanner;
  /** The letters of the inline flags that are on. */
  #flags = new Set<string>();
  readonly #names = new Set<string>();
  #depth = 0;

  constructor(scanner: PatternScanner) {
    this.#in = scanner;
  }

  whole(): PatternTree {
    const tree = this.#choice();
    if (this.#in.peek() !== '') throw new InvalidPattern('a ) closes nothing');
    return tree;
  }

  #choice(): PatternTree {
    const items = [this.#sequence()];
    while (this.#in.takeIf('|')) items.push(this.#sequence());
    return { kind: 'choice', items };
  }

  #sequence(): PatternTree {
    const items: PatternTree[] = [];
    for (;;) {
      const next = this.#in.peek();
      if (next === '' || next === '|' || next === ')') return { kind: 'sequence', items };
      if (next === '*' || next === '+' || next === '?') {
        throw new InvalidPattern(`the ${next} has nothing to repeat`);
      }
      const item = next === '(' ? this.#group() : this.#single();
      if (item) items.push(this.#repeated(item));
    }
  }

  /** One character, set or assertion. Java reads `{` with nothing before it as an empty text. */
  #single(): PatternTree {
    if (this.#in.peek() === '{') return EMPTY;
    const char = this.#in.take();
    if (char === '^') return this.#multiline() ?? { kind: 'begin' };
    if (char === '$') return this.#multiline() ?? { kind: 'lastLine' };
    if (char === '[') return this.#asTree(this.#set());
    if (char === '\\') return this.#escape(this.#in.takeEscape());
    if (char !== '.') return this.#literal(char.codePointAt(0) ?? 0);
    if (this.#flags.has('s')) return { kind: 'set', set: ANYTHING };
    return { kind: 'set', set: this.#flags.has('d') ? NOT_NEWLINE : NOT_LINE_TERMINATOR };
  }

  #multiline(): PatternTree | undefined {
    return this.#flags.has('m') ? opaque('^ or $ in multiline mode') : undefined;
  }

  #escape(escape: Escape): PatternTree {
    if (escape.kind === 'char') return this.#literal(escape.char);
    if (escape.kind !== 'letter') return this.#asTree(this.#escapedSet(escape));
    const { letter } = escape;
    if (letter === 'k') return this.#namedReference();
    if (letter === 'b' && this.#in.peek() === '{') throw new UndecidedPattern('\\b{…}');
    // \b asks Unicode up to JDK 18 and ASCII after it; the others RE2 cannot do.
    return ASSERTIONS.get(letter) ?? opaque(`\\${letter}`);
  }

  #namedReference(): PatternTree {
    if (!this.#in.takeIf('<')) throw new InvalidPattern('\\k needs <name>');
    const name = this.#name();
    if (!this.#names.has(name)) throw new InvalidPattern(`there is no group <${name}> before it`);
    return opaque('a back-reference');
  }

  #literal(char: number): PatternTree {
    return this.#asTree(this.#folded([[char, char]]));
  }

  /** The set, or undefined when Java's depends on more than this knows. */
  #folded(set: CodePoints): CodePoints | undefined {
    if (!this.#flags.has('i')) return set;
    return this.#flags.has('u') ? undefined : foldAscii(set);
  }

  #escapedSet(escape: Escape & { kind: 'set' | 'property' }): CodePoints | undefined {
    if (this.#flags.has('U')) return undefined;
    return escape.kind === 'property' && this.#flags.has('i') ? undefined : escape.set;
  }

  #asTree(set: CodePoints | undefined): PatternTree {
    return set ? { kind: 'set', set } : opaque('a set that needs Unicode tables');
  }

  /** A bracketed set, its `[` taken. A set within it adds to it; `&&` is left undecided. */
  #set(): CodePoints | undefined {
    this.#enter();
    const negated = this.#in.takeIf('^');
    let set: CodePoints | undefined = [];
    for (let first = true; first || this.#in.peek() !== ']'; first = false) {
      if (this.#in.peek() === '') throw new InvalidPattern('a [ is not closed');
      if (this.#in.takeIf('&&')) throw new UndecidedPattern('an intersection of sets');
      const part: CodePoints | undefined = this.#in.takeIf('[') ? this.#set() : this.#range();
      set = set && part && [...set, ...part];
    }
    this.#in.take();
    this.#depth -= 1;
    return set && negated ? complement(set) : set;
  }

  #range(): CodePoints | undefined {
    const low = this.#rangeEnd();
    if (typeof low !== 'number') return low.set;
    const after = this.#in.peek(1);
    if (this.#in.peek() !== '-' || after === '[' || after === ']') {
      return this.#folded([[low, low]]);
    }
    this.#in.take();
    if (this.#in.peek() === '') throw new InvalidPattern('a [ is not closed');
    const high = this.#rangeEnd();
    if (typeof high !== 'number' || high < low) {
      throw new InvalidPattern('a range in [ ] runs backwards');
    }
    return this.#folded([[low, high]]);
  }

  /** A character, or the set that stands in its place. */
  #rangeEnd(): number | { set: CodePoints | undefined } {
    const char = this.#in.take();
    if (char !== '\\') return char.codePointAt(0) ?? 0;
    const isV = this.#in.peek() === 'v';
    const escape = this.#in.takeEscape();
    if (escape.kind === 'char') return escape.char;
    if (escape.kind === 'letter') {
      throw new InvalidPattern(`\\${escape.letter} cannot stand in [ ]`);
    }
    // At either end of a range \v is one character, as it was before Java 8.
    if (isV) throw new UndecidedPattern('\\v in [ ]');
    return { set: this.#escapedSet(escape) };
  }

  /** A group, or undefined for flags that hold from here on. */
  #group(): PatternTree | undefined {
    this.#in.take();
    this.#enter();
    const flags = new Set(this.#flags);
    const what = this.#in.takeIf('?') ? this.#groupType() : '';
    if (what === undefined) {
      this.#depth -= 1;
      return undefined;
    }
    const inner = this.#choice();
    if (!this.#in.takeIf(')')) throw new InvalidPattern('a ( is not closed');
    this.#flags = flags;
    this.#depth -= 1;
    return what === '' ? inner : opaque(what);
  }

  /** Takes what follows `(?`: gives '' for a plain group, or what it is that RE2 has not. */
  #groupType(): string | undefined {
    if (this.#in.takeIf('=') || this.#in.takeIf('!')) return 'a look-ahead';
    if (this.#in.takeIf('>')) return 'an atomic group';
    if (this.#in.takeIf('<')) {
      if (this.#in.peek() === '=' || this.#in.peek() === '!') {
        // Java refuses some by their length, and not every JDK the same ones.
        throw new UndecidedPattern('a look-behind');
      }
      const name = this.#name();
      if (this.#names.has(name)) throw new InvalidPattern(`there are two groups <${name}>`);
      this.#names.add(name);
      return '';
    }
    this.#takeFlags();
    if (this.#in.takeIf(')')) return undefined;
    if (!this.#in.takeIf(':')) throw new InvalidPattern('it has no such group or flag');
    return '';
  }

  #takeFlags(): void {
    let on = true;
    for (;;) {
      const flag = this.#in.peek();
      if (flag === '-' && on) on = false;
      else if (flag === '' || !'imsducxU'.includes(flag)) return;
      else if (on) this.#flags.add(flag);
      else this.#flags.delete(flag);
      this.#in.take();
      if (this.#flags.has('x') || this.#flags.has('c')) {
        throw new UndecidedPattern('comments or canonical equivalence');
      }
    }
  }

  #name(): string {
    let name = '';
    while (/^[A-Za-z0-9]$/.test(this.#in.peek())) name += this.#in.take();
    if (!/^[A-Za-z]/.test(name) || !this.#in.takeIf('>')) {
      throw new InvalidPattern('a group name takes letters and digits, a letter first, and >');
    }
    return name;
  }

  #repeated(item: PatternTree): PatternTree {
    const counts = this.#counts();
    if (!counts) return item;
    // A reluctant quantifier changes what a group captures, not what matches as a whole.
    if (!this.#in.takeIf('?') && this.#in.takeIf('+')) return opaque('a possessive quantifier');
    return { kind: 'repeat', item, min: counts[0], max: counts[1] };
  }

  #counts(): readonly [number, number] | undefined {
    if (this.#in.takeIf('?')) return [0, 1];
    if (this.#in.takeIf('*')) return [0, Infinity];
    if (this.#in.takeIf('+')) return [1, Infinity];
    if (!this.#in.takeIf('{')) return undefined;
    const digits = this.#in.takeDigits();
    if (digits === '') throw new InvalidPattern('a { needs a number');
    const min = Number(digits);
    let max = min;
    if (this.#in.takeIf(',')) {
      max = this.#in.peek() === '}' ? Infinity : Number(this.#in.takeDigits());
    }
    if (min > MAX_COUNT || (max > MAX_COUNT && max !== Infinity)) {
      throw new UndecidedPattern('a count beyond the integers');
    }
    if (!this.#in.takeIf('}')) throw new InvalidPattern('a { is not closed');
    if (max < min) throw new InvalidPattern('a repetition ends before it begins');
    return [min, max];
  }

  #enter(): void {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new UndecidedPattern('it nests too deeply');
  }
}

function opaque(what: string): PatternTree {
  return { kind: 'opaque', what };
}
