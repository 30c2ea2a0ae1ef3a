import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/registry.js';
import table from '../../schemas/symptoms.json' with { type: 'json' };
import { findSymptoms, patternOf } from '../../src/core/symptoms.js';
import { elasticlint, folder, useCommand } from './command.js';

useCommand();

describe('the symptoms', () => {
  it('name rules that there are', () => {
    const known = new Set(rules.map(({ id }) => id));
    const unknown = table.symptoms.flatMap((symptom) =>
      symptom.rules.filter((id) => !known.has(id)),
    );
    expect(unknown).toEqual([]);
  });

  it('are not found in what is none', () => {
    expect(findSymptoms('started, the cat is on the table', table.symptoms)).toEqual([]);
    expect(findSymptoms('', table.symptoms)).toEqual([]);
  });

  it('are found by most of their words, too, and then said to be uncertain', () => {
    const [match] = findSymptoms(
      'certificate for my node: fields and values do not match trusted names',
      table.symptoms,
    );
    expect(match).toMatchObject({ exact: false });
    expect(match!.symptom.means).toContain('trust_restrictions');
  });
});

describe('recorded messages as patterns', () => {
  it('lose what differs from case to case', () => {
    expect(patternOf('unknown setting [a.b] please check that it is 9.5.3')).toBe(
      'unknown setting [*] please check that it is *',
    );
    expect(patternOf('Unknown [a]')).toBeUndefined();
  });

  it('of all rules lead back to the rule', () => {
    const symptoms = rules.flatMap((rule) =>
      (rule.evidence ?? []).flatMap(({ message }) => {
        const pattern = patternOf(message);
        return pattern === undefined ? [] : [{ messages: [pattern], rule: rule.id, message }];
      }),
    );
    for (const { rule, message } of symptoms) {
      const found = findSymptoms(message, symptoms, 50);
      expect(found.map(({ symptom }) => symptom.rule)).toContain(rule);
    }
  });
});

describe('elasticlint explain with a message', () => {
  const manifest = [
    'version: 1',
    'clusters:',
    '  local: { version: 9.5.3, nodes: [a.yml] }',
    '',
  ].join('\n');
  const message =
    'Setting "cluster.remote.one.seeds" cannot be used with the configured "cluster.remote.one.mode" [required=SNIFF, configured=PROXY]';

  it('says what it means and points at the line at fault', async () => {
    const cwd = folder({
      'elasticlint.yml': manifest,
      'a.yml': 'cluster.remote.one.mode: proxy\ncluster.remote.one.seeds: ["a.example.com:9443"]\n',
    });
    const { code, stdout, stderr } = await elasticlint(['explain', message], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('1. Name the mode in the same layer');
    expect(stdout).toMatch(/a\.yml:2:1: error: .*\(remote\/mode-mismatch\)/);
  });

  it('gives the same as JSON', async () => {
    const cwd = folder({ 'elasticlint.yml': manifest, 'a.yml': 'node.name: a\n' });
    const { stdout } = await elasticlint(['explain', message, '--format', 'json'], { cwd });
    const parsed = JSON.parse(stdout) as { matches: { exact: boolean }[]; findings: unknown[] };
    expect(parsed.matches[0]).toMatchObject({ exact: true });
    expect(parsed.findings).toEqual([]);
  });

  it('asks for a manifest where there is none', async () => {
    const { stdout } = await elasticlint(['explain', message], { cwd: folder() });
    expect(stdout).toContain('With an elasticlint.yml');
  });

  it('says so when nothing is like it', async () => {
    const { code, stdout, stderr } = await elasticlint(['explain', 'a cat, a table'], {
      cwd: folder(),
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      'elasticlint: no known message is like this one; give the text that stands in the log, not a description of it\n',
    );
  });
});
