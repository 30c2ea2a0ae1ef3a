import { describe, expect, it } from 'vitest';
import { elasticlint, findingsOf, folder, useCommand, type Outcome } from './command.js';

useCommand();

const bad = 'cluster.name: [\n';

const filesOf = (outcome: Outcome): string[] => [
  ...new Set(findingsOf(outcome).map(({ file }) => file)),
];

const lint = async (cwd: string, ...args: string[]): Promise<string[]> =>
  filesOf(await elasticlint(['--format', 'json', ...args], { cwd }));

describe('.gitignore', () => {
  const repository = (): string =>
    folder({
      '.git/HEAD': 'ref: refs/heads/main\n',
      '.git/elasticsearch.yml': bad,
      '.gitignore': 'build/\n*.bak.yml\n/top\nlogs/*\n!logs/kept\n',
      'elasticsearch.yml': bad,
      'build/elasticsearch.yml': bad,
      'deep/build/elasticsearch.yml': bad,
      'top/elasticsearch.yml': bad,
      'deep/top/elasticsearch.yml': bad,
      'logs/a/elasticsearch.yml': bad,
      'logs/kept/elasticsearch.yml': bad,
      'nested/.gitignore': 'elasticsearch.yml\n!kept/elasticsearch.yml\n',
      'nested/elasticsearch.yml': bad,
      'nested/deep/elasticsearch.yml': bad,
      'nested/kept/elasticsearch.yml': bad,
      'node_modules/x/elasticsearch.yml': bad,
    });

  it('is honoured on the way down, also nested and with !', async () => {
    expect(await lint(repository(), '.')).toEqual([
      'deep/top/elasticsearch.yml',
      'elasticsearch.yml',
      'logs/kept/elasticsearch.yml',
      'nested/kept/elasticsearch.yml',
    ]);
  });

  it('above the given directory counts, too', async () => {
    expect(await lint(repository(), 'deep')).toEqual(['deep/top/elasticsearch.yml']);
    expect(await lint(repository(), 'nested')).toEqual(['nested/kept/elasticsearch.yml']);
  });

  it('does not keep a file from being linted that is named', async () => {
    expect(await lint(repository(), 'build/elasticsearch.yml')).toEqual([
      'build/elasticsearch.yml',
    ]);
    expect(await lint(repository(), 'top/*.yml')).toEqual(['top/elasticsearch.yml']);
  });

  it('outside of a repository one above means nothing', async () => {
    const cwd = folder({ '.gitignore': '*\n', 'a/elasticsearch.yml': bad });
    expect(await lint(cwd, 'a')).toEqual(['a/elasticsearch.yml']);
  });
});

describe('the ignore list of the manifest', () => {
  const files = {
    'elasticlint.yml': "version: 1\nignore: ['**/templates/**', old-*.yml]\n",
    'elasticsearch.yml': bad,
    'old-elasticsearch.yml': bad,
    'a/templates/elasticsearch.yml': bad,
  };

  it('keeps files out of a walk', async () => {
    expect(await lint(folder(files), '.')).toEqual(['elasticsearch.yml']);
  });

  it('holds for named files only with --force-exclude', async () => {
    const cwd = folder(files);
    const named = ['elasticsearch.yml', 'old-elasticsearch.yml', 'a/templates/elasticsearch.yml'];
    expect(await lint(cwd, ...named)).toEqual([...named].sort());
    expect(await lint(cwd, '--force-exclude', ...named)).toEqual(['elasticsearch.yml']);
    const nothing = await elasticlint(['--force-exclude', 'old-elasticsearch.yml'], { cwd });
    expect(nothing.code).toBe(3);
  });
});

describe('paths', () => {
  it('are shown relative to the working directory, also above it', async () => {
    const cwd = folder({ 'a/elasticsearch.yml': bad, 'b/x.txt': '' });
    expect(await lint(`${cwd}/b`, '../a')).toEqual(['../a/elasticsearch.yml']);
    expect(await lint(cwd, `${cwd}/a/elasticsearch.yml`)).toEqual(['a/elasticsearch.yml']);
  });

  it.each([
    'with blank/elasticsearch.yml',
    'ünï/elasticsearch.yml',
    '[x]/elasticsearch.yml',
    '-dash-elasticsearch.yml',
  ])('may hold anything: %s', async (path) => {
    const cwd = folder({ [path]: bad });
    expect(await lint(cwd, '--', path)).toEqual([path]);
    expect(await lint(cwd, '.')).toEqual([path]);
  });

  it('lead to a file once, however often it is named', async () => {
    const cwd = folder({ 'elasticsearch.yml': bad });
    const paths = [
      '.',
      'elasticsearch.yml',
      './elasticsearch.yml',
      '*.yml',
      `${cwd}/elasticsearch.yml`,
    ];
    const outcome = await elasticlint(['--format', 'json', ...paths], { cwd });
    expect(JSON.parse(outcome.stdout)).toMatchObject({ summary: { files: 1, errors: 1 } });
  });
});
