import { describe, expect, it } from 'vitest';
import { Desk } from './desk.js';
import { twoClusters } from './servers.js';

const one = '/w/one/elasticsearch.yml';
const two = '/w/two/elasticsearch.yml';
const manifest = '/w/elasticlint.yml';
const workspace = Object.fromEntries(
  Object.entries(twoClusters).map(([path, text]) => [`/w/${path}`, text]),
);
const files = {
  ...workspace,
  '/w/one/certs/ca.crt': 'x',
  '/w/one/certs/sub/node.key': 'x',
  '/w/one/certs/notes.txt': 'x',
};

describe('values', () => {
  it.each([
    ['xpack.security.enabled: |', ['true', 'false']],
    ['xpack.security.transport.ssl.verification_mode: |', ['full', 'certificate', 'none']],
    ['indices.recovery.max_bytes_per_sec: 12|', ['12mb', '12gb']],
    ['cluster.publish.timeout: 12|', ['12s', '12m']],
    ['node.roles: [master, |]', ['data_hot', 'remote_cluster_client']],
    ['node.roles:\n  - master\n  - da|', ['data_hot', 'remote_cluster_client']],
    ['xpack.security.transport.ssl.certificate: |', ['certs/']],
    ['xpack.security.transport.ssl.certificate: certs/|', ['certs/ca.crt', 'certs/sub/']],
    ['xpack.security.transport.ssl:\n  certificate_authorities: [ "certs/|" ]', ['certs/ca.crt']],
  ])('after %j', async (text, wanted) => {
    const labels = await new Desk(files).labels(one, text);
    expect(labels).toEqual(expect.arrayContaining(wanted));
    expect(labels).not.toContain('certs/notes.txt');
    expect(new Set(labels).size).toBe(labels.length);
  });

  it('stand in quotes where the file has some', async () => {
    const [item] = await new Desk(files).complete(
      one,
      'xpack.security.transport.ssl.certificate: "certs/c|"',
    );
    expect(item?.textEdit).toMatchObject({
      newText: '"certs/ca.crt"',
      range: { end: { character: 51 } },
    });
  });
});

describe('the manifest', () => {
  it.each([
    ['version: 1\n|', ['clusters', 'links', 'rules']],
    ['version: 1\nclusters:\n  one:\n    pl|\n', ['platform', 'nodes']],
    ['version: 1\nclusters:\n  one: { platform: | }\n', ['self-managed', 'eck']],
    ['version: 1\nclusters:\n  one: { nodes: | }\n', ['one/', 'two/']],
    [twoClusters['elasticlint.yml'].replace('to: two', 'to: |two'), ['one', 'two']],
    ['version: 1\nrules:\n  settings/u|\n', ['settings/unknown']],
    ['version: 1\nrules:\n  settings/unknown: |\n', ['off', 'warning']],
  ])('has completions: %j', async (text, wanted) => {
    expect(await new Desk(files).labels(manifest, text)).toEqual(expect.arrayContaining(wanted));
  });

  it('explains its keys, and rules', async () => {
    const desk = new Desk(files);
    expect(await desk.hover(manifest, 'version: 1\nli|nks: []\n')).toEqual([
      expect.stringMatching(/^Which alias/),
    ]);
    expect(
      await desk.hover(manifest, 'version: 1\nrules: { settings/unk|nown: off }\n'),
    ).toHaveLength(1);
  });
});

describe('what leads where', () => {
  it.each([
    [
      one,
      'cluster.remote.f|ar.mode: proxy\ncluster.remote.far.proxy_address: x:9443\n',
      [`${two}:1`],
    ],
    [one, 'cluster.remote.far:\n  mode: proxy\n  proxy_address: x:94|43\n', [`${two}:1`]],
    [one, 'xpack.security.transport.ssl.certificate: certs/ca.c|rt\n', ['/w/one/certs/ca.crt:1']],
    [one, 'xpack.security.transport.ssl.certificate: certs/no.c|rt\n', []],
    [one, 'node.name: certs/ca.c|rt\n', []],
    [manifest, twoClusters['elasticlint.yml'].replace('two/', 't|wo/'), [`${two}:1`]],
    [manifest, twoClusters['elasticlint.yml'].replace('to: two', 'to: t|wo'), [`${manifest}:4`]],
    [manifest, twoClusters['elasticlint.yml'].replace('alias: far', 'alias: f|ar'), [`${one}:3`]],
  ])('in %s: %j', async (path, text, wanted) => {
    expect(await new Desk(files).definitions(path, text)).toEqual(wanted);
  });
});

describe('lenses and outline', () => {
  it('show the state of a link on both sides, as of what is typed on either', async () => {
    const desk = new Desk({ ...files, '/w/keystore.txt': 'cluster.remote.far.credentials\n' });
    desk.put(
      manifest,
      twoClusters['elasticlint.yml'].replace('one/*.yml]', 'one/*.yml], keystore: keystore.txt'),
    );
    desk.put(one, workspace[one]!);
    desk.put(two, workspace[two]!);
    expect(await desk.lenses(one)).toEqual([
      expect.stringMatching(/^1: far → two: \d+ errors?: ./),
    ]);
    expect(await desk.lenses(two)).toEqual([
      expect.stringMatching(/^1: dialled by one: far → two/),
    ]);
    desk.put(one, 'node.name: x\n');
    expect(await desk.lenses(one)).toEqual([]);
    expect(await desk.lenses(two)).toEqual([]);
  });

  it('say what is not known', async () => {
    const desk = new Desk();
    desk.put(
      one,
      'cluster.remote.far:\n  seeds: ["far.example.com:9300"]\n  skip_unavailable: true\n',
    );
    expect(await desk.lenses(one)).toEqual([
      '1: far → far.example.com:9300: no errors; the manifest does not describe the other side',
    ]);
  });

  it('outline a file without its secrets', async () => {
    const capabilities = {
      textDocument: { documentSymbol: { hierarchicalDocumentSymbolSupport: true } },
    };
    const desk = new Desk({}, capabilities);
    const uri = desk.put(
      one,
      'a:\n  b: [x]\nxpack.security.transport.ssl.key_passphrase: s3cr3tW0rd\n',
    );
    const symbols = await desk.service.features.symbols(uri);
    expect(symbols).toMatchObject([
      { name: 'a', children: [{ name: 'b' }] },
      { name: 'xpack.security.transport.ssl.key_passphrase' },
    ]);
    expect(JSON.stringify(symbols)).not.toContain('s3cr3tW0rd');
  });
});
