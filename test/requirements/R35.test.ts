import { describe, expect, it, vi } from 'vitest';
import { UsageError } from '../../src/workspace/errors.js';
import { rules } from '../../rules/registry.js';
import { MemoryVfs } from '../../src/workspace/vfs.js';
import { openWorkspace, type LintResult } from '../../src/workspace/session.js';
import type { AnyRule } from '../../src/topology/rule.js';

/** No rule has been renamed yet: here one has. */
vi.mock('../../rules/registry.js', async (original) => {
  const { rules: real } = await original<{ rules: readonly AnyRule[] }>();
  return {
    rules: real.map((rule) =>
      rule.id === 'settings/unknown' ? { ...rule, aliases: ['settings/former-name'] } : rule,
    ),
  };
});

const lint = (
  files: Readonly<Record<string, string>>,
  options: { readonly rules?: Readonly<Record<string, 'off' | 'info'>> } = {},
): Promise<LintResult> => {
  const absolute = Object.entries(files).map(([path, text]) => [`/${path}`, text] as const);
  const vfs = new MemoryVfs(Object.fromEntries(absolute));
  return openWorkspace({ vfs, cwd: '/', today: '2026-11-22', ...options }).lint(['.']);
};

const text = 'foo.bar: 1\n';
const comment = '# elasticlint-disable-next-line settings/former-name -- ours\n';
const note =
  "rule 'settings/former-name' is now called 'settings/unknown'; its former id still works";

describe('R35: ids of rules', () => {
  it('are never reused: no rule has the former id of another one', () => {
    const ids = rules.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('a former one works in the manifest, with one note that says where', async () => {
    const manifest = 'version: 1\nrules: { settings/former-name: info }\n';
    const result = await lint({
      'elasticlint.yml': manifest,
      'elasticsearch.yml': text,
      'a/elasticsearch.yml': comment + text,
    });
    expect(result.findings.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual([
      'settings/unknown info',
    ]);
    expect(result.notes).toEqual([`elasticlint.yml:2:10: ${note}`]);
  });

  it('in options', async () => {
    const result = await lint(
      { 'elasticsearch.yml': text },
      { rules: { 'settings/former-name': 'off' } },
    );
    expect(result.findings).toEqual([]);
    expect(result.notes).toEqual([note]);
  });

  it('and in comments, however many there are', async () => {
    const result = await lint({
      'elasticsearch.yml': `${comment}${text}${comment}foo.baz: 1\n`,
      'b/elasticsearch.yml': comment + text,
    });
    expect(result.findings).toEqual([]);
    expect(result.suppressed).toHaveLength(3);
    expect(result.notes).toEqual([note]);
  });

  it('a present one needs no note, and one that never was ends the run', async () => {
    const manifest = 'version: 1\nrules: { settings/unknown: info }\n';
    const { notes } = await lint({ 'elasticlint.yml': manifest, 'elasticsearch.yml': text });
    expect(notes).toEqual([]);
    await expect(
      lint({ 'elasticsearch.yml': text }, { rules: { 'settings/former-nam': 'off' } }),
    ).rejects.toThrow(UsageError);
  });
});
