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
export function parseWildcard(text: string): Wildcard {
  const isPattern = /[*?]/.test(text);
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

/** What one pattern means: wildcard patterns, or nothing that could be decided. */
export type NamePattern =
  | { readonly text: string; readonly wildcards: readonly Wildcard[] }
  | { readonly text: string; readonly wildcards: undefined };

/** Reads a pattern, a regular expression included where it is a union of wildcard patterns. */
export function readPattern(text: string): NamePattern {
  if (!text.startsWith('/')) return { text, wildcards: [parseWildcard(text)] };
  return { text, wildcards: expandRegex(text.slice(1, -1)) };
}

/** Whether a name is meant by one of the patterns; undefined where only an undecided one could mean it. */
export function matchesAny(patterns: readonly string[], name: string): boolean | undefined {
  const read = patterns.map(readPattern);
  if (read.some(({ wildcards }) => wildcards?.some((steps) => matches(steps, name)))) return true;
  return read.some(({ wildcards }) => wildcards === undefined) ? undefined : false;
}

/** Characters that mean something in Lucene's regular expressions with all of its options on. */
const special = /[.?+*|{}[\]()"\\#@&<>~^]/;

/** A regular expression as a union of wildcard patterns; undefined where it is none, or none that is found here. */
function expandRegex(text: string): readonly Wildcard[] | undefined {
  const chars = [...text];
  let at = 0;
  const cross = (
    lefts: readonly Wildcard[],
    rights: readonly Wildcard[],
  ): readonly Wildcard[] | undefined =>
    lefts.length * rights.length > limit
      ? undefined
      : lefts.flatMap((left) => rights.map((right) => [...left, ...right]));

  const alternatives = (): readonly Wildcard[] | undefined => {
    const all: Wildcard[] = [];
    do {
      const one = sequence();
      if (!one) return undefined;
      all.push(...one);
    } while (chars[at] === '|' && at++ >= 0);
    return all.length > limit ? undefined : all;
  };

  const sequence = (): readonly Wildcard[] | undefined => {
    let all: readonly Wildcard[] | undefined = [[]];
    while (all && at < chars.length && chars[at] !== '|' && chars[at] !== ')') {
      const next = atom();
      all = next && cross(all, next);
    }
    return all;
  };

  const atom = (): readonly Wildcard[] | undefined => {
    const single = one();
    const quantifier = chars[at];
    if (!single || quantifier === undefined || !'*+?{'.includes(quantifier)) return single;
    const isDot = single.length === 1 && single[0]?.length === 1 && single[0][0] === '?';
    at++;
    if (quantifier === '?') return [[], ...single];
    if (!isDot || quantifier === '{') return undefined;
    return quantifier === '*' ? [['*']] : [['?', '*']];
  };

  const one = (): readonly Wildcard[] | undefined => {
    const char = chars[at++]!;
    if (char === '.') return [['?']];
    if (char === '@') return [['*']];
    if (char === '[') return charClass();
    if (char === '(') {
      const inner = alternatives();
      return inner && chars[at++] === ')' ? inner : undefined;
    }
    // a backslash before a letter or digit may be a class such as \d
    if (char === '\\') {
      const escaped = chars[at++];
      return escaped === undefined || /[A-Za-z0-9]/.test(escaped)
        ? undefined
        : [[{ char: escaped }]];
    }
    return special.test(char) ? undefined : [[{ char }]];
  };

  const charClass = (): readonly Wildcard[] | undefined => {
    const found: string[] = [];
    for (;;) {
      const char = chars[at++];
      if (char === undefined || char === '^' || char === '\\') return undefined;
      if (char === ']') return found.length > 0 ? found.map((one) => [{ char: one }]) : undefined;
      if (chars[at] !== '-' || chars[at + 1] === ']') found.push(char);
      else {
        const [from, to] = [char.codePointAt(0)!, chars[at + 1]?.codePointAt(0) ?? 0];
        at += 2;
        if (to < from || to - from > limit) return undefined;
        for (let code = from; code <= to; code++) found.push(String.fromCodePoint(code));
      }
    }
  };

  const all = alternatives();
  return at === chars.length ? all : undefined;
}

/** Whether a pattern means every name. */
export const isEverything = (text: string): boolean =>
  readPattern(text).wildcards?.some((steps) => writeWildcard(steps) === '*') ?? false;
