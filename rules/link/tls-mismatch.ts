import type { Place } from '../../src/core/index.js';
import type { Node } from '../../src/topology/node.js';
import { defineRule } from '../../src/topology/rule.js';

/**
 * Whether a node talks to others with TLS: without security it does not, whatever else is set. Undefined where nothing
 * says so, since a node may configure TLS by itself when it first starts.
 */
function hasTls(node: Node): boolean | undefined {
  if (node.securityEnabled !== true) return node.securityEnabled;
  const tls = node.tls('transport');
  return tls.get('enabled') ? tls.enabled : undefined;
}

/** The setting that says so. */
const decidedAt = (node: Node): Place =>
  (node.securityEnabled === false
    ? node.settings.get('xpack.security.enabled')
    : node.tls('transport').get('enabled'))!.valuePlace;

export default defineRule({
  id: 'link/tls-mismatch',
  severity: 'error',
  summary: 'in the certificate model one cluster has TLS between its nodes, and the other has not',
  messages: {
    plainClient: {
      text: 'node {client} dials alias {alias} without TLS, but node {server} of cluster {to} listens with TLS',
      why: 'The node that is called closes the connection. Bites: at the first connect.',
      advice:
        'Switch security and xpack.security.transport.ssl on in {from}, or use an API key, for which {from} needs security, too.',
    },
    plainServer: {
      text: 'node {client} dials alias {alias} with TLS, but node {server} of cluster {to} listens without',
      why: 'The node that is called closes the connection. Bites: at the first connect.',
      advice: 'Switch security and xpack.security.transport.ssl on in {to}.',
    },
  },
  needs: ['keystore', 'remote nodes'],
  evidence: [
    {
      message: 'received plaintext traffic on an encrypted channel, closing connection',
      versions: '9.5.3',
    },
    {
      message: 'SSL/TLS request received but SSL/TLS is not enabled on this node',
      versions: '9.5.3',
    },
  ],
  on: {
    link(link, { report }) {
      const { from, to, alias, settings } = link;
      if (!to || to.managed || from.managed || !settings.enabled) return;
      if (link.intendedModel !== 'certificate') return;
      const pairs = from.nodes.flatMap((client) => to.nodes.map((server) => ({ client, server })));
      const wrong = pairs.find(({ client, server }) => {
        const both = [hasTls(client), hasTls(server)];
        return both.includes(true) && both.includes(false);
      });
      if (!wrong) return;
      const { client, server } = wrong;
      report({
        ...settings.addressEntry!.valuePlace,
        message: hasTls(client) ? 'plainServer' : 'plainClient',
        data: { alias, client: client.name, server: server.name, from: from.name, to: to.name },
        setting: settings.addressEntry!,
        related: [client, server].map((node) => ({
          ...decidedAt(node),
          message: `node ${node.name} has ${hasTls(node) ? 'TLS' : 'no TLS'} towards others`,
        })),
      });
    },
  },
});
