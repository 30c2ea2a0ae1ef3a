import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { elasticlint, folder, useCommand } from './command.js';

useCommand();

const tls =
  'xpack.security.transport.ssl: { enabled: true, keystore.path: a.p12, truststore.path: a.p12 }';
const nodeYml = (host: string, more = ''): string =>
  [`network.host: ${host}`, `discovery.seed_hosts: [${host}]`, tls, more, ''].join('\n');
const role = (body: object): string => `PUT _security/role/reader\n${JSON.stringify(body)}\n`;
const manifest = (local = '', remote = '', link = ''): string =>
  [
    'version: 1',
    'clusters:',
    `  here: { version: 9.5.3, nodes: here.yml, keystore: keystore.txt, settings: settings.json, roles: here.console${local} }`,
    `  there: { version: 9.5.3, nodes: there.yml, roles: there.console, addresses: [logs.example.com]${remote} }`,
    `links: [{ from: here, alias: logs, to: there${link} }]`,
    '',
  ].join('\n');
const files = {
  'elasticlint.yml': manifest(),
  'here.yml': nodeYml('10.2.2.2'),
  'keystore.txt': 'keystore.seed\n',
  'settings.json': JSON.stringify({
    persistent: {
      'cluster.remote.logs': {
        mode: 'proxy',
        proxy_address: 'logs.example.com:9300',
        skip_unavailable: false,
      },
    },
  }),
  'here.console': role({ cluster: ['manage_ccr'], indices: [] }),
  'there.yml': nodeYml('10.1.1.1'),
  'there.console': role({
    cluster: ['read_ccr'],
    indices: [
      { names: ['logs-*'], privileges: ['read', 'read_cross_cluster'] },
      { names: ['other'], privileges: ['write'] },
    ],
  }),
};

interface Body {
  access?: Record<string, unknown>;
  remote_indices?: unknown[];
  persistent?: Record<string, unknown>;
}
const migrate = (cwd: string, ...args: string[]): ReturnType<typeof elasticlint> =>
  elasticlint(['migrate', 'api-key', ...args], { cwd });
/** The bodies of the requests of a plan, in their order, by their first lines. */
const requests = (plan: string): [line: string, body: Body][] =>
  [...plan.matchAll(/^```console\n((?:PUT|POST) \S+)\n(\{[\s\S]*?\n\})\n```$/gm)].map(
    ([, line, body]) => [line!, JSON.parse(body!) as Body],
  );

describe('elasticlint migrate api-key', () => {
  it('writes the plan in its order, and lints what it leads to', async () => {
    const { code, stdout, stderr } = await migrate(folder(files));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.match(/^## .*/gm)).toEqual([
      '## 1. On there: switch the remote cluster server on',
      '## 2. On there: create the key',
      '## 3. On here: trust the certificate of there',
      '## 4. On here: give the roles what they had on there',
      '## 5. Pause what uses the link',
      '## 6. On here: disconnect, store the key, connect',
      '## 7. Check, and go on',
      '## The way back',
      '## The files after it, linted',
    ]);
    expect(stdout).toContain('--dns logs.example.com');
    // that keys should expire is advice, which the plan does not take: today's access does not end either
    expect(stdout.match(/^- (?:error|warning): .*/gm)).toBeNull();
  });

  it('takes over what the roles allow today, and nothing else', async () => {
    const { stdout } = await migrate(folder(files));
    const bodies = Object.fromEntries(requests(stdout));
    expect(bodies['POST /_security/cross_cluster/api_key']?.access).toEqual({
      search: [{ names: ['logs-*'] }],
      replication: [{ names: ['logs-*'] }, { names: ['other'] }],
    });
    expect(bodies['PUT /_security/role/reader']?.remote_indices).toEqual([
      expect.objectContaining({ clusters: ['logs'], names: ['logs-*'] }),
      expect.objectContaining({ privileges: ['cross_cluster_replication'] }),
      expect.objectContaining({ privileges: ['cross_cluster_replication'] }),
    ]);
  });

  it.each([
    ['search, replication', true],
    ['search', false],
  ])('gives replication where the link is used for it: %s', async (use, wanted) => {
    const cwd = folder({ ...files, 'elasticlint.yml': manifest('', '', `, use: [${use}]`) });
    const { stdout } = await migrate(cwd);
    const [, key] = requests(stdout).find(([line]) => line.includes('api_key'))!;
    expect('replication' in key.access!).toBe(wanted);
    expect(stdout.includes('_ccr/pause_follow')).toBe(wanted);
    expect(stdout.includes('"cross_cluster_replication"')).toBe(wanted);
  });

  it('changes the port and keeps the rest, and knows the way back', async () => {
    const { stdout } = await migrate(folder(files));
    const [off, on, offAgain, back] = requests(stdout).flatMap(([line, body]) =>
      line.includes('_cluster/settings') ? [body.persistent!] : [],
    );
    const address = 'cluster.remote.logs.proxy_address';
    expect(new Set(Object.values({ ...off, ...offAgain }))).toEqual(new Set([null]));
    expect(on?.[address]).toBe('logs.example.com:9443');
    expect(back).toEqual({ ...on, [address]: 'logs.example.com:9300' });
  });

  it('follows the port that the other side sets', async () => {
    const there = nodeYml('10.1.1.1', 'remote_cluster.port: 9555');
    const { stdout } = await migrate(folder({ ...files, 'there.yml': there }));
    expect(stdout).toContain('logs.example.com:9555');
  });

  it('shows the change of an address that stands in a file', async () => {
    const here = nodeYml(
      '10.2.2.2',
      [
        'cluster.remote.logs.mode: proxy',
        'cluster.remote.logs.proxy_address: "logs.example.com:9300"',
        'cluster.remote.logs.skip_unavailable: false',
      ].join('\n'),
    );
    const cwd = folder({
      ...files,
      'here.yml': here,
      'settings.json': '{ "persistent": {"cluster.name": null} }',
    });
    const { stdout } = await migrate(cwd);
    expect(stdout).toContain(
      [
        '-cluster.remote.logs.proxy_address: "logs.example.com:9300"',
        '+cluster.remote.logs.proxy_address: "logs.example.com:9443"',
      ].join('\n'),
    );
    expect(stdout).toContain('must be restarted');
  });

  it('leaves the interface to Elastic where Elastic runs the other side', async () => {
    const cwd = folder({
      ...files,
      'elasticlint.yml': manifest('', ', platform: ech').replace(' nodes: there.yml,', ''),
    });
    const { stdout } = await migrate(cwd);
    expect(stdout).not.toContain('remote_cluster_server');
    expect(stdout).not.toContain('certificate_authorities');
  });

  it.each([
    [
      'an old version',
      manifest().replace('there: { version: 9.5.3', 'there: { version: 7.17.28'),
      'upgrade it to 8.14',
    ],
    ['a license', manifest(', license: basic'), 'the model needs enterprise'],
  ])('says what is against it: %s', async (_, text, wanted) => {
    const { code, stdout } = await migrate(folder({ ...files, 'elasticlint.yml': text }));
    expect(code).toBe(1);
    expect(stdout).toContain(wanted);
  });

  it('writes to a file, and never changes another', async () => {
    const cwd = folder(files);
    await migrate(cwd, '--output', 'plan.md', '--link', 'here/logs');
    expect(readFileSync(join(cwd, 'plan.md'), 'utf8')).toContain('# Alias logs of cluster here');
    for (const [path, text] of Object.entries(files))
      expect(readFileSync(join(cwd, path), 'utf8')).toBe(text);
  });

  it.each([
    ['no manifest', {}, [], 'an elasticlint.yml that names the files of both clusters is needed'],
    ['an unknown link', files, ['--link', 'logz'], "no link is called 'logz'"],
    [
      'nothing to do',
      { ...files, 'keystore.txt': 'cluster.remote.logs.credentials\n' },
      [],
      'no link uses TLS certificates',
    ],
  ])('refuses %s in one line', async (_, given, args, wanted) => {
    const { code, stdout, stderr } = await migrate(folder(given), ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(wanted);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('knows no other model', async () => {
    const { code, stderr } = await elasticlint(['migrate', 'apikey'], { cwd: folder(files) });
    expect(code).toBe(2);
    expect(stderr).toContain('api-key is the only model');
  });
});
