import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { unifiedDiff } from '../../src/core/diff.js';
import { SourceText } from '../../src/core/text.js';

const directory = mkdtempSync(join(tmpdir(), 'elasticlint-diff-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** What git makes of a text with a diff. @throws Error when git does not take it */
function applied(path: string, before: string, diff: string): string {
  writeFileSync(join(directory, path), before);
  const { status, stderr } = spawnSync('git', ['apply', '--whitespace=nowarn', '-'], {
    cwd: directory,
    input: diff,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${stderr}\n${diff}`);
  return readFileSync(join(directory, path), 'utf8');
}

const source = (text: string, path = 'a.yml'): SourceText =>
  new SourceText(path, text.replace(/^\uFEFF/, ''), text.startsWith('\uFEFF'));

const diffOf = (before: string, after: string, path?: string): string =>
  unifiedDiff(source(before, path), source(after, path));

describe('unifiedDiff', () => {
  it('is empty where nothing changed', () => {
    expect(diffOf('a: 1\n', 'a: 1\n')).toBe('');
  });

  it('has three lines around each change', () => {
    const lines = Array.from({ length: 20 }, (_, n) => `line${n + 1}\n`);
    const changed = lines.with(1, 'two\n').with(18, 'nineteen\n').join('');
    expect(diffOf(lines.join(''), changed)).toBe(
      `--- a/a.yml
+++ b/a.yml
@@ -1,5 +1,5 @@
 line1
-line2
+two
 line3
 line4
 line5
@@ -16,5 +16,5 @@
 line16
 line17
 line18
-line19
+nineteen
 line20
`,
    );
  });

  it.each([
    ['CRLF', 'a: 1\r\nb: 2\r\n', 'a: 1\r\nb: 3\r\n'],
    ['a byte order mark', '\uFEFFa: 1\nb: 2\n', '\uFEFFa: 1\nb: 3\n'],
    ['no line end', 'a: 1\nb: 2', 'a: 1\nb: 3'],
    ['a line end that comes', 'a: 1', 'a: 1\n'],
    ['a text that comes', '', 'a: 1\n'],
    ['a text that goes', 'a: 1\n', ''],
    ['a lone CR', 'a: 1\rb: 2\n', 'a: 1\rb: 3\n'],
  ])('is what git takes: %s', (_, before, after) => {
    expect(applied('a.yml', before, diffOf(before, after))).toBe(after);
  });

  it.each(['a b.yml', 'grün.yml', 'a"b.yml', "a'b.yml", 'a\\b.yml'])(
    'is what git takes of the path %s',
    (path) => {
      expect(applied(path, 'a\n', diffOf('a\n', 'b\n', path))).toBe('b\n');
    },
  );

  it('is what git takes of any two texts', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', '', ' d'), { maxLength: 12 })
      .map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        if (before !== after) expect(applied('a.yml', before, diffOf(before, after))).toBe(after);
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it('comes to an end when everything changed', () => {
    const many = (word: string): string =>
      Array.from({ length: 20_000 }, (_, n) => `${word}${n}\n`).join('');
    const diff = diffOf(many('a'), many('b'));
    expect(diff.split('\n')).toHaveLength(2 * 20_000 + 4);
  });

  it('shows secrets as dots', () => {
    const before = source('bootstrap.password: canary-bird\na: 1\n');
    before.markSecret({ start: 20, end: 31 });
    const after = source('bootstrap.password: canary-bird\na: 2\n');
    after.markSecret({ start: 20, end: 31 });
    const diff = unifiedDiff(before, after);
    expect(diff).toContain(' bootstrap.password: •••••••••••\n');
    expect(diff).not.toContain('canary');
  });
});
