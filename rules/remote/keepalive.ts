import type { Node } from '../../src/topology/node.js';
import { defineRule } from '../../src/topology/rule.js';

const transport = ['transport.tcp.keep_alive', 'network.tcp.keep_alive'];
const remoteCluster = ['remote_cluster.tcp.keep_alive', ...transport];

/** The settings that shape the sockets of this node's connections between clusters. */
function chainsOf({ cluster, serverEnabled }: Node): string[][] {
  const links = cluster.links.filter(
    // application pings keep a connection busy as well
    ({ settings }) => settings.enabled && !settings.get('transport.ping_schedule'),
  );
  const chains = links.map(({ model }) => (model === 'api-key' ? remoteCluster : transport));
  return serverEnabled ? [remoteCluster, ...chains] : chains;
}

export default defineRule({
  id: 'remote/keepalive',
  severity: 'info',
  summary: 'connections between clusters without TCP keepalive',
  messages: {
    off: {
      text: '{setting} switches off TCP keepalive for connections between clusters',
      why: 'They stay open for weeks and are often idle; a firewall or NAT drops an idle connection without a word, and the next request waits until it times out.',
      advice:
        'Remove {setting}: by default an idle connection is probed after 300 seconds at the latest. Or set transport.ping_schedule of the alias.',
    },
  },
  links: [
    'https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/networking-settings',
  ],
  on: {
    node(node, { report }) {
      const { settings } = node;
      if (settings.get('transport.ping_schedule')) return;
      const deciding = chainsOf(node).map((chain) => settings.first(...chain));
      const entry = deciding.find((one) => one && settings.flag(one.key) === false);
      if (!entry) return;
      report({
        ...entry.valuePlace,
        message: 'off',
        data: { setting: entry.key },
        setting: entry,
      });
    },
  },
});
