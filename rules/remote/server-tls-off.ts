import { defineRule } from '../../src/topology/rule.js';

const advice =
  'Remove {setting}, and set the certificate and key of the interface: xpack.security.remote_cluster_server.ssl.certificate and .key, or .keystore.path.';

export default defineRule({
  id: 'remote/server-tls-off',
  severity: 'warning',
  summary: 'the remote cluster server without TLS',
  messages: {
    off: {
      text: 'the remote cluster server listens without TLS',
      why: 'API keys and documents cross the network between the clusters in plain text, and a client with TLS, which is its default, cannot connect.',
      advice,
    },
    oneSided: {
      severity: 'error',
      text: 'the remote cluster server listens without TLS, but cluster {from} dials it with TLS',
      why: 'The server closes such connections. Bites: at the first connect.',
      advice,
    },
  },
  evidence: [
    {
      message: 'SSL/TLS request received but SSL/TLS is not enabled on this node',
      versions: '8.19.21, 9.5.3',
    },
    { message: 'Connection closed while SSL/TLS handshake was in progress', versions: '9.5.3' },
  ],
  links: ['https://www.elastic.co/docs/deploy-manage/remote-clusters/remote-clusters-api-key'],
  on: {
    node(node, { report }) {
      const tls = node.tls('remote_cluster_server');
      if (!node.serverEnabled || tls.enabled !== false || node.cluster.managed) return;
      // remote/server-without-security: that node does not start at all
      if (node.securityEnabled === false) return;
      const link = node.cluster.incoming.find(
        (one) => one.model === 'api-key' && one.dialsServer && one.clientTls === true,
      );
      const entry = tls.get('enabled')!;
      report({
        ...entry.valuePlace,
        message: link ? 'oneSided' : 'off',
        data: { setting: entry.key, from: link?.from.name ?? '' },
        setting: entry,
        related: link
          ? [
              {
                ...link.place.valuePlace,
                message: `${link.from.name} dials it here, as ${link.alias}`,
              },
            ]
          : [],
      });
    },
  },
});
