import { defineRule } from '../../src/topology/rule.js';
import type { HostKind } from '../../src/topology/address.js';

const messages: Partial<Record<HostKind, 'wildcard' | 'linkLocal' | 'documentation'>> = {
  wildcard: 'wildcard',
  'link-local': 'linkLocal',
  documentation: 'documentation',
};

export default defineRule({
  id: 'remote/unroutable-host',
  severity: 'warning',
  summary: 'the remote cluster server publishes an address that other networks cannot dial',
  messages: {
    wildcard: {
      text: '{setting} is {host}, so the remote cluster server has to guess what to publish',
      why: 'In sniff mode the other cluster connects to what is published; the guess may be an address of a container or of another network. Bites: at the first connect in sniff mode.',
      advice:
        'Set remote_cluster.publish_host to the address that the other cluster dials; the wildcard may stay in remote_cluster.bind_host.',
    },
    linkLocal: {
      text: '{setting} is {host}, a link-local address',
      why: 'It is known on one network segment only, so no router leads there. Bites: at the first connect from elsewhere.',
      advice: 'Set an address that the other cluster can reach.',
    },
    documentation: {
      text: '{setting} is {host}, an address that exists in documentation only',
      why: 'It stands for an address in examples, and no network leads there. Bites: at node start, where no interface has it, or at the first connect.',
      advice: 'Set an address of this machine that the other cluster can reach.',
    },
  },
  links: [
    'https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/networking-settings',
  ],
  on: {
    node(node, { report }) {
      if (!node.serverEnabled || node.cluster.managed) return;
      const { entry, hosts, unknown } = node.hosts('remote_cluster', 'publish');
      if (!entry || unknown) return;
      for (const { text, kind, place } of hosts) {
        const message = messages[kind];
        // elsewhere a wildcard concerns all interfaces: node/publish-address speaks of that
        if (!message || (kind === 'wildcard' && !entry.key.startsWith('remote_cluster.'))) continue;
        const server = node.settings.get('remote_cluster_server.enabled')!;
        report({
          ...(place ?? entry.valuePlace),
          message,
          data: { setting: entry.key, host: text },
          setting: entry,
          related: [{ ...server.keyPlace, message: 'the interface is switched on here' }],
        });
      }
    },
  },
});
