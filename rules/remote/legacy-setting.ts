import type { Fix } from '../../src/core/index.js';
import { removePair } from '../../src/documents/edit.js';
import { renameFix } from '../../src/settings/rename-fix.js';
import { renamedTo } from '../../src/settings/renames.js';
import { isLegacyRemote } from '../../src/topology/remote.js';
import { defineRule } from '../../src/topology/rule.js';
import type { SettingSubject } from '../../src/topology/setting.js';

/** `connect: true` says what holds without it; `false` does where node.roles lacks the role. */
function removal({ entry, node }: SettingSubject): Fix | undefined {
  const spot = entry.spots.at(-1)!;
  const roles = node?.roles?.names;
  const needless = roles
    ? String(roles.includes('remote_cluster_client')) === entry.value
    : entry.value === 'true' && !node?.settings.get('node.roles');
  if (!node || !needless || spot.mapping.pairs.length < 2) return undefined;
  return { safe: true, title: `delete ${entry.key}`, edits: [removePair(spot)] };
}

/** Another name for the same value, where nothing has that name yet. */
function rename({ entry, node, cluster }: SettingSubject, to: string): Fix | undefined {
  const own = node?.settings ?? cluster[entry.layer === 'transient' ? 'transient' : 'persistent'];
  return own.get(to) ? undefined : renameFix(entry, to);
}

export default defineRule({
  id: 'remote/legacy-setting',
  severity: 'error',
  summary: 'a setting of remote clusters that 8.0 removed',
  messages: {
    renamed: {
      insteadOf: 'unknown setting',
      text: '{setting} is gone since 8.0; {to} has taken its place',
      why: 'Elasticsearch {version} does not know it: the node does not start, a settings request is rejected.',
      advice: 'Write {to} with the same value.',
    },
    role: {
      insteadOf: 'unknown setting',
      text: '{setting} is gone since 8.0; the role remote_cluster_client has taken its place',
      why: 'Elasticsearch {version} does not know it: the node does not start.',
      advice:
        'Remove it. A node without node.roles connects to remote clusters; one that must not lists its roles without remote_cluster_client.',
    },
    renamedLater: {
      insteadOf: 'deprecated setting',
      severity: 'warning',
      text: '{setting} is deprecated, and 8.0 does not know it',
      why: 'From 8.0 on the node does not start with it.',
      advice: 'Write {to} with the same value, which {version} takes, too.',
    },
    roleLater: {
      insteadOf: 'deprecated setting',
      severity: 'warning',
      text: '{setting} is deprecated, and 8.0 does not know it',
      why: 'From 8.0 on the node does not start with it.',
      advice:
        'Remove it, and list the roles of the node in node.roles, without remote_cluster_client where it must not connect to remote clusters.',
    },
  },
  fix: 'safe',
  evidence: [
    {
      message:
        'unknown setting [search.remote.one.seeds] please check that any required plugins are installed, or check the breaking changes documentation for removed settings',
      versions: '8.10.2, 8.19.21, 9.5.3',
    },
    {
      message: 'unknown setting [cluster.remote.connect] did you mean [cluster.remote.node.attr]?',
      versions: '8.10.2, 8.19.21, 9.5.3',
    },
  ],
  onlyFor: ['remote'],
  on: {
    setting(subject, { report }) {
      const { entry, key } = subject;
      const deleted = entry.value === null;
      if (!isLegacyRemote(key) || (deleted && entry.layer === 'yml')) return;
      const gone = subject.unknownIn;
      // deleting it on 7.17 is what should be done
      if (gone === undefined && deleted) return;
      const to = renamedTo(key)?.to;
      const message = to ? 'renamed' : 'role';
      report({
        ...entry.keyPlace,
        message: gone ? message : `${message}Later`,
        data: { setting: key, to: to ?? '', version: gone ?? subject.cluster.versions.newest },
        setting: entry,
        fix: to ? rename(subject, to) : removal(subject),
      });
    },
  },
});
