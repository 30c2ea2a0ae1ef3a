import { describe, expect, it } from 'vitest';
import { parseText } from '../../src/documents/parse.js';
import { SourceText } from '../../src/core/text.js';
import { buildTopology, type ClusterInput, type LinkInput } from '../../src/topology/build.js';
import type { Cluster, ClusterFacts } from '../../src/topology/cluster.js';

/** A cluster of files by their names. */
function clusterOf(
  name: string,
  files: Readonly<Record<string, string>>,
  facts: Partial<ClusterFacts> = {},
): ClusterInput {
  const documents = Object.entries(files).map(([path, text]) =>
    parseText(new SourceText(path, text)),
  );
  return { facts: { name, ...facts }, documents };
}

const place = new SourceText('elasticlint.yml', 'links: []\n').whole();
const link = (alias: string, to: string | undefined): LinkInput => ({
  from: 'local',
  alias,
  to,
  use: ['search'],
  place,
});

async function build(
  clusters: readonly ClusterInput[],
  links: readonly LinkInput[] = [],
): Promise<Cluster[]> {
  return (await buildTopology({ clusters, links, pem: () => undefined })).clusters;
}

const yml = 'cluster.remote.two:\n  mode: proxy\n  proxy_address: yml:9400\n';
const body = (layer: string, settings: object): string => JSON.stringify({ [layer]: settings });

describe('the layers of an alias', () => {
  it('are laid over each other: transient over persistent over elasticsearch.yml', async () => {
    const files = {
      'elasticsearch.yml': `${yml}  server_name: from-yml\n  skip_unavailable: true\n`,
      'a-cluster-settings.json': body('persistent', {
        'cluster.remote.two.proxy_address': 'persistent:9400',
        'cluster.remote.two.server_name': 'x',
      }),
      'b-cluster-settings.json': body('transient', {
        cluster: { remote: { two: { proxy_address: 'transient:9400' } } },
      }),
    };
    const [local] = await build([clusterOf('local', files)]);
    const [two] = local!.links;
    expect(two!.alias).toBe('two');
    expect(two!.layers.map((remote) => remote.layer)).toEqual(['yml', 'persistent', 'transient']);
    expect(two!.addresses.map(({ text }) => text)).toEqual(['transient:9400']);
    expect(two!.settings.get('server_name')?.value).toBe('x');
    expect(two!.settings.get('skip_unavailable')?.layer).toBe('yml');
  });

  it('each know only what is theirs', async () => {
    const files = {
      'elasticsearch.yml': yml,
      'cluster-settings.json': body('persistent', { 'cluster.remote.two.skip_unavailable': true }),
    };
    const [local] = await build([clusterOf('local', files)]);
    const [ofYml, persistent] = local!.links[0]!.layers;
    expect([ofYml!.mode, ofYml!.enabled]).toEqual(['proxy', true]);
    expect([persistent!.mode, persistent!.enabled]).toEqual(['sniff', false]);
  });

  it('of several bodies add up in their order; null deletes', async () => {
    const files = {
      '1-cluster-settings.json': body('persistent', {
        'cluster.remote.two.seeds': ['a:1'],
        'cluster.remote.three.seeds': ['b:1'],
      }),
      '2-cluster-settings.json': body('persistent', { 'cluster.remote.two.*': null }),
      '3.console':
        'PUT _cluster/settings\n{"persistent": {"cluster.remote.three.skip_unavailable": false}}\n',
    };
    const [local] = await build([clusterOf('local', files)]);
    expect([...local!.persistent].map(({ key }) => key)).toEqual([
      'cluster.remote.three.seeds',
      'cluster.remote.three.skip_unavailable',
    ]);
    expect(local!.links.map(({ alias }) => alias)).toEqual(['three']);
  });

  it('leave out settings that are no alias', async () => {
    const text =
      'cluster.remote.node.attr: x\ncluster.remote.signing.certificate_authorities: ca.crt\ncluster.remote.initial_connect_timeout: 5s\n';
    const [local] = await build([clusterOf('local', { 'elasticsearch.yml': text })]);
    expect(local!.links).toEqual([]);
  });
});

describe('a remote', () => {
  const modes = [
    ['mode: PROXY\n  proxy_address: h:1', 'proxy', ['h:1'], true],
    ['seeds: a:1, b:2', 'sniff', ['a:1', 'b:2'], true],
    ['seeds: []', 'sniff', [], false],
    ['mode: proxy', 'proxy', [], false],
    ['proxy_address: h:1', 'sniff', [], false],
    ['mode: foo\n  seeds: a:1', undefined, ['a:1'], false],
    ['mode: ${MODE}\n  seeds: a:1', undefined, ['a:1'], false],
    ['seeds: ["${SEED}", "b:2"]', 'sniff', ['b:2'], true],
  ] as const;

  it.each(modes)('with %j has its mode and addresses', async (text, mode, addresses, enabled) => {
    const [local] = await build([
      clusterOf('local', { 'elasticsearch.yml': `cluster.remote.two:\n  ${text}\n` }),
    ]);
    const { settings } = local!.links[0]!;
    expect(settings.mode).toBe(mode);
    expect(settings.addresses.map((address) => address.text)).toEqual(addresses);
    expect(settings.enabled).toBe(enabled);
  });
});

describe('the other side of a link', () => {
  const seeds = { 'elasticsearch.yml': 'cluster.remote.two.seeds: ["es.example.com:9300"]\n' };
  const local = clusterOf('local', seeds, { declaredAt: place });
  const other = 'network.publish_host: es.example.com\n';

  it('is what the manifest says', async () => {
    const [from] = await build(
      [local, clusterOf('far', {}), clusterOf('near', { 'elasticsearch.yml': other })],
      [link('two', 'far')],
    );
    expect(from!.links[0]).toMatchObject({ to: { facts: { name: 'far' } }, use: ['search'] });
  });

  it('is the only declared cluster that the address leads to', async () => {
    const near = clusterOf('near', { 'elasticsearch.yml': other }, { declaredAt: place });
    const declared = clusterOf(
      'declared',
      {},
      { addresses: ['ES.example.com'], declaredAt: place },
    );
    const toOf = async (...others: ClusterInput[]): Promise<string | undefined> =>
      (await build([local, ...others]))[0]!.links[0]!.to?.name;
    expect(await toOf(near)).toBe('near');
    expect(await toOf(declared)).toBe('declared');
    expect(await toOf(near, declared)).toBeUndefined();
    const elsewhere = { 'elasticsearch.yml': 'network.host: far.example.com\n' };
    expect(await toOf(clusterOf('far', elsewhere, { declaredAt: place }))).toBeUndefined();
    expect(await toOf(clusterOf('stray', { 'elasticsearch.yml': other }))).toBeUndefined();
  });

  it('tells the security model by the keystore, where one is given', async () => {
    const withKeystore = async (names: string | undefined): Promise<string | undefined> => {
      const files = {
        'elasticsearch.yml': 'cluster.remote.two.seeds: ["h:1"]\n',
        ...(names !== undefined && { 'keystore.txt': names }),
      };
      return (await build([clusterOf('local', files)]))[0]!.links[0]!.model;
    };
    expect(await withKeystore(undefined)).toBeUndefined();
    expect(await withKeystore('keystore.seed\n')).toBe('certificate');
    expect(await withKeystore('cluster.remote.two.credentials\n')).toBe('api-key');
    expect(await withKeystore('cluster.remote.three.credentials\n')).toBe('certificate');
  });
});
