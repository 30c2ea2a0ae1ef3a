import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { elasticlint, folder, useCommand } from '../cli/command.js';
import { broken, runOf } from './support.js';

useCommand();

const urisOf = async (cwd: string, ...args: string[]): Promise<string[]> =>
  runOf(await elasticlint(['--format', 'sarif', ...args], { cwd })).results.map(
    ({ locations }) => locations[0]!.physicalLocation.artifactLocation.uri,
  );

describe('R7: addresses in SARIF', () => {
  it.each(['a b', 'a#b', 'a%20b', 'a[1]', 'é', 'C:', 'a?b', 'a&b'])(
    'of the folder %s are relative, percent-encoded, and lead back to it',
    async (name) => {
      const root = folder({ [`conf/${name}/elasticsearch.yml`]: broken });
      mkdirSync(join(root, '.git'));
      const [uri] = await urisOf(join(root, 'conf'), `./${name}/elasticsearch.yml`);
      expect(uri).toMatch(/^[\w%./~-]+$/);
      expect(decodeURIComponent(uri!)).toBe(`conf/${name}/elasticsearch.yml`);
    },
  );

  it('are those of the file behind a link', async () => {
    const root = folder({ 'real/elasticsearch.yml': broken });
    mkdirSync(join(root, '.git'));
    symlinkSync('real', join(root, 'link'));
    expect(await urisOf(root, 'link/elasticsearch.yml')).toEqual(['real/elasticsearch.yml']);
  });

  it('what has no file of its own points at the line of the manifest', async () => {
    const root = folder({
      'elasticlint.yml': `version: 1
clusters:
  a: { version: 8.19.21, nodes: a/elasticsearch.yml }
  b: { version: 9.5.3, nodes: b/elasticsearch.yml }
links:
  - { from: a, alias: nothing, to: b, use: [search] }
`,
      'a/elasticsearch.yml': 'cluster.name: a\n',
      'b/elasticsearch.yml': 'cluster.name: b\n',
    });
    const outcome = await elasticlint(['--format', 'sarif', '--pedantic', '.'], { cwd: root });
    const places = runOf(outcome).results.map(({ locations }) => locations[0]!.physicalLocation);
    const ofManifest = places.filter(
      ({ artifactLocation }) => artifactLocation.uri === 'elasticlint.yml',
    );
    expect(ofManifest.map(({ region }) => region.startLine)).toContain(6);
  });
});
