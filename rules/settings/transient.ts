import { pairOf, type Tree } from '../../src/documents/tree.js';
import { renameKey } from '../../src/documents/edit.js';
import { defineRule } from '../../src/topology/rule.js';

/** Whether anything but nulls is in it: deleting transient settings is what is asked for. */
function sets(tree: Tree): boolean {
  if (tree.kind === 'mapping') return tree.pairs.some(({ value }) => sets(value));
  return tree.kind === 'sequence' || tree.type !== 'null';
}

export default defineRule({
  id: 'settings/transient',
  severity: 'warning',
  summary: 'transient settings, which are deprecated and lost',
  messages: {
    transient: {
      text: 'transient settings are deprecated and get lost when the whole cluster restarts',
      why: 'They may vanish even earlier, when the cluster loses its master, and they hide persistent settings meanwhile.',
      advice: 'Set them as persistent, and delete the transient ones with null.',
    },
  },
  fix: 'unsafe',
  links: [
    'https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-cluster-put-settings',
  ],
  on: {
    document(document, { report }) {
      if (!('bodies' in document)) return;
      for (const { kind, source, tree } of document.bodies) {
        const pair = kind === 'cluster-settings' ? pairOf(tree, 'transient') : undefined;
        if (!pair || !sets(pair.value)) continue;
        const edits = pairOf(tree, 'persistent') ? [] : [renameKey(source, pair, 'persistent')];
        report({
          source,
          range: pair.key.range,
          message: 'transient',
          fix: edits.length > 0 ? { safe: false, title: 'make them persistent', edits } : undefined,
        });
      }
    },
  },
});
