import { defineRule } from '../../src/topology/rule.js';

const [transport, remote] = [
  'xpack.security.transport.filter',
  'xpack.security.remote_cluster.filter',
];

export default defineRule({
  id: 'remote/filter-inherited',
  severity: 'warning',
  summary: 'an IP filter of the transport interface that also governs the remote cluster server',
  messages: {
    inherited: {
      text: '{setting} also decides who may connect to the remote cluster server',
      why: 'Its own filter is not set, so it takes that of the transport interface: clusters that are not meant to be nodes of this one are refused, or let in.',
      advice: 'Set {own} to the addresses of the clusters that may connect, or to [] for none.',
    },
  },
  links: ['https://www.elastic.co/docs/deploy-manage/security/ip-filtering'],
  on: {
    node({ cluster, settings: file, serverEnabled }, { report }) {
      if (!serverEnabled || cluster.managed) return;
      const settings = file.overlaid(cluster.persistent).overlaid(cluster.transient);
      if (settings.flag(`${transport}.enabled`) === false) return;
      const own = ['allow', 'deny'].some((list) => settings.get(`${remote}.${list}`));
      const entry = settings.first(`${transport}.allow`, `${transport}.deny`);
      if (!entry || own) return;
      report({
        ...entry.keyPlace,
        message: 'inherited',
        data: { setting: entry.key, own: entry.key.replace(transport, remote) },
        setting: entry,
        related: [
          {
            ...file.get('remote_cluster_server.enabled')!.keyPlace,
            message: 'the interface is switched on here',
          },
        ],
      });
    },
  },
});
