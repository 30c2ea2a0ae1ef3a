/**
 * The published distributions lack most modules of the one that people install, so they call those modules' settings
 * unknown. Here is what such a verdict is worth.
 */

/** Settings of the missing modules that the corpus uses; `*` stands for one part of a key, `**` for any number. */
const SETTINGS = [
  'async_search.index_cleanup_interval',
  'azure.client.*.{endpoint_suffix,max_retries,timeout}',
  'ccr.indices.recovery.{max_bytes_per_sec,max_concurrent_file_chunks}',
  'cluster.deprecation_indexing.enabled',
  'cluster.logsdb.enabled',
  'data_streams.lifecycle.poll_interval',
  'deprecation.skip_deprecated_settings',
  'discovery.ec2.{endpoint,host_type}',
  'discovery.ec2.tag.*',
  'esql.query.{allow_partial_results,result_truncation_default_size,result_truncation_max_size}',
  'gcs.client.*.{connect_timeout,endpoint}',
  'indices.lifecycle.{history_index_enabled,poll_interval}',
  'ingest.geoip.{cache_size,downloader.enabled}',
  'ingest.grok.watchdog.{interval,max_execution_time}',
  'ingest.user_agent.cache_size',
  'reindex.remote.whitelist',
  'repositories.url.{allowed_urls,supported_protocols}',
  's3.client.*.{endpoint,max_connections,max_retries,path_style_access,protocol,region}',
  'script.painless.regex.{enabled,limit-factor}',
  'slm.{history_index_enabled,retention_duration,retention_schedule}',
  'xpack.inference.http.{max_response_size,max_total_connections}',
  'xpack.ml.{max_lazy_ml_nodes,max_machine_memory_percent,max_model_memory_limit,max_open_jobs}',
  'xpack.ml.{node_concurrent_job_allocations,use_auto_machine_memory_percent}',
  'xpack.monitoring.collection.{enabled,indices,interval}',
  'xpack.monitoring.elasticsearch.collection.enabled',
  'xpack.monitoring.exporters.*.{auth.username,connection.timeout,enabled,host,type,use_ingest}',
  'xpack.monitoring.exporters.*.ssl.**',
  'xpack.notification.email.default_account',
  'xpack.searchable.snapshot.allocate_on_rolling_restart',
  'xpack.searchable.snapshot.shared_cache.{region_size,size,size.max_headroom}',
];

/** Where the missing modules' other settings live: nobody here can tell a typo from a setting. */
const NAMESPACES = [
  ...[
    'async_search',
    'azure.client',
    'ccr',
    'cloud',
    'cluster.deprecation_indexing',
    'cluster.logsdb',
  ],
  ...['data_streams', 'deprecation', 'discovery.ec2', 'discovery.gce', 'dlm', 'enrich', 'esql'],
  ...['esql_worker', 'gcs.client', 'indices.inference', 'indices.lifecycle', 'ingest'],
  ...['logsdb', 'migrate', 'mustache', 'reindex', 'repositories.hdfs', 'repositories.url'],
  ...['repository.azure', 'repository_s3', 'runtime_fields', 's3.client', 'script.painless'],
  ...['searchable_snapshots', 'slm', 'stack.templates', 'thread_pool.repository_azure'],
  ...['time_series', 'user_agent', 'vectors', 'write_load_forecaster', 'xpack.apm_data'],
  ...['xpack.ccr', 'xpack.eql', 'xpack.http', 'xpack.idp', 'xpack.inference', 'xpack.mapping'],
  ...['xpack.ml', 'xpack.monitoring', 'xpack.notification', 'xpack.otel_data', 'xpack.profiling'],
  ...[
    'xpack.rollup',
    'xpack.searchable',
    'xpack.searchable_snapshots',
    'xpack.security.encryption',
  ],
  ...['xpack.security.encryption_key', 'xpack.stack', 'xpack.transform', 'xpack.watcher'],
];

/** Roles that came from modules in 7.x. */
const ROLES_OF_MODULES = ['ml', 'transform', 'voting_only'];

/** Settings that modules registered in 7.x and nothing registers since. */
const OF_MODULES_IN_7 = /^node\.(ml|transform|voting_only)$/;

const listed = new RegExp(`^(?:${SETTINGS.map(pattern).join('|')})$`);

/**
 * What it means that a distribution does not know a key. `listed`: a full distribution knows it, in some versions at
 * least. `namespace`: it may know it. undefined: it does not know it either.
 */
export function standing(key: string, version: string): 'listed' | 'namespace' | undefined {
  if (listed.test(key) || (version.startsWith('7.') && OF_MODULES_IN_7.test(key))) return 'listed';
  // the modules' switches are registered by x-pack-core, which every distribution has
  if (/^xpack\.(?!ccr|eql|idp)\w+\.enabled$/.test(key)) return undefined;
  if (key.startsWith('data_streams.lifecycle.retention.')) return undefined;
  return NAMESPACES.some((name) => key.startsWith(`${name}.`)) ? 'namespace' : undefined;
}

/** Whether a message refuses a role that a full distribution of the version knows. */
export function refusesMissingRole(message: string, version: string): boolean {
  const role = /^unknown role \[(.*)\]$/.exec(message)?.[1];
  return version.startsWith('7.') && role !== undefined && ROLES_OF_MODULES.includes(role);
}

function pattern(setting: string): string {
  return setting
    .replaceAll('.', '\\.')
    .replace(/\*+/g, (stars) => (stars.length > 1 ? '.{1,}' : '[\\w-]{1,}'))
    .replace(/\{([a-z].*?)\}/g, (_, names: string) => `(?:${names.replaceAll(',', '|')})`);
}
