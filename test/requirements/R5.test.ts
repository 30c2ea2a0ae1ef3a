import { describe, expect, it } from 'vitest';
import { elasticlint, folder, useCommand } from '../cli/command.js';
import { broken, runOf } from './support.js';

useCommand();

describe('R5: SARIF and what is not shown', () => {
  it('omits suppressed and baselined results, and adds them on demand with why', async () => {
    const cwd = folder({
      'a/elasticsearch.yml': broken,
      'b/elasticsearch.yml':
        '# elasticlint-disable-next-line settings/unknown -- of a plugin\nno.such: 1\n',
    });
    const write = ['baseline', 'write', '--baseline', 'known.json', '--reason', 'old'];
    expect((await elasticlint(write, { cwd })).code).toBe(0);
    const args = ['--format', 'sarif', '--baseline', 'known.json', '.'];
    const plain = await elasticlint(args, { cwd });
    expect(runOf(plain).results).toEqual([]);
    expect(plain.code).toBe(0);
    const { results } = runOf(await elasticlint(['--sarif-suppressed', ...args], { cwd }));
    expect(results.flatMap(({ suppressions }) => suppressions)).toEqual([
      { kind: 'inSource', justification: 'of a plugin' },
      { kind: 'external', justification: 'old' },
    ]);
  });
});
