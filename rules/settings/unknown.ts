import { goneFor, mistakenFor, pluginOf, renamedTo } from '../../src/settings/renames.js';
import { nearestKeys } from '../../src/settings/suggest-key.js';
import { defineRule } from '../../src/topology/rule.js';
import { renameFix } from '../../src/settings/rename-fix.js';

export default defineRule({
  id: 'settings/unknown',
  severity: 'error',
  matter: 'unknown setting',
  summary: 'a setting that no version of Elasticsearch knows',
  messages: {
    unknown: {
      text: 'no version of Elasticsearch knows the setting {key}',
      why: 'One unknown setting keeps the node from starting, or has the request refused.',
      advice: 'Remove it, or correct its name.',
    },
    near: {
      text: 'no version of Elasticsearch knows the setting {key}; {near} is meant, most likely',
      why: 'One unknown setting keeps the node from starting, or has the request refused.',
      advice: 'Write {near}.',
    },
    mistaken: {
      text: '{key} is no setting of Elasticsearch',
      why: 'One unknown setting keeps the node from starting.',
      advice: 'What takes its place: {instead}',
    },
    plugin: {
      severity: 'warning',
      text: '{key} is a setting of {plugin}',
      why: 'Elasticsearch knows it only while that plugin is installed; without it the node does not start, or the request is refused.',
      advice: 'Make sure that the plugin is installed on this node, or remove the setting.',
    },
  },
  fix: 'safe',
  evidence: [
    {
      message:
        'unknown setting [foo.bar] please check that any required plugins are installed, or check the breaking changes documentation for removed settings',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
    {
      message: 'unknown setting [cluster.nam] did you mean [cluster.name]?',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
    {
      message: 'persistent setting [foo.bar], not recognized',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
  ],
  onlyFor: ['unknown'],
  on: {
    setting(subject, { report }) {
      const { entry, key } = subject;
      if (subject.unknownIn === undefined) return;
      // a null in a request deletes: settings/unknown-null speaks of that
      if (
        subject.isSpecial ||
        entry.value === null ||
        subject.history ||
        renamedTo(key) ||
        goneFor(key)
      )
        return;
      const [plugin, instead] = [pluginOf(key), mistakenFor(key)];
      const near =
        plugin || instead
          ? []
          : nearestKeys(subject.catalogue, key, subject.cluster.versions.newest);
      report({
        ...entry.keyPlace,
        message: plugin ? 'plugin' : instead ? 'mistaken' : near.length > 0 ? 'near' : 'unknown',
        data: { key, plugin: plugin ?? '', instead: instead ?? '', near: near.join(' or ') },
        setting: entry,
        fix: near.length === 1 ? renameFix(entry, near[0]!) : undefined,
      });
    },
  },
});
