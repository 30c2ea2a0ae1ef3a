import { linkToServer } from '../../src/topology/dialled.js';
import { defineRule } from '../../src/topology/rule.js';

const chain =
  'remote_cluster.bind_host → remote_cluster.host → transport.bind_host → transport.host → network.bind_host → network.host → _local_';

export default defineRule({
  id: 'remote/loopback-host',
  severity: 'error',
  summary: 'the remote cluster server interface listens on, or publishes, a loopback address',
  messages: {
    dialled: {
      text: 'the remote cluster server listens on {hosts} only, but cluster {from} dials it from another host',
      why: 'The connection is refused. Bites: at the first connect.',
      advice: 'Set {cure} to an address that the other cluster can reach.',
    },
    bind: {
      severity: 'warning',
      text: 'the remote cluster server listens on {hosts} only',
      why: 'No other host can connect to it. Bites: at the first connect.',
      advice: 'Set {cure} to an address that the other cluster can reach.',
    },
    unset: {
      severity: 'warning',
      text: 'the remote cluster server is on, but no host is set, so it listens on loopback only',
      why: `No other host can connect to it. What counts is the first that is set of ${chain}. Bites: at the first connect.`,
      advice: 'Set {cure} to an address that the other cluster can reach.',
    },
    unsetDialled: {
      text: 'the remote cluster server is on, but no host is set, so it listens on loopback only, and cluster {from} dials it from another host',
      why: `The connection is refused. What counts is the first that is set of ${chain}. Bites: at the first connect.`,
      advice: 'Set {cure} to an address that the other cluster can reach.',
    },
    publish: {
      severity: 'warning',
      text: 'the remote cluster server tells others to connect to {hosts}',
      why: 'In sniff mode the other cluster connects to what is published, and so to its own host. Bites: at the first connect in sniff mode.',
      advice: 'Set remote_cluster.publish_host to an address that the other cluster can reach.',
    },
    publishDialled: {
      text: 'the remote cluster server tells others to connect to {hosts}, and cluster {from} does so in sniff mode',
      why: 'In sniff mode the other cluster connects to what is published, and so to its own host. Bites: at the first connect.',
      advice:
        'Set remote_cluster.publish_host to an address that the other cluster can reach, or use proxy mode there.',
    },
  },
  evidence: [
    {
      message: 'failed to open any proxy connections to cluster [one]',
      versions: '8.19.21, 9.5.3',
    },
    { message: 'connect_exception', versions: '8.19.21, 9.5.3' },
  ],
  links: ['https://www.elastic.co/docs/troubleshoot/elasticsearch/remote-clusters'],
  on: {
    node(node, { report }) {
      const enabled = node.settings.get('remote_cluster_server.enabled');
      if (!node.serverEnabled || !enabled || node.cluster.managed) return;
      const [bind, publish] = [
        node.hosts('remote_cluster', 'bind'),
        node.hosts('remote_cluster', 'publish'),
      ];
      const onlyLoopback = ({ hosts, unknown }: typeof bind): boolean =>
        !unknown && hosts.length > 0 && hosts.every(({ kind }) => kind === 'loopback');
      const link = linkToServer(node);
      const related = [
        { ...enabled.keyPlace, message: 'the interface is switched on here' },
        ...(link
          ? [
              {
                ...(link.addresses[0] ?? link.place.valuePlace),
                message: `${link.from.name} dials it here, as ${link.alias}`,
              },
            ]
          : []),
      ];
      const wrong = onlyLoopback(bind) ? bind : onlyLoopback(publish) ? publish : undefined;
      if (!wrong) return;
      const hosts = wrong.hosts.map(({ text }) => text).join(', ');
      const entry = wrong.entry ?? enabled;
      // what decides may be a setting of other interfaces, too, which are to stay as they are
      const cure = entry.key.startsWith('remote_cluster.') ? entry.key : 'remote_cluster.host';
      const data = { hosts, cure, from: link?.from.name ?? '' };
      const sniffs = link?.settings.mode === 'sniff';
      const published = sniffs ? 'publishDialled' : 'publish';
      const byHost = wrong === publish ? published : link ? 'dialled' : 'bind';
      const message = wrong.entry ? byHost : link ? 'unsetDialled' : 'unset';
      const place = wrong.entry ? entry.valuePlace : entry.keyPlace;
      report({
        ...place,
        message,
        data,
        setting: entry,
        related: wrong.entry ? related : related.slice(1),
      });
    },
  },
});
