import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path/posix';
import { describe, expect, it } from 'vitest';
import { disk } from '../../src/workspace/disk.js';
import { openWorkspace, type LintResult } from '../../src/workspace/session.js';

const names = readdirSync('examples').sort();
const fixed = names.filter((name) => name.endsWith('-fixed'));

function lint(name: string, pedantic: boolean): Promise<LintResult> {
  const options = { vfs: disk, cwd: resolve('.'), today: '2026-11-22', pedantic };
  return openWorkspace(options).lint([`examples/${name}`]);
}

describe('the examples', () => {
  it('come in pairs, and the README knows them', () => {
    const readme = readFileSync('README.md', 'utf8');
    expect(names).toEqual(fixed.flatMap((name) => [name.replace(/-fixed$/, ''), name]));
    expect(
      fixed.filter((name) => !readme.includes(`examples/${name.replace(/-fixed$/, '')}`)),
    ).toEqual([]);
    expect(fixed.length).toBeGreaterThanOrEqual(3);
  });

  describe.each(fixed)('%s', (name) => {
    it('is without a finding', async () => {
      const { findings, unmatched, unreadable, files } = await lint(name, false);
      expect([findings, unmatched, unreadable]).toEqual([[], [], []]);
      expect(files.length).toBeGreaterThan(0);
    });

    it('has a twin with three to eight mistakes, an error among them', async () => {
      const { findings } = await lint(name.replace(/-fixed$/, ''), false);
      const rules = new Set(findings.map(({ rule }) => rule));
      expect(rules.size).toBeGreaterThanOrEqual(3);
      expect(findings.length).toBeLessThanOrEqual(8);
      expect(findings.map(({ severity }) => severity)).toContain('error');
    });

    it('is checked by .ci/run, and its twin is, too', () => {
      const steps = readFileSync('.ci/run', 'utf8');
      expect(steps).toMatch(new RegExp(`exits_with 0 .*examples/${name}\\n`));
      expect(steps).toMatch(
        new RegExp(`exits_with 1 .*examples/${name.replace(/-fixed$/, '')}\\n`),
      );
    });
  });

  it.each(['cloud-remote-fixed', 'eck-pair-fixed'])('%s is without a guess', async (name) => {
    const { findings } = await lint(name, true);
    expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });
});
