import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { certificatesText } from '../../src/cli/certs-text.js';
import { inventoryOf } from '../../src/topology/inventory.js';
import { readDirectory, type Files } from '../rules/support/cases.js';
import { lintFiles } from '../rules/support/lint.js';
import { elasticlint, folder, linesOf, useCommand, type Outcome } from './command.js';

useCommand();

const today = '2026-11-22';
const untrusted = 'fixtures/rules/link/untrusted-server';
const workspace = (name: string): Files => readDirectory(name);
const certificate = (name: string): Buffer => readFileSync(`fixtures/certificates/${name}`);

const certs = (files: Files, ...args: string[]): Promise<Outcome> =>
  elasticlint(['certs', '--today', today, ...args], { cwd: folder(files) });

interface Row {
  readonly subject: string;
  readonly daysLeft: number;
  readonly roles: string[];
  readonly files: { file: string; line: number }[];
  readonly usedBy: { node: string; setting: string; off: boolean }[];
  readonly verdicts: { node: string; context: string; verdict: string }[];
}

interface Json {
  readonly clusters: { name: string; certificates: Row[] }[];
  readonly links: { from: string; alias: string; model: string; certificates: Row[] }[];
  readonly files: Row[];
  readonly unread: { path: string; why: string; file: string; line: number }[];
}

const valid = new Ajv({ allowUnionTypes: true }).compile<Json>(
  JSON.parse(readFileSync('schemas/certificates-report.schema.json', 'utf8')) as object,
);

function parsed({ stdout }: Outcome): Json {
  const report: unknown = JSON.parse(stdout);
  if (!valid(report)) throw new Error(JSON.stringify(valid.errors));
  return report;
}

const verdicts = (row: Row): string[] =>
  row.verdicts.map(({ node, context, verdict }) => `${node} ${context} ${verdict}`).sort();

describe('elasticlint certs --format json', () => {
  it('says what both sides of a link make of each certificate', async () => {
    const outcome = await certs(workspace(`${untrusted}/bad-incomplete`), '--format', 'json');
    expect(outcome.code).toBe(0);
    const { clusters, links } = parsed(outcome);
    expect(clusters.map(({ name }) => name)).toEqual(['local', 'remote']);
    const server = clusters[1]!.certificates.find(({ roles }) => roles.includes('transport'))!;
    expect(server.roles).toEqual(['remote-cluster server', 'transport']);
    expect(server.usedBy.map(({ setting }) => setting)).toEqual([
      'xpack.security.remote_cluster_server.ssl.certificate',
      'xpack.security.transport.ssl.certificate',
    ]);
    expect(verdicts(server)).toEqual([
      'local-1 remote_cluster_client no-anchor',
      'remote-1 transport trusted',
    ]);
    const [link] = links;
    expect(link).toMatchObject({ from: 'local', alias: 'one', model: 'api-key' });
    expect(link!.certificates.map(({ roles }) => roles)).toEqual([
      ['CA'],
      ['remote-cluster server'],
    ]);
  });

  it('knows both directions of a link with TLS certificates', async () => {
    const files = workspace(`${untrusted}/bad-certificate-model`);
    const [link] = parsed(await certs(files, '--format', 'json')).links;
    expect(link!.model).toBe('certificate');
    const shown = link!.certificates.filter(({ roles }) => roles.includes('transport'));
    expect(shown.map((row) => [row.subject, ...verdicts(row)])).toEqual([
      ['CN=local.example.com', 'remote-1 transport trusted'],
      ['CN=remote-node.example.com', 'local-1 transport no-anchor'],
    ]);
  });

  it('knows who takes the signatures', async () => {
    const files = workspace('fixtures/rules/link/signing-untrusted/bad-foreign');
    const [link] = parsed(await certs(files, '--format', 'json')).links;
    const signing = link!.certificates.find(({ roles }) => roles.includes('signing'))!;
    expect(verdicts(signing)).toEqual(['remote-1 signing no-anchor']);
  });

  it('says of TLS that is switched off that it is', async () => {
    const outcome = await certs(
      {
        'elasticsearch.yml': Buffer.from(
          'xpack.security.http.ssl: { enabled: false, certificate: a.crt }\n',
        ),
        'a.crt': certificate('remote-transport.crt'),
      },
      '--format',
      'json',
      'elasticsearch.yml',
    );
    const [cluster] = parsed(outcome).clusters;
    expect(cluster!.certificates[0]).toMatchObject({ roles: ['HTTP'], usedBy: [{ off: true }] });
  });

  it('begins with what expires first, and knows files that no setting names', async () => {
    const names = ['remote-ca.crt', 'soon-server.crt', 'expired-server.crt'];
    const files = Object.fromEntries(names.map((name) => [`c/${name}`, certificate(name)]));
    for (const paths of [['c/remote-ca.crt', 'c/soon-server.crt', 'c/expired-server.crt'], ['c']]) {
      const outcome = await certs(files, '--format', 'json', ...paths);
      expect(outcome.code).toBe(0);
      const rows = parsed(outcome).files;
      expect(rows.map((row) => row.files[0]!.file)).toEqual([
        'c/expired-server.crt',
        'c/soon-server.crt',
        'c/remote-ca.crt',
      ]);
      expect(rows.map(({ daysLeft }) => daysLeft < 0)).toEqual([true, false, false]);
      expect(rows[1]!.daysLeft).toBe(18);
    }
  });

  it('lists what could not be read, and why', async () => {
    const outcome = await certs(
      {
        'elasticsearch.yml': Buffer.from(
          'xpack.security.transport.ssl:\n  enabled: true\n  certificate: gone.crt\n  certificate_authorities: ca.crt\nxpack.security.http.ssl.keystore.path: gone.p12\n',
        ),
        'ca.crt': certificate('remote-ca.crt'),
        'bad.crt': Buffer.from(
          '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'.repeat(2),
        ),
      },
      '--format',
      'json',
      'elasticsearch.yml',
      'bad.crt',
    );
    const { unread } = parsed(outcome);
    expect(unread.map(({ path, file, line }) => `${path} ${file}:${line}`).sort()).toEqual([
      'bad.crt bad.crt:1',
      'bad.crt bad.crt:4',
      'gone.crt elasticsearch.yml:3',
      'gone.p12 elasticsearch.yml:5',
    ]);
    expect(outcome.code).toBe(0);
  });
});

describe('elasticlint certs', () => {
  it('prints a section for each cluster and link', async () => {
    const { code, stdout } = await certs(workspace(`${untrusted}/bad-incomplete`));
    expect(code).toBe(0);
    expect(stdout.match(/^\S.*$/gm)?.filter((line) => !/^\d/.test(line))).toEqual([
      'cluster local',
      'cluster remote',
      'link local → one (API key)',
    ]);
    expect(stdout).toContain('refused by  local/local-1: remote-cluster client');
  });

  it('fits the terminal', async () => {
    const files = workspace(`${untrusted}/bad-incomplete`);
    const { clusters } = await lintFiles(files, undefined);
    for (const cluster of clusters) {
      const { rows } = await inventoryOf(cluster, clusters, today);
      for (const width of [60, 80, 100, 120, 160, 240]) {
        const lines = certificatesText(rows, today, width);
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
        expect(lines.join('').replace(/\s/g, '')).toContain('CN=RemoteCA');
      }
    }
  });

  it('ends with 3 where no certificate is found, and with 2 for a day that there is not', async () => {
    const nothing = await certs({ 'elasticsearch.yml': Buffer.from('node.name: a\n') });
    expect([nothing.code, nothing.stdout, linesOf(nothing.stderr).length]).toEqual([3, '', 1]);
    expect((await certs({}, 'missing.crt')).code).toBe(3);
    expect((await certs({}, '--today', '2026-02-30')).code).toBe(2);
  });

  it('shows no private key', async () => {
    const files = {
      'both.pem': Buffer.concat([
        certificate('keys/soon-server.key'),
        certificate('soon-server.crt'),
      ]),
    };
    const [, secret] = certificate('keys/soon-server.key').toString().split('\n');
    for (const args of [[], ['--format', 'json'], ['--ics']]) {
      const { code, stdout, stderr } = await certs(files, 'both.pem', ...args);
      expect(code).toBe(0);
      expect(stdout + stderr).not.toContain(secret);
    }
  });

  it('--ics prints each certificate once, the same on every day', async () => {
    const files = workspace(`${untrusted}/bad-certificate-model`);
    const uids = async (day: string): Promise<string[]> => {
      const { stdout } = await certs(files, '--ics', '--today', day);
      return stdout.replaceAll('\r\n ', '').match(/^UID:.*$/gm) ?? [];
    };
    const first = await uids(today);
    expect(first).toHaveLength(4);
    expect(new Set(first).size).toBe(4);
    expect(await uids('2026-11-23')).toEqual(first);
  });
});

describe('stores that are given by themselves', () => {
  const store = (name: string): Buffer => readFileSync(`fixtures/stores/${name}`);

  it('are listed where they open without a password', async () => {
    const outcome = await certs({ 'a.jks': store('keytool-17.jks') }, 'a.jks', '--format', 'json');
    const { files, unread } = parsed(outcome);
    expect(files.map(({ subject }) => subject)).toContain('CN=remote.example.com');
    expect(unread).toEqual([]);
    expect(outcome.code).toBe(0);
  });

  it('are said not to be read where no password is known, or where they are damaged', async () => {
    const whole = store('keytool-17.p12');
    const files = { 'a.p12': whole, 'b.p12': whole.subarray(0, 700) };
    const { unread } = parsed(await certs(files, 'a.p12', 'b.p12', '--format', 'json'));
    expect(unread.map(({ path, why }) => [path, why.split(':')[0]])).toEqual([
      ['a.p12', 'it needs a password'],
      ['b.p12', 'it is damaged, or no store of PKCS#12 or JKS'],
    ]);
  });
});
