import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { elasticlint, findingsOf, folder, useCommand } from '../cli/command.js';

useCommand();

const bad = 'cluster.name: [\n';

const lint = async (cwd: string, ...args: string[]): Promise<string[]> =>
  findingsOf(await elasticlint(['--format', 'json', ...args], { cwd })).map(({ file }) => file);

const files = {
  '.gitignore':
    '*.bak.yml\n/build\nelasticsearch.yml\n!/elasticsearch.yml\nlogs/**\n!logs/\n!logs/kept/\n!logs/kept/**\n',
  'elasticsearch.yml': bad,
  'build/elasticsearch.yml': bad,
  'out/elasticsearch.yml': bad,
  // brings back what the one above leaves out
  'site/.gitignore': '!elasticsearch.yml\n/lab\n',
  'site/elasticsearch.yml': bad,
  'site/a/elasticsearch.yml': bad,
  'site/lab/elasticsearch.yml': bad,
  'site/b/.gitignore': '*\n!.gitignore\n!keep-elasticsearch.yml\n',
  'site/b/elasticsearch.yml': bad,
  'site/b/keep-elasticsearch.yml': bad,
  'logs/elasticsearch.yml': bad,
  'logs/kept/elasticsearch.yml': bad,
  'my-elasticsearch.bak.yml': bad,
  'two-elasticsearch.yml': bad,
};

describe('R26: what is left out', () => {
  it('by .gitignore files is what git leaves out', async () => {
    const cwd = folder(files);
    const git = (...args: string[]): string => {
      const { stdout, status } = spawnSync('git', args, { cwd, encoding: 'utf8' });
      expect(status).toBe(0);
      return stdout;
    };
    git('init', '--quiet');
    const kept = git('ls-files', '--others', '--exclude-standard')
      .split('\n')
      .filter((path) => path.endsWith('elasticsearch.yml'))
      .sort();
    expect(kept).toContain('site/a/elasticsearch.yml');
    expect(kept).not.toContain('site/lab/elasticsearch.yml');
    expect(await lint(cwd, '.')).toEqual(kept);
    expect(await lint(cwd, 'site')).toEqual(kept.filter((path) => path.startsWith('site/')));
  });

  it('.git is never entered', async () => {
    const cwd = folder({ '.git/elasticsearch.yml': bad, 'elasticsearch.yml': bad });
    expect(await lint(cwd, '.')).toEqual(['elasticsearch.yml']);
  });

  it('what is named is linted, unless --force-exclude says that the ignore list counts', async () => {
    const cwd = folder({
      ...files,
      'elasticlint.yml': 'version: 1\nignore: [two-*]\n',
    });
    const named = ['build/elasticsearch.yml', 'two-elasticsearch.yml'];
    expect(await lint(cwd, ...named)).toEqual(named);
    expect(await lint(cwd, '--force-exclude', ...named)).toEqual(['build/elasticsearch.yml']);
  });

  it('the hooks of pre-commit say so', () => {
    const hooks = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8')) as { entry: string }[];
    expect(hooks.length).toBeGreaterThan(1);
    for (const { entry } of hooks) expect(entry.split(' ')).toContain('--force-exclude');
  });
});
