import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { recordingDates } from '../oracle/recorded.js';
import { measureAccuracy } from './measure.js';
import { ACCURACY_PAGE, accuracyPage } from './page.js';

/** Writes the page, or with `--check` fails when it is stale. */
async function main(): Promise<void> {
  const text = accuracyPage(await measureAccuracy(), recordingDates());
  const known = existsSync(ACCURACY_PAGE) ? readFileSync(ACCURACY_PAGE, 'utf8') : '';
  if (text === known) console.log(`${ACCURACY_PAGE} is up to date`);
  else if (!process.argv.includes('--check')) {
    writeFileSync(ACCURACY_PAGE, text);
    console.log(`wrote ${ACCURACY_PAGE}`);
  } else {
    const [before, after] = [known, text].map((one) => new Set(one.split('\n'))) as [
      Set<string>,
      Set<string>,
    ];
    for (const line of before) if (!after.has(line)) console.error(`- ${line}`);
    for (const line of after) if (!before.has(line)) console.error(`+ ${line}`);
    console.error(`${ACCURACY_PAGE} is stale; run: npm run accuracy`);
    process.exitCode = 1;
  }
}

await main();
