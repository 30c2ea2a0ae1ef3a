import type { Fix } from '../../src/core/index.js';
import { removePair, replaceValue, renameKey, writeValue } from '../../src/documents/edit.js';
import type { SettingEntry } from '../../src/settings/entry.js';
import type { Node } from '../../src/topology/node.js';
import { legacyRoleSettings, rolesOfLegacy } from '../../src/topology/role.js';
import { defineRule } from '../../src/topology/rule.js';

/** Whether a legacy setting says the same as `node.roles`. */
const agrees = (node: Node, entry: SettingEntry): boolean =>
  !entry.unknown &&
  node.roles?.names.includes(entry.key.slice('node.'.length)) === (entry.value === 'true');

/** The exact node.roles in place of the first legacy setting, the others removed. */
function exactRoles(node: Node, legacy: readonly SettingEntry[]): Fix | undefined {
  const [first, ...others] = legacy.map((entry) => entry.spots.at(-1)!);
  if (legacy.some(({ value }) => value !== 'true' && value !== 'false') || first!.mapping.flow)
    return undefined;
  const roles = rolesOfLegacy((role) => node.settings.flag(`node.${role}`));
  // in `node:` the key is `roles`, else `node.roles`
  const key = first!.pair.key.text.startsWith('node.') ? 'node.roles' : 'roles';
  if (
    others.some(
      ({ mapping }) => mapping.flow || (mapping !== first!.mapping && mapping.pairs.length < 2),
    )
  )
    return undefined;
  const edits = [
    renameKey(first!.source, first!.pair, key),
    replaceValue(first!.source, first!.pair.value, writeValue(roles, false)),
    ...others.map(removePair),
  ];
  return { safe: true, title: `set node.roles: [${roles.join(', ')}]`, edits };
}

export default defineRule({
  id: 'node/mixed-roles',
  severity: 'error',
  summary: 'boolean role settings beside node.roles, or where they do not exist any more',
  messages: {
    mixed: {
      insteadOf: 'deprecated setting',
      text: '{legacy} stands beside node.roles',
      why: 'Elasticsearch takes one or the other: the node does not start.',
      advice: 'Say everything in node.roles and remove {legacy}.',
    },
    removed: {
      insteadOf: 'unknown setting',
      text: '{legacy} is no setting of Elasticsearch {version}: 8.0 removed the boolean role settings',
      why: 'A setting that is not known stops the node at start.',
      advice: 'Set {roles} instead.',
    },
  },
  fix: 'safe',
  evidence: [
    {
      message:
        'can not explicitly configure node roles and use legacy role setting [node.data]=[false]',
      versions: '7.17.28',
    },
    {
      message:
        'unknown setting [node.master] please check that any required plugins are installed, or check the breaking changes documentation for removed settings',
      versions: '8.19.21, 9.5.3',
    },
  ],
  links: [
    'https://www.elastic.co/docs/deploy-manage/distributed-architecture/clusters-nodes-shards/node-roles',
  ],
  on: {
    node(node, { report }) {
      const legacy = legacyRoleSettings
        .flatMap((key) => node.settings.get(key) ?? [])
        .sort((a, b) => a.keyPlace.range.start - b.keyPlace.range.start);
      const [first] = legacy;
      const { versions } = node.cluster;
      const explicit = node.settings.get('node.roles');
      if (!first || (!explicit && versions.allBelow('8.0'))) return;
      const removable = legacy.every(
        (entry) => agrees(node, entry) && entry.spots.at(-1)!.mapping.pairs.length > legacy.length,
      );
      const fix: Fix | undefined = !explicit
        ? exactRoles(node, legacy)
        : removable
          ? {
              safe: true,
              title: 'keep node.roles alone',
              edits: legacy.map((entry) => removePair(entry.spots.at(-1)!)),
            }
          : undefined;
      const roles = explicit
        ? 'node.roles'
        : `node.roles: [${rolesOfLegacy((role) => node.settings.flag(`node.${role}`)).join(', ')}]`;
      report({
        ...first.keyPlace,
        message: versions.allBelow('8.0') ? 'mixed' : 'removed',
        data: {
          legacy: legacy.map(({ key }) => key).join(', '),
          version: versions.newest,
          roles: legacy.some(({ unknown }) => unknown) ? 'node.roles' : roles,
        },
        setting: first,
        also: legacy.map(({ key }) => key),
        related: explicit ? [{ ...explicit.keyPlace, message: 'node.roles is set here' }] : [],
        fix,
      });
    },
  },
});
