import { symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SourceText } from '../../src/core/text.js';
import { parseText } from '../../src/documents/parse.js';
import { buildTopology } from '../../src/topology/build.js';
import { elasticlint, findingsOf, folder, linesOf, useCommand } from './command.js';

useCommand();

const good = 'cluster.name: logs\n';

describe('inputs that lead to nothing', () => {
  it.each([
    ['a missing file', 'nothing.yml', 'nothing.yml: no such file or directory'],
    ['a glob without matches', 'a/**/*.yml', 'a/**/*.yml: no file matches'],
    ['a directory without configurations', 'other', 'other: no elasticsearch.yml'],
    ['an empty directory', 'empty', 'empty: no elasticsearch.yml'],
    ['an empty name', '', 'no elasticsearch.yml'],
  ])('%s: one line, exit 3', async (_what, path, said) => {
    const cwd = folder({ 'other/readme.txt': 'x', 'empty/.keep': '' });
    const { code, stdout, stderr } = await elasticlint([path], { cwd });
    expect(linesOf(stderr)).toHaveLength(1);
    expect(stderr).toContain(said);
    expect(stdout).toBe('');
    expect(code).toBe(3);
  });

  it('no argument in a directory without configurations: one line that says how to begin', async () => {
    const { code, stdout, stderr } = await elasticlint([], { cwd: folder({ 'notes.md': 'x' }) });
    expect(linesOf(stderr)).toHaveLength(1);
    expect(stdout).toBe('');
    expect(code).toBe(3);
  });

  it('one missing file beside a good one is not hidden', async () => {
    const cwd = folder({ 'elasticsearch.yml': good });
    const { code, stderr } = await elasticlint(['elasticsearch.yml', 'other.yml'], { cwd });
    expect(stderr).toContain('other.yml: no such file or directory');
    expect(code).toBe(3);
  });
});

describe('files that are no text', () => {
  it.each([
    ['binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 0xff]), 'binary'],
    ['UTF-16', Buffer.from('\ufeffcluster.name: a\n', 'utf16le'), 'UTF-16'],
    ['invalid UTF-8', Buffer.from('cluster.name: caf\xe9\n', 'latin1'), '0xe9'],
  ])('%s: one finding, exit 1', async (_what, bytes, said) => {
    const cwd = folder({ 'elasticsearch.yml': bytes });
    const outcome = await elasticlint(['--format', 'json', 'elasticsearch.yml'], { cwd });
    const findings = findingsOf(outcome);
    expect(findings).toHaveLength(1);
    expect(findings[0]!.message).toContain(said);
    expect(outcome.stderr).toBe('');
    expect(outcome.code).toBe(1);
  });

  it('50 MB: one finding, exit 3, answered at once', async () => {
    const cwd = folder({ 'elasticsearch.yml': '' });
    truncateSync(join(cwd, 'elasticsearch.yml'), 50 * 1024 * 1024);
    const outcome = await elasticlint(['--format', 'json', 'elasticsearch.yml'], { cwd });
    expect(findingsOf(outcome)).toHaveLength(1);
    expect(findingsOf(outcome)[0]!.message).toContain('50.0 MiB');
    expect(outcome.stderr).toBe('');
    expect(outcome.code).toBe(3);
    expect(outcome.milliseconds).toBeLessThan(5000);
  });
});

describe('texts that are made to break a parser', () => {
  const many = 10_000;
  const bomb = Array.from({ length: 30 }, (_, level) => {
    const inner = level === 0 ? 'x' : `*a${level - 1} `;
    return `a${level}: &a${level} [${Array.from({ length: 9 }, () => inner).join(', ')}]`;
  });

  it.each([
    ['brackets, closed', 'elasticsearch.yml', `a: ${'['.repeat(many)}${']'.repeat(many)}\n`],
    ['brackets, open', 'elasticsearch.yml', `a: ${'['.repeat(many)}\n`],
    ['braces', 'elasticsearch.yml', `a: ${'{a: '.repeat(many)}${'}'.repeat(many)}\n`],
    ['dashes', 'elasticsearch.yml', `${'- '.repeat(many)}a\n`],
    ['question marks', 'elasticsearch.yml', `${'? '.repeat(many)}a\n`],
    [
      'indentation',
      'elasticsearch.yml',
      Array.from({ length: 2000 }, (_, level) => `${' '.repeat(level)}a${level}:\n`).join(''),
    ],
    ['JSON objects', 'cluster-settings.json', `${'{"a":'.repeat(many)}1${'}'.repeat(many)}`],
    ['JSON arrays', 'cluster-settings.json', `{"persistent":${'['.repeat(many)}`],
  ])('deep nesting by %s: one finding, exit 1', async (_what, path, text) => {
    const cwd = folder({ [path]: text });
    const outcome = await elasticlint(['--format', 'json', path], { cwd });
    expect(findingsOf(outcome)).toHaveLength(1);
    expect(findingsOf(outcome)[0]!.message).toContain('nested too deeply');
    expect(outcome.code).toBe(1);
    expect(outcome.milliseconds).toBeLessThan(5000);
  });

  it.each([
    ['aliases of aliases', 'elasticsearch.yml', `${bomb.join('\n')}\n`],
    [
      '1,000 anchors',
      'elasticsearch.yml',
      Array.from({ length: 1000 }, (_, i) => `k${i}: &a${i} v\n`).join(''),
    ],
    ['open template expressions', 'elasticsearch.yml', `a: ${'{{ '.repeat(100_000)}\n`],
    ['open template statements', 'elasticsearch.yml', `a: ${'{% '.repeat(100_000)}\n`],
    ['nested template marks', 'elasticsearch.yml', `a: ${'<%= '.repeat(100_000)}%>\n`],
    [
      'open comments in a request',
      'requests.console',
      `PUT _cluster/settings\n${'/* '.repeat(50_000)}\n`,
    ],
    ['one key 5,000 times', 'elasticsearch.yml', 'a: 1\n'.repeat(5000)],
    ['one long line', 'elasticsearch.yml', `${'a-'.repeat(50_000)}: [\n`],
  ])('%s: answered soon', async (_what, path, text) => {
    const cwd = folder({ [path]: text });
    const { code, milliseconds } = await elasticlint(['--quiet', path], { cwd });
    expect([0, 1]).toContain(code);
    expect(milliseconds).toBeLessThan(5000);
  });

  it('more problems than a call may have arguments: all of them are kept', async () => {
    const document = parseText(new SourceText('elasticsearch.yml', 'a: 1\n'.repeat(200_000)));
    const { subjects } = await buildTopology({
      clusters: [{ facts: { name: 'a' }, documents: [document] }],
      links: [],
      pem: () => undefined,
    });
    expect(subjects.filter(({ type }) => type === 'problem')).toHaveLength(199_999);
  });

  it('the markers of an unfinished merge: one finding', async () => {
    const text = '<<<<<<< HEAD\ncluster.name: a\n=======\ncluster.name: b\n>>>>>>> theirs\n';
    const cwd = folder({ 'elasticsearch.yml': text });
    const outcome = await elasticlint(['--format', 'json', 'elasticsearch.yml'], { cwd });
    expect(findingsOf(outcome)).toHaveLength(1);
    expect(findingsOf(outcome)[0]!.message).toContain('unfinished git merge');
    expect(outcome.code).toBe(1);
  });
});

describe('links and what cannot be read', () => {
  it('a link that leads to itself: one line, exit 2', async () => {
    const cwd = folder();
    symlinkSync('elasticsearch.yml', join(cwd, 'elasticsearch.yml'));
    const { code, stderr } = await elasticlint(['elasticsearch.yml'], { cwd });
    expect(linesOf(stderr)).toEqual(['elasticlint: elasticsearch.yml: its links lead in a circle']);
    expect(code).toBe(2);
  });

  it('a link that leads to itself among good files: named, and the others are linted', async () => {
    const cwd = folder({ 'a/elasticsearch.yml': good });
    symlinkSync('loop.yml', join(cwd, 'loop.yml'));
    const { code, stdout, stderr } = await elasticlint(['--format', 'json', '.'], { cwd });
    expect(linesOf(stderr)).toEqual(['elasticlint: loop.yml: its links lead in a circle']);
    expect(JSON.parse(stdout)).toMatchObject({ summary: { files: 1 } });
    expect(code).toBe(2);
  });

  it.each(['.', '**/elasticsearch.yml'])(
    'directories linked in a circle, by %s: each file once',
    async (path) => {
      const cwd = folder({ 'a/elasticsearch.yml': good, 'b/elasticsearch.yml': good });
      symlinkSync('..', join(cwd, 'a', 'up'));
      symlinkSync('../a', join(cwd, 'b', 'across'));
      const { code, stdout, stderr } = await elasticlint(['--format', 'json', path], { cwd });
      expect(stderr).toBe('');
      expect(JSON.parse(stdout)).toMatchObject({ summary: { files: 2 } });
      expect(code).toBe(0);
    },
  );

  it('a directory where the manifest expects a file: named with its place', async () => {
    const cwd = folder({
      'elasticlint.yml': 'version: 1\nclusters:\n  a:\n    nodes: [n.yml]\n    keystore: keys\n',
      'n.yml': good,
      'keys/x': 'x',
    });
    const { code, stderr } = await elasticlint(['elasticlint.yml'], { cwd });
    expect(linesOf(stderr)).toEqual(["elasticlint: elasticlint.yml:5:15: no file matches 'keys'"]);
    expect(code).toBe(3);
  });

  it('a directory named as manifest: one line, exit 2', async () => {
    const cwd = folder({ 'elasticsearch.yml': good, 'conf/x': '' });
    const { code, stderr } = await elasticlint(['--config', 'conf', 'elasticsearch.yml'], { cwd });
    expect(linesOf(stderr)).toHaveLength(1);
    expect(stderr).toContain('conf');
    expect(code).toBe(2);
  });

  it('a manifest that is not there: one line, exit 2', async () => {
    const cwd = folder({ 'elasticsearch.yml': good });
    const { code, stderr } = await elasticlint(['--config', 'no.yml', 'elasticsearch.yml'], {
      cwd,
    });
    expect(linesOf(stderr)).toHaveLength(1);
    expect(stderr).toContain('no.yml');
    expect(code).toBe(2);
  });
});

describe('manifests', () => {
  it.each([
    [
      'an unknown key',
      'version: 1\nclusterz: {}\n',
      "elasticlint.yml:2:1: unknown key 'clusterz'; did you mean 'clusters'?",
    ],
    [
      'an unknown key of a cluster',
      'version: 1\nclusters:\n  a: { nodez: [x] }\n',
      "did you mean 'nodes'?",
    ],
    ['an unknown version of the format', 'version: 2\n', 'elasticlint.yml:1:1'],
    ['no version of the format', 'clusters: {}\n', "lacks 'version'"],
    [
      'an unknown version of Elasticsearch',
      "version: 1\nclusters:\n  a: { version: '3.1' }\n",
      'elasticlint.yml:3:17: Elasticsearch 3.1 is not known',
    ],
    [
      'a version that is none',
      'version: 1\nclusters:\n  a: { version: newest }\n',
      "'newest' is no version",
    ],
    [
      'an unknown cluster in a link',
      'version: 1\nclusters:\n  local: {}\nlinks:\n  - { from: locl, alias: x }\n',
      "elasticlint.yml:5:13: no cluster is called 'locl'; did you mean 'local'?",
    ],
    [
      'an unknown target of a link',
      'version: 1\nclusters:\n  local: {}\nlinks:\n  - { from: local, alias: x, to: remote }\n',
      "no cluster is called 'remote'",
    ],
    [
      'an unknown rule',
      'version: 1\nrules: { suppressions/unsued: off }\n',
      "did you mean 'suppressions/unused'?",
    ],
    [
      'an unknown level',
      'version: 1\nrules: { suppressions/unused: fatal }\n',
      'off, error, warning, info',
    ],
    [
      'a misspelt level with options',
      'version: 1\nrules:\n  certificates/expiring: [warn1ng, { days: 45 }]\n',
      "elasticlint.yml:3:27: 'rules.certificates/expiring' must be one of off, error, warning, info; did you mean 'warning'?",
    ],
    [
      'options that are none',
      'version: 1\nrules:\n  certificates/expiring: [warning, 45]\n',
      'elasticlint.yml:3:36: ',
    ],
    [
      'an unknown option of a rule',
      'version: 1\nrules:\n  certificates/expiring: [warning, { dasy: 45 }]\n',
      "elasticlint.yml:3:38: certificates/expiring has no option 'dasy'; did you mean 'days'?",
    ],
    [
      'an option of a rule without options',
      'version: 1\nrules:\n  certificates/expired: [warning, { constructor: 45 }]\n',
      "elasticlint.yml:3:37: certificates/expired has no option 'constructor'; it has none",
    ],
    [
      'a wrong value of an option',
      'version: 1\nrules:\n  certificates/expiring: [warning, { days: soon }]\n',
      "elasticlint.yml:3:44: option 'days' of certificates/expiring must be a whole number from 1 on",
    ],
    ['broken YAML', 'version: 1\nclusters: [\n', 'a [ is not closed'],
    ['nothing in it', '', 'elasticlint.yml:1:1: the manifest is empty'],
    ['a list', '- version: 1\n', 'elasticlint.yml:1:'],
    ['a key twice', 'version: 1\nversion: 1\n', 'elasticlint.yml:2:1'],
    ['UTF-16', Buffer.from('\ufeffversion: 1\n', 'utf16le'), 'UTF-16'],
  ])('with %s: one line, exit 2', async (_what, text, said) => {
    const cwd = folder({ 'elasticlint.yml': text, 'elasticsearch.yml': good });
    const { code, stdout, stderr } = await elasticlint(['elasticsearch.yml'], { cwd });
    expect(linesOf(stderr)).toHaveLength(1);
    expect(stderr).toContain(said);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it('that names nothing: exit 3 and a line that says so', async () => {
    const cwd = folder({ 'elasticlint.yml': 'version: 1\n' });
    const { code, stdout, stderr } = await elasticlint([], { cwd });
    expect(linesOf(stderr)).toHaveLength(1);
    expect(stdout).toBe('');
    expect(code).toBe(3);
  });

  it('whose patterns match nothing: each is named with its place, exit 3', async () => {
    const manifest = 'version: 1\nclusters:\n  a:\n    nodes: [x/*.yml]\n    keystore: k.txt\n';
    const { code, stderr } = await elasticlint([], {
      cwd: folder({ 'elasticlint.yml': manifest }),
    });
    expect(linesOf(stderr)).toEqual([
      "elasticlint: elasticlint.yml:4:13: no file matches 'x/*.yml'",
      "elasticlint: elasticlint.yml:5:15: no file matches 'k.txt'",
    ]);
    expect(code).toBe(3);
  });

  it('the nearest one counts, and not one above the root of the repository', async () => {
    const cwd = folder({
      'elasticlint.yml': 'broken: [\n',
      'repository/.git/HEAD': 'ref: refs/heads/main\n',
      'repository/elasticsearch.yml': good,
    });
    expect((await elasticlint(['repository'], { cwd })).code).toBe(0);
    writeFileSync(join(cwd, 'repository', 'elasticlint.yml'), 'also: [\n');
    expect((await elasticlint(['repository'], { cwd })).stderr).toContain(
      'repository/elasticlint.yml',
    );
  });
});
