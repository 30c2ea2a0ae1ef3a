import { textValue } from '../../src/settings/entry.js';
import type { SslContext } from '../../src/topology/ssl.js';
import { defineRule } from '../../src/topology/rule.js';

/** A listener that asks its clients for no certificate has nothing to verify. */
function verifies(context: SslContext): boolean {
  const asks = textValue(context.get('client_authentication'))?.toLowerCase();
  const server = /^xpack\.security\.(?:http|remote_cluster_server)\.ssl$/.test(context.prefix);
  return (
    context.get('enabled')?.value !== 'false' &&
    (!server || asks === 'required' || asks === 'optional')
  );
}

export default defineRule({
  id: 'security/verification-off',
  severity: 'warning',
  summary: 'verification_mode none: any certificate is accepted',
  messages: {
    transport: {
      text: '{setting} is none: this node takes any certificate for that of another node',
      why: 'Whoever reaches the transport port can join the cluster, or read between the nodes.',
      advice: 'Remove it, or set certificate where certificates lack the host names.',
    },
    client: {
      text: '{setting} is none: this node takes any certificate for that of the server it calls',
      why: 'Whoever sits in between can read and change what is sent, passwords and keys included.',
      advice: 'Remove it, and set certificate_authorities to the CA of that server.',
    },
    server: {
      text: '{setting} is none: any client certificate is accepted',
      why: 'To ask for certificates then proves nothing.',
      advice: 'Remove it, and set certificate_authorities to the CA of the clients.',
    },
  },
  links: [
    'https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/security-settings',
  ],
  on: {
    tls(context, { report }) {
      const { cluster, node } = context;
      if (cluster.managed || node.settings.flag('xpack.security.enabled') === false) return;
      const entry = context.get('verification_mode');
      if (!entry || textValue(entry)?.toLowerCase() !== 'none' || !verifies(context)) return;
      const { prefix, isServer } = context;
      const message = /transport/.test(prefix) ? 'transport' : isServer ? 'server' : 'client';
      report({ ...entry.valuePlace, message, data: { setting: entry.key }, setting: entry });
    },
  },
});
