import { over, type SideSpec, type Workspace } from './shape.js';

/** What all nodes have: a cluster of one node that other hosts can reach, with security and TLS between nodes. */
const node = (
  side: 'search' | 'logs',
  host: string,
  certificate: string,
  ca: string,
): SideSpec => ({
  version: '9.5.3',
  yml: {
    'cluster.name': side,
    'node.name': `${side}-1`,
    'discovery.type': 'single-node',
    'network.host': host,
    'xpack.security.enabled': true,
    'xpack.security.transport.ssl.enabled': true,
    'xpack.security.transport.ssl.certificate': 'certs/transport.crt',
    'xpack.security.transport.ssl.key': 'certs/transport.key',
    'xpack.security.transport.ssl.certificate_authorities': ['certs/ca.crt'],
  },
  files: {
    'certs/transport.crt': [`${certificate}.crt`],
    'certs/transport.key': [`keys/${certificate}.key`],
    'certs/ca.crt': [`${ca}.crt`],
  },
});

const searching = node('search', '10.10.0.11', 'local-transport', 'local-ca');
const searched = node('logs', '10.20.0.11', 'remote-transport', 'remote-ca');

/** The settings of a link in proxy mode, as a request. */
export const proxyTo = (address: string, more: object = {}): object => ({
  persistent: {
    'cluster.remote.logs.mode': 'proxy',
    'cluster.remote.logs.proxy_address': address,
    'cluster.remote.logs.skip_unavailable': false,
    ...more,
  },
});

/** The same in sniff mode. */
export const sniffTo = (seed: string, more: object = {}): object => ({
  persistent: {
    'cluster.remote.logs.mode': 'sniff',
    'cluster.remote.logs.seeds': [seed],
    'cluster.remote.logs.skip_unavailable': false,
    ...more,
  },
});

/** The API-key model, proxy mode, the link set by a request. */
export const apiKey: Workspace = {
  name: 'api-key-proxy',
  shows: 'API key, proxy mode, set by a request',
  local: over(searching, {
    yml: {
      'xpack.security.remote_cluster_client.ssl.certificate_authorities': ['certs/logs-ca.crt'],
    },
    files: { 'certs/logs-ca.crt': ['remote-ca.crt'] },
    keystore: ['cluster.remote.logs.credentials'],
    settings: [proxyTo('remote.example.com:9443')],
  }),
  remote: over(searched, {
    yml: {
      'remote_cluster_server.enabled': true,
      'xpack.security.remote_cluster_server.ssl.certificate': 'certs/server.crt',
      'xpack.security.remote_cluster_server.ssl.key': 'certs/server.key',
    },
    files: {
      'certs/server.crt': ['remote-server.crt'],
      'certs/server.key': ['keys/remote-server.key'],
    },
    addresses: ['remote.example.com'],
    apiKey: { name: 'search', access: { search: [{ names: ['logs-*'] }] } },
  }),
};

const trusting = {
  'xpack.security.transport.ssl.certificate_authorities': ['certs/ca.crt', 'certs/other-ca.crt'],
};

/** The certificate model, proxy mode, the link set by a request. */
export const certificates: Workspace = {
  name: 'certificates-proxy',
  shows: 'TLS certificates, proxy mode, set by a request',
  local: over(searching, {
    yml: trusting,
    files: { 'certs/other-ca.crt': ['remote-ca.crt'] },
    keystore: ['keystore.seed'],
    settings: [proxyTo('remote.example.com:9300')],
  }),
  remote: over(searched, {
    yml: trusting,
    files: { 'certs/other-ca.crt': ['local-ca.crt'] },
    addresses: ['remote.example.com'],
  }),
};
