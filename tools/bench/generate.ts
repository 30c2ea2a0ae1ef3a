/** Numbers that look random and are the same for the same seed (mulberry32). */
export class Random {
  #state: number;

  constructor(readonly seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 up to, but without, `limit`. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  /** One of several. */
  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }

  /** True in so many percent of the cases. */
  chance(percent: number): boolean {
    return this.below(100) < percent;
  }
}

const roles = [
  '[master]',
  '[data_hot, data_content, ingest]',
  '[data_warm, remote_cluster_client]',
  '[]',
];

/** A key with its settings: in one block, or each on a line of its own. */
function block(random: Random, key: string, settings: Readonly<Record<string, string>>): string[] {
  const entries = Object.entries(settings);
  return random.chance(50)
    ? [`${key}:`, ...entries.map(([name, value]) => `  ${name}: ${value}`)]
    : entries.map(([name, value]) => `${key}.${name}: ${value}`);
}

function ssl(random: Random, name: string): Record<string, string> {
  return {
    enabled: 'true',
    verification_mode: random.pick(['full', 'certificate']),
    key: `certs/${name}.key`,
    certificate: `certs/${name}.crt`,
    certificate_authorities: random.pick([`["certs/ca.crt"]`, 'certs/ca.crt']),
  };
}

function remote(random: Random, index: number): string[] {
  const host = `es-${random.below(90)}.example.com`;
  const settings: Readonly<Record<string, string>> = random.chance(50)
    ? { mode: 'proxy', proxy_address: `${host}:9443`, server_name: host }
    : { seeds: `["${host}:9300", "10.1.${random.below(250)}.7:9300"]` };
  return block(random, `cluster.remote.site-${index}`, {
    ...settings,
    skip_unavailable: random.pick(['true', 'false']),
  });
}

/** One realistic elasticsearch.yml of 40 to 110 lines, different for each state of the generator. */
export function generateYml(random: Random): string {
  const address = `10.${random.below(40)}.${random.below(250)}.${1 + random.below(250)}`;
  const seeds = Array.from({ length: 1 + random.below(5) }, (_, index) => `10.0.${index}.11`);
  const section = (title: string): string[] =>
    random.chance(70) ? ['', `# ${`-- ${title} `.padEnd(60, '-')}`, '#'] : [''];
  const lines = [
    '# Managed by hand; see the wiki before you change it.',
    ...section('Cluster'),
    `cluster.name: ${random.pick(['logs', 'metrics', 'search', 'archive'])}-${random.below(40)}`,
    ...section('Node'),
    `node.name: "node-${random.below(300)}"`,
    `node.roles: ${random.pick(roles)}`,
    ...block(random, 'node.attr', { rack: `r${random.below(9)}`, zone: `zone-${random.below(3)}` }),
    ...section('Paths'),
    'path.data: /var/lib/elasticsearch',
    'path.logs: /var/log/elasticsearch',
    ...section('Network'),
    `network.host: ${random.pick([address, '0.0.0.0', '_site_', `["_local_", "${address}"]`])}`,
    `http.port: 92${10 + random.below(80)}  # behind the proxy`,
    `transport.port: 93${10 + random.below(80)}`,
    ...section('Discovery'),
    ...(random.chance(50)
      ? [`discovery.seed_hosts: [${seeds.join(', ')}]`]
      : ['discovery.seed_hosts:', ...seeds.map((seed) => `  - ${seed}`)]),
    ...section('Security'),
    'xpack.security.enabled: true',
    ...block(random, 'xpack.security.transport.ssl', ssl(random, 'transport')),
    ...block(random, 'xpack.security.http.ssl', ssl(random, 'http')),
    ...section('Remote clusters'),
    ...Array.from({ length: random.below(4) }, (_, index) => remote(random, index)).flat(),
    ...section('Various'),
    ...block(random, 'cluster.routing.allocation.disk.watermark', {
      low: `${70 + random.below(10)}%`,
      high: `${82 + random.below(6)}%`,
      flood_stage: '95%',
    }),
    `indices.recovery.max_bytes_per_sec: ${40 + random.below(100)}mb`,
    'action.destructive_requires_name: true',
  ];
  return `${lines.join(random.chance(10) ? '\r\n' : '\n')}\n`;
}
