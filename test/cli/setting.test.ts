import { describe, expect, it } from 'vitest';
import { knownMinors } from '../../src/settings/versions.js';
import { elasticlint, linesOf, stopReading, useCommand } from './command.js';

useCommand();

const setting = (...args: string[]) => elasticlint(['setting', ...args]);

interface Page {
  readonly key: string;
  readonly since?: string;
  readonly until?: string;
  readonly successor?: string;
  readonly description?: string;
  readonly url?: string;
  readonly inferred: boolean;
  readonly facts: {
    from: string;
    to: string;
    allowed: string;
    default?: string;
    fallback?: string;
    properties: string[];
    deprecated: boolean;
  }[];
}

async function pageOf(...args: string[]): Promise<Page> {
  const { code, stdout, stderr } = await setting(...args, '--format', 'json');
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Page;
}

describe('elasticlint setting', () => {
  it('shows what a setting is', async () => {
    const { code, stdout, stderr } = await setting('cluster.remote.one.skip_unavailable');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(`cluster.remote.one.skip_unavailable (cluster.remote.*.skip_unavailable)
Whether a search goes on without this remote cluster when it cannot be reached.

known       in all known versions
module      server

7.17
value       true or false
default     false
unset       takes the value of search.remote.one.skip_unavailable
set         by request, while the cluster runs
properties  Dynamic, NodeScope

8.0 to 8.14
value       true or false
default     false
set         by request, while the cluster runs
properties  Dynamic, NodeScope

8.15 to 9.5
value       true or false
default     true
set         by request, while the cluster runs
properties  Dynamic, NodeScope

https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/remote-clusters
`);
  });

  it('gives the same as data', async () => {
    expect(await pageOf('http.port')).toEqual({
      key: 'http.port',
      description: 'Port, or range of ports to try, for the REST API.',
      url: 'https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/networking-settings',
      module: 'server',
      inferred: false,
      facts: [
        {
          from: knownMinors[0],
          to: knownMinors.at(-1),
          allowed: 'any text',
          default: '9200-9300',
          change: 'in elasticsearch.yml, with a restart',
          scope: 'node',
          deprecated: false,
          properties: ['NodeScope'],
        },
      ],
    });
  });

  it('knows since when, until when, what came after, and what is deprecated', async () => {
    const young = await pageOf('remote_cluster_server.enabled');
    expect([young.since, young.until]).toEqual(['8.10', undefined]);
    const old = await pageOf('transport.tcp.port');
    expect([old.since, old.until, old.successor]).toEqual([undefined, '7.17', 'transport.port']);
    expect(old.facts[0]).toMatchObject({ deprecated: true });
    expect((await setting('transport.tcp.port')).stdout).toMatch(/^known +up to 7\.17\n/m);
    expect((await setting('remote_cluster_server.enabled')).stdout).toMatch(/^known +since 8\.10/m);
  });

  it.each([
    ['cluster.remote.one.seeds', 'cluster.remote.*.seeds'],
    ['cluster.remote.*.seeds', 'cluster.remote.*.seeds'],
    ['logger.org.elasticsearch.discovery', 'logger.*'],
    ['persistent.cluster.remote.one.mode', 'cluster.remote.*.mode'],
    ['transient.indices.recovery.max_bytes_per_sec', 'indices.recovery.max_bytes_per_sec'],
    ['discovery.seed_hosts.0', 'discovery.seed_hosts'],
    [' http.port ', 'http.port'],
  ])('finds %s', async (asked, registered) => {
    expect((await pageOf(asked)).key).toBe(registered);
  });

  it('says where a secret lives, and of an index setting that no file takes it', async () => {
    const secret = (await setting('s3.client.default.access_key')).stdout;
    expect(secret).toMatch(/^value +a secret\n/m);
    expect(secret).toMatch(/^set +in the keystore of every node\n/m);
    expect(secret).toContain('not measured');
    expect((await setting('index.number_of_replicas')).stdout).toMatch(
      /^set +on an index, at any/m,
    );
    expect((await setting('index.number_of_shards')).stdout).toMatch(/^set +on an index, when it/m);
  });

  it('--es-version shows only what holds for it', async () => {
    const only = await pageOf('cluster.remote.one.skip_unavailable', '--es-version', '8.13-8.16');
    expect(only.facts.map((facts) => [facts.from, facts.to, facts.default])).toEqual([
      ['8.13', '8.14', 'false'],
      ['8.15', '8.16', 'true'],
    ]);
    const patch = await pageOf('http.port', '--es-version', '8.19.21');
    expect(patch.facts.map(({ from, to }) => [from, to])).toEqual([['8.19', '8.19']]);
  });

  it.each([
    ['foo.bar', "no version of Elasticsearch knows 'foo.bar'"],
    ['htp.port', 'near it is http.port'],
    ['HTTP.Port', 'near it is http.port'],
    ['cluster.remote.one.sedes', 'near it is cluster.remote.one.seeds'],
    ['cluster.remote.one.skip-unavailable', 'near it is cluster.remote.one.skip_unavailable'],
    ['http.cors', "'http.cors' is no setting itself; below it are http.cors.allow-credentials, "],
    ['cluster.remote.one', 'cluster.remote.*.seeds'],
    ['xpack.security.http.ssl', 'and 12 more'],
    ['http.enabled', "no version from 7.17 on knows 'http.enabled'; what takes its place"],
    ['readonlyrest.enable', 'is a setting of ReadonlyREST, not of Elasticsearch'],
    ['', 'a key is wanted'],
  ])('%j: exit 2, one line that helps', async (key, said) => {
    const { code, stdout, stderr } = await setting(key);
    expect([code, stdout]).toEqual([2, '']);
    expect(linesOf(stderr)).toHaveLength(1);
    expect(stderr).toMatch(/^elasticlint: /);
    expect(stderr).toContain(said);
  });

  it.each([
    ['an unknown version', ['http.port', '--es-version', '3'], 'Elasticsearch 3 is not known'],
    [
      'a version that does not know it',
      ['node.master', '--es-version', '8.0'],
      "Elasticsearch 8.0 does not know 'node.master': it is known up to 7.17",
    ],
    ['no key', [], "missing required argument 'key'"],
    ['two keys', ['http.port', 'http.host'], 'too many arguments'],
    ['an unknown format', ['http.port', '--format', 'yaml'], 'Allowed choices'],
  ])('%s: exit 2', async (_what, args, said) => {
    const { code, stdout, stderr } = await setting(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(linesOf(stderr)).toHaveLength(1);
    expect(stderr).toContain(said);
  });

  it('ends quietly when the reader goes away', async () => {
    expect(await stopReading(['setting', 'cluster.remote.one.skip_unavailable'])).toBe('');
  });
});
