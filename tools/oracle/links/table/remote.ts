import { apiKey, sniffTo } from './bases.js';
import { like, type Changes, type Material, type Values, type Workspace } from './shape.js';

const server = 'xpack.security.remote_cluster_server.ssl';

const works = (
  name: string,
  shows: string,
  remote: Changes['remote'],
  more: Changes = {},
): Workspace => like(apiKey, name, shows, { remote, ...more });
const fails = (
  name: string,
  cause: string,
  shows: string,
  remote: Changes['remote'],
  more: Changes = {},
): Workspace => like(apiKey, name, shows, { remote, cause, repaired: 'api-key-proxy', ...more });

const shown = (
  certificate: string,
  key = certificate.replace(/-chain$/, ''),
): Changes['remote'] => ({
  files: { 'certs/server.crt': [`${certificate}.crt`], 'certs/server.key': [`keys/${key}.key`] },
});

const p12: Material = {
  store: 'PKCS12',
  certificate: 'remote-server.crt',
  key: 'keys/remote-server.key',
};
const inStore: Values = {
  [`${server}.certificate`]: null,
  [`${server}.key`]: null,
  [`${server}.keystore.path`]: 'certs/server.p12',
};
const noFiles = { 'certs/server.crt': '', 'certs/server.key': '' };

const off: Values = {
  'xpack.security.enabled': false,
  'xpack.security.transport.ssl.enabled': null,
  'xpack.security.transport.ssl.certificate': null,
  'xpack.security.transport.ssl.key': null,
  'xpack.security.transport.ssl.certificate_authorities': null,
};

/** The API-key model; what differs is in the file of the node that is searched. */
export const remoteWorkspaces: readonly Workspace[] = [
  fails('server-off', 'link/server-disabled', 'no remote cluster server', {
    yml: {
      'remote_cluster_server.enabled': null,
      [`${server}.certificate`]: null,
      [`${server}.key`]: null,
    },
  }),
  fails('server-on-loopback', 'remote/loopback-host', 'the interface bound to loopback', {
    yml: { 'remote_cluster.host': '127.0.0.1' },
  }),
  works(
    'own-addresses',
    'the interface bound and published apart from the rest',
    {
      yml: {
        'network.host': null,
        'remote_cluster.bind_host': '0.0.0.0',
        'remote_cluster.publish_host': '10.20.0.11',
      },
    },
    { local: { settings: [sniffTo('remote.example.com:9443')] } },
  ),
  fails(
    'publishes-loopback',
    'remote/loopback-host',
    'bound to every address and published as loopback: sniff mode goes there',
    {
      yml: {
        'network.host': null,
        'remote_cluster.bind_host': '0.0.0.0',
        'remote_cluster.publish_host': '127.0.0.1',
      },
    },
    { local: { settings: [sniffTo('remote.example.com:9443')] }, repaired: 'own-addresses' },
  ),
  fails(
    'no-server-certificate',
    'remote/server-no-certificate',
    'the interface without certificate',
    { yml: { [`${server}.certificate`]: null, [`${server}.key`]: null } },
  ),
  fails(
    'server-certificate-without-key',
    'remote/server-no-certificate',
    'a certificate of the interface without its key',
    { yml: { [`${server}.key`]: null } },
  ),
  fails(
    'server-certificate-and-keystore',
    'security/tls-keys-exclusive',
    'a certificate and a keystore for the interface',
    {
      yml: { [`${server}.keystore.path`]: 'certs/server.p12' },
      keystore: [`${server}.keystore.secure_password`],
      files: { 'certs/server.p12': p12 },
    },
    { repaired: 'server-pkcs12' },
  ),
  works('server-pkcs12', 'the certificate of the interface in a PKCS#12 file', {
    yml: inStore,
    keystore: [`${server}.keystore.secure_password`],
    files: { ...noFiles, 'certs/server.p12': p12 },
  }),
  fails(
    'server-pkcs12-no-password',
    'certificates/unreadable',
    'a PKCS#12 file, and no password in the keystore',
    { yml: inStore, keystore: ['keystore.seed'], files: { ...noFiles, 'certs/server.p12': p12 } },
    { repaired: 'server-pkcs12' },
  ),
  fails(
    'server-pkcs12-without-key',
    'certificates/store-entries',
    'a PKCS#12 file that holds no key',
    {
      yml: inStore,
      keystore: [`${server}.keystore.secure_password`],
      files: {
        ...noFiles,
        'certs/server.p12': { store: 'PKCS12', certificate: 'remote-server.crt' },
      },
    },
    {
      repaired: 'server-pkcs12',
      unseen: 'the password that opens the file is in a keystore of which only the names are given',
    },
  ),
  fails('server-file-missing', 'certificates/unreadable', 'a certificate that is no certificate', {
    files: { 'certs/server.crt': 'to be filled in\n' },
  }),
  fails(
    'server-outside-config',
    'security/tls-path-outside-config',
    'a certificate outside the config directory',
    { yml: { [`${server}.certificate`]: '/etc/ssl/server.crt' } },
  ),
  fails(
    'server-without-security',
    'remote/server-without-security',
    'the interface without security',
    { yml: off },
  ),
  fails(
    'reserved-profile',
    'remote/reserved-profile',
    'a transport profile of the name that the interface has',
    { yml: { 'transport.profiles._remote_cluster.port': 9443 } },
  ),
  fails('one-port-for-two', 'node/port-overlap', 'the interface on the transport port', {
    yml: { 'remote_cluster.port': 9300, 'transport.port': 9300 },
  }),
  fails(
    'server-expired',
    'certificates/expired',
    'an expired certificate',
    shown('expired-server'),
  ),
  fails(
    'server-not-yet',
    'certificates/not-yet-valid',
    'a certificate of next year',
    shown('future-server'),
  ),
  fails(
    'server-for-clients',
    'certificates/extended-key-usage',
    'a certificate for clients only',
    shown('client-only'),
  ),
  fails(
    'server-key-of-another',
    'certificates/key-mismatch',
    'the key of another certificate',
    shown('remote-server', 'remote-transport'),
  ),
  fails('server-old-protocol', 'security/weak-protocol', 'SSLv3 and nothing else', {
    yml: { [`${server}.supported_protocols`]: ['SSLv3'] },
  }),
  fails(
    'filter-denies',
    'link/filtered',
    'the filter of the transport denies the other cluster, and the interface inherits it',
    { yml: { 'xpack.security.transport.filter.deny': ['10.10.0.0/16'] } },
    { repaired: 'filter-of-its-own' },
  ),
  works(
    'filter-of-its-own',
    'the filter of the transport denies the other cluster, the interface has one of its own',
    {
      yml: {
        'xpack.security.transport.filter.deny': ['10.10.0.0/16'],
        'xpack.security.remote_cluster.filter.allow': ['10.10.0.0/16'],
      },
    },
  ),
  fails(
    'no-transport-tls',
    'security/transport-tls-missing',
    'security, other hosts, and no TLS between nodes',
    {
      yml: {
        'discovery.type': null,
        'discovery.seed_hosts': ['10.20.0.11'],
        'cluster.initial_master_nodes': ['logs-1'],
        'xpack.security.transport.ssl.enabled': null,
        'xpack.security.transport.ssl.certificate': null,
        'xpack.security.transport.ssl.key': null,
        'xpack.security.transport.ssl.certificate_authorities': null,
      },
    },
    { repaired: 'api-key-proxy' },
  ),
  fails(
    'transport-tls-unset',
    'security/tls-enabled-unset',
    'TLS settings of the transport, and nothing that switches it on',
    { yml: { 'xpack.security.transport.ssl.enabled': null } },
  ),
  fails(
    'transport-tls-without-key',
    'security/tls-no-key-material',
    'TLS of the transport without certificate and key',
    {
      yml: {
        'xpack.security.transport.ssl.certificate': null,
        'xpack.security.transport.ssl.key': null,
      },
    },
  ),
  fails(
    'realms-of-one-order',
    'security/realm-order',
    'two realms of the same order',
    {
      yml: {
        'xpack.security.authc.realms.file.files.order': 0,
        'xpack.security.authc.realms.native.users.order': 0,
      },
    },
    { repaired: 'realms' },
  ),
  works('realms', 'two realms, one after the other', {
    yml: {
      'xpack.security.authc.realms.file.files.order': 0,
      'xpack.security.authc.realms.native.users.order': 1,
    },
  }),
];
