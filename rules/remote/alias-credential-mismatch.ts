import { defineRule } from '../../src/topology/rule.js';
import { strayCredentials } from './_shared.js';

export default defineRule({
  id: 'remote/alias-credential-mismatch',
  severity: 'error',
  summary: 'credentials in the keystore for an alias that no settings name',
  messages: {
    near: {
      text: 'the keystore has credentials for alias {written}, but the settings call it {meant}',
      why: 'Elasticsearch ignores credentials without an alias, so {meant} silently falls back to the certificate model and fails. Bites: at the first connect.',
      advice:
        'Store them under the right name on every node: elasticsearch-keystore add cluster.remote.{meant}.credentials, then elasticsearch-keystore remove cluster.remote.{written}.credentials, then POST _nodes/reload_secure_settings.',
    },
    idle: {
      severity: 'warning',
      text: 'the keystore has credentials for alias {written}, which no settings name',
      why: 'Elasticsearch ignores them.',
      advice:
        'Set cluster.remote.{written}.*, or remove them: elasticsearch-keystore remove cluster.remote.{written}.credentials',
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
    // it trusts for the certificate model what it trusts in its own transport
    { message: 'failed to establish trust with server at', versions: '9.5.3' },
  ],
  on: {
    cluster(cluster, { report }) {
      const { nodes, persistent, transient } = cluster;
      // without any settings of the cluster nothing is known of its aliases
      if (nodes.length === 0 && persistent.size === 0 && transient.size === 0) return;
      for (const { alias: written, place, link } of strayCredentials(cluster)) {
        report({
          ...place,
          message: link ? 'near' : 'idle',
          data: { written, meant: link?.alias ?? '' },
          setting: { key: `cluster.remote.${written}.credentials`, keyPlace: place },
          related: link
            ? [
                {
                  ...link.place.keyPlace,
                  message: `alias ${link.alias} is set here, and has no credentials`,
                },
              ]
            : [],
        });
      }
    },
  },
});
