import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { rules } from '../../rules/registry.js';
import { defineRule, type AnyRule } from '../../src/topology/rule.js';
import { Levels } from '../../src/workspace/levels.js';
import type { RuleSet } from '../../src/workspace/rule-sets.js';
import { elasticlint, findingsOf, folder, useCommand } from '../cli/command.js';

useCommand();

const sets = JSON.parse(readFileSync('schemas/rule-sets.json', 'utf8')) as Record<string, RuleSet>;
const versions = Object.keys(sets);
const current = packageJson.version.replace(/\.\d+$/, '');

const made = (id: string, more: Partial<AnyRule> = {}): AnyRule => ({
  ...defineRule({ id, severity: 'warning', summary: id, messages: {}, on: {} }),
  ...more,
});
const own = rules.filter(({ id }) => id.startsWith('suppressions/'));
const old = made('a/old');
const renamed = made('a/new-name', { aliases: ['a/former'] });
const young = made('a/young');
const fresh = made('a/fresh', { preview: true });

/** The ids of the rules that run, without those that speak of suppressions. */
const running = (...args: Tail<ConstructorParameters<typeof Levels>>): string[] =>
  new Levels([old, renamed, young, fresh, ...own], ...args).active
    .map(({ id }) => id)
    .filter((id) => !id.startsWith('suppressions/'));
type Tail<T extends readonly unknown[]> = T extends readonly [unknown, ...infer Rest]
  ? Rest
  : never;

describe('R34: which rules run', () => {
  it('a rule in preview runs only where it is asked for', () => {
    expect(running(undefined, {})).toEqual(['a/old', 'a/new-name', 'a/young']);
    expect(running(undefined, {}, { preview: true })).toContain('a/fresh');
    expect(running(undefined, { 'a/fresh': 'warning' })).toContain('a/fresh');
    expect(running(undefined, { 'a/fresh': 'off' }, { preview: true })).not.toContain('a/fresh');
  });

  it('with the set of a former version those do that ran then, whatever they are called now', () => {
    const asOf = ['a/old', 'a/former', 'a/gone'];
    expect(running(undefined, {}, { asOf })).toEqual(['a/old', 'a/new-name']);
    expect(running(undefined, { 'a/young': 'error' }, { asOf })).toContain('a/young');
    expect(running(undefined, {}, { asOf, preview: true })).toContain('a/fresh');
  });

  it('the set of this version is recorded', () => {
    expect(versions.at(-1)).toBe(current);
    expect(sets[current]).toEqual({
      stable: rules.filter(({ preview }) => !preview).map(({ id }) => id),
      preview: rules.filter(({ preview }) => preview).map(({ id }) => id),
    });
  });

  it('what joins the default set was in preview in the version before', () => {
    versions.forEach((version, index) => {
      const before = sets[versions[index - 1] ?? version]!;
      const known = [...before.stable, ...before.preview];
      // a first version has nothing before it
      expect(sets[version]!.stable.filter((id) => !known.includes(id))).toEqual([]);
    });
  });

  it('ids that there once were are those of rules, or lead to them', () => {
    const known = new Set(rules.flatMap(({ id, aliases = [] }) => [id, ...aliases]));
    const all = Object.values(sets).flatMap(({ stable, preview }) => [...stable, ...preview]);
    expect(all.filter((id) => !known.has(id))).toEqual([]);
  });

  it.each(versions)('--rules-as-of %s reproduces what is recorded of it', async (version) => {
    const cwd = folder({ 'elasticsearch.yml': 'cluster.name: a\n' });
    for (const asked of [version, `${version}.0`]) {
      const { stdout } = await elasticlint(
        ['--rules-as-of', asked, '--print-config', 'elasticsearch.yml', '--format', 'json'],
        { cwd },
      );
      const config = JSON.parse(stdout) as { rules: { name: string; value: string }[] };
      const on = config.rules.filter(({ value }) => value !== 'off').map(({ name }) => name);
      expect(on).toEqual(sets[version]!.stable);
    }
  });

  it('an example has the findings that were recorded for 0.1', async () => {
    const args = ['--rules-as-of', '0.1', '--today', '2026-11-22', '--format', 'json'];
    const outcome = await elasticlint([...args, 'examples/two-clusters'], { cwd: process.cwd() });
    expect(outcome.code).toBe(1);
    const found = findingsOf(outcome).map(({ file, line, rule }) => `${file}:${line} ${rule}\n`);
    const recorded = readFileSync('fixtures/rule-sets/two-clusters-0.1.txt', 'utf8');
    expect(found.join('')).toBe(recorded);
  });

  it('the policy is written down', () => {
    const policy = readFileSync('docs/stability.md', 'utf8');
    for (const word of ['preview', '--rules-as-of', 'minor', 'major'])
      expect(policy).toContain(word);
  });
});
