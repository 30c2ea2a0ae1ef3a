import type { Range } from '../core/text.js';

/** A value as written: its text, and whether the parser of Elasticsearch would see more than a text in it. */
export interface Scalar {
  readonly kind: 'scalar';
  readonly range: Range;
  /** Unquoted, unescaped. For a YAML alias `*x` it is `x`, which is what Elasticsearch makes of it. */
  readonly text: string;
  readonly type: 'string' | 'number' | 'boolean' | 'null';
  readonly alias?: true;
  /** Holds a template expression (Jinja, ERB, Helm …), so the text is not known. */
  readonly templated?: true;
}

export interface Pair {
  readonly key: Scalar;
  readonly value: Tree;
  /** From the start of the key to the end of the value. */
  readonly range: Range;
}

export interface Mapping {
  readonly kind: 'mapping';
  readonly range: Range;
  readonly pairs: readonly Pair[];
  /** `{…}`: written on its own terms, as JSON always is. */
  readonly flow: boolean;
}

export interface Sequence {
  readonly kind: 'sequence';
  readonly range: Range;
  readonly items: readonly Tree[];
  readonly flow: boolean;
}

/** What YAML and JSON have in common, with positions. */
export type Tree = Scalar | Mapping | Sequence;

/** The pair with the given key; of several the last, which is the one that counts. */
export function pairOf(tree: Tree | undefined, key: string): Pair | undefined {
  return tree?.kind === 'mapping'
    ? tree.pairs.findLast((pair) => pair.key.text === key)
    : undefined;
}

/** The value under a path of keys, if all of it is there. */
export function valueAt(tree: Tree | undefined, ...path: readonly string[]): Tree | undefined {
  return path.reduce<Tree | undefined>((inner, key) => pairOf(inner, key)?.value, tree);
}

/** The text of a scalar, undefined for anything else. */
export function textOf(tree: Tree | undefined): string | undefined {
  return tree?.kind === 'scalar' && tree.type !== 'null' ? tree.text : undefined;
}

/** The items of a sequence, or a single value as a list of one. */
export function itemsOf(tree: Tree | undefined): readonly Tree[] {
  return tree === undefined ? [] : tree.kind === 'sequence' ? tree.items : [tree];
}

/** Plain JavaScript of a tree, numbers and booleans as JSON has them. Of a key that stands twice the last value counts. */
export function plainOf(tree: Tree | undefined): unknown {
  if (tree?.kind === 'mapping')
    return Object.fromEntries(tree.pairs.map((pair) => [pair.key.text, plainOf(pair.value)]));
  if (tree?.kind === 'sequence') return tree.items.map(plainOf);
  if (tree === undefined || tree.type === 'null') return null;
  if (tree.type === 'number') return Number(tree.text);
  // of YAML's other words for booleans none is one here
  return tree.type === 'boolean' && /^(?:true|false)$/.test(tree.text)
    ? tree.text === 'true'
    : tree.text;
}

/** The keys and indices of a JSON pointer. */
export const partsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

/** What a JSON pointer leads to, with the pair that holds it where one does. */
export function nodeAt(root: Tree, pointer: string): { readonly tree: Tree; readonly pair?: Pair } {
  return partsOf(pointer).reduce<{ readonly tree: Tree; readonly pair?: Pair }>(
    (at, part) => {
      const pair = pairOf(at.tree, part);
      if (pair) return { tree: pair.value, pair };
      const item = at.tree.kind === 'sequence' ? at.tree.items[Number(part)] : undefined;
      return item ? { ...at, tree: item } : at;
    },
    { tree: root },
  );
}
