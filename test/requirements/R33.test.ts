import { describe, expect, it } from 'vitest';
import { elasticlint, findingsOf, folder, useCommand } from '../cli/command.js';

useCommand();

const bytes = (text: string, encoding: BufferEncoding): Uint8Array => Buffer.from(text, encoding);
const locale = { LC_ALL: 'C', LANG: 'C' };

/** Lints a file where the locale knows ASCII only. */
const lint = (content: string | Uint8Array, ...args: string[]) =>
  elasticlint([...args, '--no-config', 'elasticsearch.yml'], {
    cwd: folder({ 'elasticsearch.yml': content }),
    env: locale,
    ownProcess: true,
  });

describe('R33: bytes are UTF-8, whatever the locale says', () => {
  it('what is not ASCII is read and shown, columns count it once', async () => {
    const text = '"zürich.größe": 1\ncluster.name: é\n';
    const shown = await lint(text);
    expect(shown.stdout).toContain('zürich.größe');
    const [finding, ...others] = findingsOf(await lint(text, '--format', 'json'));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      rule: 'settings/unknown',
      line: 1,
      column: 1,
      endColumn: 15,
      setting: 'zürich.größe',
    });
  });

  it('and so are standard input and output', async () => {
    const input = 'cluster.name: größe\nnode.name: n\n';
    const { code, stdout } = await elasticlint(['--stdin', '--no-config', '--fix'], {
      input: Buffer.from(input),
      env: locale,
    });
    expect([code, stdout]).toEqual([0, input]);
  });

  it('a byte order mark is no mistake, and moves no column', async () => {
    expect((await lint('\uFEFFcluster.name: logs\n')).code).toBe(0);
    const [finding] = findingsOf(await lint('\uFEFFno.such: 1\n', '--format', 'json'));
    expect(finding).toMatchObject({ line: 1, column: 1, setting: 'no.such' });
  });

  it.each([
    ['UTF-16', bytes('\uFEFFcluster.name: logs\nno.such: 1\n', 'utf16le'), 'at byte 0'],
    ['Latin-1', bytes('cluster.name: größe\nno.such: 1\n', 'latin1'), 'byte 16 (0xf6)'],
  ])('%s is one finding that names the byte', async (_, content, where) => {
    const outcome = await lint(content, '--format', 'json');
    const findings = findingsOf(outcome);
    expect(findings.map(({ rule }) => rule)).toEqual(['files/encoding']);
    expect(findings[0]!.message).toContain(where);
    expect(outcome.code).toBe(1);
  });

  it.each([
    ['behind an id', 'settings/unknown\r\n'],
    ['behind a reason', 'settings/unknown -- of a plugin\r\n'],
    ['behind several ids', 'settings/unknown, settings/invalid-value\r\n'],
  ])('a carriage return is no part of a comment: %s', async (_, rest) => {
    const text = `# elasticlint-disable-next-line ${rest}no.such: 1\r\ncluster.name: a\r\n`;
    const outcome = await lint(text, '--format', 'json');
    expect(outcome.stdout).not.toContain('\\r');
    const rules = findingsOf(outcome).map(({ rule }) => rule);
    expect(rules).not.toContain('settings/unknown');
    expect(rules).not.toContain('suppressions/malformed');
  });
});
