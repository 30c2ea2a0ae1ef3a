import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'link/server-disabled',
  severity: 'error',
  summary: 'an API-key link to a cluster that does not offer the remote cluster server interface',
  messages: {
    off: {
      text: 'alias {alias} uses an API key, but no node of cluster {to} has remote_cluster_server.enabled: true',
      why: 'The interface is off unless it is switched on, and API keys are taken nowhere else. Bites: at the first connect.',
      advice:
        'Set remote_cluster_server.enabled: true with a certificate and key under xpack.security.remote_cluster_server.ssl on the nodes of {to} that are dialled, and restart them.',
    },
  },
  needs: ['keystore', 'remote nodes'],
  evidence: [
    {
      message: 'failed to open any proxy connections to cluster [one]',
      versions: '8.19.21, 9.5.3',
    },
    { message: 'connect_exception', versions: '8.19.21, 9.5.3' },
  ],
  links: ['https://www.elastic.co/docs/deploy-manage/remote-clusters/remote-clusters-api-key'],
  on: {
    link(link, { report }) {
      const { to, credentials, settings, alias } = link;
      // Elastic and its operators switch it on by themselves
      if (!credentials || !settings.enabled || !to || to.managed || to.nodes.length === 0) return;
      if (!to.nodes.every((node) => node.serverEnabled === false)) return;
      const place = settings.addressEntry!;
      report({
        ...place.valuePlace,
        message: 'off',
        data: { alias, to: to.name },
        setting: place,
        related: [
          { ...credentials, message: 'these credentials make it an API-key link' },
          ...to.nodes.slice(0, 3).map((node) => ({
            ...(node.settings.get('remote_cluster_server.enabled')?.keyPlace ??
              node.document.source.firstLine()),
            message: `node ${node.name} does not switch the interface on`,
          })),
        ],
      });
    },
  },
});
