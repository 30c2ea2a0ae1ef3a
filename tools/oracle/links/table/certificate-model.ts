import { certificates, sniffTo } from './bases.js';
import { like, type Changes, type Values, type Workspace } from './shape.js';

const tls = 'xpack.security.transport.ssl';

const works = (name: string, shows: string, changes: Changes): Workspace =>
  like(certificates, name, shows, changes);
const fails = (name: string, cause: string, shows: string, changes: Changes): Workspace =>
  like(certificates, name, shows, { repaired: 'certificates-proxy', ...changes, cause });

const HERE = 'remote.example.com:9300';
const restricted = (...names: string[]): Changes['remote'] => ({
  yml: { [`${tls}.trust_restrictions.path`]: 'trust.yml' },
  files: {
    'trust.yml': `trust.subject_name:\n${names.map((name) => `  - ${name}\n`).join('')}`,
  },
});
const SEARCH = '"*.node.local.cluster.example"';
const LOGS = '"*.node.remote.cluster.example"';

const off: Values = {
  'xpack.security.enabled': false,
  [`${tls}.enabled`]: null,
  [`${tls}.certificate`]: null,
  [`${tls}.key`]: null,
  [`${tls}.certificate_authorities`]: null,
};

const stores: Values = {
  [`${tls}.certificate`]: null,
  [`${tls}.key`]: null,
  [`${tls}.certificate_authorities`]: null,
  [`${tls}.keystore.path`]: 'certs/transport.p12',
  [`${tls}.truststore.path`]: 'certs/trust.p12',
};
const storeFiles = {
  'certs/transport.p12': {
    store: 'PKCS12',
    certificate: 'local-transport.crt',
    key: 'keys/local-transport.key',
  },
  'certs/trust.p12': { store: 'PKCS12', certificate: 'remote-ca.crt' },
} as const;

const reads = (...privileges: string[]): object => ({
  indices: [{ names: ['logs-*'], privileges }],
});

/** The certificate model on two nodes of the newest version. */
export const certificateWorkspaces: readonly Workspace[] = [
  certificates,
  works('certificates-sniff', 'TLS certificates, sniff mode', {
    local: { settings: [sniffTo(HERE)] },
  }),
  works('certificates-static', 'TLS certificates, sniff mode, in elasticsearch.yml', {
    local: { yml: { 'cluster.remote.logs.seeds': [HERE] }, settings: [] },
  }),
  works('certificates-role', 'a role of the same name on both sides', {
    local: { roles: { 'logs-reader': {} } },
    remote: { roles: { 'logs-reader': reads('read', 'read_cross_cluster') } },
  }),
  works('certificates-role-read-alone', 'the same with read alone', {
    local: { roles: { 'logs-reader': {} } },
    remote: { roles: { 'logs-reader': reads('read') } },
  }),
  fails(
    'certificates-role-missing',
    'link/role-missing',
    'a role that the other cluster does not have',
    {
      local: { roles: { 'logs-reader': reads('read') } },
      remote: { roles: { 'metrics-reader': reads('read', 'read_cross_cluster') } },
      repaired: 'certificates-role',
    },
  ),
  fails(
    'certificates-role-for-others',
    'link/role-missing',
    'a role that has other privileges on the other cluster',
    {
      local: { roles: { 'logs-reader': reads('read') } },
      remote: { roles: { 'logs-reader': reads('monitor') } },
      repaired: 'certificates-role',
    },
  ),
  fails(
    'client-not-trusted',
    'link/untrusted-client',
    'the other cluster does not trust the authority of this one',
    {
      remote: {
        yml: { [`${tls}.certificate_authorities`]: ['certs/ca.crt'] },
        files: { 'certs/other-ca.crt': '' },
      },
    },
  ),
  fails(
    'server-not-trusted',
    'link/untrusted-server',
    'this cluster does not trust the authority of the other one',
    {
      local: {
        yml: { [`${tls}.certificate_authorities`]: ['certs/ca.crt'] },
        files: { 'certs/other-ca.crt': '' },
      },
    },
  ),
  fails(
    'client-without-usage',
    'certificates/extended-key-usage',
    'a certificate for servers only, where the node is a client',
    {
      local: {
        files: {
          'certs/transport.crt': ['remote-server.crt'],
          'certs/transport.key': ['keys/remote-server.key'],
        },
      },
    },
  ),
  works('certificates-pkcs12', 'keystore and truststore in PKCS#12 files', {
    local: {
      yml: stores,
      files: {
        'certs/transport.crt': '',
        'certs/transport.key': '',
        'certs/ca.crt': '',
        'certs/other-ca.crt': '',
        ...storeFiles,
      },
      keystore: [`${tls}.keystore.secure_password`, `${tls}.truststore.secure_password`],
    },
  }),
  works('certificates-pkcs12-in-file', 'the same with the passwords in elasticsearch.yml', {
    local: {
      yml: {
        ...stores,
        [`${tls}.keystore.password`]: 'throwaway',
        [`${tls}.truststore.password`]: 'throwaway',
      },
      files: {
        'certs/transport.crt': '',
        'certs/transport.key': '',
        'certs/ca.crt': '',
        'certs/other-ca.crt': '',
        ...storeFiles,
      },
    },
  }),
  works('restrictions', 'trust restrictions that let both clusters in', {
    remote: restricted(SEARCH, LOGS),
  }),
  fails(
    'restrictions-without-others',
    'link/trust-restriction',
    'trust restrictions that leave out the other cluster',
    { remote: restricted(LOGS), repaired: 'restrictions' },
  ),
  fails(
    'restrictions-not-quoted',
    'certificates/trust-restrictions-file',
    'an asterisk without quotes in the file of trust restrictions',
    { remote: restricted('*.node.local.cluster.example', LOGS), repaired: 'restrictions' },
  ),
  fails(
    'restrictions-of-the-client',
    'link/trust-restriction',
    'trust restrictions of the cluster that searches',
    { local: restricted(SEARCH), repaired: 'restrictions' },
  ),
  works('no-security-at-all', 'neither side has security', {
    local: { yml: off, keystore: [] },
    remote: { yml: off },
  }),
  fails('plain-to-tls', 'link/tls-mismatch', 'a cluster without security, and one with TLS', {
    local: { yml: off, keystore: [] },
    repaired: 'no-security-at-all',
  }),
  fails('tls-to-plain', 'link/tls-mismatch', 'a cluster with TLS, and one without security', {
    remote: { yml: off },
    repaired: 'no-security-at-all',
  }),
];
