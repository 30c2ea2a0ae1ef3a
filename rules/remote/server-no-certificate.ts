import { defineRule } from '../../src/topology/rule.js';

const prefix = 'xpack.security.remote_cluster_server.ssl';

export default defineRule({
  id: 'remote/server-no-certificate',
  severity: 'error',
  summary: 'the remote cluster server is on and has no certificate and key',
  messages: {
    none: {
      text: 'the remote cluster server is on, but no certificate and key are set for it',
      why: 'Its TLS is on by default and needs them: the node does not start.',
      advice: `Set ${prefix}.certificate and ${prefix}.key, or ${prefix}.keystore.path.`,
    },
    half: {
      text: '{set} is set without {missing}',
      why: 'A certificate and its key go together: the node does not start.',
      advice: 'Set {missing}.',
    },
  },
  evidence: [
    {
      message:
        'invalid SSL configuration for xpack.security.remote_cluster_server.ssl - server ssl configuration requires a key and certificate, but these have not been configured',
      versions: '8.19.21, 9.5.3',
    },
    {
      message:
        'failed to load SSL configuration [xpack.security.remote_cluster_server.ssl] - cannot specify [certificate] without also setting [key]',
      versions: '8.19.21, 9.5.3',
    },
  ],
  on: {
    node(node, { report }) {
      const { settings, cluster } = node;
      const tls = node.tls('remote_cluster_server');
      // before 8.10 the interface does not exist
      if (!node.serverEnabled || cluster.managed || cluster.versions.allBelow('8.10')) return;
      if (tls.enabled !== true || node.securityEnabled !== true) return;
      const [certificate, key] = [tls.get('certificate'), tls.get('key')];
      if (tls.get('keystore.path') || (certificate && key)) return;
      const entry = certificate ?? key ?? settings.get('remote_cluster_server.enabled')!;
      const missing = `${prefix}.${certificate ? 'key' : 'certificate'}`;
      report({
        ...entry.keyPlace,
        message: certificate || key ? 'half' : 'none',
        data: { set: entry.key, missing },
        setting: entry,
      });
    },
  },
});
