import { comparable } from '../../src/settings/entry.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'settings/shadowed-by-dynamic',
  severity: 'warning',
  summary: 'a value that a stronger layer of the same cluster overrides',
  messages: {
    shadowed: {
      text: '{key} is set here, but the {layer} settings of the cluster override it',
      why: 'Dynamic settings are stronger than elasticsearch.yml, and transient ones stronger than persistent ones: this value has no effect, and changing it changes nothing.',
      advice: 'Keep one of the two; null in a request deletes the dynamic one.',
    },
  },
  onlyFor: ['of several layers'],
  on: {
    setting(subject, { report }) {
      const { entry, key, cluster } = subject;
      const layers =
        entry.layer === 'yml'
          ? (['transient', 'persistent'] as const)
          : entry.layer === 'persistent'
            ? (['transient'] as const)
            : [];
      const stronger = layers
        .map((layer) => cluster[layer].get(key))
        .find((found) => found !== undefined);
      const counts = entry.layer === 'yml' || cluster.persistent.get(key) === entry;
      if (!stronger || !counts || comparable(stronger) === comparable(entry)) return;
      // what a request cannot set is refused there and overrides nothing
      if (!subject.firstWhere(({ dynamic, operatorDynamic }) => dynamic || operatorDynamic)) return;
      report({
        ...entry.keyPlace,
        message: 'shadowed',
        data: { key, layer: stronger.layer },
        setting: entry,
        related: [{ ...stronger.valuePlace, message: 'this one counts' }],
      });
    },
  },
});
