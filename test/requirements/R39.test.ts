import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../src/settings/catalogue.js';
import { mostLines } from '../../src/lsp/hover-text.js';
import { Desk } from '../lsp/desk.js';

const yml = '/w/elasticsearch.yml';
const markdown = { textDocument: { hover: { contentFormat: ['markdown' as const] } } };

describe('R39: hovers', () => {
  it('say on the first line type, default, whether it is dynamic, since when, and that it is deprecated', async () => {
    const desk = new Desk();
    const first = async (text: string): Promise<string> => (await desk.hover(yml, text))[0]!;
    expect(await first('indices.recovery.max_by|tes_per_sec: 40mb')).toMatch(
      /^indices\.recovery\.max_bytes_per_sec · bytes · default .* · dynamic/,
    );
    expect(await first('remote_cluster_server.en|abled: true')).toMatch(
      /boolean · default `?false`? · static · since 8\.10/,
    );
    expect(await first('cluster:\n  remote:\n    one:\n      mo|de: proxy')).toMatch(
      /^cluster\.remote\.one\.mode · word/,
    );
  });

  it('are plain text where the client asks for it, and never longer than twelve lines', async () => {
    const catalogue = await loadCatalogue();
    const keys = catalogue.keysIn('9.5').filter((key) => !key.includes('*'));
    const [plain, marked] = [new Desk(), new Desk({}, markdown)];
    for (let index = 0; index < keys.length; index += 97) {
      const text = `|${keys[index]!}: x\n`;
      const lines = await plain.hover(yml, text);
      expect(lines.length).toBeGreaterThan(1);
      expect(lines.length).toBeLessThanOrEqual(mostLines);
      expect(lines.join('\n')).not.toMatch(/\*\*|\]\(/);
      expect((await marked.hover(yml, text))[0]).toMatch(/^\*\*/);
    }
  });

  it('cut long lists of values, with a link to all of them', async () => {
    const lines = await new Desk().hover(
      yml,
      'xpack.security.authc.password_hashing.algor|ithm: bcrypt\n',
    );
    const values = lines.find((line) => line.startsWith('Value:'))!;
    expect(values.length).toBeLessThan(300);
    expect(values).toMatch(/…/);
  });

  it('say what holds and where that comes from, also of an alias', async () => {
    const desk = new Desk({
      '/w/elasticlint.yml':
        'version: 1\nclusters:\n  a: { nodes: elasticsearch.yml, settings: s.json }\n',
      [yml]: '',
      '/w/s.json':
        '{ "persistent": { "cluster.remote.far.skip_unavailable": "false",\n "cluster.remote.far.seeds": ["a:9300"] } }',
    });
    const lines = await desk.hover(
      yml,
      'cluster.remote.far:\n  skip_un|available: true\n  seeds: [b:9300]\n',
    );
    expect(lines).toContain('Holds: false (persistent, s.json:1)');
    expect(await desk.hover(yml, 'http.po|rt: 9211\n')).toContain(
      'Holds: 9211 (yml, elasticsearch.yml:1)',
    );
  });

  it('help with the rule of a finding, in the words of Elasticsearch', async () => {
    const lines = await new Desk().hover(yml, 'foo.b|ar: 1\n');
    expect(lines[0]).toMatch(/^error settings\/unknown: /);
    expect(lines[1]).toMatch(/^Elasticsearch says: unknown setting/);
  });

  it('know the key of a line that is only half written', async () => {
    expect((await new Desk().hover(yml, 'http.po|rt\nnode.name: x\n'))[0]).toMatch(
      /^http\.port · /,
    );
  });

  it('never show a secret', async () => {
    const lines = await new Desk().hover(
      yml,
      'xpack.security.transport.ssl.key_pass|phrase: s3cr3tW0rd\n',
    );
    expect(lines.join('\n')).not.toContain('s3cr3tW0rd');
  });
});
