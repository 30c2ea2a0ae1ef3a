import { toRe2Class, type CodePoints } from './java-pattern-chars.js';

/** What a parsed Java pattern means, as far as a full match is concerned. */
export type PatternTree =
  | { readonly kind: 'set'; readonly set: CodePoints }
  | { readonly kind: 'begin' }
  | { readonly kind: 'end' }
  /** `$` or `\Z`: the end, or in front of a line terminator that ends the text. */
  | { readonly kind: 'lastLine' }
  /** Something Java has and RE2 has not. */
  | { readonly kind: 'opaque'; readonly what: string }
  | { readonly kind: 'sequence'; readonly items: readonly PatternTree[] }
  | { readonly kind: 'choice'; readonly items: readonly PatternTree[] }
  | {
      readonly kind: 'repeat';
      readonly item: PatternTree;
      readonly min: number;
      readonly max: number;
    };

/** Java accepts the pattern, or may accept it, but its verdicts cannot be told from here. */
export class UndecidedPattern extends Error {}

/**
 * Writes the tree as a pattern for RE2 that matches, as a whole, exactly the texts Java matches.
 *
 * @throws UndecidedPattern when RE2 cannot say it.
 */
export function toRe2(tree: PatternTree): string {
  return write(tree, true);
}

/** `last` says that only the end of the text can follow. */
function write(tree: PatternTree, last: boolean): string {
  switch (tree.kind) {
    case 'set':
      return toRe2Class(tree.set);
    case 'begin':
      return '\\A';
    case 'end':
      return '\\z';
    case 'lastLine':
      if (!last) throw new UndecidedPattern('$ or \\Z is followed by something');
      return '\\z';
    case 'opaque':
      throw new UndecidedPattern(tree.what);
    case 'choice':
      return `(?:${tree.items.map((item) => write(item, last)).join('|')})`;
    case 'sequence':
      return tree.items
        .map((item, at) => write(item, last && tree.items.slice(at + 1).every(isWidthless)))
        .join('');
    case 'repeat':
      return writeRepeat(tree, last);
  }
}

function writeRepeat(tree: PatternTree & { kind: 'repeat' }, last: boolean): string {
  const once = tree.max <= 1;
  // Java leaves a loop at its first empty turn, which with an assertion inside need not be the
  // same as trying the other turns.
  if (hasAssertion(tree.item) && (!once || isWidthless(tree.item))) {
    throw new UndecidedPattern('an assertion is repeated');
  }
  const body = write(tree.item, last && once);
  if (isWidthless(tree.item)) return '';
  const max = tree.max === Infinity ? '' : String(tree.max);
  if (tree.min === 0 && tree.max === Infinity) return `(?:${body})*`;
  if (tree.min === 1 && tree.max === Infinity) return `(?:${body})+`;
  return `(?:${body}){${tree.min},${max}}`;
}

/** Whether the tree can only match the empty text. */
function isWidthless(tree: PatternTree): boolean {
  switch (tree.kind) {
    case 'set':
    case 'opaque':
      return false;
    case 'begin':
    case 'end':
    case 'lastLine':
      return true;
    case 'repeat':
      return isWidthless(tree.item);
    case 'sequence':
    case 'choice':
      return tree.items.every(isWidthless);
  }
}

function hasAssertion(tree: PatternTree): boolean {
  switch (tree.kind) {
    case 'set':
    case 'opaque':
      return false;
    case 'begin':
    case 'end':
    case 'lastLine':
      return true;
    case 'repeat':
      return hasAssertion(tree.item);
    case 'sequence':
    case 'choice':
      return tree.items.some(hasAssertion);
  }
}
