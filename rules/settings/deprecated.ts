import { goneFor, renamedTo } from '../../src/settings/renames.js';
import { defineRule } from '../../src/topology/rule.js';
import type { SettingSubject } from '../../src/topology/setting.js';

/** `keystore.password` → `keystore.secure_password`, where the version has such a setting. */
function secureTwin({ key, catalogue }: SettingSubject, version: string): string | undefined {
  const twin = key.replace(/([^.]+)$/, 'secure_$1');
  return catalogue.find(twin, version)?.secure ? `${twin}, in the keystore` : undefined;
}

export default defineRule({
  id: 'settings/deprecated',
  severity: 'warning',
  matter: 'deprecated setting',
  summary: 'a setting that the target version calls deprecated',
  messages: {
    deprecated: {
      text: '{key} is deprecated in {version}',
      why: 'It is still accepted, and a later version will refuse to start with it.',
      advice: 'Plan for its end; the deprecation log of the node says more.',
    },
    replaced: {
      text: '{key} is deprecated in {version}',
      why: 'It is still accepted, and a later version will refuse to start with it.',
      advice: 'What takes its place: {instead}',
    },
  },
  onlyFor: ['deprecated'],
  on: {
    setting(subject, { report }) {
      const { entry, key } = subject;
      const found = subject.firstWhere((setting) => setting.deprecated !== undefined);
      // where some version of the cluster has it no more, settings/removed speaks
      if (!found || entry.value === null || subject.unknownIn !== undefined) return;
      const instead = renamedTo(key)?.to ?? goneFor(key) ?? secureTwin(subject, found.version);
      report({
        ...entry.keyPlace,
        message: instead ? 'replaced' : 'deprecated',
        data: { key, version: found.version, instead: instead ?? '' },
        setting: entry,
      });
    },
  },
});
