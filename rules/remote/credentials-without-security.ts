import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'remote/credentials-without-security',
  severity: 'error',
  summary: 'cross-cluster credentials in the keystore of a node whose security is off',
  messages: {
    off: {
      text: 'security is off, but the keystore has credentials for {aliases}',
      why: 'The API-key model needs security on both sides: the node does not start.',
      advice:
        'Set xpack.security.enabled: true, or remove them on every node: {commands}; the alias must then dial the transport port of the other cluster.',
    },
  },
  needs: ['keystore'],
  evidence: [
    {
      message:
        'Found [1] remote clusters with credentials [cluster.remote.one.credentials]. Security [xpack.security.enabled] must be enabled to connect to them. Please either enable security or remove these settings from the keystore.',
      versions: '8.19.21, 9.5.3',
    },
  ],
  links: ['https://www.elastic.co/docs/deploy-manage/remote-clusters/remote-clusters-api-key'],
  on: {
    node({ cluster, settings, securityEnabled }, { report }) {
      if (securityEnabled !== false || cluster.versions.allBelow('8.10')) return;
      const { credentials, keystores } = cluster;
      // which keystore is this node's is not known: all must have some
      const everywhere = keystores.every((keystore) =>
        [...credentials.keys()].some((alias) =>
          keystore.names.some(({ name }) => name === `cluster.remote.${alias}.credentials`),
        ),
      );
      if (credentials.size === 0 || !everywhere) return;
      const security = settings.get('xpack.security.enabled')!;
      const commands = [...credentials.keys()].map(
        (alias) => `elasticsearch-keystore remove cluster.remote.${alias}.credentials`,
      );
      report({
        ...security.valuePlace,
        message: 'off',
        data: { aliases: [...credentials.keys()].join(', '), commands: commands.join(', ') },
        setting: security,
        related: [...credentials].map(([alias, place]) => ({
          ...place,
          message: `the credentials of alias ${alias}`,
        })),
      });
    },
  },
});
