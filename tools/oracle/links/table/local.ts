import { apiKey, sniffTo } from './bases.js';
import { like, type Changes, type Values, type Workspace } from './shape.js';

const client = 'xpack.security.remote_cluster_client.ssl';
const linked: Values = {
  'cluster.remote.logs.mode': 'proxy',
  'cluster.remote.logs.proxy_address': 'remote.example.com:9443',
  'cluster.remote.logs.skip_unavailable': false,
};

const works = (name: string, shows: string, local: Changes['local']): Workspace =>
  like(apiKey, name, shows, { local });
const fails = (
  name: string,
  cause: string,
  shows: string,
  local: Changes['local'],
  repaired = 'api-key-proxy',
  more: Changes = {},
): Workspace => like(apiKey, name, shows, { local, cause, repaired, ...more });

const trusted = (certificate: string): Changes['local'] => ({
  files: { 'certs/logs-ca.crt': [certificate] },
});

/** The API-key model; what differs is in the file or in the keystore of the node that searches. */
export const localWorkspaces: readonly Workspace[] = [
  works('static', 'the link in elasticsearch.yml', { yml: linked, settings: [] }),
  works('static-moved', 'sniff mode in the file, replaced by proxy mode as a whole in a request', {
    yml: { 'cluster.remote.logs.seeds': ['remote.example.com:9443'] },
  }),
  fails('split-mode', 'remote/layers-split', 'the mode in the file, the address in a request', {
    yml: { 'cluster.remote.logs.mode': 'proxy' },
    settings: [{ persistent: { 'cluster.remote.logs.proxy_address': 'remote.example.com:9443' } }],
  }),
  fails(
    'split-skip',
    'remote/layers-split',
    'the address in the file, skip_unavailable in a request',
    {
      yml: { 'cluster.remote.logs.seeds': ['remote.example.com:9443'] },
      settings: [{ persistent: { 'cluster.remote.logs.skip_unavailable': false } }],
    },
    'static-moved',
  ),
  fails(
    'static-mode-mismatch',
    'remote/mode-mismatch',
    'seeds in proxy mode, in the file',
    {
      yml: {
        'cluster.remote.logs.mode': 'proxy',
        'cluster.remote.logs.seeds': ['remote.example.com:9443'],
      },
      settings: [],
    },
    'static',
  ),
  fails(
    'static-no-address',
    'remote/orphan-setting',
    'skip_unavailable without an address, in the file',
    { yml: { 'cluster.remote.logs.skip_unavailable': true }, settings: [] },
    'static',
  ),
  fails(
    'static-no-port',
    'remote/address-shape',
    'an address without port, in the file',
    { yml: { ...linked, 'cluster.remote.logs.proxy_address': 'remote.example.com' }, settings: [] },
    'static',
  ),
  fails(
    'static-credentials',
    'settings/secure-in-file',
    'the credentials in the file',
    {
      yml: { ...linked, 'cluster.remote.logs.credentials': 'dGhyb3c6YXdheQ==' },
      keystore: ['keystore.seed'],
      settings: [],
    },
    'static',
  ),
  works('client-role', 'node.roles with remote_cluster_client', {
    yml: { 'node.roles': ['master', 'data', 'ingest', 'remote_cluster_client'] },
  }),
  fails(
    'no-client-role',
    'remote/missing-client-role',
    'node.roles without remote_cluster_client',
    { yml: { 'node.roles': ['master', 'data', 'ingest'] } },
    'client-role',
  ),
  fails(
    'static-no-client-role',
    'remote/missing-client-role',
    'the same with the link in the file',
    { yml: { 'node.roles': ['master', 'data', 'ingest'], ...linked }, settings: [] },
    'client-role',
  ),
  fails(
    'credentials-of-another-alias',
    'remote/alias-credential-mismatch',
    'credentials in the keystore for a misspelt alias',
    { keystore: ['cluster.remote.log.credentials'] },
  ),
  fails(
    'no-credentials',
    'remote/missing-credentials',
    'no credentials in the keystore, and the port of the interface',
    { keystore: ['keystore.seed'] },
  ),
  fails(
    'no-authority',
    'remote/missing-ca',
    'no authorities for API-key links, and a private certificate',
    { yml: { [`${client}.certificate_authorities`]: null } },
  ),
  fails(
    'other-authority',
    'link/untrusted-server',
    'the authority of somebody else',
    trusted('other-ca.crt'),
  ),
  works('authority-as-pkcs12', 'the authority in a PKCS#12 truststore', {
    yml: {
      [`${client}.certificate_authorities`]: null,
      [`${client}.truststore.path`]: 'certs/trust.p12',
    },
    keystore: ['cluster.remote.logs.credentials', `${client}.truststore.secure_password`],
    files: { 'certs/trust.p12': { store: 'PKCS12', certificate: 'remote-ca.crt' } },
  }),
  fails('client-plain', 'remote/client-tls-off', 'the client in plain text, the server with TLS', {
    yml: { [`${client}.enabled`]: false, [`${client}.certificate_authorities`]: null },
  }),
  fails(
    'no-security',
    'remote/credentials-without-security',
    'credentials on a node without security',
    {
      yml: {
        'xpack.security.enabled': false,
        'xpack.security.transport.ssl.enabled': null,
        'xpack.security.transport.ssl.certificate': null,
        'xpack.security.transport.ssl.key': null,
        'xpack.security.transport.ssl.certificate_authorities': null,
        [`${client}.certificate_authorities`]: null,
      },
    },
  ),
  fails('local-basic-license', 'link/license', 'a basic license where the search begins', {
    license: 'basic',
  }),
  fails(
    'client-certificate-and-truststore',
    'security/tls-keys-exclusive',
    'authorities and a truststore for API-key links',
    {
      yml: { [`${client}.truststore.path`]: 'certs/trust.p12' },
      keystore: ['cluster.remote.logs.credentials', `${client}.truststore.secure_password`],
      files: { 'certs/trust.p12': { store: 'PKCS12', certificate: 'remote-ca.crt' } },
    },
    'authority-as-pkcs12',
  ),
  fails(
    'static-split-transient',
    'remote/layers-split',
    'the address persistent, skip_unavailable transient',
    {
      settings: [
        sniffTo('remote.example.com:9443'),
        { transient: { 'cluster.remote.logs.skip_unavailable': true } },
      ],
    },
  ),
];
