import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { proposeManifest } from '../../src/workspace/propose.js';
import { openWorkspace } from '../../src/workspace/session.js';
import { MemoryVfs } from '../../src/workspace/vfs.js';

/** What is proposed for some files, and how the manifest is read. */
async function propose(files: Readonly<Record<string, string | Uint8Array>>) {
  const absolute = Object.entries(files).map(([path, text]) => [`/w/${path}`, text] as const);
  const vfs = new MemoryVfs(Object.fromEntries(absolute));
  const workspace = openWorkspace({ vfs, cwd: '/w' });
  const text = await proposeManifest(workspace, '/w');
  vfs.write('/w/elasticlint.yml', text);
  const manifest = await workspace.manifest('/w/elasticlint.yml');
  const clusters = manifest.clusters.map(({ facts, files: patterns }) => [
    facts.name,
    Object.fromEntries(
      patterns
        .filter((list) => list.patterns.length > 0)
        .map((list) => [list.key, list.patterns.map((pattern) => pattern.text)]),
    ),
  ]);
  const links = manifest.links.map(({ from, alias, to }) => [from, alias, to]);
  const { files: linted, unmatched } = await workspace.lint(['/w/elasticlint.yml']);
  expect(unmatched).toEqual([]);
  return { text, clusters: Object.fromEntries(clusters) as object, links, linted: linted.length };
}

const named = (name: string, more = ''): string => `cluster.name: ${name}\n${more}`;

describe('clusters', () => {
  it('are nodes of one cluster.name, as a glob where it names exactly those', async () => {
    const { clusters } = await propose({
      'local/n1/elasticsearch.yml': named('logs'),
      'local/n2/elasticsearch.yml': named('logs'),
      'remote/elasticsearch.yml': named('archive'),
    });
    expect(clusters).toEqual({
      logs: { nodes: ['local/*/elasticsearch.yml'] },
      archive: { nodes: ['remote/elasticsearch.yml'] },
    });
  });

  it('are listed file by file where a glob would take others in', async () => {
    const { clusters } = await propose({
      'n1/elasticsearch.yml': named('logs'),
      'n2/elasticsearch.yml': named('logs'),
      'n3/elasticsearch.yml': named('archive'),
    });
    expect(clusters).toEqual({
      logs: { nodes: ['n1/elasticsearch.yml', 'n2/elasticsearch.yml'] },
      archive: { nodes: ['n3/elasticsearch.yml'] },
    });
  });

  it('are listed where a glob would bring back what .gitignore leaves out', async () => {
    const { clusters } = await propose({
      '.gitignore': 'n3\n',
      'n1/elasticsearch.yml': named('logs'),
      'n2/elasticsearch.yml': named('logs'),
      'n3/elasticsearch.yml': named('logs'),
    });
    expect(clusters).toEqual({ logs: { nodes: ['n1/elasticsearch.yml', 'n2/elasticsearch.yml'] } });
  });

  it('without a name are told apart by their directories', async () => {
    const { clusters } = await propose({
      'conf/east/a/elasticsearch.yml': 'node.name: a\n',
      'conf/east/b/elasticsearch.yml': 'node.name: b\n',
      'conf/west/elasticsearch.yml': 'cluster.name: ${NAME}\n',
    });
    expect(clusters).toEqual({
      east: { nodes: ['conf/east/*/elasticsearch.yml'] },
      west: { nodes: ['conf/west/elasticsearch.yml'] },
    });
  });

  it('with names that YAML would read otherwise are quoted, and never share one', async () => {
    const { clusters } = await propose({
      'a/elasticsearch.yml': named('"true"'),
      'b/elasticsearch.yml': named('"logs: #1"'),
      'c [1]/elasticsearch.yml': named('"42"'),
      'logs/elasticsearch.yml': 'node.name: x\n',
      'z/elasticsearch.yml': named('logs'),
    });
    expect(clusters).toEqual({
      true: { nodes: ['a/elasticsearch.yml'] },
      'logs: #1': { nodes: ['b/elasticsearch.yml'] },
      '42': { nodes: ['c [1]/elasticsearch.yml'] },
      logs: { nodes: ['logs/elasticsearch.yml'] },
      'logs-2': { nodes: ['z/elasticsearch.yml'] },
    });
  });

  it('keep a node whose file is broken', async () => {
    const { clusters } = await propose({ 'a/elasticsearch.yml': 'cluster.name: [\n' });
    expect(clusters).toEqual({ a: { nodes: ['a/elasticsearch.yml'] } });
  });
});

describe('what belongs to a cluster', () => {
  it('is taken to the nearest node', async () => {
    const { clusters, linted } = await propose({
      'local/n1/elasticsearch.yml': named('local'),
      'local/n2/elasticsearch.yml': named('local'),
      'local/keystore.txt': 'keystore.seed\ncluster.remote.two.credentials\n',
      'local/settings/1.json': '{"persistent":{"a":"b"}}',
      'local/settings/2.json': '{"transient":{"a":"b"}}',
      'local/roles/reader.json': '{"indices":[{"names":["a"],"privileges":["read"]}]}',
      'remote/elasticsearch.yml': named('remote'),
      'remote/key.json': '{"access":{"search":[{"names":["a"]}]}}',
      'remote/requests.console': 'PUT _cluster/settings\n{"persistent":{"a":"b"}}\n',
      'remote/package.json': '{"name":"x","indices":["a"]}',
      'remote/readme.txt': 'nothing of interest\n',
    });
    expect(clusters).toEqual({
      local: {
        nodes: ['local/*/elasticsearch.yml'],
        settings: ['local/settings/*.json'],
        keystore: ['local/keystore.txt'],
        roles: ['local/roles/reader.json'],
      },
      remote: {
        nodes: ['remote/elasticsearch.yml'],
        settings: ['remote/requests.console'],
        apiKeys: ['remote/key.json'],
      },
    });
    expect(linted).toBe(9);
  });

  it('may be roles.yml, answers and the keystore itself', async () => {
    const keystore = readFileSync('fixtures/keystores/9.5.3-open.keystore');
    const { clusters } = await propose({
      'local/elasticsearch.yml': named('local'),
      'local/roles.yml': 'r:\n  indices:\n    - names: [a]\n      privileges: [read]\n',
      'local/dump.json': '{"persistent":{},"transient":{},"defaults":{}}',
      'local/elasticsearch.keystore': keystore,
      'local/other/roles.yml': '- hosts: all\n',
    });
    expect(clusters).toEqual({
      local: {
        nodes: ['local/elasticsearch.yml'],
        dumps: ['local/dump.json'],
        keystore: ['local/elasticsearch.keystore'],
        roles: ['local/roles.yml'],
      },
    });
  });

  it('is only mentioned where several clusters are equally near', async () => {
    const { clusters, text } = await propose({
      'a/elasticsearch.yml': named('a'),
      'b/elasticsearch.yml': named('b'),
      'keystore.txt': 'keystore.seed\n',
    });
    expect(clusters).toEqual({
      a: { nodes: ['a/elasticsearch.yml'] },
      b: { nodes: ['b/elasticsearch.yml'] },
    });
    expect(text).toContain('#   keystore: keystore.txt');
  });
});

describe('links', () => {
  const remote = named('two', 'network.publish_host: 10.9.8.7\n');

  it('are matched by address, from files and payloads', async () => {
    const { links } = await propose({
      'one/elasticsearch.yml': named('one', 'cluster.remote.far.seeds: ["10.9.8.7:9300"]\n'),
      'one/settings.json':
        '{"persistent":{"cluster.remote.also":{"mode":"proxy","proxy_address":"10.9.8.7:9443"}}}',
      'two/elasticsearch.yml': remote,
    });
    expect(links).toEqual([
      ['one', 'far', 'two'],
      ['one', 'also', 'two'],
    ]);
  });

  it('that lead nowhere are left as comments, with a guess by name', async () => {
    const { links, text } = await propose({
      'one/elasticsearch.yml': named(
        'one',
        'cluster.remote:\n  two.seeds: ["x:9300"]\n  far.seeds: ["y:9300"]\n',
      ),
      'two/elasticsearch.yml': remote,
    });
    expect(links).toEqual([]);
    expect(text).toContain('# - { from: one, alias: two, to: two }  # a guess by the name');
    expect(text).toContain('alias: far');
  });
});

it('nothing found: a valid manifest with a commented template', async () => {
  const vfs = new MemoryVfs({ '/w/readme.md': '' });
  const workspace = openWorkspace({ vfs, cwd: '/w' });
  const text = await proposeManifest(workspace, '/w');
  expect(text).toContain('# clusters:');
  const uncommented = text.replace(/^# (?=clusters|links| {2})/gm, '');
  for (const [path, content] of [
    ['/w/a.yml', text],
    ['/w/b.yml', uncommented],
  ] as const) {
    vfs.write(path, content);
    expect((await workspace.manifest(path)).clusters).toHaveLength(path === '/w/b.yml' ? 2 : 0);
  }
});
