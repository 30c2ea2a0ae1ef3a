import { modeOfSuffix } from '../../src/topology/remote.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'remote/mode-without-address',
  severity: 'warning',
  summary: 'an alias with a mode and no address: the remote cluster does not exist',
  messages: {
    none: {
      text: 'alias {alias} has settings for {mode} mode, but no {address}',
      why: 'Elasticsearch accepts them and makes no remote cluster of them: a search for {alias}:… says that there is no such remote cluster.',
      advice: 'Set {address} in the same layer, or remove the alias.',
    },
    listed: {
      severity: 'error',
      text: 'alias {alias} has settings for {mode} mode, but no {address}, and the manifest lists the link',
      why: 'Elasticsearch accepts them and makes no remote cluster of them. Bites: at the first search.',
      advice: 'Set {address} in the same layer.',
    },
    unknown: {
      confidence: 'likely',
      text: 'the request sets {mode} mode for alias {alias}, but no {address}',
      why: 'Unless the cluster has the address already, there is no remote cluster afterwards.',
      advice: 'Set {address} in the same request.',
    },
  },
  evidence: [{ message: 'no such remote cluster: [logs]', versions: '9.5.3' }],
  on: {
    link({ alias, settings, layers, from, declaredAt }, { report }) {
      const suffixes = ['mode', ...Object.keys(modeOfSuffix)];
      const entry = suffixes.map((suffix) => settings.get(suffix)).find((one) => one !== undefined);
      if (!entry || settings.enabled || !settings.mode) return;
      // what Elasticsearch refuses is said by other rules
      if (layers.some(({ faults }) => faults.length > 0)) return;
      const known = layers.some(({ layer }) => layer === 'yml') || from.facts.declaredAt;
      const address = settings.mode === 'proxy' ? 'proxy_address' : 'seeds';
      report({
        ...entry.keyPlace,
        message: declaredAt ? 'listed' : known ? 'none' : 'unknown',
        data: { alias, mode: settings.mode, address },
        setting: entry,
      });
    },
  },
});
