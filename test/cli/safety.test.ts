import { spawn } from 'node:child_process';
import { chmodSync, cpSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtCommand, elasticlint, folder, runNode, useCommand } from './command.js';

useCommand();

const secret = 'hunter2canary';
const token = 'Xk29fQzL7rTbW4mNpV8sJd3hYc6eGu1a';

/** A comment that names no rule makes a finding on its line, so the lines above it are shown. */
const finding = '# elasticlint-disable-line no/such-rule\n';

const secretSettings = [
  'bootstrap.password',
  'keystore.seed',
  'xpack.security.transport.ssl.keystore.password',
  'xpack.security.transport.ssl.keystore.secure_password',
  'xpack.security.transport.ssl.keystore.secure_key_password',
  'xpack.security.transport.ssl.truststore.password',
  'xpack.security.http.ssl.key_passphrase',
  'xpack.security.http.ssl.secure_key_passphrase',
  'xpack.security.remote_cluster_client.ssl.truststore.secure_password',
  'xpack.security.remote_cluster_server.ssl.keystore.secure_password',
  'cluster.remote.logs.credentials',
  'cluster.remote.signing.keystore.secure_password',
  'cluster.remote.logs.signing.secure_key_passphrase',
  'xpack.security.authc.realms.ldap.ldap1.bind_password',
  'xpack.security.authc.realms.ldap.ldap1.secure_bind_password',
  'xpack.security.authc.realms.active_directory.ad1.secure_bind_password',
  'xpack.security.authc.realms.oidc.oidc1.rp.client_secret',
  'xpack.security.authc.realms.saml.saml1.signing.secure_key_passphrase',
  'xpack.security.authc.realms.jwt.jwt1.client_authentication.shared_secret',
  'xpack.security.authc.realms.jwt.jwt1.hmac_key',
  'xpack.notification.email.account.a.smtp.password',
  'xpack.notification.email.account.a.smtp.secure_password',
  'xpack.notification.slack.account.a.secure_url',
  'xpack.notification.pagerduty.account.a.secure_service_api_key',
  'xpack.notification.jira.account.a.secure_password',
  'xpack.watcher.encryption_key',
  'xpack.monitoring.exporters.a.auth.password',
  'xpack.monitoring.exporters.a.auth.secure_password',
  's3.client.default.access_key',
  's3.client.default.secret_key',
  's3.client.default.session_token',
  'azure.client.default.account',
  'azure.client.default.key',
  'azure.client.default.sas_token',
  'gcs.client.default.credentials_file',
  'repositories.encryption.password',
];

const spellings: Readonly<Record<string, (key: string, value: string) => string>> = {
  flat: (key, value) => `${key}: ${value}\n${finding}`,
  quoted: (key, value) => `"${key}": "${value}"\n${finding}`,
  nested: (key, value) => {
    const parts = key.split('.');
    return `${parts.map((part, level) => `${'  '.repeat(level)}${part}:`).join('\n')} ${value}\n${finding}`;
  },
  twice: (key, value) => `${key}: ${value}\n${key}: ${value}\n`,
  'as a list': (key, value) => `${key}:\n  - ${value}\n${finding}`,
  'commented out': (key, value) => `#${key}: ${value}\n${finding}`,
  'in a broken file': (key, value) => `${key}: ${value}\ncluster.name: [\n`,
  'in a broken value': (key, value) => `cluster.name: a\n${key}: "${value}\n`,
  'with a typo in its last word': (key, value) => `${key}s: ${value}\n${finding}`,
};

const formats = [
  ['--format', 'pretty'],
  ['--format', 'pretty', '--quiet'],
  ['--format', 'json'],
  ['--format', 'sarif'],
];

/** Everything that the command says of a directory, in every format, pedantic, and while it fixes. */
async function said(
  files: Readonly<Record<string, string>>,
  values: readonly string[],
): Promise<string[]> {
  const cwd = folder(files);
  const leaks: string[] = [];
  for (const options of [
    ...formats.map((format) => ['--pedantic', ...format]),
    ['--fix', '--fix-unsafe'],
  ]) {
    const { stdout, stderr } = await elasticlint([...options, ...Object.keys(files)], { cwd });
    const lines = `${stdout}\n${stderr}`.split('\n');
    leaks.push(...lines.filter((line) => values.some((value) => line.includes(value))));
  }
  return [...new Set(leaks)];
}

describe('secrets appear nowhere', () => {
  it.each(Object.keys(spellings))('in settings, %s', async (spelling) => {
    const files = secretSettings.map((key, index) => {
      const value = index % 4 === 3 ? token : secret;
      return [`n${index}/elasticsearch.yml`, spellings[spelling]!(key, value)] as const;
    });
    expect(await said(Object.fromEntries(files), [secret, token])).toEqual([]);
  });

  it('in fingerprints, which do not even hang on their length', async () => {
    const fingerprints = async (value: string): Promise<readonly string[]> => {
      const text = `bootstrap.password: ${value} # elasticlint-disable-line no/such-rule\n`;
      const cwd = folder({ 'elasticsearch.yml': text });
      const { stdout } = await elasticlint(['--format', 'gitlab', '.'], { cwd });
      return (JSON.parse(stdout) as { fingerprint: string }[]).map((issue) => issue.fingerprint);
    };
    const found = await fingerprints(secret);
    expect(found.length).toBeGreaterThan(1);
    expect(await fingerprints(`${secret}${secret}`)).toEqual(found);
  });

  it('in payloads, API keys, requests and lists of the keystore', async () => {
    const lines = secretSettings.map((key) => `"${key}": "${secret}"`).join(',\n');
    const files = {
      'cluster-settings.json': `{ "persistent": {\n${lines}\n}, "transient": {\n${lines},\n}}`,
      'key.json': `{ "name": "a", "access": {}, "encoded": "${secret}",\n "api_key": "${token}",\n "name": 1 }`,
      'requests.console': `PUT _cluster/settings\n{ "persistent": {\n${lines}\n "x" }}\n`,
      'keystore.txt': `keystore.seed\n${secretSettings.join('\n')}\n`,
    };
    expect(await said(files, [secret, token])).toEqual([]);
  });

  it('in comments beside findings, and in addresses', async () => {
    const comments = [
      `# password: ${secret}`,
      `# bind_password=${secret}`,
      `# elastic / password ${secret}`,
      `# the old password was ${secret}`,
      `# token ${token}`,
      `# curl -u elastic:${secret} https://es.example.com:9200`,
      `# https://elastic:${secret}@es.example.com:9200`,
      `# Authorization: ApiKey ${token}`,
      `# Authorization: Bearer ${token}`,
    ];
    const files = Object.fromEntries(
      comments.map((comment, index) => [`n${index}/elasticsearch.yml`, `${comment}\n${finding}`]),
    );
    expect(await said(files, [secret, token])).toEqual([]);
  });

  it('in private keys', async () => {
    const body = Array.from({ length: 6 }, () => token.repeat(2)).join('\n');
    const files = {
      'a.key': `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----\n`,
      'elasticsearch.yml': `key: |\n  -----BEGIN RSA PRIVATE KEY-----\n  ${token}\n  ${token}\n${finding}`,
    };
    expect(await said(files, [token])).toEqual([]);
  });
});

describe('no network', () => {
  const guard = `
    import dns from 'node:dns';
    import net from 'node:net';
    import { syncBuiltinESMExports } from 'node:module';
    const deny = (what) => () => { throw new Error('network: ' + what); };
    net.connect = net.createConnection = net.Socket.prototype.connect = deny('connect');
    dns.lookup = dns.promises.lookup = dns.resolve = deny('lookup');
    globalThis.fetch = deny('fetch');
    syncBuiltinESMExports();
  `;
  const files = {
    'guard.mjs': guard,
    'elasticsearch.yml':
      'cluster.name: a\ncluster.remote.b.seeds: ["es.example.com:9300"]\ncluster.name: b\n',
  };

  it('the guard of this test works', async () => {
    const cwd = folder(files);
    const dial = "import('node:net').then((net) => net.connect(1))";
    const { code, stderr } = await runNode(['-e', dial], {
      cwd,
      node: ['--import', './guard.mjs'],
    });
    expect(code).not.toBe(0);
    expect(stderr).toContain('network: connect');
  });

  it.each([
    [['elasticsearch.yml'], 1],
    [['--format', 'sarif', '--fix', '.'], 1],
    [['--format', 'json', '--es-version', '>=8.15 <9', '.'], 1],
    [['rules'], 0],
    [['explain', 'suppressions/unused'], 0],
    [['init', '--stdout'], 0],
    [['--help'], 0],
  ])('%j works without', async (args, code) => {
    const cwd = folder(files);
    const outcome = await elasticlint(args, { cwd, node: ['--import', './guard.mjs'] });
    expect(outcome.stderr).not.toContain('network');
    expect(outcome.code).toBe(code);
  });
});

describe('a copy of dist/ alone', () => {
  const entry = (): string => {
    const copy = join(folder(), 'lib');
    cpSync(builtCommand(), copy, { recursive: true });
    for (const path of readdirSync(copy, { recursive: true, encoding: 'utf8' })) {
      const full = join(copy, path);
      chmodSync(full, statSync(full).isDirectory() ? 0o555 : 0o444);
    }
    chmodSync(copy, 0o555);
    return join(copy, 'cli.cjs');
  };

  it('needs no packages and writes nothing beside itself', async () => {
    const cli = entry();
    const cwd = folder({
      'elasticsearch.yml': 'cluster.name: a\ncluster.name: b\n',
      '.gitignore': 'x\n',
      'key.json': '{"access":{"search":[{"names":["a*"]}]},"certificate_identity":"CN=[a-z]+"}',
    });
    const before = readdirSync(join(cli, '..'), { recursive: true });
    for (const [args, code] of [
      [['.'], 1],
      [['**/*.yml', '--es-version', '>=8.15 <9'], 1],
      [['--format', 'sarif', 'elasticsearch.yml'], 1],
      [['key.json'], 0],
      [['rules', '--format', 'json'], 0],
      [['explain', 'suppressions/unused'], 0],
      [['init', '--stdout'], 0],
    ] as const) {
      const { code: actual, stderr } = await runNode([cli, ...args], { cwd });
      expect([args, actual, stderr.replace(/^elasticlint: 1 cluster.*\n/, '')]).toEqual([
        args,
        code,
        '',
      ]);
    }
    expect(readdirSync(join(cli, '..'), { recursive: true })).toEqual(before);
  });

  it('serves an editor', async () => {
    const server = spawn(process.execPath, [entry(), 'lsp', '--stdio'], { cwd: folder() });
    const params = { processId: null, rootUri: null, capabilities: {} };
    const text = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    const answer = await new Promise<string>((resolve) => {
      server.stdout.once('data', (data: Buffer) => resolve(data.toString()));
      server.once('close', (code) => resolve(`ended with ${String(code)}`));
    });
    server.kill();
    expect(answer).toContain('Content-Length: ');
  });
});
