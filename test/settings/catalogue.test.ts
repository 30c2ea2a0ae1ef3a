import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { loadCatalogue, type CatalogueFile } from '../../src/settings/catalogue.js';
import { rowsOf, rowsUnder } from '../../src/settings/catalogue-rows.js';
import { loadDescriptions } from '../../src/settings/descriptions.js';
import { checks } from '../../src/settings/grammar/check.js';
import { parseType, type ValueType } from '../../src/settings/grammar/type.js';
import { knownMinors, minorOf } from '../../src/settings/versions.js';

const catalogue = await loadCatalogue();
const schemas = new URL('../../schemas/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, schemas), 'utf8');
const file = JSON.parse(read('settings.json')) as CatalogueFile;
const lists = ['list', 'filled-list', 'default-list', 'commas', 'roles'];

describe('schemas/settings.json', () => {
  it('has the documented shape, every known minor, and stays small', () => {
    const validate = new Ajv2020({ strict: false }).compile(
      JSON.parse(read('settings.schema.json')) as object,
    );
    expect(validate(file), JSON.stringify(validate.errors)).toBe(true);
    expect(file.versions.map(minorOf)).toEqual(knownMinors);
    expect(read('settings.json').length).toBeLessThan(300_000);
  });

  it('is what is looked up', () => {
    const rows = rowsOf(file);
    const keys = new Set([...Object.keys(file.settings), ...Object.keys(file.unmeasured)]);
    expect(new Set(catalogue.keys)).toEqual(keys);
    for (const key of keys)
      expect(rowsUnder(rows, key)).toEqual({
        ranges: file.settings[key],
        unmeasured: file.unmeasured[key],
      });
    expect(rowsUnder(rows, 'constructor')).toEqual({ ranges: undefined, unmeasured: undefined });
  });

  it('holds the numbers of settings that the distributions register', () => {
    const measured = (version: string): number => {
      const at = file.versions.indexOf(version);
      return Object.values(file.settings).filter((ranges) =>
        ranges.some(([from, to]) => from <= at && at <= to),
      ).length;
    };
    expect(measured('7.17.28')).toBe(1049);
    expect(measured('9.4.3')).toBe(1343);
    expect(measured('9.5.3')).toBe(1375);
    expect(Object.keys(file.unmeasured).length).toBeGreaterThan(500);
  });

  it('has sorted keys and ranges, and nothing in its pools that nobody uses', () => {
    const used = {
      types: new Set<number>(),
      properties: new Set<number>(),
      modules: new Set<number>(),
    };
    const use = (type: number, properties: number, module: number): void => {
      used.types.add(type);
      used.properties.add(properties);
      used.modules.add(module);
    };
    for (const part of [file.settings, file.unmeasured])
      expect(Object.keys(part)).toEqual(Object.keys(part).sort());
    for (const ranges of Object.values(file.settings)) {
      let before = -1;
      for (const [from, to, type, , properties, module] of ranges) {
        expect(from).toBeGreaterThan(before);
        expect(to).toBeGreaterThanOrEqual(from);
        expect(to).toBeLessThan(file.versions.length);
        before = to;
        use(type, properties, module);
      }
    }
    for (const [type, , properties, module] of Object.values(file.unmeasured))
      use(type, properties, module);
    for (const [pool, numbers] of Object.entries(used)) {
      const texts = file[pool as keyof typeof used];
      expect([...numbers].sort((a, b) => a - b)).toEqual(texts.map((_, i) => i));
    }
  });

  it('names only types that the grammar has', () => {
    const known = ({ name, item }: ValueType): boolean =>
      item ? lists.includes(name) && known(item) : name in checks || name === 'roles';
    expect(file.types.filter((text) => !known(parseType(text)))).toEqual([]);
  });

  it('matches no key in two ways', () => {
    for (const version of ['7.17', '8.19', '9.5']) {
      for (const key of catalogue.keysIn(version)) {
        expect(catalogue.find(key.replace('*', 'x1'), version)?.key).toBe(key);
      }
    }
  });
});

describe('find', () => {
  it('knows plain settings with their facts', () => {
    expect(catalogue.find('cluster.routing.allocation.disk.watermark.low', '9.5')).toMatchObject({
      default: '85%',
      dynamic: true,
      scope: 'node',
      measured: true,
      type: { name: 'relative-bytes' },
    });
    expect(catalogue.find('node.roles', '8.19.21')).toMatchObject({
      list: true,
      dynamic: false,
      version: '8.19.21',
    });
    expect(catalogue.find('index.number_of_shards', '9.5')).toMatchObject({
      scope: 'index',
      final: true,
    });
    expect(catalogue.find('no.such.setting', '9.5')).toBeUndefined();
  });

  it('takes names for stars by the grammar of Elasticsearch', () => {
    const key = (asked: string): string | undefined => catalogue.find(asked, '9.5')?.key;
    expect(key('cluster.remote.my-remote_1.seeds')).toBe('cluster.remote.*.seeds');
    expect(key('cluster.remote.two words.seeds')).toBeUndefined();
    expect(key('cluster.remote.a.b.seeds')).toBeUndefined();
    expect(key('cluster.remote..seeds')).toBeUndefined();
    expect(key('cluster.remote.café.seeds')).toBeUndefined();
    expect(key('logger.org.elasticsearch.discovery')).toBe('logger.*');
    expect(key('logger.')).toBeUndefined();
    expect(key('node.attr.rack id')).toBeUndefined();
    expect(key('xpack.security.authc.realms.ldap.ldap1.order')).toBe(
      'xpack.security.authc.realms.ldap.*.order',
    );
    expect(catalogue.find('cluster.remote.one.mode', '9.5')).toMatchObject({
      namespace: 'one',
      type: { name: 'words-any-case' },
    });
  });

  it('tells the items of a list from other keys below a setting', () => {
    expect(catalogue.find('discovery.seed_hosts.0', '9.5')).toMatchObject({
      key: 'discovery.seed_hosts',
      rest: '.0',
    });
    expect(catalogue.find('discovery.seed_hosts.a', '9.5')).toBeUndefined();
    expect(catalogue.find('cluster.name.0', '9.5')).toBeUndefined();
    expect(catalogue.find('cluster.remote.one.seeds.3', '9.5')).toMatchObject({ rest: '.3' });
  });

  it('knows thread pools, legacy roles, secure settings and those of security', () => {
    expect(catalogue.find('thread_pool.write.queue_size', '9.5')?.type.name).toBe('int');
    expect(catalogue.find('node.master', '7.17')?.deprecated).toBe('critical');
    expect(catalogue.find('node.master', '8.0')).toBeUndefined();
    expect(catalogue.find('node.ml', '7.17')).toMatchObject({
      measured: false,
      module: 'x-pack-ml',
    });
    expect(catalogue.find('node.ml', '8.0')).toBeUndefined();
    expect(catalogue.find('ingest.grok.watchdog.interval', '8.7')?.measured).toBe(false);
    expect(catalogue.find('ingest.grok.watchdog.interval', '8.8')?.measured).toBe(true);
    expect(
      catalogue.find('xpack.security.transport.ssl.secure_key_passphrase', '9.5')?.secure,
    ).toBe(true);
    expect(catalogue.find('cluster.remote.one.credentials', '8.14')).toMatchObject({
      secure: true,
    });
    expect(catalogue.find('xpack.security.http.ssl.verification_mode', '9.5')).toMatchObject({
      filtered: true,
    });
  });

  it('gives each version its own default', () => {
    const value = (key: string, version: string): string | undefined =>
      catalogue.find(key, version)?.default;
    expect(value('cluster.remote.one.skip_unavailable', '8.14')).toBe('false');
    expect(value('cluster.remote.one.skip_unavailable', '8.15')).toBe('true');
    expect(value('action.destructive_requires_name', '7.17')).toBe('false');
    expect(value('action.destructive_requires_name', '8.0')).toBe('true');
    const processors = catalogue.find('node.processors', '9.5');
    expect([processors?.computedDefault, processors?.default]).toEqual([true, undefined]);
  });

  it('never concludes from the absence of modules that no distribution holds', () => {
    for (const version of ['7.17', '8.19', '9.5']) {
      expect(catalogue.find('reindex.remote.whitelist', version)).toMatchObject({
        measured: false,
        list: true,
      });
    }
    expect(catalogue.find('s3.client.default.endpoint', '9.5')).toMatchObject({ measured: false });
    expect(catalogue.find('xpack.monitoring.exporters.a.ssl.certificate', '8.19')).toMatchObject({
      group: true,
      rest: '.certificate',
    });
    expect(catalogue.find('data_streams.derived_metrics.flush_interval', '9.5')).toBeUndefined();
  });
});

describe('history and keysIn', () => {
  it('says from when to when a key is known', () => {
    expect(catalogue.history('node.master')).toMatchObject({
      since: '7.17',
      until: '7.17',
      minors: ['7.17'],
    });
    expect(catalogue.history('remote_cluster.port')).toMatchObject({
      since: '8.10',
      measured: true,
    });
    expect(catalogue.history('remote_cluster.port')).not.toHaveProperty('until');
    expect(catalogue.history('cluster.remote.one.seeds')?.minors).toEqual(knownMinors);
    expect(catalogue.history('data_streams.derived_metrics.flush_interval')).toMatchObject({
      since: '9.6',
      minors: [],
    });
    expect(catalogue.history('no.such.setting')).toBeUndefined();
  });

  it('lists the registered keys of a version', () => {
    expect(catalogue.keysIn('9.5')).toContain('cluster.remote.*.seeds');
    expect(catalogue.keysIn('9.5')).not.toContain('node.master');
    expect(catalogue.keysIn('7.17.1')).toContain('node.master');
    expect(catalogue.keysIn('9.5')).toBe(catalogue.keysIn('9.5.3'));
  });
});

describe('descriptions', async () => {
  const descriptions = await loadDescriptions();
  const { pages, settings, endings } = descriptions.file;

  it('describe settings that exist, in one short sentence, with pages of the public reference', () => {
    expect(Object.keys(settings).filter((key) => !catalogue.keys.includes(key))).toEqual([]);
    for (const ending of Object.keys(endings)) {
      expect(catalogue.keys.some((key) => key.endsWith(ending))).toBe(true);
    }
    for (const [page = '', text = ''] of [...Object.values(settings), ...Object.values(endings)]) {
      expect(text).toMatch(/^.{8,139}\.$/);
      expect(pages[page]).toMatch(/^https:\/\/www\.elastic\.co\/docs\/[a-z0-9/-]+$/);
    }
  });

  it('cover the families that links and nodes live on', () => {
    const families =
      /^(?:cluster\.remote\.|remote_cluster|discovery\.|xpack\.security\.(?:transport|http|remote_cluster\w*)\.ssl\.)/;
    const missing = catalogue
      .keysIn('9.5')
      .filter((key) => families.test(key) && !descriptions.of(key));
    expect(missing).toEqual([]);
    expect(Object.keys(settings).length).toBeGreaterThan(300);
  });

  it('are found by registered key', () => {
    expect(descriptions.of('cluster.remote.*.proxy_address')?.url).toMatch(/remote-clusters$/);
    expect(descriptions.of('xpack.security.http.ssl.key')?.text).toMatch(/private key/);
    expect(descriptions.of('no.such.setting')).toBeUndefined();
  });
});
