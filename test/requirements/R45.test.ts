import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { filesIn, releaseTree } from '../../tools/release-tree.js';
import { builtCommand, folder, useCommand } from '../cli/command.js';

/*
 * Without an engine for images: the Dockerfile is read, what it copies is made and measured, and the command runs from
 * there as the image runs it. CI, which has an engine, builds and runs the image as well (.github/workflows/ci.yml).
 */
useCommand();

const dockerfile = readFileSync('Dockerfile', 'utf8');
/** Instructions with their arguments, by stage. */
const stages = dockerfile
  .replaceAll(/^#.*\n/gm, '')
  .split(/^(?=FROM )/m)
  .filter((text) => text.trim() !== '')
  .map((text) =>
    text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => /^(\S+) (.*)$/.exec(line)!.slice(1, 3) as [string, string]),
  );
const image = stages.at(-1)!;
const of = (name: string): string[] =>
  image.filter(([one]) => one === name).map(([, rest]) => rest);

/** A user that does not run these tests; tests that run as root become that one. */
const isRoot = process.getuid?.() === 0;
const somebody = 1000;

describe('R45: the image', () => {
  let tree = '';
  let bin = '';
  beforeAll(() => {
    tree = folder();
    releaseTree(tree, { dist: builtCommand() });
    // as the image has it: a link on the PATH
    bin = folder();
    chmodSync(join(tree, 'dist/cli.cjs'), 0o755);
    symlinkSync(join(tree, 'dist/cli.cjs'), join(bin, 'elasticlint'));
    for (const path of [tree, bin]) chmodSync(path, 0o755);
  });

  /** Runs the command as the image does: from the link, as nobody special. */
  const run = (cwd: string, ...args: string[]) =>
    spawnSync('/bin/sh', ['-c', 'exec elasticlint "$@"', 'sh', ...args], {
      cwd,
      encoding: 'utf8',
      env: { PATH: `${bin}:${process.env.PATH ?? ''}`, HOME: '/nonexistent' },
    });

  it('is built on one with a shell, for amd64 and arm64, and compiles nothing for a machine', () => {
    expect(of('FROM')).toEqual([expect.stringMatching(/^node:\d+-alpine$/)]);
    // the tools run where the image is built; what they make is the same for all
    expect(stages[0]![0]![1]).toMatch(/^--platform=\$BUILDPLATFORM node:\d+-alpine AS build$/);
    expect(filesIn(tree).filter((path) => /\.(?:node|so|exe|wasm)$/.test(path))).toEqual([]);
    const release = readFileSync('.github/workflows/release.yml', 'utf8');
    expect(release).toContain('--platform linux/amd64,linux/arm64');
  });

  it('does not run as root, and leaves the shell to those who want it', () => {
    expect(of('USER')).toEqual(['node']);
    expect(of('ENTRYPOINT')).toEqual([]);
    expect(of('CMD')).toEqual(['["elasticlint", "--help"]']);
    expect(of('RUN')).toEqual(['ln -s /opt/elasticlint/dist/cli.cjs /usr/local/bin/elasticlint']);
  });

  it('holds the tree of a release and nothing else', () => {
    expect(of('COPY')).toEqual(['--from=build /package /opt/elasticlint']);
    expect(stages[0]!.at(-1)![1]).toBe('npx tsx tools/release-tree.ts /package');
    const ignored = readFileSync('.dockerignore', 'utf8').split('\n');
    for (const path of ['.git', 'node_modules', 'dist']) expect(ignored).toContain(path);
  });

  it('adds as much as the README says', () => {
    const bytes = filesIn(tree).reduce((sum, path) => sum + statSync(join(tree, path)).size, 0);
    const said = /adds\s+less\s+than\s+(\d+(?:\.\d+)?) MB to/.exec(
      readFileSync('README.md', 'utf8'),
    )?.[1];
    expect(said).toBeDefined();
    // types of the library are not among what tests build; they are small
    expect(bytes / 1e6).toBeGreaterThan(0.3 * Number(said));
    expect(bytes / 1e6).toBeLessThanOrEqual(Number(said));
  });

  it('fixes keep the owner and the mode, and a .git of somebody else is no trouble', () => {
    const cwd = folder({
      '.git/HEAD': 'ref: refs/heads/main\n',
      '.git/config': '',
      'elasticsearch.yml': 'cluster.remote.one.seeds: ["https://10.0.0.1:9300"]\n',
    });
    const file = join(cwd, 'elasticsearch.yml');
    chmodSync(file, 0o640);
    if (isRoot) for (const path of [cwd, file]) chownSync(path, somebody, somebody);
    const owner = isRoot ? somebody : process.getuid!();
    chmodSync(join(cwd, '.git'), 0o000);
    const { status, stderr } = run(cwd, '--fix', '.');
    chmodSync(join(cwd, '.git'), 0o755);
    expect(stderr).not.toMatch(/dubious|permission/i);
    expect(status).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('"10.0.0.1:9300"');
    const { uid, mode } = statSync(file);
    expect([uid, mode & 0o777]).toEqual([owner, 0o640]);
  });
});
