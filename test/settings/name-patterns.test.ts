import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  intersect,
  isWithin,
  matches,
  matchesAny,
  parseWildcard,
  readPattern,
  writeWildcard,
} from '../../src/settings/name-patterns.js';
import { processorTime } from '../processor.js';

/** Few characters, so that patterns and names meet often. */
const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 6 });
const name = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 });

/** The same question, asked of JavaScript's own regular expressions. */
const means = (text: string, one: string): boolean =>
  new RegExp(`^${text.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(one);

const common = (a: string, b: string): readonly string[] | undefined =>
  intersect(parseWildcard(a), parseWildcard(b))?.map(writeWildcard);

const within = (a: string, ...others: readonly string[]): boolean | undefined =>
  isWithin(parseWildcard(a), others.map(parseWildcard));

describe('wildcard patterns', () => {
  it('mean the names that they should', () => {
    fc.assert(
      fc.property(pattern, name, (text, one) => {
        expect(matches(parseWildcard(text), one)).toBe(means(text, one));
      }),
      { numRuns: 1000 },
    );
  });

  it('have in common exactly the names that both mean', () => {
    fc.assert(
      fc.property(pattern, pattern, fc.array(name, { maxLength: 20 }), (a, b, names) => {
        const both = common(a, b)!;
        expect(both).toBeDefined();
        for (const one of names) {
          expect(
            both.some((text) => means(text, one)),
            `${a} ${b} ${both.join()} ${one}`,
          ).toBe(means(a, one) && means(b, one));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('have in common what does not depend on the order', () => {
    fc.assert(
      fc.property(pattern, pattern, (a, b) => {
        const [one, other] = [common(a, b)!, common(b, a)!];
        for (const text of one) expect(within(text, ...other)).toBe(true);
        for (const text of other) expect(within(text, ...one)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('hold each other exactly when no name is left over', () => {
    // all names that are long enough to tell such short patterns apart
    const names = [''];
    for (let i = 0; names.length < 1000; i++)
      names.push(...[...'abc'].map((char) => names[i]! + char));
    const short = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 3 });
    fc.assert(
      fc.property(short, fc.array(short, { maxLength: 3 }), (a, others) => {
        const leftOver = names.some(
          (one) => means(a, one) && !others.some((other) => means(other, one)),
        );
        expect(within(a, ...others), `${a} in ${others.join()}`).toBe(!leftOver);
      }),
      { numRuns: 300 },
    );
  });

  it('hold what people write', () => {
    expect(common('logs-*', '*-prod')?.toSorted()).toEqual(['logs-*-prod', 'logs-prod']);
    expect(common('logs-*', 'metrics-*')).toEqual([]);
    expect(common('*', 'logs')).toEqual(['logs']);
    expect(common('*ab*', '*ba*')?.toSorted()).toEqual(['*ab*ba*', '*aba*', '*ba*ab*', '*bab*']);
    expect(within('logs-2024-*', 'logs-*')).toBe(true);
    expect(within('logs-*', 'logs-2*', 'logs-1*')).toBe(false);
    expect(within('a?', 'a*')).toBe(true);
    expect(within('*', '?*', '')).toBe(true);
    expect(within('*', '?*')).toBe(false);
  });

  it('take a backslash before a wildcard for that character, and elsewhere for itself', () => {
    expect(matches(parseWildcard('a\\*b*'), 'a*bc')).toBe(true);
    expect(matches(parseWildcard('a\\*b*'), 'aXbc')).toBe(false);
    expect(matches(parseWildcard('a\\b'), 'a\\b')).toBe(true);
    expect(writeWildcard(parseWildcard('a\\*b*'))).toBe('a\\*b*');
  });

  it('end, however bad they are', async () => {
    const bad = `${'*a?'.repeat(12)}*`;
    const worse = `${'*?b'.repeat(12)}*`;
    const spent = await processorTime(() => {
      common(bad, worse);
      within(bad, worse, `${'a*'.repeat(20)}`);
    });
    expect(spent).toBeLessThan(20_000);
  });
});

describe('regular expressions between slashes', () => {
  const written = (text: string): string[] | undefined =>
    readPattern(text).wildcards?.map(writeWildcard);

  it('are wildcard patterns where they can be', () => {
    expect(written('/logs-.*/')).toEqual(['logs-*']);
    expect(written('/logs-(a|b)-.+/')).toEqual(['logs-a-?*', 'logs-b-?*']);
    expect(written('/x[0-2]y?/')).toEqual(['x0', 'x0y', 'x1', 'x1y', 'x2', 'x2y']);
    expect(written('/a\\.b|c@/')).toEqual(['a.b', 'c*']);
  });

  it('are left alone where they cannot', () => {
    for (const text of [
      '/a+/',
      '/[^a]/',
      '/a{2}/',
      '/~a/',
      '/<1-9>/',
      '/(a/',
      '/a)/',
      '/\\d/',
      '/[b-a]/',
      '/a&b/',
    ])
      expect(written(text), text).toBeUndefined();
  });

  it('never mean more than what holds them', () => {
    const held = (text: string): string[] => readPattern(text).atMost.map(writeWildcard);
    expect(held('/logs-[0-9]+/')).toEqual(['logs-*']);
    expect(held('/a(bc)*d|[^x]y{2}z/')).toEqual(['a*d', '?*z']);
    expect(held('/\\d-~a/')).toEqual(['*']);
    expect(held('/\\d-a/')).toEqual(['?-a']);
  });

  it('make a match unknown, not wrong', () => {
    expect(matchesAny(['two', '/[^a]ne/'], 'one')).toBeUndefined();
    expect(matchesAny(['two', '/x[^a]+/'], 'one')).toBe(false);
    expect(matchesAny(['one', '/a+/'], 'one')).toBe(true);
    expect(matchesAny(['two', 'o?'], 'one')).toBe(false);
  });
});
