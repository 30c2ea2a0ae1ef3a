import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matches, parseWildcard } from '../../src/settings/name-patterns.js';
import { commonPatterns, effectiveAccess, grants } from '../../src/topology/access.js';
import { openWorkspace } from '../../src/workspace/session.js';
import { MemoryVfs } from '../../src/workspace/vfs.js';

const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 5 });
const patterns = fc.array(pattern, { minLength: 1, maxLength: 3 });
const name = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
const means = (texts: readonly string[], one: string): boolean =>
  texts.some((text) => matches(parseWildcard(text), one));

describe('what is asked for and what is allowed', () => {
  it('leaves exactly the names that are in both', () => {
    fc.assert(
      fc.property(
        patterns,
        patterns,
        fc.array(name, { maxLength: 20 }),
        (asked, allowed, names) => {
          const { left, whole, undecided } = commonPatterns(asked, allowed);
          expect(undecided).toBe(false);
          for (const one of names) {
            expect(means(left, one)).toBe(means(asked, one) && means(allowed, one));
            if (whole) expect(means(asked, one) && !means(allowed, one)).toBe(false);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is decided with regular expressions wherever it can be', () => {
    const said = (asked: string, allowed: string) => {
      const { left, whole, undecided } = commonPatterns([asked], [allowed]);
      return [left.join(' '), whole, undecided];
    };
    expect(said('/logs-[0-9]+/', 'logs-*')).toEqual(['/logs-[0-9]+/', true, false]);
    expect(said('/logs-[0-9]+/', 'metrics-*')).toEqual(['', undefined, false]);
    expect(said('/logs-[0-9]+/', '*-1')).toEqual(['', undefined, true]);
    expect(said('/[^a]+/', '/[^a]+/')).toEqual(['/[^a]+/', true, false]);
    expect(said('*', '/[^a]+/')).toEqual(['/[^a]+/', undefined, false]);
    expect(said('/(a|b)-.*/', 'a-*')).toEqual(['a-*', false, false]);
  });
});

describe('privileges', () => {
  it('have others in them', () => {
    expect(grants(['all'], 'read')).toBe(true);
    expect(grants(['manage'], 'view_index_metadata')).toBe(true);
    expect(grants(['manage'], 'read')).toBe(false);
  });
});

interface Given {
  readonly role?: object;
  readonly key?: object;
  readonly remoteRoles?: Readonly<Record<string, object>>;
  readonly keystore?: string;
  readonly use?: string;
}

/** The rows of one link, as `role use: verdict left`. */
async function rows({
  role = {},
  key,
  remoteRoles,
  keystore,
  use = '[search]',
}: Given): Promise<string[]> {
  const files: Record<string, string> = {
    '/elasticlint.yml': `version: 1
clusters:
  local: { version: 9.5.3, nodes: a.yml, keystore: k.txt, roles: r.json }
  remote: { version: 9.5.3${key ? ', apiKeys: key.json' : ''}${remoteRoles ? ', roles: remote.json' : ''} }
links: [ { from: local, alias: one, to: remote, use: ${use} } ]
`,
    '/a.yml': 'cluster.remote.one: { mode: proxy, proxy_address: "one.example.com:9443" }\n',
    '/k.txt': `${keystore ?? 'cluster.remote.one.credentials'}\n`,
    '/r.json': JSON.stringify({ r: { metadata: {}, ...role } }),
    ...(key && { '/key.json': JSON.stringify(key) }),
    ...(remoteRoles && { '/remote.json': JSON.stringify(remoteRoles) }),
  };
  const { clusters } = await openWorkspace({ vfs: new MemoryVfs(files), cwd: '/' }).lint(['.']);
  return clusters
    .flatMap(({ links }) => links.flatMap(effectiveAccess))
    .map(
      (row) =>
        `${row.role.name} ${row.use}: ${row.verdict} ${row.left?.join(',') ?? '?'}${row.restricted ? ' restricted' : ''}`,
    );
}

const remote = (names: string | string[], privileges = ['read'], clusters = ['one']) => ({
  remote_indices: [{ clusters, names, privileges }],
});
const key = (access: object) => ({ name: 'k', access });

describe('the effective access of a role over a link', () => {
  it('is what role and key have in common', async () => {
    const search = key({ search: [{ names: ['logs-*'] }] });
    expect(await rows({ role: remote(['logs-a', 'logs-b']), key: search })).toEqual([
      'r search: full logs-a,logs-b',
    ]);
    expect(await rows({ role: remote('*'), key: search })).toEqual(['r search: narrower logs-*']);
    expect(await rows({ role: remote('m'), key: search })).toEqual(['r search: empty ']);
    expect(await rows({ role: remote('logs-*', ['all']), key: search })).toEqual([
      'r search: full logs-*',
      'r replication: empty ',
    ]);
  });

  it('is only for the aliases that the role names', async () => {
    const search = key({ search: [{ names: ['*'] }] });
    expect(await rows({ role: remote('a', ['read'], ['two']), key: search })).toEqual([]);
    expect(await rows({ role: remote('a', ['read'], ['o*']), key: search })).toEqual([
      'r search: full a',
    ]);
  });

  it('is not known without the key, and shows where documents are hidden', async () => {
    expect(await rows({ role: remote('a') })).toEqual(['r search: unknown ?']);
    const hidden = key({ search: [{ names: 'a', query: { match_all: {} } }] });
    expect(await rows({ role: remote('a'), key: hidden })).toEqual(['r search: full a restricted']);
  });

  it('is what the role of the same name gives, with certificates', async () => {
    const given = { keystore: 'keystore.seed', role: { cluster: ['monitor'] } };
    expect(
      await rows({
        ...given,
        remoteRoles: { r: { indices: [{ names: ['a*'], privileges: ['read'] }] } },
      }),
    ).toEqual(['r search: full a*']);
    expect(await rows({ ...given, remoteRoles: { x: { indices: [] } } })).toEqual([
      'r search: empty ',
    ]);
    expect(await rows(given)).toEqual(['r search: unknown ?']);
  });

  it('is not concluded from a key that cannot be read', async () => {
    const files = {
      '/elasticlint.yml': `version: 1
clusters: { a: { nodes: a.yml, keystore: keystore.txt }, b: { apiKeys: requests.console } }
links: [{ from: a, alias: b, to: b, use: [search] }]
`,
      '/a.yml': 'cluster.remote.b: { mode: proxy, proxy_address: "b:9443" }\n',
      '/keystore.txt': 'cluster.remote.b.credentials\n',
      '/requests.console': 'T',
    };
    const { crashes, findings } = await openWorkspace({
      vfs: new MemoryVfs(files),
      cwd: '/',
    }).lint(['.']);
    expect(crashes).toEqual([]);
    expect(findings.map(({ rule }) => rule)).not.toContain('link/access-empty');
  });
});
