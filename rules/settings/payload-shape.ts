import type { Tree } from '../../src/documents/tree.js';
import { defineRule } from '../../src/topology/rule.js';

const layers = ['persistent', 'transient'];

/** Whether a layer sets or deletes anything. */
function sets(tree: Tree): boolean {
  return tree.kind !== 'mapping' || tree.pairs.some(({ value }) => sets(value));
}

export default defineRule({
  id: 'settings/payload-shape',
  severity: 'error',
  summary: 'a body that is none of PUT _cluster/settings',
  messages: {
    empty: {
      text: 'the body sets nothing',
      why: 'Elasticsearch refuses a request without settings.',
      advice: 'Put the settings under "persistent".',
    },
    layer: {
      text: '"{layer}" is no object with settings',
      why: 'Elasticsearch refuses the request.',
      advice: 'Write { "{layer}": { "<setting>": <value> } }.',
    },
    ignored: {
      severity: 'warning',
      text: 'Elasticsearch ignores "{key}" beside persistent and transient',
      why: 'What stands there is never set.',
      advice: 'Put the setting under "persistent".',
    },
  },
  evidence: [
    {
      message: 'Validation Failed: 1: no settings to update;',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
    {
      message: 'class java.lang.String cannot be cast to class java.util.Map',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
  ],
  on: {
    document(document, { report }) {
      if (!('bodies' in document) || document.problems.length > 0) return;
      for (const { kind, source, tree } of document.bodies) {
        if (kind !== 'cluster-settings') continue;
        const given = tree?.kind === 'mapping' ? tree.pairs : [];
        const own = given.filter(({ key }) => layers.includes(key.text));
        const wrong = own.filter(({ value }) => value.kind !== 'mapping');
        for (const { key } of wrong)
          report({ source, range: key.range, message: 'layer', data: { layer: key.text } });
        if (wrong.length > 0) continue;
        if (!own.some(({ value }) => sets(value))) {
          report({
            ...(tree ? { source, range: tree.range } : source.firstLine()),
            message: 'empty',
          });
          continue;
        }
        for (const { key } of given) {
          if (own.some((pair) => pair.key === key)) continue;
          report({ source, range: key.range, message: 'ignored', data: { key: key.text } });
        }
      }
    },
  },
});
