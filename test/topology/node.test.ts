import { describe, expect, it } from 'vitest';
import { SourceText } from '../../src/core/text.js';
import { parseYml } from '../../src/documents/yaml.js';
import { buildTopology } from '../../src/topology/build.js';
import type { Node } from '../../src/topology/node.js';

async function nodeOf(text: string): Promise<Node> {
  const document = parseYml(new SourceText('elasticsearch.yml', text));
  const { clusters } = await buildTopology({
    clusters: [{ facts: { name: 'local' }, documents: [document] }],
    links: [],
    pem: () => undefined,
  });
  return clusters[0]!.nodes[0]!;
}

/** The setting that decides where an interface binds and what it publishes. */
async function decides(
  text: string,
  name: 'remote_cluster' | 'transport' | 'http',
): Promise<(string | undefined)[]> {
  const node = await nodeOf(text);
  return (['bind', 'publish'] as const).map((what) => node.hosts(name, what).entry?.key);
}

const settings = (...keys: string[]): string => keys.map((key) => `${key}: 10.0.0.1\n`).join('');

describe('the fallback chains', () => {
  const bindOfServer = [
    'remote_cluster.bind_host',
    'remote_cluster.host',
    'transport.bind_host',
    'transport.host',
    'network.bind_host',
    'network.host',
  ];
  const publishOfServer = [
    'remote_cluster.publish_host',
    'remote_cluster.host',
    'transport.bind_host',
    'transport.host',
    'network.publish_host',
    'network.host',
  ];
  const plain = (name: string, what: string): string[] => [
    `${name}.${what}_host`,
    `${name}.host`,
    `network.${what}_host`,
    'network.host',
  ];

  it.each([
    ['remote_cluster', 'bind', bindOfServer],
    ['remote_cluster', 'publish', publishOfServer],
    ['transport', 'bind', plain('transport', 'bind')],
    ['transport', 'publish', plain('transport', 'publish')],
    ['http', 'bind', plain('http', 'bind')],
    ['http', 'publish', plain('http', 'publish')],
  ] as const)('of %s.%s_host goes from the strongest to the weakest', async (name, what, chain) => {
    for (let from = 0; from < chain.length; from++) {
      const node = await nodeOf(settings(...chain.slice(from).reverse()));
      expect(node.hosts(name, what).entry?.key).toBe(chain[from]);
    }
  });

  it('of the remote cluster server leave transport.publish_host out', async () => {
    const text = settings('transport.publish_host', 'network.host');
    expect(await decides(text, 'remote_cluster')).toEqual(['network.host', 'network.host']);
    expect(await decides(text, 'transport')).toEqual(['network.host', 'transport.publish_host']);
  });

  it('end at _local_', async () => {
    const { entry, hosts, unknown } = (await nodeOf('cluster.name: x\n')).hosts(
      'remote_cluster',
      'bind',
    );
    expect({ entry, hosts, unknown }).toEqual({
      entry: undefined,
      hosts: [{ text: '_local_', kind: 'loopback' }],
      unknown: false,
    });
  });

  it('know each host of a list with its place, and placeholders as unknown', async () => {
    const node = await nodeOf('network.host: [_local_, "10.1.1.1"]\nhttp.host: ${HOST}\n');
    expect(node.hosts('transport', 'bind').hosts).toMatchObject([
      { text: '_local_', kind: 'loopback', place: { range: { start: 15, end: 22 } } },
      { text: '10.1.1.1', kind: 'private' },
    ]);
    expect(node.hosts('http', 'bind').unknown).toBe(true);
  });
});

describe('a node', () => {
  it('listens on its port, a range or the default', async () => {
    const node = await nodeOf('transport.port: 9300-9310\nhttp.port: "9201"\n');
    expect([9299, 9300, 9310, 9311].map((port) => node.listensOn('transport', port))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect([9200, 9201].map((port) => node.listensOn('http', port))).toEqual([false, true]);
    expect([9443, 9444].map((port) => node.listensOn('remote_cluster', port))).toEqual([
      true,
      false,
    ]);
    expect((await nodeOf('http.port: ${PORT}\n')).port('http')).toBeUndefined();
  });

  it('has the remote cluster server where that is said, and perhaps where a placeholder decides', async () => {
    const enabled = async (text: string): Promise<boolean | undefined> =>
      (await nodeOf(text)).serverEnabled;
    expect(await enabled('remote_cluster_server.enabled: true\n')).toBe(true);
    expect(await enabled('cluster.name: x\n')).toBe(false);
    expect(await enabled('remote_cluster_server.enabled: ${SERVER}\n')).toBeUndefined();
  });

  it('has its roles and its name', async () => {
    const node = await nodeOf('node.name: one\nnode.roles: [master, "data"]\n');
    expect(node.name).toBe('one');
    expect(node.roles?.names).toEqual(['master', 'data']);
    expect((await nodeOf('node.roles: []\n')).roles?.names).toEqual([]);
    const unset = await nodeOf('cluster.name: x\n');
    expect([unset.name, unset.roles]).toEqual(['elasticsearch.yml', undefined]);
  });
});
