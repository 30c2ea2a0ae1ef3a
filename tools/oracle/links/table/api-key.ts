import { apiKey, proxyTo, sniffTo } from './bases.js';
import { like, type Changes, type Workspace } from './shape.js';

const works = (name: string, shows: string, changes: Changes): Workspace =>
  like(apiKey, name, shows, changes);

const fails = (name: string, cause: string, shows: string, changes: Changes): Workspace =>
  like(apiKey, name, shows, { repaired: 'api-key-proxy', ...changes, cause });

const asked = (...settings: object[]): Changes => ({ local: { settings } });
const dialled = (address: string, more: object = {}): Changes => asked(proxyTo(address, more));

const HERE = 'remote.example.com:9443';

const reader = (clusters: string[], names: string[], privileges: string[]): object => ({
  remote_indices: [{ clusters, names, privileges }],
});
const DOCUMENTED = ['read', 'read_cross_cluster', 'view_index_metadata'];

/** A link whose settings alone are changed by a request, on the same two nodes. */
const requests: readonly Workspace[] = [
  works(
    'api-key-sniff',
    'API key, sniff mode: the interface publishes an address that its certificate has',
    asked(sniffTo(HERE)),
  ),
  works(
    'api-key-transient',
    'a link in transient settings',
    asked({
      transient: { 'cluster.remote.logs.mode': 'proxy', 'cluster.remote.logs.proxy_address': HERE },
    }),
  ),
  works(
    'api-key-address',
    'the address instead of the name is dialled, and the certificate has it',
    dialled('10.20.0.11:9443'),
  ),
  works(
    'api-key-two-sockets',
    'few sockets, compression and pings, all beside the address',
    dialled(HERE, {
      'cluster.remote.logs.proxy_socket_connections': 2,
      'cluster.remote.logs.transport.compress': 'true',
      'cluster.remote.logs.transport.compression_scheme': 'deflate',
      'cluster.remote.logs.transport.ping_schedule': '30s',
    }),
  ),
  works(
    'server-name-foreign',
    'a server_name that the certificate does not have, and a host that it has',
    dialled(HERE, { 'cluster.remote.logs.server_name': 'elsewhere.example.com' }),
  ),
  works(
    'server-name-helps',
    'a host that the certificate does not have, and a server_name that it has',
    dialled('remote-node.example.com:9443', {
      'cluster.remote.logs.server_name': 'remote.example.com',
    }),
  ),
  works(
    'proxy-to-sniff',
    'from proxy to sniff mode in one request that deletes what belongs to the old mode',
    asked(proxyTo(HERE), sniffTo(HERE, { 'cluster.remote.logs.proxy_address': null })),
  ),
  fails(
    'proxy-to-sniff-left-behind',
    'remote/mode-mismatch',
    'from proxy to sniff mode, and the address of the old mode stays',
    { ...asked(proxyTo(HERE), sniffTo(HERE)), repaired: 'proxy-to-sniff' },
  ),
  fails(
    'address-deleted-alone',
    'remote/incomplete-delete',
    'the address is deleted and skip_unavailable stays',
    {
      ...asked(proxyTo(HERE), { persistent: { 'cluster.remote.logs.proxy_address': null } }),
      repaired: 'proxy-to-sniff',
    },
  ),
  fails(
    'seeds-in-proxy-mode',
    'remote/mode-mismatch',
    'seeds in proxy mode',
    asked({
      persistent: { 'cluster.remote.logs.mode': 'proxy', 'cluster.remote.logs.seeds': [HERE] },
    }),
  ),
  fails(
    'mode-left-out',
    'remote/mode-mismatch',
    'proxy_address without mode, which means sniff',
    asked({ persistent: { 'cluster.remote.logs.proxy_address': HERE } }),
  ),
  fails(
    'no-address',
    'remote/orphan-setting',
    'skip_unavailable without an address',
    asked({ persistent: { 'cluster.remote.logs.skip_unavailable': true } }),
  ),
  fails(
    'mode-alone',
    'remote/mode-without-address',
    'a mode and no address',
    asked({ persistent: { 'cluster.remote.logs.mode': 'proxy' } }),
  ),
  fails('nothing-set', 'link/alias-not-configured', 'no settings for the alias', {
    local: { settings: [] },
    unseen: 'a cluster may have settings that no file of the workspace holds',
  }),
  fails(
    'no-port',
    'remote/address-shape',
    'an address without port',
    dialled('remote.example.com'),
  ),
  fails('port-zero', 'remote/address-shape', 'port 0', dialled('remote.example.com:0')),
  fails(
    'port-range',
    'remote/address-shape',
    'a range of ports',
    dialled('remote.example.com:9443-9444'),
  ),
  fails(
    'port-too-large',
    'remote/address-shape',
    'a port above 65535',
    dialled('remote.example.com:94430'),
  ),
  fails(
    'url',
    'remote/address-shape',
    'a URL with a port for an address',
    dialled('https://remote.example.com:9443'),
  ),
  fails(
    'blank-in-host',
    'remote/address-shape',
    'a blank in the host',
    dialled('remote example.com:9443'),
  ),
  fails('dot-in-alias', 'remote/alias', 'an alias with a dot', {
    ...asked({
      persistent: {
        'cluster.remote.logs.eu.mode': 'proxy',
        'cluster.remote.logs.eu.proxy_address': HERE,
      },
    }),
    alias: 'logs.eu',
  }),
  fails(
    'typo',
    'settings/unknown',
    'proxy_adress',
    asked({
      persistent: { 'cluster.remote.logs.mode': 'proxy', 'cluster.remote.logs.proxy_adress': HERE },
    }),
  ),
  fails(
    'skip-unavailable-yes',
    'settings/invalid-value',
    'skip_unavailable: "yes"',
    dialled(HERE, { 'cluster.remote.logs.skip_unavailable': 'yes' }),
  ),
  fails(
    'static-setting-in-request',
    'settings/static-in-payload',
    'a static setting beside the link',
    dialled(HERE, { 'cluster.remote.initial_connect_timeout': '5s' }),
  ),
  fails(
    'credentials-in-request',
    'settings/secure-in-file',
    'the credentials in a request',
    dialled(HERE, { 'cluster.remote.logs.credentials': 'throwaway' }),
  ),
  fails(
    'http-port',
    'remote/http-port',
    'the HTTP port of the other cluster',
    dialled('remote.example.com:9200'),
  ),
  fails(
    'transport-port',
    'remote/port-model-mismatch',
    'credentials, and the transport port',
    dialled('remote.example.com:9300'),
  ),
  fails(
    'nobody-listens',
    'link/address-mismatch',
    'a port on which nothing listens',
    dialled('10.20.0.11:9444'),
  ),
  fails(
    'name-not-in-certificate',
    'link/san-mismatch',
    'a name that the certificate does not have',
    { ...dialled('remote-node.example.com:9443'), repaired: 'server-name-helps' },
  ),
  fails(
    'name-not-in-certificate-skipped',
    'link/san-mismatch',
    'the same with skip_unavailable: true, where searches do not say it',
    {
      ...dialled('remote-node.example.com:9443', { 'cluster.remote.logs.skip_unavailable': true }),
      repaired: 'server-name-helps',
    },
  ),
  fails('server-name-with-port', 'remote/server-name', 'a server_name with a port', {
    ...dialled(HERE, { 'cluster.remote.logs.server_name': 'remote.example.com:9443' }),
    repaired: 'server-name-helps',
  }),
  works(
    'server-name-address',
    'an IP address for server_name',
    dialled(HERE, { 'cluster.remote.logs.server_name': '10.20.0.11' }),
  ),
];

/** The same link, and roles of a user who is no superuser. */
const roles: readonly Workspace[] = [
  works('role', 'a role with the documented privileges', {
    local: { roles: { 'logs-reader': reader(['logs'], ['logs-*'], DOCUMENTED) } },
  }),
  works('role-read-alone', 'a role with read alone', {
    local: { roles: { 'logs-reader': reader(['*'], ['logs-*'], ['read']) } },
  }),
  works('role-narrower', 'a role for more than the key allows', {
    local: { roles: { 'logs-reader': reader(['logs'], ['*'], DOCUMENTED) } },
  }),
  fails(
    'role-for-other-indices',
    'link/access-empty',
    'a role for indices that the key does not allow',
    {
      local: { roles: { 'logs-reader': reader(['logs'], ['metrics-*'], DOCUMENTED) } },
      repaired: 'role',
    },
  ),
  fails('role-for-other-alias', 'roles/no-remote-indices', 'a role for another alias', {
    local: { roles: { 'logs-reader': reader(['archive'], ['logs-*'], DOCUMENTED) } },
    repaired: 'role',
  }),
  fails(
    'role-for-local-indices',
    'roles/no-remote-indices',
    'a role for indices of the own cluster only',
    {
      local: {
        roles: {
          'logs-reader': {
            indices: [{ names: ['logs-*'], privileges: ['read', 'read_cross_cluster'] }],
          },
        },
      },
      repaired: 'role',
    },
  ),
  fails('role-without-clusters', 'roles/payload', 'remote_indices without clusters', {
    local: {
      roles: { 'logs-reader': { remote_indices: [{ names: ['logs-*'], privileges: ['read'] }] } },
    },
    repaired: 'role',
  }),
];

/** Other API keys, so that the local node starts anew. */
const keys: readonly Workspace[] = [
  works('key-for-both', 'a key for search and replication', {
    remote: {
      apiKey: {
        name: 'both',
        access: { search: [{ names: ['logs-*'] }], replication: [{ names: ['logs-*'] }] },
      },
    },
  }),
  fails('key-for-replication', 'link/access-empty', 'a key for replication, used for searches', {
    remote: { apiKey: { name: 'replication', access: { replication: [{ names: ['logs-*'] }] } } },
    repaired: 'key-for-both',
  }),
  fails(
    'key-with-privileges',
    'api-keys/payload',
    'privileges in the body of a cross-cluster API key',
    {
      remote: {
        apiKey: {
          name: 'search',
          access: { search: [{ names: ['logs-*'], privileges: ['read'] }] },
        },
      },
    },
  ),
  fails(
    'key-with-documents-hidden',
    'api-keys/dls-with-replication',
    'a query beside replication',
    {
      remote: {
        apiKey: {
          name: 'both',
          access: {
            search: [{ names: ['logs-*'], query: { match_all: {} } }],
            replication: [{ names: ['logs-*'] }],
          },
        },
      },
      repaired: 'key-for-both',
    },
  ),
  fails(
    'rest-key',
    'api-keys/wrong-type',
    'the body of a REST API key, and the key that comes of it',
    {
      remote: {
        apiKey: {
          name: 'search',
          role_descriptors: {
            search: {
              indices: [{ names: ['logs-*'], privileges: ['read', 'read_cross_cluster'] }],
            },
          },
        },
      },
      credentials: 'rest key',
    },
  ),
];

/** The API-key model on two nodes of the newest version. */
export const apiKeyWorkspaces: readonly Workspace[] = [apiKey, ...requests, ...roles, ...keys];
