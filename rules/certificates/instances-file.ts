import { itemsOf, pairOf, textOf, valueAt, type Tree } from '../../src/documents/tree.js';
import { defineRule } from '../../src/topology/rule.js';

/** How the nodes of Elastic Cloud are named, which patterns of trust look for. */
const cloudName = /^[^.]+\.node\.[^.]+\.cluster\..+$/;

const namesOf = (instance: Tree): string[] =>
  itemsOf(pairOf(instance, 'cn')?.value).flatMap((item) => textOf(item) ?? []);

export default defineRule({
  id: 'certificates/instances-file',
  severity: 'warning',
  summary:
    'an instances file of elasticsearch-certutil in which some nodes get no name that trust can be restricted to',
  messages: {
    noName: {
      text: 'instance {name} has no cn, though others have one',
      why: 'elasticsearch-certutil writes the otherName of a certificate only where cn is given, and trust restrictions look at nothing else: this node is not let in. Bites: when it connects.',
      advice: 'Give it a cn like the others.',
    },
    otherForm: {
      text: 'the cn {cn} is not of the form <node>.node.<cluster>.cluster.<scope>, which others have',
      why: 'Patterns of trust that are written for that form do not match it. Bites: when the node connects.',
      advice: 'Write <node>.node.<cluster>.cluster.<scope>, or trust it by its own name.',
    },
  },
  on: {
    document(document, { report }) {
      if (document.kind !== 'certutil-instances') return;
      for (const { source, tree } of document.bodies) {
        const instances = itemsOf(valueAt(tree, 'instances'));
        const all = instances.flatMap(namesOf);
        for (const instance of all.length > 0 ? instances : []) {
          const names = namesOf(instance);
          const name = textOf(valueAt(instance, 'name')) ?? '';
          const at = pairOf(instance, 'name')?.value.range ?? instance.range;
          if (names.length === 0) report({ source, range: at, message: 'noName', data: { name } });
          const cn = names.find((one) => !cloudName.test(one));
          if (cn === undefined || !all.some((one) => cloudName.test(one))) continue;
          const { range } = pairOf(instance, 'cn')!.value;
          report({ source, range, message: 'otherForm', data: { cn } });
        }
      }
    },
  },
});
