import { describe, expect, it } from 'vitest';
import { elasticlint, folder, useCommand } from '../cli/command.js';

useCommand();

describe('R1: an input that leads to no file is no success', () => {
  const files = {
    'config/elasticsearch.yml': 'cluster.name: logs\n',
    'empty/readme.txt': '',
    'manifest/elasticlint.yml': 'version: 1\nclusters: { one: { nodes: nodes/*.yml } }\n',
  };

  it.each([
    ['a path that is not there', ['config/elasticsaerch.yml']],
    ['a glob that matches nothing', ['config/*.yaml']],
    ['a directory without configurations', ['empty']],
    ['one of several', ['config', 'conf/**/*.yml']],
    ['a pattern of the manifest', ['manifest']],
  ])('%s: exit 3, and it is named', async (_what, paths) => {
    const cwd = folder(files);
    const { code, stderr } = await elasticlint(paths, { cwd });
    expect(code).toBe(3);
    expect(stderr).toContain(paths[0] === 'manifest' ? 'nodes/*.yml' : paths.at(-1));
    const allowed = await elasticlint(['--allow-empty', ...paths], { cwd });
    expect(allowed.code).toBe(0);
    expect(allowed.stderr).toBe(stderr);
  });

  it('a working directory without configurations', async () => {
    const { code, stderr } = await elasticlint([], { cwd: folder({ 'a.txt': '' }) });
    expect(code).toBe(3);
    expect(stderr).not.toBe('');
  });
});
