import { listValue } from '../../src/settings/entry.js';
import { isIpAddress } from '../../src/topology/address.js';
import type { Cluster } from '../../src/topology/cluster.js';
import type { Node } from '../../src/topology/node.js';
import { defineRule } from '../../src/topology/rule.js';

const key = 'cluster.initial_master_nodes';
const isEligible = (node: Node): boolean =>
  node.roles?.names.includes('master') ?? node.settings.flag('node.master') !== false;

/** The node of the cluster that has this name; undefined as well while some node's name is not known. */
function named(cluster: Cluster, name: string): Node | undefined {
  return cluster.nodes.find((node) => node.settings.get('node.name')?.value === name);
}

/** Whether the manifest gives the cluster's nodes, and all of them with their names. */
const allNamed = (cluster: Cluster): boolean =>
  cluster.facts.declaredAt !== undefined &&
  cluster.nodes.length > 1 &&
  cluster.nodes.every((node) => node.settings.get('node.name')?.unknown === false);

export default defineRule({
  id: 'node/bootstrap-names',
  severity: 'warning',
  summary: 'cluster.initial_master_nodes that cannot do what it is for',
  messages: {
    duplicate: {
      severity: 'error',
      text: "cluster.initial_master_nodes names '{name}' twice",
      why: 'The node does not start.',
      advice: 'Name each node once.',
    },
    port: {
      text: "cluster.initial_master_nodes has '{name}' with a port, which no node is called",
      why: 'It is compared with node.name: a new cluster waits for that node for ever and does not form.',
      advice: "Write '{host}', exactly as that node's node.name says.",
    },
    useless: {
      text: 'cluster.initial_master_nodes is set on a node that is not master-eligible',
      why: 'Such a node never forms a cluster: the setting does nothing here.',
      advice:
        'Remove it here; it belongs on master-eligible nodes, and only until the cluster has formed.',
    },
    notEligible: {
      text: "cluster.initial_master_nodes names '{name}', which is not master-eligible",
      why: 'A new cluster waits for it; where too few others are named it never forms.',
      advice: 'Name master-eligible nodes only.',
    },
    nobody: {
      confidence: 'likely',
      text: "cluster.initial_master_nodes names '{name}', but no node of cluster {cluster} is called that",
      why: 'It is compared with node.name, letter by letter: a new cluster waits for that node.',
      advice: 'Use the names that stand in node.name.',
    },
  },
  evidence: [
    {
      message: 'setting [cluster.initial_master_nodes] contains duplicates: [es01, es02, es01]',
      versions: '8.19.21, 9.5.3',
    },
  ],
  links: [
    'https://www.elastic.co/docs/deploy-manage/deploy/self-managed/important-settings-configuration',
  ],
  on: {
    node(node, { report }) {
      const { cluster, roles } = node;
      const entry = node.settings.get(key);
      const items = entry ? listValue(entry) : [];
      if (!entry || entry.unknown || items.length === 0 || cluster.managed) return;
      // a node without a cluster around it also knows itself
      if (roles && !isEligible(node))
        report({ ...entry.keyPlace, message: 'useless', setting: entry });
      items.forEach(({ source, range, text: name }, index) => {
        const [, host = '', port] = /^(.*):(\d+)$/.exec(name) ?? [];
        const other = named(cluster, name);
        const message = items.slice(0, index).some((item) => item.text === name)
          ? 'duplicate'
          : port !== undefined && !isIpAddress(host) && !isIpAddress(name)
            ? 'port'
            : other && !isEligible(other)
              ? 'notEligible'
              : !other && allNamed(cluster) && !isIpAddress(host || name) && !name.includes('.')
                ? 'nobody'
                : undefined;
        if (!message || (message === 'notEligible' && other === node)) return;
        report({
          source,
          range,
          message,
          data: { name, host, cluster: cluster.name },
          setting: entry,
        });
      });
    },
  },
});
