import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'settings/placeholder-default-ignored',
  severity: 'warning',
  summary: '${VAR:default}, of which newer versions always take the default',
  messages: {
    ignored: {
      text: '${{name}:{value}} is always {shown} from 8.2 on: the variable {name} is never read',
      why: 'Since then a variable is looked up under the whole text “{name}:{value}”, which is never set. Until 8.1 the variable counted.',
      advice: 'Write ${{name}} and set the variable everywhere, or write the value itself.',
    },
  },
  onlyFor: ['placeholder'],
  on: {
    setting({ entry, cluster, node }, { report }) {
      if (!entry.unknown || entry.layer !== 'yml' || cluster.versions.allBelow('8.2')) return;
      const { source, valuePlace } = entry;
      for (const match of source.slice(valuePlace.range).matchAll(/\$\{([\w.-]+):([^}$]*)\}/g)) {
        const [whole, name, value] = match as unknown as [string, string, string];
        // another setting of the file may be meant: that one is looked up
        if (node?.settings.get(name)) continue;
        const start = valuePlace.range.start + match.index;
        report({
          source,
          range: { start, end: start + whole.length },
          message: 'ignored',
          data: { name, value, shown: value === '' ? 'empty' : `“${value}”` },
          setting: entry,
        });
      }
    },
  },
});
