import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { elasticlint, folder, linesOf, useCommand } from '../cli/command.js';

useCommand();

/**
 * Stands for the built command: it notes its arguments and the environment that it should not see, writes the reports
 * that it is asked for, and ends as it is told to.
 */
const standIn = `
const { writeFileSync } = require('node:fs');
const args = process.argv.slice(2);
const files = Object.fromEntries(
  args.filter((_, at) => args[at - 1] === '--output').map((one) => one.split(/:(.*)/s).slice(0, 2)),
);
writeFileSync(process.env.NOTES, JSON.stringify({ args, files, summary: process.env.GITHUB_STEP_SUMMARY ?? null }));
const code = Number(process.env.CODE ?? 0);
if (code < 2) {
  writeFileSync(files.sarif, '{"version":"2.1.0"}');
  writeFileSync(files.markdown, '# elasticlint\\n');
}
process.exit(code);
`;

interface Step {
  readonly shell?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
}
const action = parse(readFileSync('action.yml', 'utf8')) as {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
};

/** How the action ran: what it printed, its outputs, the summary of the job, and what the command was told. */
interface Ran {
  readonly code: number | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly args: readonly string[];
  readonly seesSummary: boolean;
}

/** Runs the script of the action as a runner does: inputs and files in the environment. */
function run(
  inputs: Readonly<Record<string, string>> = {},
  setup: { code?: number; event?: object; built?: boolean; path?: string } = {},
): Ran {
  const { code = 0, event, built = true, path = process.env.PATH ?? '' } = setup;
  const root = folder(built ? { 'dist/cli.cjs': standIn } : {});
  cpSync('action', join(root, 'action'), { recursive: true });
  const files = folder({
    output: '',
    summary: 'before\n',
    notes: '{"args":[],"summary":null}',
    ...(event && { 'event.json': JSON.stringify(event) }),
  });
  const given = Object.entries(inputs).map(([name, value]) => [
    `INPUT_${name.toUpperCase().replaceAll('-', '_')}`,
    value,
  ]);
  const { status, stdout, stderr } = spawnSync('bash', [join(root, 'action/run.sh')], {
    cwd: folder(),
    encoding: 'utf8',
    env: {
      PATH: path,
      RUNNER_TEMP: files,
      GITHUB_OUTPUT: join(files, 'output'),
      GITHUB_STEP_SUMMARY: join(files, 'summary'),
      NOTES: join(files, 'notes'),
      CODE: String(code),
      ...(event && { GITHUB_EVENT_PATH: join(files, 'event.json') }),
      ...(Object.fromEntries(given) as Record<string, string>),
    },
  });
  const text = (name: string): string => readFileSync(join(files, name), 'utf8');
  const notes = JSON.parse(text('notes')) as { args: string[]; summary: string | null };
  return {
    code: status,
    log: stdout + stderr,
    outputs: Object.fromEntries(
      linesOf(text('output')).map((line) => line.split(/=(.*)/s).slice(0, 2)),
    ) as Record<string, string>,
    summary: text('summary'),
    args: notes.args,
    seesSummary: notes.summary !== null,
  };
}

describe('R30: the action', () => {
  it('runs what lies beside it and downloads nothing', () => {
    expect(action.runs.using).toBe('composite');
    for (const step of action.runs.steps) expect(step).not.toHaveProperty('uses');
    const scripts = action.runs.steps.map(({ run: script }) => script ?? '');
    const files = ['action/run.sh', 'action/code-scanning.mjs'];
    for (const text of [...scripts, ...files.map((path) => readFileSync(path, 'utf8'))])
      expect(text).not.toMatch(/\b(?:curl|wget|npm|npx|yarn|pnpm|pip|gh|git)\b|https?:|fetch\(/);
  });

  it('hands over all its inputs, and all its outputs are written', () => {
    const [step] = action.runs.steps;
    for (const name of Object.keys(action.inputs))
      expect(JSON.stringify([step!.env, step])).toContain(`\${{ inputs.${name} }}`);
    const written = Object.keys(run().outputs).sort();
    expect(written).toEqual(Object.keys(action.outputs).sort());
    for (const [name, { value }] of Object.entries(action.outputs))
      expect(value).toBe(`\${{ steps.run.outputs.${name} }}`);
  });

  it.each([0, 1, 2, 3])('ends with %i as the command does, and says so', (code) => {
    const ran = run({}, { code });
    expect(ran.code).toBe(code);
    expect(ran.outputs['exit-code']).toBe(String(code));
    expect(ran.outputs['sarif-path']).toBe(code < 2 ? 'elasticlint.sarif' : '');
  });

  it('adds the summary of the job, once', () => {
    const ran = run();
    expect(ran.summary).toBe('before\n# elasticlint\n');
    expect(ran.seesSummary).toBe(false);
    expect(run({}, { code: 2 }).summary).toBe('before\n');
  });

  it('keeps blanks, dashes and lists in its inputs together', () => {
    const ran = run({
      paths: 'a b/elasticsearch.yml\n\n-dash.yml\r\nx;$(touch y)\n',
      args: '--pedantic\n--rule\nsettings/unknown=off',
      'es-version': '9.5',
      config: 'my manifest.yml',
      'fail-on': 'warning',
      'sarif-file': 'out put.sarif',
      'working-directory': 'sub',
    });
    const from = ran.args.indexOf('--fail-on');
    expect(ran.args.slice(from)).toEqual([
      ...['--fail-on', 'warning', '--es-version', '9.5', '--config', 'my manifest.yml'],
      ...['--pedantic', '--rule', 'settings/unknown=off'],
      ...['--', 'a b/elasticsearch.yml', '-dash.yml', 'x;$(touch y)'],
    ]);
    expect(ran.outputs['sarif-path']).toBe('sub/out put.sarif');
  });

  it('uses options only that the command has', async () => {
    const { stdout } = await elasticlint(['lint', '--help']);
    const { args } = run({ 'es-version': '9.5', config: 'x', 'sarif-category': 'y' });
    const options = args.slice(0, args.indexOf('--')).filter((one) => one.startsWith('--'));
    expect(options).toHaveLength(7);
    for (const option of options) expect(stdout).toContain(option);
  });

  const repository = (isPrivate: boolean): object => ({
    repository: { full_name: 'acme/infra', private: isPrivate },
  });
  it.each([
    ['a public repository', repository(false), 'auto', 'true'],
    ['a private one, which may not have code scanning', repository(true), 'auto', 'false'],
    ['a private one that has it', repository(true), 'true', 'true'],
    ['a public one without', repository(false), 'false', 'false'],
    [
      'a pull request of a fork',
      { ...repository(false), pull_request: { head: { repo: { full_name: 'you/infra' } } } },
      'auto',
      'false',
    ],
    [
      'a pull request of its own',
      { ...repository(false), pull_request: { head: { repo: { full_name: 'acme/infra' } } } },
      'auto',
      'true',
    ],
    ['Dependabot', { ...repository(false), sender: { login: 'dependabot[bot]' } }, 'auto', 'false'],
    ['no event', undefined, 'auto', 'false'],
    ['an event without a repository', {}, 'auto', 'false'],
  ])('falls back to annotations without code scanning: %s', (_what, event, wanted, isOn) => {
    const ran = run({ 'code-scanning': wanted }, event ? { event } : {});
    expect(ran.outputs['code-scanning']).toBe(isOn);
    const format = ran.args[ran.args.indexOf('--format') + 1];
    expect(format).toBe(isOn === 'true' ? 'pretty' : 'github');
  });

  it.each([
    ['a ref without the built command', {}, { built: false }, 'Use the tag of a release'],
    ['a wrong input', { 'code-scanning': 'maybe' }, {}, 'none of true, false and auto'],
  ])('says what is wrong with %s', (_what, inputs, setup, said) => {
    const ran = run(inputs, setup);
    expect(ran.code).toBe(2);
    expect(ran.log).toMatch(/^::error title=elasticlint::/);
    expect(ran.log).toContain(said);
    expect(ran.outputs).toEqual({ 'exit-code': '2', 'sarif-path': '', 'code-scanning': 'false' });
  });

  it.each([
    ['an old Node', '#!/bin/sh\necho v18.20.0\n', 'Node.js v18.20.0 is too old'],
    ['no Node that runs', '#!/bin/sh\nexit 127\n', 'Node.js is not installed'],
  ])('says so of %s', (_what, node, said) => {
    const bin = folder({ node });
    spawnSync('chmod', ['+x', join(bin, 'node')]);
    const ran = run({}, { path: `${bin}:${process.env.PATH ?? ''}` });
    expect(ran.code).toBe(2);
    expect(ran.log).toContain(said);
  });
});
