import { UsageError } from './errors.js';

/** The rules of one minor version of elasticlint: those that everybody gets, and those that ask to be tried. */
export interface RuleSet {
  readonly stable: readonly string[];
  readonly preview: readonly string[];
}

/**
 * The ids of the rules that were on by default in a version of elasticlint, as recorded in schemas/rule-sets.json.
 *
 * @param version `0.1`, or `0.1.3`, which has the set of 0.1
 * @throws UsageError for a version that there was not
 */
export async function stableSetOf(version: string): Promise<readonly string[]> {
  const { default: json } = await import('../../schemas/rule-sets.json', {
    with: { type: 'json' },
  });
  const sets: Readonly<Record<string, RuleSet>> = json;
  const minor = /^(\d+\.\d+)(?:\.\d+)?$/.exec(version)?.[1];
  const set = minor === undefined ? undefined : sets[minor];
  if (set) return set.stable;
  throw new UsageError(
    `--rules-as-of ${version}: no such version of elasticlint; known are ${Object.keys(sets).join(', ')}`,
  );
}
