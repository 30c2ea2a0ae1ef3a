import { defineRule } from '../../src/topology/rule.js';

const advice =
  'Remove {setting}, and set xpack.security.remote_cluster_client.ssl.certificate_authorities to the CA of the remote cluster server, unless that is a public one.';

export default defineRule({
  id: 'remote/client-tls-off',
  severity: 'warning',
  summary: 'API-key links without TLS',
  messages: {
    off: {
      text: 'connections to remote clusters with API keys go out without TLS',
      why: 'API keys and documents cross the network between the clusters in plain text, and a server with TLS, which is its default, closes the connection.',
      advice,
    },
    oneSided: {
      severity: 'error',
      text: 'alias {alias} connects without TLS, but the remote cluster server of {to} listens with TLS',
      why: 'The server closes such connections. Bites: at the first connect.',
      advice,
    },
  },
  evidence: [{ message: 'handshake failed because connection reset', versions: '8.19.21, 9.5.3' }],
  links: ['https://www.elastic.co/docs/deploy-manage/remote-clusters/remote-clusters-api-key'],
  on: {
    node(node, { report }) {
      const { cluster } = node;
      const tls = node.tls('remote_cluster_client');
      // without credentials no link uses these settings
      const unused = cluster.keystores.length > 0 && cluster.credentials.size === 0;
      if (tls.enabled !== false || unused || node.securityEnabled === false) return;
      const link = cluster.links.find(
        (one) => one.model === 'api-key' && one.dialsServer && one.serverTls === true,
      );
      const entry = tls.get('enabled')!;
      report({
        ...entry.valuePlace,
        message: link ? 'oneSided' : 'off',
        data: { setting: entry.key, alias: link?.alias ?? '', to: link?.to?.name ?? '' },
        setting: entry,
        related: link ? [{ ...link.place.keyPlace, message: `${link.alias} is set here` }] : [],
      });
    },
  },
});
