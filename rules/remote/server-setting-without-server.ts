import { defineRule } from '../../src/topology/rule.js';

const switchKey = 'remote_cluster_server.enabled';
/** The values under remote_cluster.tcp also shape the sockets of the client side. */
const ofServer =
  /^(?:remote_cluster\.(?!tcp\.)|xpack\.security\.remote_cluster_server\.ssl\.|xpack\.security\.remote_cluster\.filter\.)/;

export default defineRule({
  id: 'remote/server-setting-without-server',
  severity: 'warning',
  summary: 'settings of the remote cluster server without the switch that turns it on',
  messages: {
    idle: {
      text: '{setting} is set, but {switch} is not',
      why: 'The remote cluster server is off by default: nothing listens on its port, and other clusters cannot connect with API keys.',
      advice:
        'Set {switch}: true, or remove the setting; {switch}: false says that it is off on purpose.',
    },
  },
  links: ['https://www.elastic.co/docs/deploy-manage/remote-clusters/remote-clusters-api-key'],
  on: {
    node({ cluster, settings }, { report }) {
      if (settings.get(switchKey) || cluster.managed || cluster.versions.allBelow('8.10')) return;
      const [first, ...others] = [...settings].filter(
        ({ key, value }) => ofServer.test(key) && value !== null,
      );
      if (!first) return;
      report({
        ...first.keyPlace,
        message: 'idle',
        data: { setting: first.key, switch: switchKey },
        setting: first,
        related: others.map((entry) => ({
          ...entry.keyPlace,
          message: `${entry.key} is as idle`,
        })),
      });
    },
  },
});
