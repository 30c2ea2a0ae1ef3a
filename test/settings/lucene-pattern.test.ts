import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileNamePattern } from '../../src/settings/lucene-pattern.js';
import { processorTime } from '../processor.js';

type Verdict = { readonly refused: string } | { readonly matches: readonly number[] };

const recording = new URL('../../fixtures/oracle/trust-patterns.json', import.meta.url);
const { names, patterns } = JSON.parse(readFileSync(recording, 'utf8')) as {
  names: readonly string[];
  patterns: readonly { pattern: string; verdicts: Readonly<Record<string, Verdict>> }[];
};

const isRegular = ({ pattern }: { pattern: string }): boolean => /^\/.*\/$/s.test(pattern);
const regular = patterns.filter(isRegular);
const wildcards = patterns.filter(({ pattern }) => !pattern.startsWith('/'));

/** What all versions say, in the form of a recording. */
const verdictOf = (matcher: (name: string) => boolean): Verdict => ({
  matches: names.flatMap((name, at) => (matcher(name) ? [at] : [])),
});

/** What has a meaning in Lucene that is left open, or is not valid there. */
const open = /[&~#<]|\\[A-Za-z]|\{(?!\d+(?:,\d*)?\})|\{\d{4}|[|(/]\*|^\/[+?{]|\|[/)]|[(/]\||\(\?|"/;

describe('compileNamePattern', () => {
  it('has a recording worth the name', () => {
    expect(regular.length * names.length).toBeGreaterThan(4000);
    expect(Object.keys(regular[0]!.verdicts)).toEqual(['7.17.28', '8.19.21', '9.5.3']);
  });

  it.each(regular)('says of $pattern what Elasticsearch says, or nothing', async (row) => {
    const compiled = await compileNamePattern(row.pattern);
    for (const verdict of Object.values(row.verdicts)) {
      if (compiled) expect(verdictOf(compiled)).toEqual(verdict);
      else expect('refused' in verdict || open.test(row.pattern) || row.pattern).toBe(true);
    }
  });

  it('decides what people write', async () => {
    const decided = await Promise.all(regular.map(({ pattern }) => compileNamePattern(pattern)));
    expect(decided.filter((compiled) => compiled !== undefined).length).toBeGreaterThan(70);
  });

  it('runs in linear time', async () => {
    const compiled = await compileNamePattern('/(a*)*b/');
    const match = (): void => expect(compiled!(`${'a'.repeat(10_000)}!`)).toBe(false);
    expect(await processorTime(match)).toBeLessThan(5000);
  });

  it.each(wildcards)('says of $pattern what Elasticsearch says', async ({ pattern, verdicts }) => {
    const compiled = await compileNamePattern(pattern);
    for (const verdict of Object.values(verdicts)) expect(verdictOf(compiled!)).toEqual(verdict);
  });
});
