import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalogue, type Setting } from '../../src/settings/catalogue.js';
import { failsLater } from '../../src/settings/grammar/later.js';
import { judgeValue, splitList, type BadValue } from '../../src/settings/grammar/judge.js';
import { BATTERY } from '../../tools/catalogue/battery.js';

const catalogue = await loadCatalogue();

function setting(key: string, version = '9.5'): Setting {
  const found = catalogue.find(key, version);
  if (!found) throw new Error(`${version} knows no ${key}`);
  return found;
}

const judge = (
  key: string,
  value: string | readonly string[] | null,
  version = '9.5',
): BadValue | undefined => judgeValue(setting(key, version), value, version);
const accepts = (key: string, value: string | readonly string[], version?: string): boolean =>
  judge(key, value, version) === undefined;

describe('judgeValue', () => {
  it.each([
    ['xpack.security.enabled', 'yes', 'is neither true nor false', 'true'],
    ['xpack.security.enabled', 'False', 'is neither true nor false', 'false'],
    ['cluster.publish.timeout', '30', 'has no unit of time', '30s'],
    ['cluster.publish.timeout', '1.5h', 'is not a whole number of its unit', '90m'],
    ['cluster.publish.timeout', '5 minutes', 'has an unknown unit of time', '5m'],
    ['cluster.publish.timeout', '5M', 'has an unknown unit of time', '5m'],
    ['cluster.publish.timeout', '2w', 'has an unknown unit of time', '14d'],
    ['cluster.publish.timeout', '0ms', 'is less than 1ms', undefined],
    ['http.max_content_length', '100', 'has no unit of size', '100mb'],
    ['http.max_content_length', '10GiB', 'has an unknown unit of size', undefined],
    ['http.max_content_length', '1.555kb', 'has more than two decimals', '1.55kb'],
    [
      'cluster.routing.allocation.disk.watermark.low',
      '85',
      'is neither a percentage, a ratio nor a size in bytes',
      '85%',
    ],
    ['http.compression_level', '6.0', 'is not a whole number', '6'],
    ['cluster.max_shards_per_node', '1,000', 'is not a whole number', '1000'],
    ['cluster.max_shards_per_node', '0', 'is less than 1', '1'],
    ['cluster.remote.one.mode', 'proxi', 'is none of the allowed words', 'proxy'],
    ['xpack.license.self_generated.type', 'Trail', 'is none of the allowed words', 'trial'],
    [
      'cluster.remote.one.proxy_address',
      'https://es.example.com:9400/',
      'has no number as its port',
      'es.example.com:9400',
    ],
    [
      'cluster.remote.one.seeds',
      'es01.example.com',
      'has an item that has no port',
      'es01.example.com:9300',
    ],
    ['node.roles', 'master, dta', 'has an unknown role', 'master, data'],
    ['node.roles', 'ingestion', 'has an unknown role', 'ingest'],
    ['node.attr.rack', ' r1', 'has blanks around it', 'r1'],
    ['indices.memory.index_buffer_size', '10', 'has no unit of size', '10%'],
    ['indices.memory.index_buffer_size', '512', 'has no unit of size', undefined],
    ['cluster.routing.allocation.enable', 'some', 'is none of the allowed words', undefined],
    ['cluster.routing.allocation.enable', 'primary', 'is none of the allowed words', 'primaries'],
    ['bootstrap.memory_lock', 'ture', 'is neither true nor false', 'true'],
    ['bootstrap.memory_lock', 'use', 'is neither true nor false', undefined],
    [
      'telemetry.agent.servise_name',
      'x',
      'is set under a name that is not known',
      'telemetry.agent.service_name',
    ],
    [
      'cluster.routing.allocation.awareness.force.zone',
      'a,b',
      'is set under a name without a dot',
      undefined,
    ],
  ])('%s: %s', (key, value, problem, suggestion) => {
    const bad = judge(key, value);
    expect(bad?.problem).toBe(problem);
    expect(bad?.suggestion).toBe(suggestion);
    expect(bad?.allowed).toBeTruthy();
  });

  it('judges by the name where the name says what the value is', () => {
    expect(accepts('cluster.routing.allocation.require._ip', '10.0.0.1,10.1.*')).toBe(true);
    expect(judge('cluster.routing.allocation.require._ip', '10.0.0.300')?.problem).toBe(
      'has an item that is no IP address',
    );
    expect(accepts('cluster.routing.allocation.require.rack', '10.0.0.300')).toBe(true);
    expect(accepts('xpack.security.authc.realms.jwt.j.required_claims.role', 'x')).toBe(true);
    expect(accepts('xpack.security.authc.realms.jwt.j.required_claims.role', [])).toBe(true);
  });

  it('says what is allowed', () => {
    expect(judge('cluster.publish.timeout', 'x')?.allowed).toBe(
      'a whole number with a unit of time (nanos, micros, ms, s, m, h, d), at least 1ms',
    );
    expect(judge('cluster.remote.one.mode', 'x')?.allowed).toBe('one of proxy, sniff');
    expect(judge('http.tcp.keep_idle', '301')?.allowed).toBe('a whole number, from -1 to 300');
    expect(judge('node.roles', 'x')?.allowed).toMatch(/^a list of roles: data, .*voting_only/);
    expect(judge('cluster.remote.one.seeds', 'x')?.allowed).toBe(
      'a list; each item is host:port with one port above 0',
    );
  });

  it('follows the version', () => {
    expect(accepts('http.max_content_length', '1.555kb', '8.19')).toBe(true);
    expect(accepts('http.max_content_length', '1.555kb', '9.0')).toBe(false);
    expect(accepts('node.processors', '1.5', '7.17')).toBe(false);
    expect(accepts('node.processors', '1.5', '9.5')).toBe(true);
    expect(accepts('index.merge.policy.deletes_pct_allowed', '10', '8.0')).toBe(false);
    expect(accepts('index.merge.policy.deletes_pct_allowed', '10', '9.5')).toBe(true);
    for (const version of ['7.17', '8.0', '9.5'])
      expect(accepts('node.roles', 'ml, transform', version)).toBe(true);
  });

  it('parses what stands below a key with a star, as Elasticsearch does', () => {
    expect(accepts('cluster.remote.one.skip_unavailable.below', 'true')).toBe(true);
    expect(accepts('cluster.remote.one.skip_unavailable.below', 'maybe')).toBe(false);
    expect(accepts('cluster.remote.one.seeds.below', 'es')).toBe(false);
  });

  it('takes lists as sequences and as text', () => {
    expect(accepts('cluster.remote.one.seeds', ['127.0.0.1:9300', '[::1]:9300'])).toBe(true);
    expect(accepts('cluster.remote.one.seeds', '127.0.0.1:9300, es:9300')).toBe(true);
    expect(accepts('cluster.remote.one.seeds', ['es:9300', 'es'])).toBe(false);
    expect(accepts('node.roles', ['master', 'voting_only'])).toBe(true);
    expect(accepts('node.roles', ['voting_only'])).toBe(false);
    expect(accepts('node.roles', [])).toBe(true);
    expect(accepts('xpack.security.enabled', ['true'])).toBe(false);
    expect(splitList('a, b,,c,,')).toEqual(['a', 'b', '', 'c']);
  });

  it('judges neither null, nor secure settings, nor keys that hold no value, nor what is uncertain', () => {
    expect(judge('cluster.publish.timeout', null)).toBeUndefined();
    expect(judge('bootstrap.password', '')).toBeUndefined();
    expect(judge('discovery.seed_hosts.3', 'x')).toBeUndefined();
    const uncertain = catalogue
      .keysIn('9.5')
      .map((key) => setting(key.replaceAll('*', 'x1')))
      .filter((one) => one.uncertain);
    expect(uncertain.length).toBeGreaterThan(50);
    for (const one of uncertain) expect(judgeValue(one, 'no value at all', '9.5')).toBeUndefined();
  });

  it('suggests only what is accepted, and shows nothing of filtered settings', () => {
    const wrong: string[] = [];
    let suggestions = 0;
    for (const key of catalogue.keysIn('9.5')) {
      const one = setting(key.replaceAll('*', 'x1'));
      for (const value of one.names ? [] : BATTERY.slice(0, 200)) {
        const suggestion = judgeValue(one, value, '9.5')?.suggestion;
        if (suggestion === undefined) continue;
        suggestions++;
        if (one.filtered || judgeValue(one, suggestion, '9.5')) wrong.push(`${key}: ${suggestion}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(suggestions).toBeGreaterThan(10_000);
  });

  it.each(['__proto__', 'constructor', '1 constructor'])(
    'takes %s for a word like any other',
    (word) => {
      for (const key of [
        'http.cors.enabled',
        'transport.connect_timeout',
        'http.max_content_length',
      ])
        expect(judge(key, word)?.problem).toBeTypeOf('string');
    },
  );

  it('answers for any text and any setting', () => {
    const keys = catalogue.keysIn('9.5').map((key) => key.replaceAll('*', 'x1'));
    fc.assert(
      fc.property(
        fc.constantFrom(...keys),
        fc.oneof(fc.string({ unit: 'grapheme' }), fc.array(fc.string())),
        (key, value) => {
          const bad = judge(key, value);
          return bad === undefined || bad.problem.length > 0;
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe('failsLater', () => {
  const later = (key: string, value: string): string | undefined =>
    failsLater(setting(key), value)?.problem;

  it('knows ports that the settings accept and the node cannot bind', () => {
    expect(accepts('http.port', 'foo')).toBe(true);
    expect(later('http.port', 'foo')).toBe('is no port or range of ports');
    expect(later('transport.port', '9400-9300')).toBe('has a range that ends before it begins');
    expect(later('transport.profiles.client.port', '70000')).toBe('has a port above 65535');
    expect(later('http.port', ',')).toBe('names no port');
    // the first free port is taken, and nothing behind it is read
    for (const fine of ['9200', '9200-9300', '9200, 9300 - 9305', '0', '9200,foo', '65530-65540'])
      expect(later('http.port', fine)).toBeUndefined();
    expect(later('cluster.name', 'foo')).toBeUndefined();
  });

  it('knows claims that a realm cannot require', () => {
    const claims = 'xpack.security.authc.realms.jwt.j.required_claims';
    expect(later(`${claims}.sub`, 'x')).toBe('names a claim that the realm checks itself');
    expect(later(`${claims}.role`, '')).toBe('is empty');
    expect(later(`${claims}.role`, 'admin')).toBeUndefined();
  });
});
