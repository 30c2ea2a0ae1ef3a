import { describe, expect, it } from 'vitest';
import { openWorkspace } from '../../src/workspace/session.js';
import { MemoryVfs } from '../../src/workspace/vfs.js';

const settings = {
  persistent: {
    cluster: { remote: { two: { mode: 'proxy', proxy_address: '10.0.0.2:9443' } } },
  },
  transient: {},
  defaults: { 'cluster.name': 'local' },
};
const info = (credentials: object) => ({
  two: { connected: true, mode: 'proxy', skip_unavailable: true, ...credentials },
});
const nodes = {
  cluster_name: 'remote',
  nodes: {
    a: {
      version: '9.5.3',
      transport_address: '10.0.0.2:9300',
      transport: { profiles: { _remote_cluster: { publish_address: '10.0.0.2:9443' } } },
    },
    b: { version: '9.4.3', transport_address: '10.0.0.3:9300' },
  },
};
const license = { license: { status: 'active', uid: 'x', type: 'platinum' } };

/** Two clusters of which nothing is known but what they answer. */
async function clusters(credentials: object, remote = '') {
  const files = {
    '/elasticlint.yml': `version: 1
clusters:
  local: { version: 9.5.3, dumps: [settings.json, info.json] }
  remote: { ${remote}dumps: [nodes.json, license.json] }
`,
    '/settings.json': JSON.stringify(settings),
    '/info.json': JSON.stringify(info(credentials)),
    '/nodes.json': JSON.stringify(nodes),
    '/license.json': JSON.stringify(license),
  };
  const result = await openWorkspace({ vfs: new MemoryVfs(files), cwd: '/' }).lint(['.']);
  expect(result.crashes).toEqual([]);
  return { result, local: result.clusters[0]!, remote: result.clusters[1]! };
}

describe('what running clusters answer', () => {
  it('is evidence for version, license and addresses', async () => {
    const { remote } = await clusters({});
    expect(remote.versions.list).toEqual(['9.4.3', '9.5.3']);
    expect(remote.facts.license).toBe('platinum');
    expect(remote.facts.addresses).toEqual(['10.0.0.2:9300', '10.0.0.3:9300', '10.0.0.2:9443']);
  });

  it('is weaker than what the manifest says', async () => {
    const { remote } = await clusters({}, 'version: 8.19.21, license: basic, ');
    expect(remote.versions.text).toBe('8.19.21');
    expect(remote.facts.license).toBe('basic');
  });

  it('shows links, where they lead and how they are secured', async () => {
    const { local, remote } = await clusters({ cluster_credentials: '::es_redacted::' });
    expect(local.links.map(({ alias, to }) => [alias, to])).toEqual([['two', remote]]);
    expect(local.links[0]!.model).toBe('api-key');
    expect((await clusters({})).local.links[0]!.model).toBe('certificate');
  });

  it('is never changed by a fix', async () => {
    const { result } = await clusters({});
    expect(result.findings.filter(({ source }) => source.path === 'settings.json')).not.toEqual([]);
    expect(result.findings.filter(({ fix }) => fix)).toEqual([]);
  });
});
