import { describe, expect, it } from 'vitest';
import { SourceText } from '../../src/core/text.js';
import { parseYml } from '../../src/documents/yaml.js';
import { loadCatalogue } from '../../src/settings/catalogue.js';
import { conflictsIn } from '../../src/settings/conflicts.js';
import { flatten } from '../../src/settings/flatten.js';
import { Settings } from '../../src/settings/settings.js';

/** The keys that are refused, with `!` where the reason is that another one cannot be read. */
async function refused(text: string, ...versions: string[]): Promise<string[]> {
  const document = parseYml(new SourceText('elasticsearch.yml', text));
  const { entries } = flatten(document.source, document.tree!, 'yml');
  const found = [...conflictsIn(new Settings(entries), await loadCatalogue(), versions)];
  return found.map(({ entry, unreadable }) => `${unreadable ? '!' : ''}${entry.key}`);
}

const disk = 'cluster.routing.allocation.disk.watermark';

describe('conflicts', () => {
  it('read 0 as a size from 8.4 on, and as what the others are before', async () => {
    const text = `${disk}.low: 0\n${disk}.high: 0.9\n`;
    expect(await refused(text, '8.3')).toEqual([]);
    expect(await refused(text, '8.4')).toEqual([`${disk}.low`, `${disk}.high`]);
  });

  it('check each name of a starred setting alone', async () => {
    const proxy = (name: string): string => `cluster.remote.${name}.proxy: "p:1"\n`;
    const text = `${proxy('a')}${proxy('b')}cluster.remote.b.seeds: "h:1"\n`;
    expect(await refused(text, '9.5')).toEqual(['cluster.remote.a.proxy']);
    expect(await refused('cluster.remote.a.proxy.address: "p:1"\n', '9.5')).toEqual([
      'cluster.remote.a.proxy.address',
    ]);
  });

  it('follow what a setting falls back to', async () => {
    const text = 'search.remote.a.seeds: "h:1"\ncluster.remote.a.proxy: "p:1"\n';
    expect(await refused(text, '7.17')).toEqual([]);
    expect(await refused(text, '8.0')).toEqual(['cluster.remote.a.proxy']);
    const merge = `${disk}.low: 9gb\n${disk}.high: 8gb\n${disk}.flood_stage: 7gb\n`;
    const headroom = 'indices.merge.disk.watermark.high.max_headroom';
    expect(await refused(`${merge}${headroom}: 1gb\n`, '9.5')).toEqual([headroom]);
  });

  it('name what is refused because another one cannot be read, and nothing where one is not known', async () => {
    const of = (mode: string): string =>
      `cluster.remote.a.mode: ${mode}\ncluster.remote.a.seeds: "h:1"\n`;
    expect(await refused(of('direct'), '9.5')).toEqual(['!cluster.remote.a.seeds']);
    expect(await refused(of('${MODE}'), '9.5')).toEqual([]);
    expect(await refused(`${disk}.high: \${HIGH}\n${disk}.low: 99%\n`, '9.5')).toEqual([]);
  });

  it('speak of the first version that refuses, and of none that does not know the key', async () => {
    const text = 'xpack.security.authc.realms.jwt.j.http.proxy.port: 80\n';
    expect(await refused(text, '9.0')).toEqual([]);
    expect(await refused(text, '9.0', '9.1')).toHaveLength(1);
  });
});
