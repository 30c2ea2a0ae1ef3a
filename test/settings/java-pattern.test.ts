import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileJavaPattern } from '../../src/settings/java-pattern.js';
import { processorTime } from '../processor.js';

interface Recorded {
  readonly pattern: string;
  /** What compileJavaPattern has promised for it. */
  readonly promised: 'ok' | 'invalid' | 'undecided';
  /** Why the JDK refuses it. */
  readonly refused?: string;
  /** Which of the texts it matches in the JDK. */
  readonly matches?: readonly number[];
}

const recording = new URL('../../fixtures/oracle/java-patterns.json', import.meta.url);
const { texts, patterns } = JSON.parse(readFileSync(recording, 'utf8')) as {
  texts: string[];
  patterns: Recorded[];
};

describe('compileJavaPattern', () => {
  it('has a recording worth the name', () => {
    expect(patterns.length * texts.length).toBeGreaterThan(5000);
    for (const promised of ['ok', 'invalid', 'undecided']) {
      expect(patterns.filter((row) => row.promised === promised).length).toBeGreaterThan(30);
    }
  });

  it.each(patterns)(
    'is $promised for $pattern',
    async ({ pattern, promised, refused, matches }) => {
      const compiled = await compileJavaPattern(pattern);
      expect(compiled.ok ? 'ok' : compiled.reason).toBe(promised);
      if (compiled.ok) {
        expect(refused).toBeUndefined();
        expect(texts.flatMap((text, at) => (compiled.matches(text) ? [at] : []))).toEqual(matches);
      } else {
        expect(compiled.message).toMatch(/^[A-Z].*\.$/);
        if (promised === 'invalid') expect(refused).toBeTypeOf('string');
      }
    },
  );

  it('says what the tests of Elasticsearch say of CN=instance', async () => {
    const verdict = async (pattern: string) => {
      const compiled = await compileJavaPattern(pattern);
      return compiled.ok && compiled.matches('CN=instance');
    };
    for (const pattern of ['', 'no-match', '^CN= instance$', '^CN=instance.$', '^cn=instance$']) {
      expect(await verdict(pattern), pattern).toBe(false);
    }
    for (const pattern of [
      'CN=instance',
      '^CN=instance$',
      '(?i)^CN=instance$',
      '^CN=[A-Za-z0-9_]+$',
    ]) {
      expect(await verdict(pattern), pattern).toBe(true);
    }
  });

  it.each(['(a+)+$', '(a|aa)+$', '(a*)*b', '(.*)(.*)(.*)(.*)(.*)c'])(
    'runs %s in linear time',
    async (pattern) => {
      const compiled = await compileJavaPattern(pattern);
      if (!compiled.ok) throw new Error(compiled.message);
      const match = (): void => expect(compiled.matches(`${'a'.repeat(10_000)}!`)).toBe(false);
      expect(await processorTime(match)).toBeLessThan(5000);
    },
  );

  it.each([
    ['groups', '('.repeat(50_000), 'it nests too deeply'],
    ['sets', '['.repeat(50_000), 'it nests too deeply'],
    ['counts', '(?:(?:a{1000}){1000}){1000}', 'it is too large'],
  ])('gives up on too many %s', async (_, pattern, why) => {
    const message = `Only Java can run the pattern: ${why}.`;
    expect(await compileJavaPattern(pattern)).toEqual({ ok: false, reason: 'undecided', message });
  });

  it('never throws, whatever the pattern and the text', async () => {
    const pieces = fc.oneof(
      fc.constantFrom(...'()[]{}*+?|^$.\\-&,:<>=!aAQEpxuc019 \n'),
      fc.constantFrom(
        '\\Q',
        '\\E',
        '(?',
        '(?<n>',
        '(?i)',
        '\\p{',
        '[^',
        '&&',
        '{1,',
        '\ud83d',
        '\0',
      ),
    );
    const pattern = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(pattern, fc.string({ unit: 'binary' }), async (source, text) => {
        const compiled = await compileJavaPattern(source);
        if (compiled.ok) expect(compiled.matches(text)).toBeTypeOf('boolean');
        else expect(compiled.message).toMatch(/\.$/);
      }),
      { numRuns: 500 },
    );
  });

  it('matches exactly the text that is quoted', async () => {
    const plain = fc.string({ unit: 'grapheme' }).filter((text) => !/\\|\0/.test(text));
    await fc.assert(
      fc.asyncProperty(plain, plain, async (quoted, other) => {
        const compiled = await compileJavaPattern(`\\Q${quoted}\\E`);
        if (!compiled.ok) throw new Error(compiled.message);
        expect(compiled.matches(quoted)).toBe(true);
        expect(compiled.matches(other)).toBe(other === quoted);
      }),
    );
  });
});
