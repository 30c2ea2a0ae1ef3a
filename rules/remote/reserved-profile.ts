import { defineRule } from '../../src/topology/rule.js';

const profile = 'transport.profiles._remote_cluster.';

export default defineRule({
  id: 'remote/reserved-profile',
  severity: 'error',
  summary: 'the transport profile _remote_cluster beside the remote cluster server',
  messages: {
    reserved: {
      insteadOf: 'unknown setting',
      text: '{setting} uses the profile name that the remote cluster server has for itself',
      why: 'Elasticsearch makes that profile from remote_cluster.*: with the server on, the node does not start.',
      advice: 'Write {instead} instead, or give the profile another name.',
    },
  },
  evidence: [
    {
      message:
        'Remote Access settings should not be configured using the [_remote_cluster] profile. Use the [remote_cluster.] settings instead.',
      versions: '8.19.21, 9.5.3',
    },
  ],
  on: {
    node({ cluster, settings, serverEnabled }, { report }) {
      const [first, ...others] = settings.withPrefix(profile);
      if (!first || !serverEnabled || cluster.versions.allBelow('8.10')) return;
      const server = settings.get('remote_cluster_server.enabled')!;
      const rest = first.key.slice(profile.length);
      report({
        ...first.keyPlace,
        message: 'reserved',
        data: {
          setting: first.key,
          instead: rest.startsWith('xpack.security.ssl.')
            ? rest.replace('ssl', 'remote_cluster_server.ssl')
            : `remote_cluster.${rest}`,
        },
        setting: first,
        also: others.map(({ key }) => key),
        related: [
          { ...server.keyPlace, message: 'the interface is switched on here' },
          ...others.map((entry) => ({ ...entry.keyPlace, message: `${entry.key} is set here` })),
        ],
      });
    },
  },
});
