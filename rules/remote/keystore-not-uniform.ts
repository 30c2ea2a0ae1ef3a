import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'remote/keystore-not-uniform',
  severity: 'warning',
  summary: 'credentials of a remote cluster in the keystores of some nodes only',
  messages: {
    lacking: {
      text: 'the keystore {path} has no credentials for alias {alias}, others of the cluster have',
      why: 'Each node decides by its own keystore: this one speaks the certificate model to {alias}, so the same search works or fails depending on the node that gets it.',
      advice:
        'Store them on this node, too: elasticsearch-keystore add cluster.remote.{alias}.credentials, then POST _nodes/reload_secure_settings.',
    },
  },
  needs: ['keystore'],
  links: ['https://www.elastic.co/docs/deploy-manage/remote-clusters/remote-clusters-api-key'],
  on: {
    cluster(cluster, { report }) {
      for (const [alias, place] of cluster.credentials) {
        const name = `cluster.remote.${alias}.credentials`;
        for (const { names, source } of cluster.keystores) {
          if (names.some((entry) => entry.name === name)) continue;
          report({
            ...source.firstLine(),
            message: 'lacking',
            data: { path: source.path, alias },
            related: [{ ...place, message: `the credentials of alias ${alias}` }],
          });
        }
      }
    },
  },
});
