import { describe, expect, it } from 'vitest';
import type { CompletionItem } from 'vscode-languageserver/node';
import { SourceText } from '../../src/core/index.js';
import { parseText } from '../../src/documents/parse.js';
import { flatten } from '../../src/settings/flatten.js';
import { settingsRoots } from '../../src/lsp/setting-at.js';
import { plainKeys } from '../../src/lsp/completion/present.js';
import { Desk, taken } from '../lsp/desk.js';

const yml = '/w/elasticsearch.yml';
const payload = '/w/cluster-settings.json';

/** The flat keys of a text as Elasticsearch joins them. */
function keysOf(path: string, text: string): string[] {
  const document = parseText(new SourceText(path, text));
  return settingsRoots(document).flatMap(({ tree, layer }) =>
    flatten(document.source, tree, layer).entries.map(({ key }) => key),
  );
}

const label = ({ label: text }: CompletionItem): string => text;

describe('R11: dotted, nested and mixed notations', () => {
  it.each([
    { how: 'dotted', text: 'cluster.routing.allocation.en|' },
    { how: 'nested', text: 'cluster:\n  routing:\n    allocation:\n      en|' },
    { how: 'mixed', text: 'cluster.routing:\n  allocation.en|' },
    { how: 'quoted', text: '"cluster.routing.allocation.en|"' },
    { how: 'in braces', text: 'cluster: { routing.allocation.en| }' },
    {
      how: 'between others',
      text: 'cluster:\n  name: a\n  routing.allocation.en|\n  max_shards_per_node: 3\nnode.name: b\n',
    },
    {
      how: 'with line ends of Windows',
      text: 'cluster:\r\n  routing.allocation.en|\r\nnode.name: b\r\n',
    },
  ])('complete the same key, $how, and what is inserted is read as it', async ({ text }) => {
    const desk = new Desk();
    const items = await desk.complete(yml, text);
    const item = items.find((one) => 'cluster.routing.allocation.enable'.endsWith(label(one)));
    expect(item, items.map(label).join()).toBeDefined();
    const after = taken(yml, text.replace('|', ''), item!).replace(/: (?=[\r\n"} ]|$)/, ': all');
    expect(keysOf(yml, after)).toContain('cluster.routing.allocation.enable');
  });

  it('have each completion read as the key it is for', async () => {
    const desk = new Desk();
    for (const text of [
      'cluster.|',
      'xpack:\n  security.|',
      'node.name: x\n|\n',
      'cluster.remote:\n  |',
    ]) {
      for (const item of await desk.complete(yml, text)) {
        const after = taken(yml, text.replace('|', ''), item).replace(/: (?=\n|$)/, ': x');
        expect(keysOf(yml, after), after).toContain((item.data as { key: string }).key);
      }
    }
  });

  it('have each completion of a request read as the key it is for', async () => {
    const desk = new Desk();
    const texts = [
      '{ "persistent": { "cluster.routing.|" } }',
      '{ "transient": { "cluster": { "routing": { al| } } } }',
      '{\n  "persistent": {\n    "indices.recovery.|": 1\n  }\n}',
    ];
    for (const text of texts) {
      const items = await desk.complete(payload, text);
      expect(items.length).toBeGreaterThan(3);
      for (const item of items) {
        const after = taken(payload, text.replace('|', ''), item).replace(/": (?=[\s}])/, '": "x"');
        expect(keysOf(payload, after), after).toContain((item.data as { key: string }).key);
      }
    }
  });

  it('never propose a key that is there in another notation', async () => {
    const desk = new Desk();
    const nested = 'cluster:\n  name: a\n';
    expect(await desk.labels(yml, `${nested}cluster.n|`)).not.toContain('cluster.name');
    expect(await desk.labels(yml, `cluster.name: a\ncluster:\n  n|`)).not.toContain('name');
    expect(await desk.labels(yml, `cluster: { name: a }\ncluster.n|`)).not.toContain(
      'cluster.name',
    );
    expect(await desk.labels(yml, 'cluster.n|')).toContain('cluster.name');
  });

  it('propose the aliases of the workspace, and what the versions know', async () => {
    const files = {
      '/w/elasticlint.yml':
        'version: 1\nclusters:\n  a: { version: "8.8", nodes: a/elasticsearch.yml, keystore: a/keystore.txt }\nlinks:\n  - { from: a, alias: listed }\n',
      '/w/a/elasticsearch.yml': 'node.name: x\n',
      '/w/a/keystore.txt': 'cluster.remote.stored.credentials\n',
    };
    const desk = new Desk(files);
    const path = '/w/a/elasticsearch.yml';
    expect(await desk.labels(path, 'cluster.remote.|')).toEqual(
      expect.arrayContaining([
        'cluster.remote.listed.seeds',
        'cluster.remote.stored.seeds',
        'cluster.remote.<name>.seeds',
      ]),
    );
    expect(await desk.labels(path, 'remote_cluster_server.|')).toEqual([]);
    expect(await new Desk().labels(yml, 'remote_cluster_server.|')).toContain(
      'remote_cluster_server.enabled',
    );
    expect(
      await desk.labels('/w/cluster-settings.json', '{"persistent": {"cluster.na|"}}'),
    ).toEqual([]);
  });

  it.each([
    ['a:\n  b: 1\n  c.d: x:1\n', ['a.b', 'a.c.d']],
    ['a: [x, "y"] # c\nb:\n  - one\n  - "two"\n', ['a', 'b']],
    ['a: "x: y"\n\n# c\n\'b\':\n    c: 1\n    d:\n      e: 2\nf: 3\n', ['a', 'b.c', 'b.d.e', 'f']],
    ['a: |\n  b: 1\n', undefined],
    ['a: { b: 1 }\n', undefined],
    ['a: "x\n  y: 1"\n', undefined],
    ['a: 1\n---\nb: 1\n', undefined],
    ['\ta: 1\n', undefined],
  ])('are read line by line only where that is sure: %j', (text, keys) => {
    const found = plainKeys(text);
    expect(found && [...found].sort()).toEqual(keys);
    if (found) expect(keysOf(yml, text).sort()).toEqual([...found].sort());
  });
});
