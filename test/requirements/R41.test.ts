import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { elasticlint, folder, useCommand } from '../cli/command.js';
import { allFormats, linked } from './support.js';

useCommand();

describe('R41: several reports in one run', () => {
  it('each file has what --format alone prints, and standard output one format only', async () => {
    const cwd = folder({ 'elasticsearch.yml': linked });
    const outputs = allFormats.flatMap((format) => ['-o', `${format}:out.${format}`]);
    const args = ['--today', '2026-11-22', 'elasticsearch.yml'];
    const { code, stdout } = await elasticlint(['--format', 'json', ...outputs, ...args], { cwd });
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ version: 1 });
    for (const format of allFormats) {
      const alone = await elasticlint(['--format', format, ...args], { cwd });
      expect(readFileSync(join(cwd, `out.${format}`), 'utf8'), format).toBe(alone.stdout);
      expect(alone.stdout, format).not.toBe('');
    }
  });

  it('a file without a format takes the report of --format', async () => {
    const cwd = folder({ 'elasticsearch.yml': linked });
    const args = ['--format', 'jsonl', '--output', 'a.jsonl', '-o', 'sarif:a.sarif', '.'];
    const { stdout } = await elasticlint(args, { cwd });
    expect(stdout).toBe('');
    expect(readFileSync(join(cwd, 'a.jsonl'), 'utf8')).toContain('"type":"summary"');
    expect(existsSync(join(cwd, 'a.sarif'))).toBe(true);
  });

  it.each([
    [['-o', 'sarf:a'], "did you mean 'sarif'?"],
    [['-o', 'sarif:'], 'name a file'],
    [['-o', 'sarif:-'], 'name a file'],
    [['-o', 'sarif:a', '-o', 'json:./a'], 'two reports would go there'],
    [['-o', 'a', '-o', 'b'], undefined],
    [['-o', 'sarif:no/such/folder/a'], 'no/such/folder/a'],
  ])('%j', async (options, said) => {
    const cwd = folder({ 'elasticsearch.yml': linked });
    const { code, stderr } = await elasticlint([...options, '.'], { cwd });
    if (said === undefined) {
      expect([code, readdirSync(cwd)]).toEqual([1, ['a', 'b', 'elasticsearch.yml']]);
      return;
    }
    expect(code).toBe(2);
    expect(stderr).toContain(said);
  });
});
