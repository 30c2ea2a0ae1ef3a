import { SourceText } from '../core/text.js';
import { itemsOf, textOf, valueAt, type Mapping } from '../documents/tree.js';
import { parseYml } from '../documents/yaml.js';
import type { Vfs } from '../workspace/vfs.js';

/** The manifest as it is now, as far as it can be read. Never throws. */
export function manifestTree(
  files: Vfs,
  path: string | undefined,
): { readonly source: SourceText; readonly tree: Mapping } | undefined {
  if (path === undefined) return undefined;
  try {
    const source = new SourceText(path, new TextDecoder().decode(files.read(path)));
    const { tree } = parseYml(source);
    return tree && { source, tree };
  } catch {
    return undefined;
  }
}

/** The aliases of the links that a manifest lists. */
export const listedAliases = (tree: Mapping | undefined): string[] =>
  itemsOf(valueAt(tree, 'links')).flatMap((link) => textOf(valueAt(link, 'alias')) ?? []);

/** The names of the clusters that a manifest describes. */
export function clusterNames(tree: Mapping | undefined): string[] {
  const clusters = valueAt(tree, 'clusters');
  return clusters?.kind === 'mapping' ? clusters.pairs.map(({ key }) => key.text) : [];
}
