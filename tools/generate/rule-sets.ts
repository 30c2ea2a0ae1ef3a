import { existsSync, readFileSync } from 'node:fs';
import packageJson from '../../package.json' with { type: 'json' };
import type { RuleSet } from '../../src/workspace/rule-sets.js';
import type { Generated } from '../generate.js';

const path = 'schemas/rule-sets.json';

/**
 * schemas/rule-sets.json: which rules each minor version has on by default, and which in preview. Only the entry of the
 * version in package.json is written anew; those of former versions are history, which `--rules-as-of` reads.
 */
export async function ruleSets(): Promise<Generated[]> {
  // only now: the registry may just have been written
  const { rules } = await import('../../rules/registry.js');
  const current = packageJson.version.replace(/\.\d+$/, '');
  const known = existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, RuleSet>)
    : {};
  const ids = (preview: boolean): string[] =>
    rules.filter((rule) => (rule.preview === true) === preview).map(({ id }) => id);
  const sets = { ...known, [current]: { stable: ids(false), preview: ids(true) } };
  return [{ path, text: `${JSON.stringify(sets, null, 2)}\n` }];
}
