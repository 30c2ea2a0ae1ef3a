import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { elasticlint, folder, linesOf, useCommand } from '../cli/command.js';

useCommand();

const comment = '# elasticlint-disable-line no/such-rule\n';
const unknown = (count: number): string =>
  Array.from({ length: count }, (_, n) => `no.such${n}: 1\n`).join('');

describe('R20: --format github', () => {
  it('prints the findings for people, then at most ten of each level, worst first, and one notice', async () => {
    const cwd = folder({ 'conf/elasticsearch.yml': comment.repeat(12) + unknown(13) });
    const env = { GITHUB_STEP_SUMMARY: join(cwd, 'summary.md') };
    const { code, stdout } = await elasticlint(['--format', 'github', './conf'], { cwd, env });
    expect(code).toBe(1);
    const lines = linesOf(stdout);
    const commands = lines.filter((line) => line.startsWith('::'));
    expect(lines.slice(-commands.length)).toEqual(commands);
    expect(commands.map((line) => /^::(\w+) /.exec(line)![1])).toEqual([
      ...Array<string>(10).fill('error'),
      ...Array<string>(10).fill('warning'),
      'notice',
    ]);
    expect(commands[0]).toContain('file=conf/elasticsearch.yml,line=13,col=1,endColumn=9,');
    expect(commands.at(-1)).toContain('::5 more: see the log');
    expect(stdout).not.toContain('./conf');
    expect(lines.filter((line) => /^ +\d+:\d+ {2}error /.test(line))).toHaveLength(13);
    const rows = readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8').match(/^\| (?:error|warning) \|/gm);
    expect(rows).toHaveLength(25);
    await elasticlint(['--format', 'github', 'conf'], { cwd, env });
    expect(readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8').match(/^## elasticlint/gm)).toHaveLength(
      2,
    );
  });

  it('paths are seen from the root of the repository', async () => {
    const cwd = folder({ '.git/HEAD': '', 'a/b/elasticsearch.yml': unknown(1) });
    const { stdout } = await elasticlint(['--format', 'github', '.'], { cwd: join(cwd, 'a') });
    expect(stdout).toContain('::error file=a/b/elasticsearch.yml,');
  });

  it('nothing in a file can give a command', async () => {
    const cwd = folder({
      'elasticsearch.yml': `"::error::x": 1\nnetwork.host: "::set-output name=a::b%0A::warning::y"\n##[error]z: 1\n${unknown(1)}`,
    });
    const { stdout } = await elasticlint(['--format', 'github', '--pedantic', '.'], { cwd });
    const commands = linesOf(stdout).filter((line) => /^\s*(?:::|##\[)/.test(line));
    expect(commands.length).toBeGreaterThan(0);
    for (const line of commands)
      expect(line).toMatch(/^::(?:error|warning|notice) file=elasticsearch\.yml,line=\d+,/);
  });
});
