import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { rules } from '../rules/registry.js';
import { casesOf, type Case } from '../test/rules/support/cases.js';
import { describeFixed, fixRule } from '../test/rules/support/fixing.js';
import { describeFindings, lintFiles } from '../test/rules/support/lint.js';

/** Writes a record, or takes it away where there is nothing to record. */
function record(path: string, text: string): void {
  if (text !== '') writeFileSync(path, text);
  else if (existsSync(path)) rmSync(path);
  else return;
  console.log(`${text === '' ? 'removed' : 'wrote'} ${path}`);
}

async function update(one: Case): Promise<void> {
  const { findings } = await lintFiles(one.files, one.esVersion);
  const own = findings.filter((finding) => finding.rule === one.rule);
  record(one.expectedPath, describeFindings(own));
  if (own.length === 0) console.error(`${one.rule} finds nothing in ${one.name}`);
  const fixed = await fixRule(one.files, one.esVersion, one.rule);
  record(one.fixedPath, describeFixed(fixed, one.directory));
}

/** Records what rules find in their bad fixtures, and what becomes of them; a person reviews the difference. */
async function main(filter: string): Promise<void> {
  const chosen = rules.filter((rule) => rule.id.includes(filter));
  if (chosen.length === 0) throw new Error(`no rule has '${filter}' in its id`);
  for (const rule of chosen) {
    for (const one of casesOf(rule.id).cases.filter(({ bad }) => bad)) await update(one);
  }
}

await main(process.argv[2] ?? '');
