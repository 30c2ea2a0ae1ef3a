import { defineRule } from '../../src/topology/rule.js';
import { strayCredentials } from './_shared.js';

export default defineRule({
  id: 'remote/missing-credentials',
  severity: 'error',
  summary: 'a link to a remote cluster server interface without credentials in the keystore',
  messages: {
    missing: {
      text: 'alias {alias} dials the remote cluster server interface of {to}, but the keystore has no credentials for it',
      why: 'Port {port} answers only requests with a cross-cluster API key. Bites: at the first connect.',
      advice:
        'Create a cross-cluster API key on {to}, store its “encoded” value on every node: elasticsearch-keystore add cluster.remote.{alias}.credentials, then POST _nodes/reload_secure_settings.',
    },
  },
  needs: ['keystore', 'remote nodes'],
  evidence: [
    {
      message:
        'Cross cluster requests through the dedicated remote cluster server port require transport header [_cross_cluster_access_credentials] but none found. Please ensure you have configured remote cluster credentials on the cluster originating the request.',
      versions: '8.19.21, 9.5.3',
    },
    { message: 'failed to establish trust with server at', versions: '9.5.3' },
  ],
  on: {
    link(link, { report }) {
      if (link.model !== 'certificate' || !link.settings.enabled) return;
      // credentials under a wrong name: remote/alias-credential-mismatch speaks of those
      if (strayCredentials(link.from).some((stray) => stray.link === link)) return;
      const [address] = link.addressesOfServer;
      if (!address) return;
      const keystore = link.from.keystores[0]!;
      report({
        ...address,
        message: 'missing',
        data: { alias: link.alias, to: link.to!.name, port: address.target!.port },
        setting: link.settings.addressEntry!,
        related: [
          { ...keystore.source.firstLine(), message: 'the entries of the keystore' },
          ...link.servers.slice(0, 1).map((node) => ({
            ...node.settings.get('remote_cluster_server.enabled')!.keyPlace,
            message: `${link.to!.name} switches the interface on here`,
          })),
        ],
      });
    },
  },
});
