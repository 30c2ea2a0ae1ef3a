import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateYml, type Random } from '../bench/generate.js';

/** The body of PUT _cluster/settings. */
export const payload = `{
  "persistent": {
    "cluster.remote.archive": { "mode": "proxy", "proxy_address": "archive.example.com:9443", "skip_unavailable": true },
    "cluster.routing.allocation.disk.watermark.low": "85%",
    "indices.recovery.max_bytes_per_sec": null
  },
  "transient": { "logger.org.elasticsearch.transport": "TRACE" }
}
`;
/** Requests as they are kept for a console. */
export const requests = `# what is applied after the roll-out
PUT _cluster/settings
${payload}
POST /_security/cross_cluster/api_key
{
  "name": "archive",
  "access": { "search": [{ "names": ["logs-*"], "query": """{"term":{"a":1}}""" }], "replication": [{ "names": ["a"] }] },
  "certificate_identity": "CN=logs,O=Example,(C|c)=D[E-F]"
}

PUT _security/role/reader
{ "remote_indices": [{ "clusters": ["archive"], "names": ["logs-*"], "privileges": ["read", "read_cross_cluster"] }] }
`;
const manifest = `version: 1
clusters:
  logs:
    version: 8.15-8.19
    nodes: [elasticsearch.yml]
    settings: [cluster-settings.json]
    keystore: keystore.txt
  archive: { version: [8.19, 9.5.3], license: enterprise, addresses: [archive.example.com], apiKeys: requests.console }
links:
  - { from: logs, alias: archive, to: archive, use: [search] }
rules: { suppressions/unused: info }
ignore: ["**/old/**"]
`;
const keystore =
  'keystore.seed\ncluster.remote.archive.credentials\nxpack.security.http.ssl.keystore.secure_password\n';
const template = `cluster.name: {{ name | default("logs") }}
{% for host in groups['es'] %}
discovery.seed_hosts.{{ loop.index0 }}: "{{ host }}:9300"
{% endfor %}
node.roles: [{{ roles | join(', ') }}]  # elasticlint-disable-line yaml/syntax until=2026-12-31 -- generated
`;
const example = readFileSync(join(import.meta.dirname, '../bench/elasticsearch.yml'), 'utf8');

/** A realistic set of files to start from: an elasticsearch.yml, and some of what can be beside it. */
export function seedFiles(random: Random): Record<string, string> {
  const yml = random.pick([generateYml(random), example, template]);
  const files: Record<string, string> = { 'elasticsearch.yml': yml };
  if (random.chance(40)) files['cluster-settings.json'] = payload;
  if (random.chance(40)) files['requests.console'] = requests;
  if (random.chance(30)) files['elasticlint.yml'] = manifest;
  if (random.chance(20)) files['keystore.txt'] = keystore;
  return files;
}
