import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'remote/server-without-security',
  severity: 'error',
  summary: 'the remote cluster server is on while security is off',
  messages: {
    off: {
      insteadOf: 'conflict',
      text: 'the remote cluster server is on, but security is off',
      why: 'Only requests with a cross-cluster API key may enter there, and without security there are none: the node does not start.',
      advice:
        'Set xpack.security.enabled: true, or remove remote_cluster_server.enabled and let the other cluster dial the transport port.',
    },
  },
  evidence: [
    {
      message:
        'Security [xpack.security.enabled] must be enabled to use the remote cluster server feature',
      versions: '8.10.2, 8.19.21, 9.5.3',
    },
  ],
  links: ['https://www.elastic.co/docs/deploy-manage/remote-clusters/remote-clusters-api-key'],
  on: {
    node({ cluster, settings, serverEnabled, securityEnabled }, { report }) {
      // before 8.10 the interface does not exist
      if (!serverEnabled || securityEnabled !== false || cluster.versions.allBelow('8.10')) return;
      const security = settings.get('xpack.security.enabled')!;
      const server = settings.get('remote_cluster_server.enabled')!;
      report({
        ...security.valuePlace,
        message: 'off',
        setting: security,
        related: [{ ...server.keyPlace, message: 'the interface is switched on here' }],
      });
    },
  },
});
