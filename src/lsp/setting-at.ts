import type { Place, Range } from '../core/text.js';
import type { Document } from '../documents/document.js';
import {
  itemsOf,
  pairOf,
  type Mapping,
  type Pair,
  type Scalar,
  type Tree,
} from '../documents/tree.js';
import type { Layer } from '../settings/entry.js';

/** A mapping of settings in a document: the whole of a file, a set of nodes in a resource, a layer of a request. */
export interface SettingsRoot {
  readonly tree: Mapping;
  readonly layer: Layer;
}

/** The mappings of a document that hold settings. */
export function settingsRoots(document: Document): SettingsRoot[] {
  if (document.kind === 'elasticsearch-yml')
    return document.tree ? [{ tree: document.tree, layer: 'yml' }] : [];
  if (document.kind === 'eck')
    return document.resources.flatMap(({ nodeSets }) => nodeSets.flatMap(settingsRoots));
  if (!('bodies' in document)) return [];
  return document.bodies.flatMap((body) => {
    if (body.kind !== 'cluster-settings' && body.kind !== 'settings-dump') return [];
    return (['persistent', 'transient'] as const).flatMap((layer) => {
      const tree = pairOf(body.tree, layer)?.value;
      return tree?.kind === 'mapping' ? [{ tree, layer }] : [];
    });
  });
}

/** Whether an offset is in a range; at its end counts, for a cursor there is still on the word. */
export const isAt = ({ start, end }: Range, offset: number): boolean =>
  start <= offset && offset <= end;

/** The pairs that lead to an offset, outermost first. */
export function pairsAt(tree: Tree | undefined, offset: number): Pair[] {
  if (tree?.kind === 'sequence')
    return itemsOf(tree).flatMap((item) => (isAt(item.range, offset) ? pairsAt(item, offset) : []));
  if (tree?.kind !== 'mapping') return [];
  const pair = tree.pairs.find(
    ({ key, value }) => isAt(key.range, offset) || isAt(value.range, offset),
  );
  if (!pair) return [];
  return isAt(pair.key.range, offset) ? [pair] : [pair, ...pairsAt(pair.value, offset)];
}

/** The scalar of a value, or of one of its items, at an offset. */
export function scalarAt(tree: Tree, offset: number): Scalar | undefined {
  if (tree.kind === 'scalar') return isAt(tree.range, offset) ? tree : undefined;
  const inner =
    tree.kind === 'sequence' ? tree.items : tree.pairs.flatMap(({ key, value }) => [key, value]);
  return inner.map((one) => scalarAt(one, offset)).find((found) => found !== undefined);
}

/** A key at a place in a file, with all that leads to it. */
export interface SettingAt {
  /** The flat key up to and with what stands there. */
  readonly key: string;
  readonly layer: Layer | 'keystore';
  /** What is pointed at: the key, or the value. */
  readonly place: Place;
  /** The cursor is on the key itself. */
  readonly onKey: boolean;
  /** Undefined in a list of a keystore's names. */
  readonly pair?: Pair;
}

/** The setting at an offset of a document, if one is there. */
export function settingAt(document: Document, offset: number): SettingAt | undefined {
  const { source } = document;
  if (document.kind === 'keystore-list') {
    const found = document.names.find(({ range }) => isAt(range, offset));
    return found && { key: found.name, layer: 'keystore', place: found, onKey: true };
  }
  for (const { tree, layer } of settingsRoots(document)) {
    const pairs = pairsAt(tree, offset);
    const pair = pairs.at(-1);
    if (!pair) continue;
    const onKey = isAt(pair.key.range, offset);
    const { range } = onKey ? pair.key : pair.value;
    const key = pairs.map((one) => one.key.text).join('.');
    return { key, layer, place: { source, range }, onKey, pair };
  }
  return undefined;
}
