import type { Fix } from '../../src/core/index.js';
import { goneFor, renamedTo } from '../../src/settings/renames.js';
import { compareVersions, knownMinors } from '../../src/settings/versions.js';
import { defineRule } from '../../src/topology/rule.js';
import type { SettingSubject } from '../../src/topology/setting.js';
import { renameFix } from '../../src/settings/rename-fix.js';

/** The first version without the setting, if the version asked for is that or a later one. */
function removedIn({ key, history }: SettingSubject, version: string): string | undefined {
  if (!history) return renamedTo(key)?.removed ?? (goneFor(key) || renamedTo(key) ? '' : undefined);
  const next = history.until && knownMinors[knownMinors.indexOf(history.until) + 1];
  return next && compareVersions(version, next) >= 0 ? next : undefined;
}

/** One-to-one replacements keep the value; only where the spelling allows, and the new key is known and not there yet. */
function rename(subject: SettingSubject, to: string): Fix | undefined {
  const { entry, catalogue, node, cluster } = subject;
  const others =
    node?.settings ?? cluster[entry.layer === 'transient' ? 'transient' : 'persistent'];
  const known = cluster.versions.list.every((version) => catalogue.find(to, version));
  return known && !others.get(to) ? renameFix(entry, to) : undefined;
}

export default defineRule({
  id: 'settings/removed',
  severity: 'error',
  matter: 'unknown setting',
  summary: 'a setting that the target version no longer has',
  messages: {
    renamed: {
      text: '{key} is gone{since}; {to} has taken its place',
      why: 'A setting that {version} does not know keeps the node from starting, or has the request refused.',
      advice: 'Write {to} with the same value.',
    },
    gone: {
      text: '{key} is gone{since}',
      why: 'A setting that {version} does not know keeps the node from starting, or has the request refused.',
      advice: 'What takes its place: {instead}',
    },
    removed: {
      text: '{key} is gone{since}',
      why: 'A setting that {version} does not know keeps the node from starting, or has the request refused.',
      advice: 'Remove it.',
    },
  },
  fix: 'safe',
  evidence: [
    { message: 'unknown setting [discovery.zen.minimum_master_nodes]', versions: '8.19.21, 9.5.3' },
  ],
  onlyFor: ['unknown'],
  on: {
    setting(subject, { report }) {
      const { entry, key } = subject;
      const version = subject.unknownIn;
      if (version === undefined || subject.isSpecial || entry.value === null) return;
      const since = removedIn(subject, version);
      if (since === undefined) return;
      const [to, instead] = [renamedTo(key)?.to, goneFor(key)];
      report({
        ...entry.keyPlace,
        message: to ? 'renamed' : instead ? 'gone' : 'removed',
        data: {
          key,
          since: since && ` since ${since}`,
          version,
          to: to ?? '',
          instead: instead ?? '',
        },
        setting: entry,
        fix: to ? rename(subject, to) : undefined,
      });
    },
  },
});
