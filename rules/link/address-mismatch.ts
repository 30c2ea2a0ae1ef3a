import { listeningPorts, misdialled } from '../../src/topology/dialled.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'link/address-mismatch',
  severity: 'error',
  summary: 'the address that is dialled is none that the other cluster listens on',
  messages: {
    port: {
      text: 'alias {alias} dials {address}, but node {node} listens there on {ports}',
      why: 'Nobody answers at port {port}. Bites: at the first connect.',
      advice: 'Dial the port of the interface that is meant, or set that port on {node}.',
    },
    loopback: {
      text: 'alias {alias} dials {address}, but the nodes of cluster {to} listen on loopback only',
      why: 'The connection is refused. Bites: at the first connect.',
      advice:
        'Set network.host or transport.host on the nodes of {to} to an address that {from} can reach.',
    },
    host: {
      severity: 'warning',
      text: 'alias {alias} dials {address}, but no node of cluster {to} binds to or publishes {host}',
      why: 'Unless a proxy or an address translation in between leads on to them, nobody answers. Bites: at the first connect.',
      advice: 'Dial an address of {to}, or list {host} under addresses of {to} in the manifest.',
    },
  },
  needs: ['remote nodes'],
  evidence: [
    { message: 'connect_exception', versions: '8.19.21, 9.5.3' },
    {
      message: 'Unable to open any proxy connections to cluster [logs] at address',
      versions: '9.5.3',
    },
  ],
  on: {
    link(link, { report }) {
      for (const { address, wrong, node } of misdialled(link)) {
        const { host, port } = address.target!;
        report({
          ...address,
          message: wrong,
          data: {
            alias: link.alias,
            from: link.from.name,
            address: address.text,
            host,
            port,
            to: link.to!.name,
            node: node?.name ?? '',
            ports: node ? listeningPorts(node) : '',
          },
          setting: link.settings.addressEntry!,
          related: (node ? [node] : link.to!.nodes.slice(0, 3)).map((one) => {
            const name = wrong === 'loopback' ? 'transport' : 'remote_cluster';
            const { entry } = one.hosts(name, 'bind');
            return {
              ...(entry?.valuePlace ?? one.document.source.firstLine()),
              message: `the address of node ${one.name}`,
            };
          }),
        });
      }
    },
  },
});
