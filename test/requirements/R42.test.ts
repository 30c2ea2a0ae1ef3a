import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { generateYml, Random } from '../../tools/bench/generate.js';
import { elasticlint, folder, useCommand } from '../cli/command.js';

useCommand();

const secret = 'hunter2-Tr0ub4dor';

/** Files of all kinds: ordinary ones, ones that read another, ones that can only be linted with all others. */
function files(): Record<string, string> {
  const random = new Random(7);
  const names = Array.from({ length: 60 }, (_, i) => `n${i}/elasticsearch.yml`);
  return {
    ...Object.fromEntries(names.map((name) => [name, generateYml(random)])),
    'broken/elasticsearch.yml': 'a: [\n',
    'silenced/elasticsearch.yml':
      '# elasticlint-disable-next-line settings/unknown -- later\nfoo.bar: 1\nfoo.baz: 2\n',
    'secret/elasticsearch.yml': `xpack.security.http.ssl.keystore.password: ${secret}\nxpack.security.enabled: true\n`,
    'reads/elasticsearch.yml':
      'xpack.security.transport.ssl.trust_restrictions.path: other-elasticsearch.yml\nnode.roles: [nope]\n',
    'reads/other-elasticsearch.yml': '# elasticlint-disable-file\ntrust.subject_name: 5\n',
    'certs/elasticsearch.yml':
      'xpack.security.transport.ssl.certificate_authorities: ca.pem\nnode.roles: [nope]\n',
    'eck.yml':
      'apiVersion: elasticsearch.k8s.elastic.co/v1\nkind: Elasticsearch\nmetadata: { name: a }\nspec: { version: 8.19.0 }\n',
    'data-elasticsearch.yml': 'foo.bar: 1\r\nnode.roles: [nope]\r\n',
    'cluster-settings.json': '{"persistent": {"foo.bar": 1}, "transient": {"a": null}}',
  };
}

describe('R42: the report does not hang on how it was made', () => {
  let cwd = '';
  const run = async (...args: string[]): Promise<string> => {
    const { stdout, code } = await elasticlint(['--no-config', '--pedantic', ...args], { cwd });
    expect(code).toBe(1);
    return stdout;
  };
  beforeAll(() => {
    cwd = folder(files());
  });

  it.each(['pretty', 'json', 'sarif'])('nor on threads, as %s', async (format) => {
    const one = await run('--format', format, '--jobs', '1', '.');
    for (const jobs of ['2', '5', 'auto'])
      expect(await run('--format', format, '--jobs', jobs, '.'), jobs).toBe(one);
  });

  it('nor on the order of the files', async () => {
    const paths = Object.keys(files());
    const one = await run('--format', 'json', ...paths);
    expect(await run('--format', 'json', ...[...paths].reverse())).toBe(one);
    expect(await run('--format', 'json', '--jobs', '2', ...[...paths].reverse())).toBe(one);
  });

  it('nor on a cache, which knows contents and not times, and no secrets', async () => {
    const all = ['--format', 'json', '.'];
    const cached = (): Promise<string> => run('--cache', ...all);
    const first = await run(...all);
    expect(await cached()).toBe(first);
    const kept = readFileSync(join(cwd, '.elasticlintcache'), 'utf8');
    expect(kept).not.toContain(secret);
    expect(await cached()).toBe(first);
    expect(readFileSync(join(cwd, '.elasticlintcache'), 'utf8')).toBe(kept);
    const path = join(cwd, 'n3/elasticsearch.yml');
    const text = readFileSync(path, 'utf8');
    // another content of the same size and time
    utimesSync(path, 1e9, 1e9);
    expect(await cached()).toBe(first);
    writeFileSync(path, text.replace('cluster.name', 'cluster.nama'));
    utimesSync(path, 1e9, 1e9);
    const changed = await cached();
    expect(changed).toContain('cluster.nama');
    expect(changed).toBe(await run(...all));
    // what a file names counts, too
    writeFileSync(join(cwd, 'certs/ca.pem'), 'no certificate');
    expect(await cached()).toBe(await run(...all));
    expect(await run('--cache', '--es-version', '7.17', ...all)).toBe(
      await run('--es-version', '7.17', ...all),
    );
  });

  it('a damaged cache is ignored with a note; another file is never written over', async () => {
    const where = ['--cache-location', 'kept'];
    const first = await run(...where, '.');
    const text = readFileSync(join(cwd, 'kept'), 'utf8');
    writeFileSync(join(cwd, 'kept'), text.slice(0, text.length / 2));
    const { stdout, stderr } = await elasticlint(['--no-config', '--pedantic', ...where, '.'], {
      cwd,
    });
    expect(stdout).toBe(first);
    expect(stderr).toBe('elasticlint: the cache kept is damaged; all files are linted anew\n');
    const yml = ['--cache-location', 'eck.yml', '.'];
    const refused = await elasticlint(yml, { cwd });
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toContain('eck.yml: this file is no cache of elasticlint');
  });

  it('refuses what is no number of threads', async () => {
    for (const jobs of ['0', '-1', 'x', '1.5', '1000'])
      expect((await elasticlint(['--jobs', jobs, '.'], { cwd })).code).toBe(2);
  });
});
