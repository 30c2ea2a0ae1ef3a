import { defineRule } from '../../src/topology/rule.js';
import { strayCredentials } from './_shared.js';

/** What the transport interface listens on by default, here and in Elastic Cloud. */
const isTransportLike = (port: number): boolean => (port >= 9300 && port < 9400) || port === 9400;
const serverPort = 9443;

export default defineRule({
  id: 'remote/port-model-mismatch',
  severity: 'error',
  summary: 'a port of one security model with the credentials of the other',
  messages: {
    transport: {
      text: '{address} is the transport port of cluster {to}, but the keystore has an API key for alias {alias}',
      why: 'With an API key in the keystore Elasticsearch speaks the API-key model, which only the remote cluster server of {to} answers, on port {server}. Bites: at the first connect.',
      advice:
        'Dial port {server}; for the certificate model remove the key on every node: elasticsearch-keystore remove cluster.remote.{alias}.credentials, then POST _nodes/reload_secure_settings.',
    },
    transportLike: {
      severity: 'warning',
      text: 'port {port} is one for transport, but the keystore has an API key for alias {alias}',
      why: 'With an API key in the keystore Elasticsearch speaks the API-key model, which only a remote cluster server answers, on port 9443 unless set otherwise. Bites: at the first connect.',
      advice:
        'Dial the port of the remote cluster server; for the certificate model remove the key on every node: elasticsearch-keystore remove cluster.remote.{alias}.credentials, then POST _nodes/reload_secure_settings.',
    },
    serverLike: {
      severity: 'warning',
      text: 'port {port} is that of remote cluster servers, but the keystore has no API key for alias {alias}',
      why: 'Without one Elasticsearch speaks the certificate model, which a remote cluster server does not answer. Bites: at the first connect.',
      advice:
        'Create a cross-cluster API key on the remote cluster and store its “encoded” value on every node: elasticsearch-keystore add cluster.remote.{alias}.credentials, then POST _nodes/reload_secure_settings. For the certificate model dial the transport port.',
    },
  },
  needs: ['keystore'],
  evidence: [
    {
      message:
        'remote cluster handshake action requires channel profile to be [_remote_cluster], but got [default]',
      versions: '8.19.21, 9.5.3',
    },
    {
      message:
        'Cross cluster requests through the dedicated remote cluster server port require transport header [_cross_cluster_access_credentials] but none found',
      versions: '8.19.21, 9.5.3',
    },
    { message: '(certificate_required) Empty client certificate chain', versions: '9.5.3' },
  ],
  links: ['https://www.elastic.co/docs/troubleshoot/elasticsearch/remote-clusters'],
  on: {
    link(link, { report }) {
      const { alias, settings, credentials, model, dialsServer, servers } = link;
      // credentials under a wrong name: remote/alias-credential-mismatch speaks of those
      const astray = strayCredentials(link.from).some((stray) => stray.link === link);
      if (!model || !settings.enabled || settings.get('proxy') || astray) return;
      for (const { text, target, source, range } of link.addresses) {
        if (!target || link.addressesOfServer.some((one) => one.text === text)) continue;
        const { port } = target;
        const transport = link.to?.nodes.some((node) => node.listensOn('transport', port));
        const known = dialsServer !== undefined;
        const message =
          model === 'api-key'
            ? known
              ? transport && servers.length > 0 && 'transport'
              : isTransportLike(port) && link.platform !== 'serverless' && 'transportLike'
            : !known && port === serverPort && 'serverLike';
        if (!message) continue;
        const server = servers[0]?.port('remote_cluster')?.text ?? '9443';
        report({
          source,
          range,
          message,
          data: { address: text, port, alias, server, to: link.to?.name ?? '' },
          setting: settings.addressEntry!,
          related: credentials ? [{ ...credentials, message: 'the API key is here' }] : [],
        });
      }
    },
  },
});
