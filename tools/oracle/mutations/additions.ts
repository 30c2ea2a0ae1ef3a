import type { LinesMutation } from './lines.js';

/** Lines that people leave in or add to an elasticsearch.yml, by the kind of mistake. */
const ADDITIONS: Readonly<Record<string, readonly string[]>> = {
  'secure-in-file': [
    'xpack.security.transport.ssl.keystore.secure_password: example-password',
    'xpack.security.http.ssl.secure_key_passphrase: example-password',
    'xpack.security.remote_cluster_server.ssl.secure_key_passphrase: example-password',
    'cluster.remote.other.credentials: example-credentials',
    'xpack.security.authc.realms.ldap.ldap9.secure_bind_password: example-password',
    'xpack.security.authc.realms.oidc.oidc9.rp.client_secret: example-secret',
    'bootstrap.password: example-password',
    'keystore.seed: example-seed',
  ],
  'key-of-older-versions': [
    'node.master: true',
    'node.data: false',
    'transport.tcp.port: 9300',
    'discovery.zen.minimum_master_nodes: 2',
    'discovery.zen.ping.unicast.hosts: ["a", "b"]',
    'gateway.recover_after_nodes: 2',
    'http.tcp_no_delay: true',
    'xpack.ilm.enabled: true',
    'xpack.monitoring.enabled: true',
    'node.max_local_storage_nodes: 2',
    'cluster.remote.connect: false',
    'search.remote.other.seeds: ["a:9300"]',
    'client.type: node',
    'tracing.apm.enabled: false',
    'cluster.routing.allocation.disk.include_relocations: true',
    'gateway.auto_import_dangling_indices: true',
    'bootstrap.system_call_filter: true',
  ],
  'key-of-newer-versions': [
    'remote_cluster_server.enabled: true',
    'remote_cluster.port: 9443',
    'cluster.remote.signing.certificate_authorities: [ca.crt]',
    'xpack.security.transport.ssl.handshake_timeout: 10s',
    'health.shard_capacity.unhealthy_threshold.yellow: 10',
    'telemetry.metrics.enabled: false',
    'data_streams.lifecycle.retention.default: 7d',
    'indices.merge.disk.watermark.high: 95%',
    'cluster.routing.allocation.disk.watermark.low.max_headroom: 200gb',
    'search.worker_threads_enabled: true',
    'indexing_pressure.memory.coordinating.limit: 10%',
    'xpack.security.fips_mode.required_providers: ["BCFIPS"]',
  ],
  'index-setting': [
    'index.number_of_shards: 3',
    'index.number_of_replicas: 0',
    'index.mapping.total_fields.limit: 2000',
    'index.max_result_window: 50000',
    'index.no.such.setting: 1',
  ],
  'not-a-setting': [
    'ES_JAVA_OPTS: "-Xms1g -Xmx1g"',
    'xpack_security_enabled: false',
    'ES_SETTING_DISCOVERY_TYPE: single-node',
    'MAX_LOCKED_MEMORY: unlimited',
    'cluster: logs',
    'name: node-1',
    'opendistro_security.disabled: true',
    'searchguard.enterprise_modules_enabled: false',
    'security.enabled: true',
  ],
  'setting-beside': [
    'cluster.remote.other.skip_unavailable: true',
    'cluster.remote.other.proxy_address: other.example.com:9400',
    'cluster.remote.other.mode: proxy',
    'cluster.routing.allocation.disk.watermark.low: 96%',
    'cluster.routing.allocation.disk.watermark.high: 10gb',
    'cluster.routing.allocation.disk.watermark.flood_stage: 80%',
    'indices.recovery.max_concurrent_snapshot_file_downloads: 25',
    'xpack.security.enabled: false',
    'discovery.type: single-node',
    'node.roles: [ voting_only ]',
    'cluster.initial_master_nodes: [ other ]',
    'transport.profiles.default.port: 9300-9400',
    'data_streams.lifecycle.retention.max: 20s',
    'http.port: 9200-9300',
  ],
};

/** Each adds one line of its kind at some place between the top-level settings. */
export const ADDITION_MUTATIONS: Readonly<Record<string, LinesMutation>> = Object.fromEntries(
  Object.entries(ADDITIONS).map(([name, additions]): [string, LinesMutation] => [
    name,
    (lines, random) => {
      const places = lines.flatMap((line, i) => (/^[\w"]/.test(line) ? [i] : []));
      const place = random.pick([...places, lines.length]) ?? lines.length;
      const line = random.pick(additions) ?? '';
      return [...lines.slice(0, place), line, ...lines.slice(place)];
    },
  ]),
);
