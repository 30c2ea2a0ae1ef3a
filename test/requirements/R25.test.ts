import { describe, expect, it } from 'vitest';
import { elasticlint, findingsOf, folder, useCommand } from '../cli/command.js';

useCommand();

const unknown = 'foo.bar: 1\n';
const off = 'version: 1\nrules: { settings/unknown: off }\n';

const lint = async (cwd: string, ...args: string[]): Promise<string[]> =>
  findingsOf(await elasticlint(['--format', 'json', ...args], { cwd })).map(
    ({ file, rule, severity }) => `${file} ${rule} ${severity}`,
  );

describe('R25: the nearest manifest, and no other', () => {
  it('holds for each file, and those above are not merged with it', async () => {
    const cwd = folder({
      'elasticlint.yml': 'version: 1\nrules: { settings/unknown: info }\n',
      'elasticsearch.yml': unknown,
      'a/elasticlint.yml': 'version: 1\n',
      'a/elasticsearch.yml': unknown,
      'b/c/elasticsearch.yml': unknown,
    });
    expect(await lint(cwd, '.')).toEqual([
      'a/elasticsearch.yml settings/unknown error',
      'b/c/elasticsearch.yml settings/unknown info',
      'elasticsearch.yml settings/unknown info',
    ]);
  });

  it('is not looked for above `root: true`, nor above .git', async () => {
    const cwd = folder({
      'elasticlint.yml': off,
      'rooted/elasticlint.yml': 'version: 1\nroot: true\n',
      'rooted/deep/elasticsearch.yml': unknown,
      'repository/.git/HEAD': '',
      'repository/deep/elasticsearch.yml': unknown,
      'below/elasticsearch.yml': unknown,
    });
    expect(await lint(cwd, 'rooted/deep/elasticsearch.yml')).toHaveLength(1);
    expect(await lint(cwd, 'repository/deep/elasticsearch.yml')).toHaveLength(1);
    expect(await lint(cwd, 'below/elasticsearch.yml')).toHaveLength(0);
  });
});

describe('R25: --print-config', () => {
  interface Config {
    readonly values: readonly { name: string; value: string; from: string }[];
    readonly rules: readonly { name: string; value: string; from: string }[];
  }
  const files = {
    'base/elasticlint.yml': [
      'version: 1',
      'require-reason: true',
      'rules: { yaml/duplicate-key: warning }',
      'ignore: ["old/**"]',
      'customRules:',
      '  - { id: custom/name, setting: node.name, message: no names }',
      '',
    ].join('\n'),
    'site/elasticlint.yml': [
      'version: 1',
      'extends: ../base',
      'clusters:',
      '  one:',
      '    version: 8.19',
      '    platform: eck',
      '    nodes: "*/elasticsearch.yml"',
      'rules: { settings/unknown: info }',
      '',
    ].join('\n'),
    'site/old/elasticsearch.yml': unknown,
    'alone/elasticsearch.yml': unknown,
  };
  const config = async (...args: string[]): Promise<Config> => {
    const { stdout, code } = await elasticlint(['--format', 'json', ...args], {
      cwd: folder(files),
    });
    expect(code).toBe(0);
    return JSON.parse(stdout) as Config;
  };

  it('names the origin of each value', async () => {
    const { values, rules } = await config('--print-config', 'site/old/elasticsearch.yml');
    expect(values.map(({ name, value, from }) => `${name} = ${value} (${from})`)).toEqual([
      'manifest = site/elasticlint.yml (the nearest one at or above the file)',
      'extends = ../base (site/elasticlint.yml:2:10)',
      'ignored by = old/** (base/elasticlint.yml:4:10)',
      'require-reason = true (base/elasticlint.yml:2:1)',
      'cluster = one (nodes) (site/elasticlint.yml:7:12)',
      'version = 8.19 (site/elasticlint.yml:5:14)',
      'platform = eck (site/elasticlint.yml:6:15)',
    ]);
    const said = rules.filter(({ from }) => from !== 'default');
    expect(said.map(({ name, value, from }) => `${name} = ${value} (${from})`)).toEqual([
      'settings/unknown = info (site/elasticlint.yml:8:10)',
      'yaml/duplicate-key = warning (base/elasticlint.yml:3:10)',
      'custom/name = warning (base/elasticlint.yml:6:11)',
    ]);
  });

  it('knows options and defaults', async () => {
    const { values, rules } = await config(
      ...['--print-config', 'alone/elasticsearch.yml', '--es-version', '9.1'],
      ...['--rule', 'settings/unknown=off'],
    );
    expect(values.map(({ name, value, from }) => `${name} = ${value} (${from})`)).toEqual([
      'manifest = none (none is at or above the file, up to the root of the repository)',
      'version = 9.1 (--es-version)',
      'require-reason = false (default)',
    ]);
    expect(rules.find(({ name }) => name === 'settings/unknown')).toEqual({
      name: 'settings/unknown',
      value: 'off',
      from: '--rule',
    });
  });

  it('as text, and of a file that is not there', async () => {
    const cwd = folder(files);
    const { stdout } = await elasticlint(['--print-config', 'site/old/elasticsearch.yml'], { cwd });
    expect(stdout).toMatch(/^ {2}version +8\.19 +site\/elasticlint\.yml:5:14$/m);
    expect(stdout).toMatch(/^ {2}\d+ others as they are by default$/m);
    const missing = await elasticlint(['--print-config', 'no.yml'], { cwd });
    expect([missing.code, missing.stdout]).toEqual([2, '']);
    expect(missing.stderr).toContain('no.yml');
  });
});
