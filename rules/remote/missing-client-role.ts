import type { Node } from '../../src/topology/node.js';
import { isDedicatedMaster } from '../../src/topology/role.js';
import { defineRule } from '../../src/topology/rule.js';

const role = 'remote_cluster_client';

const isClient = (node: Node): boolean => node.roles?.names.includes(role) ?? true;

export default defineRule({
  id: 'remote/missing-client-role',
  severity: 'error',
  summary: 'node.roles without remote_cluster_client where remote clusters are used',
  messages: {
    noClient: {
      text: 'node.roles lacks remote_cluster_client, so this node cannot use alias {alias}',
      why: 'Every cross-cluster request that this node gets fails. Bites: at the first search.',
      advice: 'Add remote_cluster_client to node.roles; without node.roles a node has all roles.',
    },
    someNodes: {
      severity: 'warning',
      text: 'node.roles lacks remote_cluster_client, so this node cannot use alias {alias}',
      why: 'Cross-cluster requests that reach this node fail.',
      advice:
        'Add remote_cluster_client to node.roles, or make sure that no client asks this node.',
    },
    jobs: {
      severity: 'warning',
      text: 'node.roles has {job} but lacks remote_cluster_client, so its jobs cannot read alias {alias}',
      why: 'Datafeeds and transforms that read from a remote cluster fail on this node.',
      advice: 'Add remote_cluster_client to node.roles.',
    },
  },
  evidence: [
    {
      message: 'node [n] does not have the [remote_cluster_client] role',
      versions: '8.19.21, 9.5.3',
    },
    {
      message: 'node [search-1] does not have the remote cluster client role enabled',
      versions: '9.5.3',
    },
  ],
  on: {
    node(node, { report }) {
      const { cluster, roles } = node;
      const link = cluster.links.find((candidate) => candidate.settings.enabled);
      if (!link || !roles || isClient(node)) return;
      const own = link.layers.some((layer) => layer.node === node);
      const others = cluster.nodes.some(isClient);
      const job = ['ml', 'transform'].find((name) => roles.names.includes(name));
      if (others && !own && !job) return;
      const alone = !cluster.facts.declaredAt;
      const bearable = others || (alone && isDedicatedMaster(roles.names));
      const message = others && job ? 'jobs' : bearable ? 'someNodes' : 'noClient';
      report({
        ...roles.entry.valuePlace,
        message,
        data: { alias: link.alias, job: job ?? '' },
        setting: roles.entry,
        related: [{ ...link.place.keyPlace, message: `alias ${link.alias} is set here` }],
      });
    },
  },
});
