import { describe, expect, it } from 'vitest';
import type { LintResult } from '../../src/workspace/session.js';
import { workspaceOf } from '../rules/support/lint.js';

const resource = (
  name: string,
  spec: string,
): string => `apiVersion: elasticsearch.k8s.elastic.co/v1
kind: Elasticsearch
metadata: { name: ${name} }
spec:
${spec.replace(/^/gm, '  ')}
`;

const leader = resource(
  'leader',
  `version: 8.19.2
remoteClusterServer: { enabled: true }
nodeSets: [{ name: a, count: 3, config: { network.host: 0.0.0.0 } }, { name: b, count: 1 }]`,
);
const follower = resource(
  'follower',
  `version: 9.1.4
remoteClusters: [{ name: one, elasticsearchRef: { name: leader } }]
nodeSets: [{ name: default, count: 3 }]`,
);

const lint = (
  files: Record<string, string>,
  paths: string[],
  esVersion?: string,
): Promise<LintResult> => {
  const bytes = Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)]);
  return workspaceOf(Object.fromEntries(bytes) as Record<string, Uint8Array>, esVersion).lint(
    paths,
  );
};

describe('a file with clusters of the operator', () => {
  it('is linted alone: each resource is a cluster, with its version and platform', async () => {
    const result = await lint({ 'eck.yaml': `${leader}---\n${follower}` }, ['eck.yaml']);
    expect(result.files.map(({ path }) => path)).toEqual(['eck.yaml']);
    expect(result.judgedAs).toBe('8.19.2 and 9.1.4 (spec.version)');
    const [first, second] = result.clusters;
    expect(first!.facts).toMatchObject({ platform: 'eck' });
    expect(first!.nodes.map(({ name }) => name)).toEqual(['eck.yaml (a)', 'eck.yaml (b)']);
    expect(first!.nodes.map(({ serverEnabled }) => serverEnabled)).toEqual([true, true]);
    expect(second!.versions.newest).toBe('9.1.4');
    expect(second!.nodes[0]!.serverEnabled).toBe(false);
    expect(result.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('yields to what the manifest and the command say', async () => {
    const files = {
      'elasticlint.yml':
        'version: 1\nclusters: { leader: { platform: self-managed, version: 9.5.3, nodes: eck.yaml } }\n',
      'eck.yaml': `${leader}---\n${follower}`,
    };
    const [cluster, ...more] = (await lint(files, ['.'])).clusters;
    expect(more).toEqual([]);
    expect(cluster!.facts.platform).toBe('self-managed');
    expect(cluster!.versions.newest).toBe('9.5.3');
    expect(cluster!.nodes).toHaveLength(2);
    const alone = await lint({ 'eck.yaml': leader }, ['eck.yaml'], '8.18.0');
    expect(alone.clusters[0]!.versions.newest).toBe('8.18.0');
  });

  it('of which none is called like the cluster of the manifest is a mistake there', async () => {
    const files = {
      'elasticlint.yml': 'version: 1\nclusters: { two: { nodes: eck.yaml } }\n',
      'eck.yaml': `${leader}---\n${follower}`,
    };
    await expect(lint(files, ['.'])).rejects.toThrow(
      'eck.yaml holds several clusters (leader, follower)',
    );
    expect((await lint({ ...files, 'eck.yaml': follower }, ['.'])).clusters).toHaveLength(1);
  });

  it('whose version nobody knows is judged as the newest', async () => {
    const result = await lint({ 'eck.yaml': leader.replace('8.19.2', '99.1.0') }, ['eck.yaml']);
    expect(result.clusters[0]!.facts).toMatchObject({ platform: 'eck' });
    expect(result.judgedAs).toContain('the newest known');
  });

  it('has the links that the operator sets up, apart from those of settings', async () => {
    const withKey = follower.replace(
      'name: leader } }',
      'name: leader }, apiKey: { access: { replication: { names: [a] } } } }',
    );
    const { clusters } = await lint({ 'eck.yaml': `${leader}---\n${withKey}` }, ['eck.yaml']);
    const [first, second] = clusters;
    expect([first!.operatorLinks, second!.links]).toEqual([[], []]);
    const [link] = second!.operatorLinks;
    expect(link).toMatchObject({ alias: 'one', model: 'api-key', use: ['replication'] });
    expect(link!.to).toBe(first);
    expect(link!.addresses.map(({ text }) => text)).toEqual([
      'leader-es-remote-cluster.default.svc:9443',
    ]);
    const plain = await lint({ 'eck.yaml': `${leader}---\n${follower}` }, ['eck.yaml']);
    expect(plain.clusters[1]!.operatorLinks[0]).toMatchObject({ model: 'certificate', use: [] });
    const apart = await lint({ 'a.yaml': leader, 'b.yaml': follower }, ['a.yaml', 'b.yaml']);
    expect(apart.clusters[1]!.operatorLinks[0]!.to).toBeUndefined();
  });

  it('is spared what the operator sees to: discovery, addresses, certificates', async () => {
    const text = leader.replace(
      'network.host: 0.0.0.0',
      '"transport.publish_host": 0.0.0.0, network.bind_host: _site_, remote_cluster.host: 127.0.0.1',
    );
    const asFile = `network.bind_host: _site_
transport.publish_host: 0.0.0.0
remote_cluster.host: 127.0.0.1
remote_cluster_server.enabled: true
xpack.security.enabled: true
`;
    const rules = async (files: Record<string, string>): Promise<string[]> =>
      (await lint(files, Object.keys(files))).findings.map(({ rule }) => rule).sort();
    expect(await rules({ 'eck.yaml': text })).toEqual([]);
    expect(await rules({ 'elasticsearch.yml': asFile })).toEqual(
      expect.arrayContaining([
        'node/discovery-unset',
        'node/publish-address',
        'remote/loopback-host',
        'remote/server-no-certificate',
        'security/transport-tls-missing',
      ]),
    );
  });
});
