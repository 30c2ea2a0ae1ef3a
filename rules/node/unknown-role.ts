import { isTemplated } from '../../src/documents/template.js';
import { didYouMean } from '../../src/core/nearest.js';
import { listValue } from '../../src/settings/entry.js';
import { roleSince, rolesOf } from '../../src/topology/role.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'node/unknown-role',
  severity: 'error',
  summary: 'a name in node.roles that is no role',
  messages: {
    unknown: {
      insteadOf: 'invalid value',
      text: "'{role}' is no node role{hint}",
      why: 'The node does not start.',
      advice: 'Roles are {known}.',
    },
    later: {
      insteadOf: 'invalid value',
      text: "the role '{role}' exists from {since} on, not in {version}",
      why: 'The node does not start.',
      advice: 'Roles are {known}.',
    },
    coordinating: {
      insteadOf: 'invalid value',
      text: "'{role}' is no node role: a node that only coordinates is one without roles",
      why: 'The node does not start.',
      advice:
        'Set node.roles: [], or [remote_cluster_client] where it has to reach remote clusters.',
    },
  },
  evidence: [{ message: 'unknown role [coordinating]', versions: '7.17.28, 8.19.21, 9.5.3' }],
  links: [
    'https://www.elastic.co/docs/deploy-manage/distributed-architecture/clusters-nodes-shards/node-roles',
  ],
  on: {
    node({ settings, cluster: { versions } }, { report }) {
      const entry = settings.get('node.roles');
      const known = rolesOf(versions);
      for (const item of entry ? listValue(entry) : []) {
        if (known.includes(item.text) || isTemplated(item.text) || /\$\{|^$/.test(item.text))
          continue;
        const since = roleSince(item.text);
        report({
          source: item.source,
          range: item.range,
          message:
            since !== undefined
              ? 'later'
              : /^coordinat(?:ing|or)/i.test(item.text)
                ? 'coordinating'
                : 'unknown',
          data: {
            role: item.text,
            since: since ?? '',
            version: versions.oldest,
            known: known.join(', '),
            hint: didYouMean(item.text, known),
          },
          setting: entry!,
        });
      }
    },
  },
});
