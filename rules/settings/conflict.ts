import { conflictsIn } from '../../src/settings/conflicts.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'settings/conflict',
  severity: 'error',
  matter: 'conflict',
  summary: 'settings that the version refuses together',
  messages: {
    conflict: {
      text: '{problem}',
      why: 'Elasticsearch checks these settings together, each layer by itself, and refuses {key}: the node does not start, or the request is refused.',
      advice: 'Change one of them; settings that are not set count with their defaults.',
    },
    together: {
      text: '{key} is refused together with {other}, whose value cannot be read',
      why: 'Elasticsearch reads the one to check the other, and says of both what is wrong with {other}.',
      advice: 'Correct {other}.',
    },
    atStart: {
      text: '{problem}',
      why: 'Elasticsearch takes the settings as it reads them, and the node stops while it starts.',
      advice: 'Remove one of them.',
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
        'missing required setting [cluster.remote.legacy.seeds] for setting [cluster.remote.legacy.proxy]',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
    {
      message: 'setting a headroom value to less than 0 is not supported',
      versions: '8.19.21, 9.5.3',
    },
    {
      message:
        'Security [xpack.security.enabled] must be enabled to use the remote cluster server feature',
      versions: '8.19.21, 9.5.3',
    },
    {
      message:
        'setting [cluster.initial_master_nodes] is not allowed when [discovery.type] is set to [single-node]',
      versions: '8.19.21, 9.5.3',
    },
  ],
  on: {
    layer({ settings, cluster, catalogue }, { report }) {
      for (const found of conflictsIn(settings, catalogue, cluster.versions.list)) {
        const { entry, problem, unreadable, others, atStart } = found;
        report({
          ...entry.valuePlace,
          message: unreadable ? 'together' : atStart ? 'atStart' : 'conflict',
          data: { problem, key: entry.key, other: unreadable?.key ?? '' },
          setting: entry,
          related: others.map((other) => ({
            ...other.valuePlace,
            message: `${other.key} is set here`,
          })),
        });
      }
    },
  },
});
