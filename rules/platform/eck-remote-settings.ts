import { asksForServer } from '../../src/topology/eck.js';
import { isDedicatedMaster } from '../../src/topology/role.js';
import { defineRule } from '../../src/topology/rule.js';

const authorities =
  /^xpack\.security\.remote_cluster_client\.ssl\.(?:certificate_authorities|truststore\.path)$/;
const ownKey = /^xpack\.security\.remote_cluster_server\.ssl\.(?:certificate|keystore\.path)$/;

export default defineRule({
  id: 'platform/eck-remote-settings',
  severity: 'warning',
  summary: 'settings of nodes that cross what the operator (ECK) sets up for remote clusters',
  messages: {
    serverByHand: {
      severity: 'error',
      text: 'the remote cluster server is on, but not by spec.remoteClusterServer',
      why: 'So the operator neither writes its certificate and key nor makes a service for it: the node does not start.',
      advice: 'Delete it, and set spec.remoteClusterServer.enabled: true.',
    },
    ownAuthorities: {
      text: '{key} is set beside spec.remoteClusters, for which the operator writes its own CAs',
      why: 'Whether it is added to those or takes their place depends on how it is written and on the version of the operator; in the latter case the remote clusters of the resource are no longer trusted.',
      advice:
        'Delete it, and name the CA of the other cluster in spec.transport.tls.certificateAuthorities.',
    },
    noClient: {
      text: 'node.roles lacks remote_cluster_client, so these nodes cannot use the remote clusters of the resource',
      why: 'Searches that name a remote cluster fail where such a node takes them.',
      advice: 'Add remote_cluster_client to node.roles.',
    },
  },
  evidence: [
    {
      message:
        'invalid SSL configuration for xpack.security.remote_cluster_server.ssl - server ssl configuration requires a key and certificate, but these have not been configured',
      versions: '8.19.21, 9.5.3',
    },
  ],
  links: ['https://www.elastic.co/docs/deploy-manage/remote-clusters'],
  on: {
    resource({ resource, cluster }, { report }) {
      for (const { settings, roles } of cluster.nodes) {
        const entries = [...settings];
        const on = settings.get('remote_cluster_server.enabled');
        const hasKey = entries.some(({ key }) => ownKey.test(key));
        const needsKey =
          settings.flag('xpack.security.enabled') !== false &&
          settings.flag('xpack.security.remote_cluster_server.ssl.enabled') !== false;
        if (on?.value === 'true' && asksForServer(resource) === false && needsKey && !hasKey)
          report({ ...on.keyPlace, message: 'serverByHand', setting: on });
        if (resource.remoteClusters.length === 0) continue;
        for (const entry of entries.filter(({ key }) => authorities.test(key)))
          report({
            ...entry.keyPlace,
            message: 'ownAuthorities',
            data: { key: entry.key },
            setting: entry,
            related: [{ ...resource.remoteClusters[0]!.place, message: 'the first of them' }],
          });
        const names = roles?.names ?? [];
        if (roles && !names.includes('remote_cluster_client') && !isDedicatedMaster(names))
          report({ ...roles.entry.valuePlace, message: 'noClient', setting: roles.entry });
      }
    },
  },
});
