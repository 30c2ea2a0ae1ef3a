import { defineRule } from '../../src/topology/rule.js';

const settings = [
  'discovery.seed_hosts',
  'discovery.seed_providers',
  'cluster.initial_master_nodes',
] as const;
/** Up to 7.x the old names count, too. */
const legacy = ['discovery.zen.ping.unicast.hosts', 'discovery.zen.hosts_provider'] as const;

export default defineRule({
  id: 'node/discovery-unset',
  severity: 'error',
  confidence: 'likely',
  summary: 'a node that others can reach, and nothing that says which nodes it belongs to',
  messages: {
    found: {
      text: 'the transport interface is reachable from other hosts, but no discovery setting says where the other nodes are',
      why: 'A bootstrap check stops the node at start, unless the setting comes from the command line or the environment.',
      advice: `Set ${settings.join(', ')}, or discovery.type: single-node for a node on its own.`,
    },
  },
  evidence: [
    {
      message:
        'the default discovery settings are unsuitable for production use; at least one of [discovery.seed_hosts, discovery.seed_providers, cluster.initial_master_nodes] must be configured',
      versions: '8.19.21, 9.5.3',
    },
  ],
  links: ['https://www.elastic.co/docs/deploy-manage/deploy/self-managed/bootstrap-checks'],
  on: {
    node(node, { report }) {
      const { cluster } = node;
      if (!node.production || cluster.managed) return;
      if (node.settings.first(...settings, ...(cluster.versions.someBelow('8.0') ? legacy : [])))
        return;
      const reachable = (['bind', 'publish'] as const)
        .map((what) => node.hosts('transport', what))
        .find(({ hosts, entry }) => entry && hosts.some(({ kind }) => kind !== 'loopback'));
      const entry = reachable?.entry;
      if (entry) report({ ...entry.valuePlace, message: 'found', setting: entry });
    },
  },
});
