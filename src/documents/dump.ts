import type { DumpKind } from './document.js';
import { pairOf, textOf, valueAt, type Mapping, type Tree } from './tree.js';

/** Whether an entry is one that `GET _remote/info` answers with. */
const isRemoteInfo = (tree: Tree): boolean =>
  pairOf(tree, 'connected') !== undefined && pairOf(tree, 'mode') !== undefined;

/** Whether an entry is one that `GET _nodes` answers with. */
const isNodeInfo = (tree: Tree): boolean =>
  pairOf(tree, 'version') !== undefined && pairOf(tree, 'transport_address') !== undefined;

/** Which answer of a running cluster a body is, from its own keys; undefined where it is none. */
export function dumpKind(tree: Mapping): DumpKind | undefined {
  if (pairOf(tree, 'persistent') && pairOf(tree, 'transient') && pairOf(tree, 'defaults'))
    return 'settings-dump';
  if (textOf(valueAt(tree, 'license', 'type')) !== undefined && valueAt(tree, 'license', 'uid'))
    return 'license-dump';
  const nodes = pairOf(tree, 'nodes')?.value;
  if (nodes?.kind === 'mapping' && nodes.pairs.some(({ value }) => isNodeInfo(value)))
    return 'nodes-dump';
  const all = tree.pairs.length > 0 && tree.pairs.every(({ value }) => isRemoteInfo(value));
  return all ? 'remote-info-dump' : undefined;
}
