import { minorOf } from '../../../../src/settings/versions.js';
import { apiKey, certificates } from './bases.js';
import { like, type Changes, type Workspace } from './shape.js';

const pair = (local: string, remote: string): Changes => ({
  local: { version: local },
  remote: { version: remote },
});

const between = (local: string, remote: string): Workspace =>
  like(
    certificates,
    `${minorOf(local)}-to-${minorOf(remote)}`,
    `TLS certificates, ${local} searches ${remote}`,
    pair(local, remote),
  );
const refused = (local: string, remote: string): Workspace =>
  like(
    certificates,
    `${minorOf(local)}-to-${minorOf(remote)}`,
    `TLS certificates, ${local} searches ${remote}`,
    {
      ...pair(local, remote),
      cause: 'link/version-incompatible',
      repaired: 'certificates-proxy',
    },
  );

const server = 'xpack.security.remote_cluster_server.ssl';

/** Pairs of versions in both models. */
export const versionWorkspaces: readonly Workspace[] = [
  between('7.17.28', '8.19.21'),
  between('8.14.3', '8.19.21'),
  between('9.1.10', '8.19.21'),
  between('9.5.3', '8.19.21'),
  between('8.19.21', '9.5.3'),
  refused('8.14.3', '9.5.3'),
  refused('9.5.3', '8.18.0'),
  like(apiKey, 'key-to-7.17', 'an API key for 7.17', {
    local: { version: '8.19.21' },
    remote: {
      version: '7.17.28',
      yml: {
        'remote_cluster_server.enabled': null,
        [`${server}.certificate`]: null,
        [`${server}.key`]: null,
      },
    },
    cause: 'link/api-key-version',
    repaired: 'api-key-proxy',
  }),
  like(certificates, 'connect-setting-on-8', 'cluster.remote.connect, which 8.0 removed', {
    local: { version: '8.19.21', yml: { 'cluster.remote.connect': true } },
    cause: 'remote/legacy-setting',
    repaired: '8.19-to-9.5',
  }),
  like(certificates, 'search-remote-on-8', 'search.remote, which 8.0 removed', {
    local: {
      version: '8.19.21',
      yml: { 'search.remote.logs.seeds': ['remote.example.com:9300'] },
      settings: [],
    },
    cause: 'remote/legacy-setting',
    repaired: '8.19-to-9.5',
  }),
  like(certificates, 'role-setting-on-9', 'node.remote_cluster_client, which 8.0 removed', {
    local: { yml: { 'node.remote_cluster_client': true } },
    cause: 'node/mixed-roles',
    repaired: 'certificates-proxy',
  }),
];
