import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/registry.js';
import { casesOf, type Case } from './support/cases.js';
import { workspaceOf } from './support/lint.js';

/** What the fixes of all rules together come to in a case. */
async function fixedWith(one: Case, unsafe: boolean) {
  const paths = 'elasticlint.yml' in one.files ? ['.'] : Object.keys(one.files);
  const { changed, refused, result } = await workspaceOf(one.files, one.esVersion).fix(
    paths,
    unsafe,
  );
  const left = result.findings.flatMap(({ source, fix }) =>
    fix && (fix.safe || unsafe) ? [`${source.path}: ${fix.title}`] : [],
  );
  return { changed: changed.size, refused, left };
}

/**
 * Fixes that are left out there, and why: a transient setting that contradicts a persistent one (remote/layers-split) would
 * contradict it among the persistent ones, too (remote/mode-mismatch).
 */
const leftOut: Readonly<Record<string, readonly string[]>> = {
  'remote/layers-split bad-overruled-transient': ['2.json: make them persistent'],
};

const withFixes = rules.filter(({ fix }) => fix !== undefined);

// that each rule's own fixes change nothing else is held by harness.test.ts
describe.each(withFixes.map(({ id }) => id))('%s, with the fixes of all other rules', (id) => {
  const bad = casesOf(id).cases.filter((one) => one.bad);

  it.each([
    ['safe', false],
    ['unsafe', true],
  ])('%s: nothing has to be left out, and nothing is left to do', async (_, unsafe) => {
    for (const one of bad) {
      const { refused, left } = await fixedWith(one, unsafe);
      const expected = (unsafe ? leftOut[`${id} ${one.name}`] : undefined) ?? [];
      expect({ case: one.name, refused, left }).toEqual({
        case: one.name,
        refused: expected,
        left: expected,
      });
    }
  });
});

describe('fixes', () => {
  it('change something in many of the fixtures', async () => {
    const cases = withFixes
      .flatMap(({ id }) => casesOf(id).cases.filter((one) => one.bad))
      .slice(0, 60);
    const counts = await Promise.all(cases.map((one) => fixedWith(one, true)));
    expect(counts.filter(({ changed }) => changed > 0).length).toBeGreaterThan(20);
  });
});
