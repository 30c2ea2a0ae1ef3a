import type { Coverage } from '../core/coverage.js';

/** What is missing, once each, with the rules that wait for it. */
function byMissing(undecided: Coverage['undecided']): [missing: string, rules: string[]][] {
  const rules = new Map<string, string[]>();
  for (const { rule, missing } of undecided) {
    const all = missing.join(', and ');
    rules.set(all, [...(rules.get(all) ?? []), rule]);
  }
  return [...rules];
}

/** `--coverage` for people: what a run decided for each cluster and link, and what to give for the rest. */
export function coverageText(coverage: readonly Coverage[]): string {
  const lines = coverage.flatMap(({ cluster, link, decided, undecided }) => {
    const name = link
      ? `link ${cluster} → ${link.to ?? 'an unknown cluster'} (alias ${link.alias})`
      : `cluster ${cluster}`;
    const count = decided.length + undecided.length;
    return [
      `${name}: ${decided.length} of ${count} rules decided`,
      ...byMissing(undecided).flatMap(([missing, rules]) => [
        `  to decide ${rules.join(', ')}`,
        `    give, in elasticlint.yml: ${missing}`,
      ]),
    ];
  });
  return `${lines.join('\n')}\n`;
}
