import { textValue } from '../../src/settings/entry.js';
import {
  firstPort,
  hasOnePort,
  listenerOf,
  sharesHost,
  sharesMachine,
} from '../../src/topology/listener.js';
import type { Interface } from '../../src/topology/node.js';
import { defineRule } from '../../src/topology/rule.js';

const words: Record<Interface, string> = {
  transport: 'transport',
  http: 'HTTP',
  remote_cluster: 'the remote cluster server',
};

export default defineRule({
  id: 'node/port-overlap',
  severity: 'error',
  summary: 'two interfaces that want one port',
  messages: {
    taken: {
      text: '{late} wants port {port}, which {early} takes first',
      why: 'Nothing else is left to {late}: the node does not start.',
      advice: 'Give each interface a port of its own.',
    },
    either: {
      text: '{late} may use port {port}, the only one of {early}',
      why: 'The two are bound in no fixed order: the node does not start, or {late} moves to the next free port.',
      advice: 'Give each interface a port of its own.',
    },
    moved: {
      severity: 'warning',
      text: '{late} may use port {port}, which {early} takes first: it moves to the next free port',
      why: 'The node starts, and clients of {late} look for it at the wrong port.',
      advice: 'Give each interface a port of its own.',
    },
    nodes: {
      text: '{late} of this node wants port {port} of {host}, as node {other} does',
      why: 'Only one of them can listen there: the other does not start.',
      advice: 'Give nodes on one machine ports of their own.',
    },
  },
  evidence: [{ message: 'Address already in use', versions: '8.19.21, 9.5.3' }],
  on: {
    node(node, { report }) {
      if (node.cluster.managed) return;
      // the order in which a starting node binds them; the first two come together
      const [server, transport, http] = (['remote_cluster', 'transport', 'http'] as const).map(
        (name) => listenerOf(node, name),
      );
      const pairs = [
        [server, transport],
        [transport, http],
        [server, http],
      ] as const;
      for (const [early, late] of pairs) {
        const entry = late?.entry ?? early?.entry;
        if (!early || !late || !entry || !sharesHost(early, late)) continue;
        if (firstPort(early) !== firstPort(late)) continue;
        const together = early === server && late === transport;
        const first = early.entry && late.entry ? [early.entry.valuePlace] : [];
        report({
          ...entry.valuePlace,
          message: hasOnePort(late) ? 'taken' : together ? 'either' : 'moved',
          data: { late: words[late.name], early: words[early.name], port: firstPort(early) },
          setting: entry,
          related: first.map((place) => ({
            ...place,
            message: `${words[early.name]} has it from here`,
          })),
        });
      }
    },
    cluster(cluster, { report }) {
      if (!cluster.facts.declaredAt || cluster.managed) return;
      for (const name of ['transport', 'http', 'remote_cluster'] as const) {
        const listeners = cluster.nodes.flatMap((node) => {
          const one = listenerOf(node, name);
          const place = one?.entry ?? node.hosts(name, 'bind').entry;
          const nodeName = textValue(node.settings.get('node.name'));
          return one && place && hasOnePort(one) ? [{ ...one, node, place, nodeName }] : [];
        });
        listeners.forEach((one, index) => {
          const other = listeners
            .slice(0, index)
            .find((before) => firstPort(before) === firstPort(one) && sharesMachine(before, one));
          // two files with one name are one node, written twice
          if (!other || other.nodeName === one.nodeName) return;
          report({
            ...one.place.valuePlace,
            message: 'nodes',
            data: {
              late: words[name],
              port: firstPort(one),
              host: one.hosts[0]!.text,
              other: other.node.name,
            },
            setting: one.place,
            related: [
              { ...other.place.valuePlace, message: `node ${other.node.name} has it from here` },
            ],
          });
        });
      }
    },
  },
});
