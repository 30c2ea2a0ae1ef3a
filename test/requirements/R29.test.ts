import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { disk, openWorkspace } from '../../src/index.js';
import { isPayloadPath, isYmlPath } from '../../src/documents/parse.js';

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly language: string;
  readonly stages: readonly string[];
  readonly require_serial: boolean;
}
const hooks = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8')) as readonly Hook[];

/** What the hook says of some files of a directory, each finding as a text. */
async function hook(directory: string, files: readonly string[]): Promise<string[]> {
  const options = { vfs: disk, cwd: directory, today: '2026-11-22', forceExclude: true };
  const { findings } = await openWorkspace(options).lint(files);
  return findings.map(({ rule, source, range, text }) =>
    [rule, source.path, range.start, text].join(' '),
  );
}

const unique = (lists: readonly (readonly string[])[]): string[] =>
  [...new Set(lists.flat())].sort();

/** Workspaces with manifests: all examples, and of the many cases some. */
const workspaces = ['examples', 'fixtures/cases'].flatMap((top) =>
  readdirSync(top, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?:^|[/\\])elasticlint\.yml$/.test(path))
    .filter((_, index) => top === 'examples' || index % 4 === 0)
    .map((path) => join(process.cwd(), top, dirname(path))),
);

describe('R29: the hooks of pre-commit', () => {
  it('find in any batches what they find in one run', async () => {
    expect(workspaces.length).toBeGreaterThan(20);
    let found = 0;
    for (const directory of workspaces) {
      const files = readdirSync(directory, { recursive: true, encoding: 'utf8' })
        .map((path) => relative(directory, join(directory, path)).replaceAll('\\', '/'))
        .filter((path) => statSync(join(directory, path)).isFile())
        .filter((path) => isYmlPath(path) || isPayloadPath(path))
        .sort();
      if (files.length < 2) continue;
      const together = unique([await hook(directory, files)]);
      const half = Math.ceil(files.length / 2);
      const batches = [
        files.map((file) => [file]),
        [files.slice(0, half), files.slice(half)],
        [[...files].reverse()],
      ];
      for (const batch of batches) {
        const apart = [];
        for (const some of batch) apart.push(await hook(directory, some));
        expect(unique(apart), directory).toEqual(together);
      }
      found += together.length;
    }
    expect(found).toBeGreaterThan(10);
  });

  it('lint and fix, installed by pre-commit or from the PATH, at set stages', () => {
    expect(hooks.map(({ id, language }) => `${id} ${language}`)).toEqual([
      'elasticlint node',
      'elasticlint-fix node',
      'elasticlint-system system',
      'elasticlint-fix-system system',
    ]);
    for (const { id, entry, stages, require_serial: serial } of hooks) {
      expect(entry.includes('--fix')).toBe(id.includes('fix'));
      expect(stages).toEqual(['pre-commit', 'pre-push', 'manual']);
      expect(serial).toBe(true);
    }
  });

  it('are tried with the real pre-commit in CI, try-repo included', () => {
    expect(readFileSync('.ci/run', 'utf8')).toContain('tools/try-pre-commit.ts');
    expect(readFileSync('tools/try-pre-commit.ts', 'utf8')).toContain("'try-repo'");
  });
});
