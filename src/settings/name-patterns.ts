/**
 * Name patterns as security knows them for indices, fields and cluster aliases (StringMatcher and Automatons of
 * Elasticsearch): `*`, `?`, `\` before either, and Lucene's regular expressions between slashes. What they have in common
 * and whether one holds the other is decided exactly; regular expressions that are no union of wildcard patterns are not.
 */

/** One step of a wildcard pattern: any text, any one character, or this very character. */
type Step = '*' | '?' | { readonly char: string };

/** A wildcard pattern taken apart. */
export type Wildcard = readonly Step[];

/** More alternatives than this are not looked at: nobody could read them. */
const limit = 64;
/** More states than this are not looked at when containment is asked. */
const stateLimit = 20_000;

const samePair = (a: Step, b: Step): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && a.char === b.char);

/** A wildcard pattern from its text. Without `*` and `?` the text stands for itself, backslashes included. */
export const parseWildcard = (text: string): Wildcard => stepsOf(text, /[*?]/.test(text));

/** The same where a backslash is always an escape: trust restrictions are read by Automatons alone. */
export const parseAutomaton = (text: string): Wildcard => stepsOf(text, true);

function stepsOf(text: string, isPattern: boolean): Wildcard {
  const steps: Step[] = [];
  const chars = [...text];
  for (let i = 0; i < chars.length; i++) {
    const char = chars[i]!;
    if (isPattern && char === '*') {
      if (steps.at(-1) !== '*') steps.push('*');
    } else if (isPattern && char === '?') steps.push('?');
    else if (isPattern && char === '\\' && i + 1 < chars.length) steps.push({ char: chars[++i]! });
    else steps.push({ char });
  }
  return steps;
}

/** The text of a wildcard pattern. */
export function writeWildcard(steps: Wildcard): string {
  const isPattern = steps.some((step) => typeof step === 'string');
  return steps
    .map((step) => {
      if (typeof step === 'string') return step;
      return isPattern && /[*?\\]/.test(step.char) ? `\\${step.char}` : step.char;
    })
    .join('');
}

/** The positions that can be reached without reading a character. */
function closed(steps: Wildcard, positions: Iterable<number>): Set<number> {
  const found = new Set<number>();
  for (let position of positions) {
    found.add(position);
    while (steps[position] === '*') found.add(++position);
  }
  return found;
}

/** The positions after one character; `undefined` stands for a character that no pattern names. */
function after(
  steps: Wildcard,
  positions: Iterable<number>,
  char: string | undefined,
): Set<number> {
  const next: number[] = [];
  for (const position of positions) {
    const step = steps[position];
    if (step === '*') next.push(position);
    else if (step === '?' || (typeof step === 'object' && step.char === char))
      next.push(position + 1);
  }
  return closed(steps, next);
}

/** Whether a name is one that the pattern means. */
export function matches(steps: Wildcard, name: string): boolean {
  let positions = closed(steps, [0]);
  for (const char of name) positions = after(steps, positions, char);
  return positions.has(steps.length);
}

/**
 * Whether every name that a pattern means is meant by one of the others, too; undefined where that takes too long to find
 * out. Walks through all combinations of positions that any name can lead to.
 */
export function isWithin(inner: Wildcard, others: readonly Wildcard[]): boolean | undefined {
  const chars = new Set<string | undefined>([undefined]);
  for (const step of [inner, ...others].flat()) if (typeof step === 'object') chars.add(step.char);
  type State = readonly [Set<number>, ...Set<number>[]];
  const start: State = [closed(inner, [0]), ...others.map((steps) => closed(steps, [0]))];
  const keyOf = (state: State): string => state.map((set) => [...set].sort().join()).join('|');
  const seen = new Set([keyOf(start)]);
  const waiting = [start];
  for (let state = waiting.pop(); state; state = waiting.pop()) {
    const [mine, ...theirs] = state;
    if (mine.has(inner.length) && !theirs.some((set, i) => set.has(others[i]!.length)))
      return false;
    for (const char of chars) {
      const next: State = [
        after(inner, mine, char),
        ...theirs.map((set, i) => after(others[i]!, set, char)),
      ];
      const key = keyOf(next);
      if (next[0].size === 0 || seen.has(key)) continue;
      if (seen.size > stateLimit) return undefined;
      seen.add(key);
      waiting.push(next);
    }
  }
  return true;
}

/**
 * The names that two patterns have in common, as patterns; none when there are none, undefined where there would be too
 * many alternatives to list.
 */
export function intersect(a: Wildcard, b: Wildcard): readonly Wildcard[] | undefined {
  if (isWithin(a, [b]) === true) return [a];
  if (isWithin(b, [a]) === true) return [b];
  const memo = new Map<string, readonly Wildcard[] | undefined>();
  const common = (i: number, j: number): readonly Wildcard[] | undefined => {
    const key = `${i} ${j}`;
    if (!memo.has(key)) memo.set(key, find(i, j));
    return memo.get(key);
  };
  const join = (...lists: (readonly Wildcard[] | undefined)[]): readonly Wildcard[] | undefined => {
    const all = lists.every((list) => list !== undefined) ? lists.flat() : undefined;
    const unique = all && [...new Map(all.map((one) => [writeWildcard(one), one])).values()];
    return unique && unique.length <= limit ? unique : undefined;
  };
  const behind = (
    step: Step,
    list: readonly Wildcard[] | undefined,
  ): readonly Wildcard[] | undefined =>
    list?.map((rest) => (step === '*' && rest[0] === '*' ? rest : [step, ...rest]));
  const find = (i: number, j: number): readonly Wildcard[] | undefined => {
    const [x, y] = [a[i], b[j]];
    if (x === undefined && y === undefined) return [[]];
    if (x === '*' && y === '*') return behind('*', join(common(i + 1, j), common(i, j + 1)));
    if (x === '*')
      return join(common(i + 1, j), y === undefined ? [] : behind(y, common(i, j + 1)));
    if (y === '*')
      return join(common(i, j + 1), x === undefined ? [] : behind(x, common(i + 1, j)));
    if (x === undefined || y === undefined) return [];
    if (x !== '?' && y !== '?' && !samePair(x, y)) return [];
    return behind(x === '?' ? y : x, common(i + 1, j + 1));
  };
  return simplified(common(0, 0));
}

/** Without patterns that others of the list hold. */
export function simplified(list: readonly Wildcard[] | undefined): readonly Wildcard[] | undefined {
  if (!list) return undefined;
  const kept = [...list];
  for (let i = kept.length - 1; i >= 0; i--) {
    if (isWithin(kept[i]!, kept.toSpliced(i, 1)) === true) kept.splice(i, 1);
  }
  return kept;
}

/** What one pattern means. */
export interface NamePattern {
  readonly text: string;
  /** Exactly this; undefined for a regular expression that is no union of wildcard patterns. */
  readonly wildcards: readonly Wildcard[] | undefined;
  /** Nothing but this: the same, or patterns that certainly hold all that a regular expression means. */
  readonly atMost: readonly Wildcard[];
}

/** Reads a pattern, a regular expression included where it is a union of wildcard patterns. */
export function readPattern(text: string): NamePattern {
  if (!text.startsWith('/')) {
    const wildcards = [parseWildcard(text)];
    return { text, wildcards, atMost: wildcards };
  }
  const { list, exact } = new RegexReader(text.slice(1, -1)).read();
  return { text, wildcards: exact ? list : undefined, atMost: list };
}

/** Whether a name is meant by one of the patterns; undefined where only an undecided one could mean it. */
export function matchesAny(patterns: readonly string[], name: string): boolean | undefined {
  const meant = patterns
    .map(readPattern)
    .filter(({ atMost }) => atMost.some((steps) => matches(steps, name)));
  if (meant.some(({ wildcards }) => wildcards !== undefined)) return true;
  return meant.length > 0 ? undefined : false;
}

/** Characters that mean something in Lucene's regular expressions with all of its options on. */
const special = /[.?+*|{}[\]()"\\#@&<>~^]/;

/** Alternatives, or nothing where there would be too many or the syntax is none that is known here. */
type Alternatives = readonly Wildcard[] | undefined;

/** Reads Lucene's regular expressions as unions of wildcard patterns, exactly or from above. */
class RegexReader {
  readonly #chars: readonly string[];
  #at = 0;
  /** Something was put as `*` or `?` that means less. */
  #isExact = true;

  constructor(text: string) {
    this.#chars = [...text];
  }

  read(): { readonly list: readonly Wildcard[]; readonly exact: boolean } {
    const list = this.alternatives();
    if (list && this.#at === this.#chars.length) return { list, exact: this.#isExact };
    return { list: [['*']], exact: false };
  }

  private get next(): string | undefined {
    return this.#chars[this.#at];
  }

  private alternatives(): Alternatives {
    const all: Wildcard[] = [];
    do {
      const one = this.sequence();
      if (!one) return undefined;
      all.push(...one);
    } while (this.next === '|' && this.#at++ >= 0);
    return all.length > limit ? undefined : all;
  }

  private sequence(): Alternatives {
    let all: readonly Wildcard[] = [[]];
    while (this.next !== undefined && this.next !== '|' && this.next !== ')') {
      const atom = this.atom();
      if (!atom || all.length * atom.length > limit) return undefined;
      all = all.flatMap((left) => atom.map((right) => [...left, ...right]));
    }
    return all;
  }

  private atom(): Alternatives {
    const single = this.single();
    const quantifier = this.next;
    if (!single || quantifier === undefined || !'*+?{'.includes(quantifier)) return single;
    this.#at++;
    if (quantifier === '?') return [[], ...single];
    const isDot = single.length === 1 && single[0]?.length === 1 && single[0][0] === '?';
    if (quantifier === '{') {
      this.#at = this.#chars.indexOf('}', this.#at) + 1;
      if (this.#at === 0) return undefined;
    }
    this.#isExact &&= isDot && quantifier !== '{';
    return isDot && quantifier === '+' ? [['?', '*']] : [['*']];
  }

  private single(): Alternatives {
    const char = this.#chars[this.#at++]!;
    if (char === '.') return [['?']];
    if (char === '@') return [['*']];
    if (char === '[') return this.charClass();
    if (char === '(') {
      const inner = this.alternatives();
      return inner && this.#chars[this.#at++] === ')' ? inner : undefined;
    }
    if (char !== '\\') return special.test(char) ? undefined : [[{ char }]];
    const escaped = this.#chars[this.#at++];
    if (escaped === undefined) return undefined;
    if (!/[A-Za-z0-9]/.test(escaped)) return [[{ char: escaped }]];
    // a class such as \d
    this.#isExact = false;
    return [['?']];
  }

  private charClass(): Alternatives {
    const found: string[] = [];
    const end = this.#chars.indexOf(']', this.#at + 1);
    if (end < 0) return undefined;
    const inside = this.#chars.slice(this.#at, end);
    this.#at = end + 1;
    if (inside[0] === '^' || inside.includes('\\')) {
      this.#isExact = false;
      return inside.at(-1) === '\\' ? undefined : [['?']];
    }
    for (let i = 0; i < inside.length; i++) {
      const from = inside[i]!;
      if (inside[i + 1] !== '-' || i + 2 >= inside.length) {
        found.push(from);
        continue;
      }
      const [first, last] = [from.codePointAt(0)!, inside[(i += 2)]!.codePointAt(0)!];
      if (last < first || last - first > limit) return undefined;
      for (let code = first; code <= last; code++) found.push(String.fromCodePoint(code));
    }
    return found.map((char) => [{ char }]);
  }
}

/** Whether a pattern means every name. */
export const isEverything = (text: string): boolean =>
  readPattern(text).wildcards?.some((steps) => writeWildcard(steps) === '*') ?? false;
