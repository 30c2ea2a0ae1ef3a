import { describe, expect, it } from 'vitest';
import { SourceText } from '../../src/core/text.js';
import { parseText } from '../../src/documents/parse.js';
import { isBalancerName, isServerName } from '../../src/topology/address.js';
import { buildTopology } from '../../src/topology/build.js';
import type { Cluster } from '../../src/topology/cluster.js';
import { addressDeletions } from '../../src/topology/deletion.js';
import { isLegacyRemote, refusedAlias } from '../../src/topology/remote.js';

/** A cluster of files by their names. */
async function clusterOf(files: Readonly<Record<string, string>>): Promise<Cluster> {
  const documents = Object.entries(files).map(([path, text]) =>
    parseText(new SourceText(path, text)),
  );
  const clusters = [{ facts: { name: 'local' }, documents }];
  const built = await buildTopology({ clusters, links: [], pem: () => undefined });
  return built.clusters[0]!;
}

const persistent = (settings: object): string => JSON.stringify({ persistent: settings });

describe('TLS that is not set', () => {
  it('is on for the remote cluster interfaces only', async () => {
    const { nodes } = await clusterOf({ 'elasticsearch.yml': 'cluster.name: local\n' });
    const uses = ['transport', 'remote_cluster_server', 'remote_cluster_client'] as const;
    expect(uses.map((use) => nodes[0]!.tls(use).enabled)).toEqual([false, true, true]);
    expect(nodes[0]!.tls('remote_cluster_client').verification).toBe('full');
    expect(nodes[0]!.tls('remote_cluster_client').trustsOnlyPublic).toBe(true);
  });

  it.each([
    ['enabled: ${TLS}', undefined, false],
    ['enabled: maybe', undefined, true],
    ['enabled: false', false, false],
    ['certificate_authorities: [ca.crt]', true, false],
    ['keystore.path: own.p12', true, false],
    ['verification_mode: None', true, false],
    ['verification_mode: ${MODE}', true, false],
  ])('with %s is on: %s, trusts public authorities alone: %s', async (line, enabled, trusts) => {
    const text = `xpack.security.remote_cluster_client.ssl.${line}\n`;
    const { nodes } = await clusterOf({ 'elasticsearch.yml': text });
    const tls = nodes[0]!.tls('remote_cluster_client');
    expect([tls.enabled, tls.trustsOnlyPublic]).toEqual([enabled, trusts]);
  });
});

describe('the faults of an alias', () => {
  const faults = async (settings: object): Promise<string[]> => {
    const { links } = await clusterOf({ 'cluster-settings.json': persistent(settings) });
    return links.flatMap((link) => link.settings.faults.map((one) => `${one.kind} ${one.suffix}`));
  };
  const alias = (settings: object): object => ({ 'cluster.remote.two': settings });

  it.each([
    [{ mode: 'proxy' }, []],
    [{ seeds: ['a:1'], skip_unavailable: true, node_connections: 2 }, []],
    [{ skip_unavailable: true }, ['orphan skip_unavailable']],
    [{ seeds: [], 'transport.compress': true }, ['orphan transport.compress']],
    [{ proxy_address: 'a:1' }, ['mode proxy_address']],
    [{ mode: 'PROXY', proxy_address: 'a:1', seeds: ['a:1'] }, ['mode seeds']],
    [{ mode: 'other', proxy_address: 'a:1', seeds: ['a:1'] }, []],
    [{ proxy: 'a:1' }, ['orphan proxy']],
    [{ seeds: ['a:1'], proxy: 'b:1' }, []],
  ])('in %j are %j', async (settings, expected) => {
    expect(await faults(alias(settings))).toEqual(expected);
  });
});

describe('the deletion of an address', () => {
  const first = persistent({ 'cluster.remote.two': { seeds: ['a:1'], skip_unavailable: true } });

  it('tells what was there, what goes with it, and what is left', async () => {
    const second = persistent({ 'cluster.remote.two': { seeds: null, node_connections: null } });
    const cluster = await clusterOf({
      '1-cluster-settings.json': first,
      '2-cluster-settings.json': second,
    });
    const [deletion, ...others] = addressDeletions(cluster);
    expect(others).toEqual([]);
    expect(deletion!.before?.source.path).toBe('1-cluster-settings.json');
    expect(deletion!.beside).toEqual(['seeds', 'node_connections']);
    expect([...deletion!.left!.entries.keys()]).toEqual(['skip_unavailable']);
    expect(deletion!.elsewhere).toBeUndefined();
  });

  it('is none when a later request sets an address again', async () => {
    const cluster = await clusterOf({
      '1-cluster-settings.json': persistent({ 'cluster.remote.two.seeds': null }),
      '2-cluster-settings.json': first,
    });
    expect(addressDeletions(cluster)).toEqual([]);
  });

  it('knows the address that elasticsearch.yml keeps', async () => {
    const cluster = await clusterOf({
      'elasticsearch.yml': 'cluster.remote.two.seeds: ["b:1"]\n',
      'cluster-settings.json': persistent({ 'cluster.remote.two.seeds': null }),
    });
    expect(addressDeletions(cluster)[0]!.elsewhere?.layer).toBe('yml');
  });
});

describe('the keys of an alias', () => {
  it.each([
    ['cluster.remote.two.seeds', undefined],
    ['cluster.remote.Two_2-b.transport.compress', undefined],
    ['cluster.remote.node.attr', undefined],
    ['cluster.remote.signing.certificate_authorities', undefined],
    ['cluster.remote.two.seed', undefined],
    ['cluster.remote.my.two.seeds', 'my.two'],
    ['cluster.remote..mode', ''],
    ['cluster.remote.a b.transport.ping_schedule', 'a b'],
    ['cluster.remote.é.credentials', 'é'],
    ['cluster.remote.a.b.signing.certificate', 'a.b'],
  ])('%s have the refused alias %s', (key, alias) => {
    expect(refusedAlias(key)).toBe(alias);
  });

  it('of earlier versions are told apart', () => {
    const keys = [
      'search.remote.one.seeds',
      'cluster.remote.connect',
      'cluster.remote.connect.seeds',
    ];
    expect(keys.map(isLegacyRemote)).toEqual([true, true, false]);
  });
});

describe('names', () => {
  it.each([
    ['es.example.com', true],
    ['localhost', true],
    ['10.0.0.1', true],
    ['müller.example', true],
    ['a_b', false],
    ['a.b:9443', false],
    ['es.example.com.', false],
    ['a b', false],
    ['*.example.com', false],
    ['-a.b', false],
    ['a-.b', false],
    ['a..b', false],
    [`${'x'.repeat(64)}.com`, false],
  ])('%s can be asked for in a handshake: %s, as Java says', (text, can) => {
    expect(isServerName(text)).toBe(can);
  });

  it.each([
    ['two-1.elb.eu-west-1.amazonaws.com', true],
    ['es-lb.example.com', true],
    ['lb1.example.com', true],
    ['elbe.example.com', false],
    ['albert.example.com', false],
    ['es1.example.com', false],
  ])('%s looks like a load balancer: %s', (text, looks) => {
    expect(isBalancerName(text)).toBe(looks);
  });
});
