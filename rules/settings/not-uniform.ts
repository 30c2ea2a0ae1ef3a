import { comparable, shownValue } from '../../src/settings/entry.js';
import { defineRule } from '../../src/topology/rule.js';

/** Settings that must say the same on all nodes: identity, security, and what any node may decide by. */
const uniform =
  /^(?:cluster\.name|cluster\.remote\..*|xpack\.security\.(?:enabled|transport\.ssl\.(?:enabled|verification_mode|client_authentication)|authc\.(?:token|api_key)\.enabled)|discovery\.type|gateway\..*|indices\.lifecycle\..*)$/;

export default defineRule({
  id: 'settings/not-uniform',
  severity: 'warning',
  summary: 'a setting that differs between nodes of one cluster and should not',
  messages: {
    differs: {
      text: '{key} is {own} here and {other} on node {name}',
      why: 'Nodes of one cluster must agree on it: what happens depends on the node that is asked, or the nodes do not find each other.',
      advice: 'Set it to the same value on all nodes.',
    },
    absent: {
      text: '{key} is set here, but not on node {name}',
      why: 'Nodes of one cluster must agree on it: what happens depends on the node that is asked.',
      advice: 'Set it on all nodes, or by a settings request for the whole cluster.',
    },
  },
  onlyFor: ['of several nodes'],
  on: {
    setting({ entry, key, cluster, node }, { report }) {
      if (!node || !uniform.test(key) || entry.unknown) return;
      const said = comparable(entry);
      for (const other of cluster.nodes.filter((candidate) => candidate !== node)) {
        const theirs = other.settings.get(key);
        if (theirs?.unknown || (theirs && comparable(theirs) === said)) continue;
        const isNoClient = other.roles && !other.roles.names.includes('remote_cluster_client');
        if (!theirs && isNoClient) continue;
        // of two that differ only the later one speaks
        if (theirs && cluster.nodes.indexOf(other) > cluster.nodes.indexOf(node)) continue;
        if (!theirs && !key.startsWith('cluster.remote.')) continue;
        report({
          ...entry.keyPlace,
          message: theirs ? 'differs' : 'absent',
          data: {
            key,
            own: shownValue(entry),
            other: theirs ? shownValue(theirs) : '',
            name: other.name,
          },
          setting: entry,
          related: theirs
            ? [{ ...theirs.valuePlace, message: `${other.name} says ${shownValue(theirs)}` }]
            : [],
        });
        return;
      }
    },
  },
});
