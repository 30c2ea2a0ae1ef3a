import { defineRule } from '../../src/topology/rule.js';

/** RemoteClusterCredentialsManager came with 8.13; before, credentials were read when a node starts. */
const reloadable = '8.13';

export default defineRule({
  id: 'remote/reload-needed',
  severity: 'info',
  summary: 'what has to be done before a change of credentials counts',
  messages: {
    restart: {
      text: 'until 8.12 a node reads the credentials of alias {alias} only when it starts',
      why: 'A key that is added or replaced later does not count: the link goes on with what was there, which may be the certificate model.',
      advice:
        'After each change restart the nodes one after the other: elasticsearch-keystore add cluster.remote.{alias}.credentials on the node, restart it, wait until it has joined, go on with the next.',
    },
    reload: {
      confidence: 'likely',
      text: 'after a change of the credentials of alias {alias} the nodes have to read them anew',
      why: 'elasticsearch-keystore changes a file; a running node does not look at it by itself.',
      advice:
        'On every node run elasticsearch-keystore add cluster.remote.{alias}.credentials; then once POST _nodes/reload_secure_settings, and look at cluster_credentials in GET _remote/info. Certificate authorities, in contrast, need a restart.',
    },
  },
  needs: ['keystore'],
  links: ['https://www.elastic.co/docs/deploy-manage/remote-clusters/remote-clusters-api-key'],
  on: {
    link({ alias, from, credentials, settings }, { report }) {
      if (!credentials || !settings.enabled || from.versions.allBelow('8.10')) return;
      // Elastic Cloud and ECK do it by themselves
      if (from.managed) return;
      report({
        ...credentials,
        message: from.versions.atLeast(reloadable) ? 'reload' : 'restart',
        data: { alias },
        setting: { key: `cluster.remote.${alias}.credentials`, keyPlace: credentials },
        related: [{ ...settings.anyEntry.keyPlace, message: `alias ${alias} is set here` }],
      });
    },
  },
});
