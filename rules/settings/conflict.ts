import type { Settings } from '../../src/settings/settings.js';
import { textValue } from '../../src/settings/entry.js';
import { holdsIn, validators, type Values } from '../../src/settings/validators.js';
import { defineRule } from '../../src/topology/rule.js';
import type { SettingsLayer } from '../../src/topology/rule.js';

/** The settings of a layer as a version's validators see them. */
function valuesOf(settings: Settings, { catalogue }: SettingsLayer, version: string): Values {
  return {
    isSet: (key) => settings.get(key) !== undefined,
    get: (key) => {
      const entry = settings.get(key);
      return entry ? textValue(entry) : catalogue.find(key, version)?.default;
    },
  };
}

export default defineRule({
  id: 'settings/conflict',
  severity: 'error',
  summary: 'settings that the version refuses together',
  messages: {
    conflict: {
      text: '{problem}',
      why: 'Elasticsearch checks these settings together, each layer by itself, and refuses {key}: the node does not start, or the request is refused.',
      advice: 'Change one of them; settings that are not set count with their defaults.',
    },
  },
  evidence: [
    {
      message: 'low disk watermark [95%] more than high disk watermark [90%]',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
    {
      message: 'unable to consistently parse [cluster.routing.allocation.disk.watermark.low=85%]',
      versions: '8.19.21, 9.5.3',
    },
    {
      message:
        'setting [cluster.initial_master_nodes] is not allowed when [discovery.type] is set to [single-node]',
      versions: '8.19.21, 9.5.3',
    },
  ],
  on: {
    layer(layer, { report }) {
      const { settings, cluster } = layer;
      for (const validator of validators) {
        const entries = validator.keys.flatMap((key) => settings.get(key) ?? []);
        const version =
          entries.length > 0 && cluster.versions.list.find((one) => holdsIn(validator, one));
        const problem = version ? validator.check(valuesOf(settings, layer, version)) : undefined;
        if (problem === undefined) continue;
        for (const entry of entries) {
          const others = entries.filter((other) => other !== entry);
          report({
            ...entry.valuePlace,
            message: 'conflict',
            data: { problem, key: entry.key },
            setting: entry,
            related: others.map((other) => ({
              ...other.valuePlace,
              message: `${other.key} is set here`,
            })),
          });
        }
      }
    },
  },
});
