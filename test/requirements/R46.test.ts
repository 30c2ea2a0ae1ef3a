import { describe, expect, it } from 'vitest';
import { lint } from '../../src/index.js';
import { UsageError } from '../../src/workspace/errors.js';
import { elasticlint, findingsOf, folder, useCommand } from '../cli/command.js';

useCommand();

type Files = Readonly<Record<string, string>>;

/** What is found, as `file:line severity rule: text`. */
async function found(files: Files): Promise<string[]> {
  const { findings } = await lint(files, { today: '2026-11-22', esVersion: '9.5' });
  return findings.map(({ source, range, severity, rule, text }) => {
    const { line } = source.position(range.start);
    return `${source.path}:${line} ${severity} ${rule}: ${text}`;
  });
}

/** The error that ends a run, with its place. */
async function refusal(files: Files): Promise<string> {
  const error: unknown = await lint(files).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(UsageError);
  return (error as UsageError).toText();
}

const unknown = 'foo.bar: 1\n';
const shared = 'version: 1\nrules: { settings/unknown: info }\n';

describe('R46: extends', () => {
  it.each([
    ['a path to a file', '../base/elasticlint.yml', 'base/elasticlint.yml'],
    ['a path to a directory', '../base', 'base/elasticlint.yaml'],
    ['an installed package', 'acme-config', 'node_modules/acme-config/elasticlint.yml'],
    ['one of a scope', '@acme/config', 'site/node_modules/@acme/config/elasticlint.yml'],
    ['a file in a package', 'acme/strict.yml', 'node_modules/acme/strict.yml'],
  ])('%s', async (_what, named, path) => {
    const files = {
      [path]: shared,
      'site/elasticlint.yml': `version: 1\nextends: '${named}'\n`,
      'site/elasticsearch.yml': unknown,
    };
    expect(await found(files)).toEqual([
      expect.stringContaining('site/elasticsearch.yml:1 info settings/unknown'),
    ]);
  });

  it('its own word is the strongest, then the last one', async () => {
    const files = {
      'one/elasticlint.yml':
        'version: 1\nrules: { settings/unknown: info, yaml/duplicate-key: info }\nrequire-reason: true\nignore: [old-*]\n',
      'two/elasticlint.yml': 'version: 1\nextends: ../one\nrules: { settings/unknown: warning }\n',
      'site/elasticlint.yml': 'version: 1\nextends: [../one, ../two]\nrequire-reason: false\n',
      'site/elasticsearch.yml':
        'foo.bar: 1\n# elasticlint-disable-next-line settings/unknown\nfoo.baz: 1\n',
      'site/old-elasticsearch.yml': unknown,
    };
    const { findings } = await lint({ ...files }, { esVersion: '9.5' });
    const shown = findings.map(
      ({ source, severity, rule }) => `${source.path} ${severity} ${rule}`,
    );
    expect(shown).toContain('site/elasticsearch.yml warning settings/unknown');
    expect(shown).not.toContainEqual(expect.stringContaining('suppressions/'));
  });

  it.each([
    ['an address', 'https://example.com/elasticlint.yml', 'never uses the network'],
    ['an address without scheme', '//example.com/elasticlint.yml', 'never uses the network'],
    ['of git', 'git+ssh://example.com/x', 'never uses the network'],
    ['a path to nothing', './no', "no manifest is at './no'"],
    ['a package that is not installed', 'acme-config', 'is installed; paths begin with ./'],
    ['something else', 'a b', 'is no path and no package'],
    ['itself', './elasticlint.yml', 'leads back to this manifest'],
    ['one with clusters', './clusters', 'describes clusters'],
  ])('%s ends the run', async (_what, named, said) => {
    const text = await refusal({
      'elasticlint.yml': `version: 1\nextends: '${named}'\n`,
      'elasticsearch.yml': unknown,
      'clusters/elasticlint.yml': 'version: 1\nclusters: { a: {} }\n',
    });
    expect(text).toContain('elasticlint.yml:2:10: ');
    expect(text).toContain(said);
  });

  it('runs nothing of a package', async () => {
    const cwd = folder({
      'node_modules/acme/package.json': '{ "name": "acme", "main": "index.js" }',
      'node_modules/acme/index.js': "require('node:fs').writeFileSync('ran', '');\n",
      'node_modules/acme/elasticlint.yml': shared,
      'elasticlint.yml': 'version: 1\nextends: acme\n',
      'elasticsearch.yml': unknown,
    });
    const outcome = await elasticlint(['--format', 'json', '.'], { cwd });
    expect(findingsOf(outcome).map(({ severity }) => severity)).toEqual(['info']);
    expect((await elasticlint(['ran', '--allow-empty'], { cwd })).stderr).toContain('no such file');
  });
});

describe('R46: rules without code', () => {
  /** What one custom rule finds in an elasticsearch.yml. */
  const custom = (rule: string, text: string): Promise<string[]> =>
    found({
      'elasticlint.yml': `version: 1\nrules: { settings/unknown: off }\ncustomRules:\n  - { id: custom/own, message: '{setting} is {value}', ${rule} }\n`,
      'elasticsearch.yml': text,
    });

  it.each([
    ['is set', 'setting: node.name', 'node.name: a\n', ['1 warning node.name is a']],
    [
      'equals one of several',
      'setting: node.attr.zone, when: { equals: [a, b] }, severity: error',
      'node.attr.zone: b\n',
      ['1 error node.attr.zone is b'],
    ],
    ['equals none', 'setting: node.attr.zone, when: { equals: c }', 'node.attr.zone: b\n', []],
    [
      'a number and a boolean',
      'setting: node.attr.*, when: { equals: [1, true] }',
      'node.attr.a: 1\nnode.attr.b: true\nnode.attr.c: 2\n',
      ['1 warning node.attr.a is 1', '2 warning node.attr.b is true'],
    ],
    [
      'matches, in some item of a list',
      "setting: discovery.seed_hosts, when: { matches: '^10[.]' }, severity: info",
      'discovery.seed_hosts: [es01, 10.0.0.1]\n',
      ['1 info discovery.seed_hosts is es01, 10.0.0.1'],
    ],
    [
      'is not like this',
      "setting: cluster.name, when: { not: { matches: '^acme-' } }",
      'cluster.name: logs\n',
      ['1 warning cluster.name is logs'],
    ],
    [
      'is like this',
      'setting: cluster.name, when: { not: { equals: logs } }',
      'cluster.name: logs\n',
      [],
    ],
    [
      'one part, or any number',
      "setting: 'node.**.x'",
      'node.a.b.x: 1\nnode.x: 1\n',
      ['1 warning node.a.b.x is 1'],
    ],
    ['not more than one part', "setting: 'node.*.x'", 'node.a.b.x: 1\n', []],
    ['is not known', 'setting: node.name, when: { equals: x }', 'node.name: ${NAME}\n', []],
    [
      'is missing',
      'setting: node.name, when: { missing: true }',
      'cluster.name: a\n',
      ['1 warning node.name is not set'],
    ],
    ['is not missing', 'setting: node.name, when: { missing: true }', 'node.name: a\n', []],
    [
      'nested notation',
      'setting: node.attr.zone, when: { equals: a }',
      'node:\n  attr:\n    zone: a\n',
      ['3 warning node.attr.zone is a'],
    ],
  ])('%s', async (_what, rule, text, expected) => {
    expect(await custom(rule, text)).toEqual(
      expected.map((one) => {
        const [line, severity, ...words] = one.split(' ');
        return `elasticsearch.yml:${line} ${severity} custom/own: ${words.join(' ')}`;
      }),
    );
  });

  it('never show a secret', async () => {
    const said = await custom('setting: "**.password"', 'xpack.x.password: hunter2secret\n');
    expect(said).toContainEqual(expect.stringContaining('custom/own'));
    expect(said.join()).not.toContain('hunter2secret');
  });

  it('are set, silenced and shared like all others', async () => {
    const cwd = folder({
      'base/elasticlint.yml':
        'version: 1\ncustomRules:\n  - { id: custom/no-name, setting: node.name, message: no names, why: They change., advice: Leave it out. }\n',
      'site/elasticlint.yml': 'version: 1\nextends: ../base\n',
      'site/elasticsearch.yml': 'node.name: a\n',
      'site/b/elasticsearch.yml':
        'node.name: b # elasticlint-disable-line custom/no-name -- needed\n',
      'other/elasticsearch.yml': 'node.name: a\n',
    });
    const run = async (...args: string[]) =>
      findingsOf(await elasticlint(['--format', 'json', ...args, '.'], { cwd })).map(
        ({ file, rule, severity, message }) => `${file} ${severity} ${rule} ${message}`,
      );
    expect(await run()).toEqual([
      'site/elasticsearch.yml warning custom/no-name no names. They change. Leave it out.',
    ]);
    expect(await run('--rule', 'custom/no-name=error')).toEqual([
      'site/elasticsearch.yml error custom/no-name no names. They change. Leave it out.',
    ]);
    expect(await run('--rule', 'custom/no-name=off')).toEqual([]);
    const wrong = await elasticlint(['--rule', 'custom/no-nam=off', '.'], { cwd });
    expect(wrong.code).toBe(2);
    const { stdout } = await elasticlint(['--format', 'sarif', '.'], { cwd });
    expect(stdout).toContain('custom/no-name');
    expect(stdout).not.toContain('"ruleIndex": -1');
  });

  it.each([
    ['an id outside of custom/', '{ id: settings/x, setting: a, message: b }', 'id'],
    ['no message', '{ id: custom/x, setting: a }', "lacks 'message'"],
    ['an unknown key', '{ id: custom/x, setting: a, message: b, code: c }', "unknown key 'code'"],
    [
      'two conditions',
      '{ id: custom/x, setting: a, message: b, when: { equals: a, matches: b } }',
      'when',
    ],
    [
      'a wrong expression',
      "{ id: custom/x, setting: a, message: b, when: { matches: '(' } }",
      'is no regular expression',
    ],
    [
      'missing of many',
      "{ id: custom/x, setting: 'a.*', message: b, when: { missing: true } }",
      'needs one key',
    ],
  ])('%s ends the run', async (_what, rule, said) => {
    const text = await refusal({
      'elasticlint.yml': `version: 1\ncustomRules:\n  - ${rule}\n`,
      'elasticsearch.yml': unknown,
    });
    expect(text).toContain('elasticlint.yml:3:');
    expect(text).toContain(said);
  });

  it('an id that stands twice does, too', async () => {
    const rule = '  - { id: custom/x, setting: a, message: b }\n';
    expect(
      await refusal({
        'elasticlint.yml': `version: 1\ncustomRules:\n${rule}${rule}`,
        'elasticsearch.yml': unknown,
      }),
    ).toContain("two rules are called 'custom/x'");
  });
});
