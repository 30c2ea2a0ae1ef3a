import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import { catalogueRows } from './generate/catalogue-rows.js';
import { manifestSchema, manifestValidator } from './generate/manifest-validator.js';
import { payloadValidators } from './generate/payload-validators.js';
import { registry } from './generate/registry.js';
import { rulePages } from './generate/rule-pages.js';
import { ruleSets } from './generate/rule-sets.js';

/** A generated file: its path and what must stand in it. */
export interface Generated {
  readonly path: string;
  readonly text: string;
}

/** Writes all generated files, or with `--check` says which are stale. The registry comes first: pages need it. */
async function main(): Promise<void> {
  const check = process.argv.includes('--check');
  const stale: string[] = [];
  for (const generator of process.argv.includes('--registry')
    ? [registry]
    : [
        registry,
        catalogueRows,
        manifestSchema,
        manifestValidator,
        payloadValidators,
        rulePages,
        ruleSets,
      ]) {
    for (const { path, text } of await generator()) {
      if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
      stale.push(path);
      if (!check) writeFileSync(path, text);
    }
  }
  if (check && stale.length > 0) {
    console.error(`stale: ${stale.join(', ')}\nrun: npm run generate`);
    process.exitCode = 1;
  } else
    console.log(stale.length > 0 ? `wrote ${stale.join(', ')}` : 'generated files are up to date');
}

await main();
