import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pageAsText } from '../../src/cli/explain.js';
import { rulePage } from '../../src/cli/pages.js';
import { rules } from '../../rules/registry.js';
import { elasticlint, findingsOf, folder, linesOf, useCommand } from './command.js';

useCommand();

const node = 'cluster.name: logs\nnode.name: a\n';

describe('init', () => {
  it('writes a manifest that can be linted with', async () => {
    const cwd = folder({
      'local/n1/elasticsearch.yml': node,
      'local/n2/elasticsearch.yml': node,
      'local/settings.json': '{ "persistent": { "cluster.max_shards_per_node": "900" } }',
    });
    const { code, stdout, stderr } = await elasticlint(['init'], { cwd });
    expect(linesOf(stderr)).toEqual([
      'elasticlint: wrote elasticlint.yml: 1 cluster, 3 files, 0 links; set the versions, then run elasticlint',
    ]);
    expect([stdout, code]).toEqual(['', 0]);
    const report = await elasticlint(['--format', 'json'], { cwd });
    expect(report.stderr).toBe('');
    expect(JSON.parse(report.stdout)).toMatchObject({ summary: { files: 3 } });
  });

  it('does not replace a manifest unless forced, under either name', async () => {
    for (const name of ['elasticlint.yml', 'elasticlint.yaml']) {
      const cwd = folder({ 'a/elasticsearch.yml': node, [name]: 'version: 1 # mine\n' });
      const refused = await elasticlint(['init', '.'], { cwd });
      expect(linesOf(refused.stderr)).toEqual([
        `elasticlint: ${name} is there already; --force replaces it, --stdout only prints`,
      ]);
      expect(refused.code).toBe(2);
      expect(readFileSync(join(cwd, name), 'utf8')).toBe('version: 1 # mine\n');
      expect((await elasticlint(['init', '--force', '.'], { cwd })).code).toBe(0);
      expect(readFileSync(join(cwd, name), 'utf8')).toContain('a/elasticsearch.yml');
    }
  });

  it('--stdout writes nothing', async () => {
    const cwd = folder({ 'sub/elasticsearch.yml': node });
    const { code, stdout } = await elasticlint(['init', '--stdout', 'sub'], { cwd });
    expect(stdout).toContain('nodes: [elasticsearch.yml]');
    expect(existsSync(join(cwd, 'sub/elasticlint.yml'))).toBe(false);
    expect(code).toBe(0);
  });

  it('without anything to list: a template, and a line that says so', async () => {
    const cwd = folder({ 'notes.md': '' });
    const { code, stderr } = await elasticlint(['init'], { cwd });
    expect(linesOf(stderr)).toHaveLength(1);
    expect(stderr).toContain('no elasticsearch.yml is here or below');
    expect(readFileSync(join(cwd, 'elasticlint.yml'), 'utf8')).toContain('# clusters:');
    expect(code).toBe(0);
    // the template is a valid manifest that names nothing
    expect((await elasticlint([], { cwd })).code).toBe(3);
  });

  it('in no directory: one line, exit 2', async () => {
    const cwd = folder({ file: '' });
    for (const path of ['missing', 'file']) {
      const { code, stderr } = await elasticlint(['init', path], { cwd });
      expect(linesOf(stderr)).toEqual([`elasticlint: ${path}: no such directory`]);
      expect(code).toBe(2);
    }
  });

  it('names what it could not read, and goes on', async () => {
    const cwd = folder({ 'a/elasticsearch.yml': node });
    symlinkSync('loop', join(cwd, 'loop'));
    const { code, stderr } = await elasticlint(['init'], { cwd });
    expect(linesOf(stderr)[0]).toBe('elasticlint: loop: its links lead in a circle');
    expect(readFileSync(join(cwd, 'elasticlint.yml'), 'utf8')).toContain('a/elasticsearch.yml');
    expect(code).toBe(0);
  });
});

describe('explain', () => {
  it('prints the page of a rule, without the marks of its generated parts', async () => {
    const { code, stdout, stderr } = await elasticlint(['explain', 'suppressions/unused']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('suppressions/unused');
    expect(stdout).not.toContain('<!--');
  });

  it('finds a rule by the last part of its id', async () => {
    const full = await elasticlint(['explain', 'suppressions/malformed']);
    const short = await elasticlint(['explain', 'malformed']);
    expect(short.stdout).toBe(full.stdout);
  });

  it.each([
    [
      'suppressions/unsued',
      "no rule is called 'suppressions/unsued'; did you mean 'suppressions/unused'?",
    ],
    ['xyzzy-qwerty-asdf-nothing', '`elasticlint rules` lists them all'],
    ['../package', "no rule is called '../package'"],
  ])('of no rule (%s): one line, exit 2', async (name, said) => {
    const { code, stdout, stderr } = await elasticlint(['explain', name]);
    expect(linesOf(stderr)).toHaveLength(1);
    expect(stderr).toContain(said);
    expect([stdout, code]).toEqual(['', 2]);
  });
});

describe('the page of a rule', () => {
  it('is found from the sources, for every rule that has one', () => {
    const withPage = rules.filter((rule) => rulePage(rule.id) !== undefined);
    expect(withPage.map((rule) => rule.id)).toContain('suppressions/unused');
  });

  it('is undefined for what is no id', () => {
    for (const id of ['no/such-rule', '../package', '', 'suppressions', '/etc/passwd', 'a/../b']) {
      expect(rulePage(id)).toBeUndefined();
    }
  });

  it('as text keeps headings and code, also comments within code', () => {
    const page = [
      '<!-- generated -->',
      '# a/b',
      '<!-- end of generated -->',
      '',
      '',
      '',
      'Text.',
      '```yaml',
      'a: 1 <!-- stays -->',
      '',
      '',
      '```',
      '',
    ].join('\n');
    expect(pageAsText(page)).toBe('# a/b\n\nText.\n```yaml\na: 1 <!-- stays -->\n\n\n```\n');
  });
});

it('a file that init lists is linted under its cluster', async () => {
  const cwd = folder({
    'one/elasticsearch.yml': 'cluster.name: one\ncluster.remote.x.seeds: ["10.0.0.7:9300"]\n',
    'two/elasticsearch.yml': 'cluster.name: two\nnetwork.host: 10.0.0.7\ncluster.name: [\n',
  });
  await elasticlint(['init'], { cwd });
  const outcome = await elasticlint(['--format', 'json', 'elasticlint.yml'], { cwd });
  expect(findingsOf(outcome).map(({ file }) => file)).toContain('two/elasticsearch.yml');
});
