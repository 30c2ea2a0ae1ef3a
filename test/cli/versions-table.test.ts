import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { knownMinors } from '../../src/settings/versions.js';
import { elasticlint, folder, linesOf, useCommand, type Outcome, type Shown } from './command.js';

useCommand();

/** 7.17 knows neither line, 8.0 the first; the second is known from 8.10 on. */
const young =
  'cluster.name: logs\nxpack.security.enrollment.enabled: true\nremote_cluster_server.enabled: false\n';
/** 8.0 removed it. */
const old = 'node.max_local_storage_nodes: 1\n';
/** A comment that names no rule is a warning in any file. */
const fishy = '# elasticlint-disable-line no/such-rule\ncluster.name: logs\n';
/** A link that fails at the first search only. */
const manifest = `version: 1
clusters:
  local: { version: 8.19.21, nodes: local.yml }
  remote: { version: 9.5.3, nodes: remote.yml }
`;

const range = (text: string, yml: string, ...options: string[]): Promise<Outcome> =>
  elasticlint(['--es-version', text, 'elasticsearch.yml', ...options], {
    cwd: folder({ 'elasticsearch.yml': yml }),
  });

interface Row {
  readonly version: string;
  readonly starts: boolean;
  readonly errors: number;
  readonly warnings: number;
  readonly findings: Shown[];
}

interface Report {
  readonly trials: { cluster?: string; files: string[]; versions: Row[] }[];
}

const schema = (name: string): object =>
  JSON.parse(readFileSync(new URL(`../../schemas/${name}`, import.meta.url), 'utf8')) as object;
const ajv = new Ajv({ strict: true, allErrors: true });
ajv.addSchema(schema('report.schema.json'));
const validate = ajv.compile(schema('versions-report.schema.json'));

/** The JSON report, checked against its schema. */
function reportOf({ stdout }: Outcome): Report {
  const report = JSON.parse(stdout) as Report;
  validate(report);
  expect(validate.errors ?? []).toEqual([]);
  return report;
}

const startingOn = ({ versions }: Report['trials'][number]): string[] =>
  versions.filter(({ starts }) => starts).map(({ version }) => version);

describe('a range of versions', () => {
  it('makes a table, equal neighbours in one row', async () => {
    const { code, stdout, stderr } = await range('7.17-9.5', young);
    expect(linesOf(stdout)).toEqual([
      'elasticsearch.yml',
      'version     starts  errors  warnings  first findings',
      '7.17        no           2         0  settings/not-yet-available  xpack.security.enrollment.enabled  elasticsearch.yml:2',
      '                                      settings/not-yet-available  remote_cluster_server.enabled  elasticsearch.yml:3',
      '8.0 – 8.9   no           1         0  settings/not-yet-available  remote_cluster_server.enabled  elasticsearch.yml:3',
      '8.10 – 9.5  yes          0         0',
      'starts on 16 of 27 versions: 8.10 – 9.5',
    ]);
    expect([code, stderr]).toEqual([1, '']);
  });

  it.each([
    ['7.17-9.5', knownMinors],
    ['7.17.28 - 8.1.0', ['7.17', '8.0', '8.1']],
    ['>=9.4', ['9.4', '9.5']],
    ['8.15-8.15', ['8.15']],
    ['7.17,9.4-9.5.3', ['7.17', '9.4', '9.5']],
  ])('%s has a row for each version', async (text, versions) => {
    const [trial] = reportOf(await range(text, young, '--format', 'json')).trials;
    expect(trial!.versions.map(({ version }) => version)).toEqual(versions);
  });

  it('a version or a list makes no table', async () => {
    for (const text of ['9.5', '9', '8.19,9.0'])
      expect((await range(text, young)).stdout).toContain('judged as');
  });

  it('says of every version what a run on that version alone says', async () => {
    const [trial] = reportOf(await range('7.17-9.5', young + old, '--format', 'json')).trials;
    for (const version of ['7.17', '8.9', '8.10', '9.5']) {
      const alone = await range(version, young + old, '--format', 'json');
      const row = trial!.versions.find((one) => one.version === version)!;
      expect(row.findings).toEqual((JSON.parse(alone.stdout) as { findings: Shown[] }).findings);
      const errors = row.findings.filter(({ severity }) => severity === 'error');
      expect(row.errors).toBe(errors.length);
    }
  });

  it('counts what the first reasons leave out', async () => {
    const keys = ['a', 'b', 'c', 'd', 'e'].map((name) => `no_such_${name}.setting: 1\n`).join('');
    const { stdout } = await range('9.4-9.5', keys);
    expect(stdout).toContain('elasticsearch.yml:3\n');
    expect(stdout).not.toContain('elasticsearch.yml:4');
    expect(stdout).toContain('and 2 more');
    expect(stdout).toContain('starts on none of 2 versions');
    expect(linesOf((await range('9.4-9.5', keys, '--quiet')).stdout)).toHaveLength(4);
  });

  it('takes standard input, and writes to a file', async () => {
    const cwd = folder();
    const { code, stdout } = await elasticlint(
      ['--stdin', '--es-version', '7.17-8.1', '--output', 'table.txt'],
      { cwd, input: old },
    );
    expect([code, stdout]).toEqual([1, '']);
    const text = readFileSync(join(cwd, 'table.txt'), 'utf8');
    expect(text).toContain('starts on 1 of 3 versions: 7.17');
    expect(text).toContain('elasticsearch.yml:1');
  });

  it('is fast: 27 versions in little more time than one', async () => {
    const yml = readFileSync(new URL('../../tools/bench/elasticsearch.yml', import.meta.url));
    const cwd = folder({ 'elasticsearch.yml': yml });
    const time = async (text: string): Promise<number> =>
      (await elasticlint(['--es-version', text, 'elasticsearch.yml'], { cwd })).milliseconds;
    const one = await time('9.5');
    expect((await time('7.17-9.5')) - one).toBeLessThan(5000);
  });
});

describe('exit codes of a range', () => {
  const codeOf = async (text: string, yml: string, ...options: string[]): Promise<number | null> =>
    (await range(text, yml, ...options)).code;

  it('0 when it starts on all, 1 when not on some', async () => {
    expect(await codeOf('8.10-9.5', young)).toBe(0);
    expect(await codeOf('8.9-8.10', young)).toBe(1);
    expect(await codeOf('8.9-8.10', young, '--exit-zero')).toBe(0);
  });

  it('--fail-on and --max-warnings count on every version; warnings are then listed', async () => {
    expect(await codeOf('9.4-9.5', fishy)).toBe(0);
    expect(await codeOf('9.4-9.5', fishy, '--max-warnings', '1')).toBe(0);
    expect(await codeOf('9.4-9.5', fishy, '--max-warnings', '0')).toBe(1);
    const { code, stdout } = await range('9.4-9.5', fishy, '--fail-on', 'warning');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^9\.4 – 9\.5 +yes +0 +1 {2}suppressions\/malformed {2}elast/m);
  });

  it('a warning that the user calls an error stops no node', async () => {
    const { code, stdout } = await range(
      '9.4-9.5',
      fishy,
      '--rule',
      'suppressions/malformed=error',
    );
    expect(code).toBe(1);
    expect(stdout).toContain('starts on all 2 versions');
  });

  it('3 when nothing was checked', async () => {
    const { code, stdout, stderr } = await elasticlint(['--es-version', '9.4-9.5', 'missing.yml']);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain('missing.yml: no such file or directory');
    const empty = await elasticlint(['--es-version', '9.4-9.5', '--format', 'json', '.']);
    expect([empty.code, reportOf(empty).trials]).toEqual([3, []]);
  });

  it.each([
    ['SARIF', ['7.17-9.5', '--format', 'sarif'], '--format sarif needs one version'],
    ['--fix', ['7.17-9.5', '--fix'], '--fix needs one version'],
    ['--fix-unsafe', ['7.17-9.5', '--fix-unsafe'], '--fix-unsafe needs one version'],
    ['the ends exchanged', ['9.5-7.17'], 'the older version comes first, 7.17-9.5'],
    ['an unknown first end', ['6.8-9.5'], 'Elasticsearch 6.8 is not known'],
    ['an unknown last end', ['8.0-9.9'], 'Elasticsearch 9.9 is not known'],
    ['no versions at all', ['old-new'], 'is no version'],
    ['an unknown rule', ['9.4-9.5', '--rule', 'no/such=off'], 'no rule is called'],
  ])('2 and one line for %s', async (_what, options, said) => {
    const cwd = folder({ 'elasticsearch.yml': old });
    const { code, stdout, stderr } = await elasticlint(
      ['elasticsearch.yml', '--es-version', ...options],
      { cwd },
    );
    expect([code, stdout]).toEqual([2, '']);
    expect(linesOf(stderr)).toHaveLength(1);
    expect(stderr).toContain(said);
    expect(readFileSync(join(cwd, 'elasticsearch.yml'), 'utf8')).toBe(old);
  });
});

describe('several files and clusters', () => {
  it('files without a manifest are one table: all must start', async () => {
    const cwd = folder({ 'a/elasticsearch.yml': young, 'b/elasticsearch.yml': old });
    const outcome = await elasticlint(['--es-version', '7.17-9.5', '--format', 'json', '.'], {
      cwd,
    });
    const { trials } = reportOf(outcome);
    expect(trials.map(({ files }) => files)).toEqual([
      ['a/elasticsearch.yml', 'b/elasticsearch.yml'],
    ]);
    expect(startingOn(trials[0]!)).toEqual([]);
  });

  it('each cluster of a manifest has its table, the others keep their versions', async () => {
    const files = { 'elasticlint.yml': manifest, 'local.yml': old, 'remote.yml': young };
    const cwd = folder(files);
    const options = ['--es-version', '7.17-8.10', '--format', 'json'];
    const { trials } = reportOf(await elasticlint([...options, '.'], { cwd }));
    expect(trials.map((trial) => [trial.cluster, trial.files])).toEqual([
      ['local', ['local.yml']],
      ['remote', ['remote.yml']],
    ]);
    expect(trials.map(startingOn)).toEqual([['7.17'], ['8.10']]);
    const one = reportOf(await elasticlint([...options, 'remote.yml'], { cwd }));
    expect(one.trials).toEqual(trials.slice(1));
  });

  it('an error of a link is no failed start', async () => {
    const cwd = folder({
      'elasticlint.yml': manifest,
      'local.yml': 'node.roles: [data]\ncluster.remote.two.seeds: ["10.0.0.1:9300"]\n',
      'remote.yml': 'cluster.name: two\n',
    });
    const { code, stdout } = await elasticlint(['--es-version', '8.18-8.19', 'local.yml'], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain('cluster local (in the manifest: 8.19.21)');
    expect(stdout).toContain('remote/missing-client-role');
    expect(stdout).toContain('starts on all 2 versions');
  });

  it('bodies of requests are accepted or not', async () => {
    const cwd = folder({
      'settings.json': '{"persistent":{"cluster.remote.two.skip_unavailable":"maybe"}}',
    });
    const { stdout } = await elasticlint(['--es-version', '9.4-9.5', 'settings.json'], { cwd });
    expect(stdout).toContain('version    accepted  errors');
    expect(stdout).toContain('is accepted on none of 2 versions');
  });
});
