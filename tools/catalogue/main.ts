import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { Catalogue } from '../../src/settings/catalogue.js';
import { rowsOf } from '../../src/settings/catalogue-rows.js';
import type { CatalogueFile } from '../../src/settings/catalogue.js';
import { KNOWN_DISTRIBUTIONS } from '../oracle/distributions.js';
import { noteRecorded } from '../oracle/recorded.js';
import { compareValues } from './agreement.js';
import { differences } from './check.js';
import { dump } from './dump.js';
import { merge } from './merge.js';
import type { Measured } from './merge.js';
import { catalogueText } from './text.js';
import { recordValues, valuesText } from './values.js';
import type { RecordedValues } from './values.js';

const CATALOGUE = fileURLToPath(new URL('../../schemas/settings.json', import.meta.url));
const VALUES = fileURLToPath(new URL('../../fixtures/oracle/values.json', import.meta.url));

/** Asks the versions, some at a time; the answers are in their order. */
async function measure(versions: readonly string[]): Promise<Measured[]> {
  const measured: Measured[] = [];
  const waiting = [...versions.entries()];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [at, version] = next;
      measured[at] = {
        version,
        big: await dump(version, 'big'),
        small: await dump(version, 'small'),
      };
      console.error(`${version}: ${measured[at].big.settings.length} settings`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return measured;
}

function build(measured: Measured[]): { file: CatalogueFile; values: RecordedValues } {
  const { file, unexplained } = merge(measured);
  for (const { key, version, type, values } of unexplained) {
    console.error(`${version} ${key}: '${type}' does not explain ${JSON.stringify(values)}`);
  }
  return { file, values: recordValues(measured) };
}

/** Writes both files and says how well the grammar agrees. */
async function rebuild(): Promise<void> {
  const { file, values } = build(await measure(KNOWN_DISTRIBUTIONS));
  writeFileSync(CATALOGUE, catalogueText(file));
  writeFileSync(VALUES, valuesText(values));
  noteRecorded('values.json');
  const { settings, values: asked, agreeing } = compareValues(new Catalogue(rowsOf(file)), values);
  for (const version of file.versions) {
    const [all, same] = [asked.get(version)!, agreeing.get(version)!];
    console.log(
      `${version}: ${settings.get(version)} settings, ${all} verdicts, ${all - same} differ`,
    );
  }
}

/** Measures some versions again and fails when the committed files say something else of them. */
async function check(versions: string[]): Promise<void> {
  const committed = {
    file: JSON.parse(readFileSync(CATALOGUE, 'utf8')) as CatalogueFile,
    values: JSON.parse(readFileSync(VALUES, 'utf8')) as RecordedValues,
  };
  const fresh = build(await measure(versions));
  for (const version of versions) {
    const lines = differences(version, committed, fresh);
    if (lines.length === 0) continue;
    console.error(
      `Elasticsearch ${version} says otherwise than the committed files:\n${lines.join('\n')}`,
    );
    process.exitCode = 1;
  }
}

await new Command('catalogue')
  .description(
    'Takes the catalogue of settings and the verdicts on values from real distributions of Elasticsearch',
  )
  .option(
    '--check <versions...>',
    'compare the committed files with these versions instead of writing them',
  )
  .action(async (options: { check?: string[] }) =>
    options.check ? check(options.check) : rebuild(),
  )
  .parseAsync();
