import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { folder, linesOf, useCommand, builtCommand } from '../cli/command.js';
import { releaseTree } from '../../tools/release-tree.js';

useCommand();

interface Workflow {
  readonly jobs: {
    readonly release: {
      readonly permissions: Readonly<Record<string, string>>;
      readonly steps: readonly { readonly uses?: string; readonly run?: string }[];
    };
  };
}
const { release } = (parse(readFileSync('.github/workflows/release.yml', 'utf8')) as Workflow).jobs;

/** The commands that the README shows for verifying a release. */
const shown = linesOf(
  /### Verify a release\n[\s\S]*?```sh\n([\s\S]*?)```/.exec(
    readFileSync('README.md', 'utf8'),
  )?.[1] ?? '',
);

describe('R47: releases can be verified', () => {
  it('npm gets provenance, and all that is published attestations', () => {
    expect(release.permissions).toMatchObject({ 'id-token': 'write', attestations: 'write' });
    const runs = release.steps.map(({ run }) => run ?? '');
    expect(runs.join('\n')).toMatch(/npm publish .*--provenance/);
    const attested = release.steps.filter(({ uses }) =>
      uses?.startsWith('actions/attest-build-provenance@'),
    );
    expect(attested).toHaveLength(2);
  });

  it('the package names the repository that its provenance is checked against', () => {
    const tree = folder();
    releaseTree(tree, { dist: builtCommand(), repository: 'acme/elasticlint' });
    expect(JSON.parse(readFileSync(join(tree, 'package.json'), 'utf8'))).toMatchObject({
      repository: { type: 'git', url: 'git+https://github.com/acme/elasticlint.git' },
    });
    const build = release.steps.map(({ run }) => run ?? '').join('\n');
    expect(build).toContain('tools/release-tree.ts release "$GITHUB_REPOSITORY"');
  });

  it('the last step of a release is the very command that the README shows', () => {
    expect(shown).toContainEqual(expect.stringMatching(/^gh attestation verify /));
    expect(release.steps.at(-1)?.run).toBe('.ci/verify-release "$VERSION" "$GITHUB_REPOSITORY"');

    const bin = folder({
      npm: '#!/bin/sh\necho "npm $*" >> "$LOG"\n',
      gh: '#!/bin/sh\necho "gh $*" >> "$LOG"\n',
      log: '',
    });
    for (const name of ['npm', 'gh']) chmodSync(join(bin, name), 0o755);
    const { status, stderr } = spawnSync('bash', ['.ci/verify-release', '1.2.3', 'acme/tools'], {
      encoding: 'utf8',
      env: { PATH: `${bin}:${process.env.PATH ?? ''}`, LOG: join(bin, 'log') },
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const filled = shown.map((line) =>
      line.replaceAll('<version>', '1.2.3').replaceAll('<owner>/<name>', 'acme/tools'),
    );
    expect(linesOf(readFileSync(join(bin, 'log'), 'utf8'))).toEqual(filled);
  });

  it('stops where the verification fails', () => {
    const bin = folder({ npm: '#!/bin/sh\n', gh: '#!/bin/sh\nexit 1\n' });
    for (const name of ['npm', 'gh']) chmodSync(join(bin, name), 0o755);
    const { status } = spawnSync('bash', ['.ci/verify-release', '1.2.3', 'acme/tools'], {
      env: { PATH: `${bin}:${process.env.PATH ?? ''}` },
    });
    expect(status).toBe(1);
  });

  it('a tag carries the tree of a release, on top of the commit that it was built from', () => {
    const tree = folder();
    releaseTree(tree, { dist: builtCommand() });
    const repository = folder({ '.gitignore': 'dist/\n', 'source.txt': 'a\n' });
    const git = (...args: string[]): string => {
      const { stdout, status, stderr } = spawnSync(args[0]!, args.slice(1), {
        cwd: repository,
        encoding: 'utf8',
        env: {
          PATH: process.env.PATH ?? '',
          GIT_CONFIG_GLOBAL: '/dev/null',
          ...Object.fromEntries(
            ['AUTHOR', 'COMMITTER'].flatMap((who) => [
              [`GIT_${who}_NAME`, 'test'],
              [`GIT_${who}_EMAIL`, 'test@example.com'],
            ]),
          ),
        },
      });
      expect(status, stderr).toBe(0);
      return stdout.trim();
    };
    git('git', 'init', '--quiet');
    git('git', 'add', '--all');
    git('git', 'commit', '--quiet', '--message', 'source');
    const head = git('git', 'rev-parse', 'HEAD');
    const tag = git('bash', join(process.cwd(), '.ci/tag-release'), tree);
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(tag).toBe(`v${version}`);
    const files = linesOf(git('git', 'ls-tree', '-r', '--name-only', tag));
    for (const path of ['dist/cli.cjs', 'action.yml', 'action/run.sh', '.pre-commit-hooks.yaml'])
      expect(files).toContain(path);
    expect(files).not.toContain('source.txt');
    expect(git('git', 'rev-parse', `${tag}^{commit}^`)).toBe(head);
    expect(git('git', 'status', '--porcelain')).toBe('');
  });
});
