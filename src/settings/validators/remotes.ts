import { needs, type Validator } from './validator.js';

const remote = 'cluster.remote.*';
const strategy = [
  'seeds',
  'node_connections',
  'proxy',
  'proxy_address',
  'proxy_socket_connections',
  'server_name',
];
const whenEnabled = [
  'skip_unavailable',
  'transport.ping_schedule',
  'transport.compress',
  'transport.compression_scheme',
];
const under = (suffix: string): string => `${remote}.${suffix}`;

/** What Elasticsearch checks between settings of one alias, beside the mode and the address that all of them need. */
export const remoteValidators: readonly Validator[] = [
  // remote/mode-mismatch and remote/orphan-setting say what these find; here is what keeps them from looking
  { keys: strategy.map(under), reads: [under('mode')], check: () => undefined },
  {
    keys: whenEnabled.map(under),
    reads: ['mode', 'seeds', 'proxy_address'].map(under),
    check: () => undefined,
  },
  needs(under('proxy'), under('seeds'), { or: 'search.remote.*.seeds' }),
  needs('search.remote.*.proxy', under('seeds'), { until: '8.0', or: 'search.remote.*.seeds' }),
  {
    keys: [under('skip_unavailable')],
    since: '9.3',
    check: ({ get }) =>
      [undefined, 'false'].includes(get('serverless.cross_project.enabled'))
        ? undefined
        : 'skip_unavailable is only taken while serverless.cross_project.enabled is false',
  },
  {
    keys: ['xpack.security.enabled'],
    reads: ['remote_cluster_server.enabled'],
    since: '8.8',
    check: ({ get }) =>
      get('xpack.security.enabled') === 'false' && get('remote_cluster_server.enabled') === 'true'
        ? 'remote_cluster_server.enabled needs security, and xpack.security.enabled is false'
        : undefined,
  },
];
