import type { Place } from '../core/text.js';
import type { RequestBody } from '../documents/document.js';
import { itemsOf, pairOf, textOf, valueAt, type Tree } from '../documents/tree.js';

/** One remote cluster in a body of PUT …/remote-clusters. */
export interface CloudRemote {
  /** Its alias, or the whole of it where it has none. */
  readonly place: Place;
  readonly alias: string | undefined;
  readonly tree: Tree;
}

/** A body of PUT …/remote-clusters: it stands for all remote clusters of the deployment, and replaces those before. */
export interface CloudRemotes {
  readonly body: RequestBody;
  readonly remotes: readonly CloudRemote[];
}

/** Reads a body of the remote clusters of a deployment of Elastic Cloud. */
export function cloudRemotesOf(body: RequestBody): CloudRemotes {
  const { source, tree } = body;
  const remotes = itemsOf(valueAt(tree, 'resources')).map((item) => {
    const alias = pairOf(item, 'alias')?.value;
    return { place: { source, range: (alias ?? item).range }, alias: textOf(alias), tree: item };
  });
  return { body, remotes };
}
