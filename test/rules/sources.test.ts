import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/registry.js';

const page = readFileSync('docs/coverage-of-sources.md', 'utf8');
const [covered, toCome] = page.split('## Still to come\n') as [string, string];

const idsIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/`([a-z-]+\/[a-z][a-z\d-]+)`/g)].map((match) => match[1]!)),
];
const rows = covered.split('\n').filter((line) => /^\|(?! What| ?--)/.test(line));
const existing = new Set(rules.map(({ id }) => id));

describe('docs/coverage-of-sources.md', () => {
  it('names rules that exist, or that stand under “Still to come”', () => {
    const announced = idsIn(toCome);
    expect(
      idsIn(covered)
        .filter((id) => !existing.has(id))
        .sort(),
    ).toEqual(announced.sort());
  });

  it('says of each sentence a rule, or why there is none', () => {
    expect(rows.length).toBeGreaterThan(130);
    const cells = rows.map((row) => row.split('|').map((cell) => cell.trim()));
    expect(cells.filter((row) => row.length !== 4 || row[1] === '' || row[2] === '')).toEqual([]);
    const reasons = cells.filter((row) => idsIn(row[2]!).length === 0).map((row) => row[2]!);
    expect(reasons.filter((reason) => reason.split(' ').length < 3)).toEqual([]);
  });

  it('names each rule on links, but for what no page speaks of', () => {
    const known = new Set(idsIn(covered));
    const elsewhere = [
      'link/alias-not-configured',
      'link/filtered',
      'link/refused-chain',
      'link/unknown-bugs',
    ];
    const missing = [...existing].filter((id) => id.startsWith('link/') && !known.has(id));
    expect(missing.filter((id) => !elsewhere.includes(id))).toEqual([]);
  });
});
