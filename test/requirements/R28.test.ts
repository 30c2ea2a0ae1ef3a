import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { filesIn, releaseTree } from '../../tools/release-tree.js';
import { builtCommand, folder, runNode, useCommand } from '../cli/command.js';

useCommand();

interface PackageJson {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly engines: { readonly node: string };
  readonly [dependencies: string]: unknown;
}

const read = (path: string): PackageJson => JSON.parse(readFileSync(path, 'utf8')) as PackageJson;

/** npm as somebody without a registry runs it; the environment is not that of the npm that runs the tests. */
const npm = (cwd: string, ...args: string[]): string =>
  execFileSync('npm', [...args, '--offline', '--no-audit', '--no-fund'], {
    cwd,
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH ?? '',
      HOME: cwd,
      npm_config_registry: 'http://127.0.0.1:9/',
      npm_config_cache: join(cwd, '.npm'),
    },
    shell: process.platform === 'win32',
  });

describe('R28: the npm package', () => {
  let tree = '';
  let consumer = '';
  const installed = (): string => join(consumer, 'node_modules/elasticlint');

  beforeAll(() => {
    tree = folder();
    releaseTree(tree, { dist: builtCommand() });
    consumer = folder({ 'package.json': '{ "name": "consumer", "private": true }' });
    const tarball = npm(tree, 'pack', '--silent').trim().split('\n').at(-1)!;
    npm(consumer, 'install', '--ignore-scripts', join(tree, tarball));
  });

  it('has no scripts and no dependencies, so that nothing runs and nothing is fetched', () => {
    const released = read(join(installed(), 'package.json'));
    expect(released.scripts).toBeUndefined();
    const kinds = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];
    for (const kind of kinds) expect(released[kind], kind).toBeUndefined();
    expect(filesIn(installed())).not.toContain('binding.gyp');
  });

  it('that of the repository itself would run none at an installation either', () => {
    const { scripts, dependencies } = read('package.json');
    expect(dependencies).toBeUndefined();
    for (const name of ['preinstall', 'install', 'postinstall'])
      expect(scripts).not.toHaveProperty(name);
  });

  it('holds all that a run needs', () => {
    const files = filesIn(installed());
    for (const path of [
      'dist/cli.cjs',
      'dist/index.js',
      'schemas/manifest.schema.json',
      'rules/yaml/duplicate-key.md',
      'LICENSE',
      'README.md',
      'CHANGELOG.md',
    ])
      expect(files).toContain(path);
    expect(
      files.filter((path) => /^(?:src|test|fixtures|tools|node_modules)\//.test(path)),
    ).toEqual([]);
  });

  it('starts from a read-only folder', async () => {
    const paths = [installed(), ...filesIn(installed()).map((path) => join(installed(), path))];
    for (const path of paths) chmodSync(path, statSync(path).isDirectory() ? 0o555 : 0o444);
    const cwd = folder({ 'elasticsearch.yml': 'cluster.name: a\ncluster.name: b\n' });
    const cli = join(installed(), 'dist/cli.cjs');
    const { code, stdout } = await runNode([cli, '.'], { cwd });
    expect(stdout).toContain('yaml/duplicate-key');
    expect(code).toBe(1);
    for (const path of paths) chmodSync(path, 0o755);
  });

  it('is built for the oldest Node that it names, which CI has', () => {
    const oldest = /^>=(\d+)$/.exec(read('package.json').engines.node)![1]!;
    expect(readFileSync('tools/bundle.ts', 'utf8')).toContain(`target: 'node${oldest}'`);
    expect(readFileSync('.github/workflows/ci.yml', 'utf8')).toContain(`node: [${oldest},`);
  });
});
