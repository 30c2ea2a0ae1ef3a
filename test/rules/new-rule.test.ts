import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const id = 'node/a-new-rule';
const copied = [
  'src',
  'schemas',
  'tools',
  'docs',
  'rules/suppressions',
  'fixtures/rules/suppressions',
];
const alsoCopied = [
  'test/rules',
  'test/build-once.ts',
  'test/no-network.mjs',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
];
let root: string;

/** Runs a program of node_modules in the copy of the project. */
function run(program: string, ...args: string[]): { status: number | null; output: string } {
  const path = resolve('node_modules', program);
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined };
  const options = { cwd: root, encoding: 'utf8', env } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...args], options);
  return { status, output: stdout + stderr };
}

const newRule = (name: string): ReturnType<typeof run> =>
  run('tsx/dist/cli.mjs', 'tools/new-rule.ts', name);

describe('npm run new-rule', { timeout: 120_000 }, () => {
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'elasticlint-new-rule-'));
    for (const path of [...copied, ...alsoCopied])
      cpSync(path, join(root, path), { recursive: true });
    symlinkSync(resolve('node_modules'), join(root, 'node_modules'), 'junction');
    expect(run('tsx/dist/cli.mjs', 'tools/generate.ts')).toMatchObject({ status: 0 });
  }, 120_000);

  afterAll(() => rmSync(root, { recursive: true }));

  it('refuses what is no id or is taken', () => {
    for (const wrong of ['', 'Node/name', '../node/x']) {
      expect(newRule(wrong)).toMatchObject({
        status: 2,
        output: expect.stringContaining(`'${wrong}' is no rule id`) as string,
      });
    }
    expect(newRule('suppressions/unused')).toMatchObject({
      status: 2,
      output: expect.stringContaining("'suppressions/unused' is taken") as string,
    });
  });

  it('writes a rule that type-checks, and that the harness does not take before it is filled in', () => {
    expect(newRule(id)).toMatchObject({ status: 0 });
    expect(readFileSync(join(root, 'rules/registry.ts'), 'utf8')).toContain(`'./${id}.js'`);
    expect(readFileSync(join(root, `rules/${id}.md`), 'utf8')).toContain(`# ${id}\n`);
    expect(readFileSync(join(root, 'docs/rules.md'), 'utf8')).toContain(`rules/${id}.md`);
    expect(existsSync(join(root, `fixtures/rules/${id}/ok-example.yml`))).toBe(true);

    const project = { extends: './tsconfig.json', include: [`rules/${id}.ts`] };
    writeFileSync(join(root, 'tsconfig.new-rule.json'), JSON.stringify(project));
    expect(run('typescript/bin/tsc', '-p', 'tsconfig.new-rule.json')).toEqual({
      status: 0,
      output: '',
    });

    const harness = run(
      'vitest/vitest.mjs',
      'run',
      'test/rules/harness.test.ts',
      'test/rules/docs.test.ts',
      '-t',
      id,
      '--reporter',
      'verbose',
    );
    expect(harness.status).toBe(1);
    expect(harness.output).toContain(`${id} finds nothing in bad-example.yml`);
    expect(harness.output).toContain(`${id} finds nothing in this example`);
    expect(harness.output).toContain('messages that no bad fixture raises');

    expect(newRule(id)).toMatchObject({
      status: 2,
      output: expect.stringContaining('is taken') as string,
    });
  });
});
