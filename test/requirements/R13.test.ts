import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { elasticlint, folder, useCommand } from '../cli/command.js';

useCommand();

/** A comment that silences nothing: its safe fix takes it out. */
const fixable = '# elasticlint-disable-next-line settings/unknown\ncluster.name: logs\n';
const fixed = 'cluster.name: logs\n';
/** Beside it something that stays. */
const rest = 'cluster.name: logs\nno.such.setting: 1\n';

describe('R13: --fix on standard input', () => {
  it.each([
    [['--fix', '--stdin-filename', 'elasticsearch.yml', '-']],
    [['--fix', '--stdin', '--stdin-filename', 'elasticsearch.yml']],
    [['--fix', '--format', 'json', '--stdin-filename', 'elasticsearch.yml', '-']],
  ])('%j: only the text on stdout, the findings on stderr', async (args) => {
    const outcome = await elasticlint(args, { input: fixable + rest.split('\n')[1]! + '\n' });
    expect(outcome.stdout).toBe(rest);
    expect(outcome.stderr).toContain('settings/unknown');
    expect(outcome.code).toBe(1);
  });

  it('a text without fixes comes back as it was, to the byte', async () => {
    const input = '\uFEFFcluster.name:  logs\r\n\r\n';
    const outcome = await elasticlint(['--fix', '-'], { input });
    expect([outcome.stdout, outcome.code]).toEqual([input, 0]);
  });

  it.each([[['-', 'elasticsearch.yml']], [['--stdin', 'elasticsearch.yml']]])(
    '%j: nothing is linted beside it',
    async (args) => {
      const { code, stderr, stdout } = await elasticlint(args, { input: fixed });
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain('leave out elasticsearch.yml');
    },
  );
});

describe('--diff', () => {
  it('prints what the fixes would change, writes nothing, and exits 1', async () => {
    const cwd = folder({ 'a/elasticsearch.yml': fixable, 'b/elasticsearch.yml': fixed });
    const { code, stdout } = await elasticlint(['--diff', '.'], { cwd });
    expect(stdout).toBe(
      `--- a/a/elasticsearch.yml
+++ b/a/elasticsearch.yml
@@ -1,2 +1 @@
-# elasticlint-disable-next-line settings/unknown
 cluster.name: logs
`,
    );
    expect(code).toBe(1);
    expect(readFileSync(join(cwd, 'a/elasticsearch.yml'), 'utf8')).toBe(fixable);
    expect(spawnSync('git', ['apply', '-'], { cwd, input: stdout }).status).toBe(0);
    expect(readFileSync(join(cwd, 'a/elasticsearch.yml'), 'utf8')).toBe(fixed);
    const after = await elasticlint(['--diff', '.'], { cwd });
    expect([after.code, after.stdout]).toEqual([0, '']);
  });

  it('does the same on standard input, and --exit-zero turns 1 into 0', async () => {
    const { code, stdout } = await elasticlint(['--diff', '-', '--exit-zero'], { input: fixable });
    expect(stdout).toContain('-# elasticlint-disable-next-line settings/unknown\n');
    expect(code).toBe(0);
  });

  it('a version that is not known is 2, whatever would change', async () => {
    const { code } = await elasticlint(['--diff', '-', '--es-version', '1'], { input: fixable });
    expect(code).toBe(2);
  });
});
