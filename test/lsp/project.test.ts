import { expect, it } from 'vitest';
import { Project } from '../../src/lsp/project.js';
import { MemoryVfs } from '../../src/workspace/vfs.js';

const path = '/project/elasticsearch.yml';
const manifest = '/project/elasticlint.yml';
const files = (): MemoryVfs =>
  new MemoryVfs({
    [manifest]: 'version: 1\nclusters:\n  one: { nodes: elasticsearch.yml }\n',
    [path]: 'cluster.name: one\ncluster.name: two\n',
  });

/** Rules of the findings of the one file. */
const rulesOf = ({ findings }: Project['outcome']): string[] =>
  (findings.get(path) ?? []).map(({ rule }) => rule);

it('outlives a lint that fails, says so once, and drops findings that no longer hold', async () => {
  class Failing extends MemoryVfs {
    broken = false;
    override read(name: string): Uint8Array {
      if (this.broken) throw new Error('the disk is gone');
      return super.read(name);
    }
  }
  const vfs = new Failing({}, files());
  const logged: string[] = [];
  const project = new Project(
    manifest,
    '/work',
    vfs,
    () => [path],
    (message) => logged.push(message),
  );
  expect(rulesOf(await project.fresh())).toContain('yaml/duplicate-key');
  vfs.broken = true;
  for (let time = 0; time < 3; time++) {
    project.invalidate();
    expect((await project.fresh()).findings.size).toBe(0);
  }
  expect(logged).toEqual(['internal error: the disk is gone']);
  vfs.broken = false;
  project.invalidate();
  expect(rulesOf(await project.fresh())).toContain('yaml/duplicate-key');
});

it('lints only when something changed, and again when something changes on the way', async () => {
  let reads = 0;
  class Counting extends MemoryVfs {
    override read(name: string): Uint8Array {
      if (name === path) reads++;
      return super.read(name);
    }
  }
  const vfs = new Counting({}, files());
  const project = new Project(
    undefined,
    '/work',
    vfs,
    () => [path],
    () => undefined,
  );
  await Promise.all([project.fresh(), project.fresh()]);
  await project.fresh();
  expect(reads).toBe(1);
  project.invalidate();
  const first = project.fresh();
  vfs.write(path, 'node.name: a\n');
  project.invalidate();
  expect(await first).toEqual(await project.fresh());
  expect(rulesOf(project.outcome)).toEqual([]);
});

it('knows which files it reads', async () => {
  const project = new Project(
    manifest,
    '/work',
    files(),
    () => [],
    () => undefined,
  );
  await project.fresh();
  expect([manifest, path, '/project/other.yml'].map((name) => project.reads(name))).toEqual([
    true,
    true,
    false,
  ]);
});
