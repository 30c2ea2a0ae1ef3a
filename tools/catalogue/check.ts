import type { CatalogueFile } from '../../src/settings/catalogue.js';
import type { RecordedValues } from './values.js';
import { verdictLines } from './values.js';

const SHOWN = 40;

/** All facts of one version as a text for each key. */
export function factLines(file: CatalogueFile, version: string): Map<string, string> {
  const at = file.versions.indexOf(version);
  const lines = new Map<string, string>();
  for (const [key, ranges] of Object.entries(file.settings)) {
    const range = ranges.find(([from, to]) => from <= at && at <= to);
    if (!range) continue;
    const [, , type, value, properties, module, more] = range;
    lines.set(
      key,
      JSON.stringify({
        type: file.types[type],
        default: value,
        properties: file.properties[properties],
        module: file.modules[module],
        ...more,
      }),
    );
  }
  return lines;
}

/**
 * What differs between committed files and fresh ones for one version, as lines to read; empty when nothing does.
 */
export function differences(
  version: string,
  committed: { file: CatalogueFile; values: RecordedValues },
  fresh: { file: CatalogueFile; values: RecordedValues },
): string[] {
  if (!committed.file.versions.includes(version))
    return [`  ${version} is not in the committed catalogue`];
  const lines = [
    ...compare(factLines(committed.file, version), factLines(fresh.file, version), true),
    ...compare(verdictLines(committed.values, version), verdictLines(fresh.values, version), false),
  ];
  if (lines.length <= SHOWN) return lines;
  return [...lines.slice(0, SHOWN), `  … and ${lines.length - SHOWN} more`];
}

function compare(
  before: Map<string, string>,
  after: Map<string, string>,
  shown: boolean,
): string[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort();
  return keys.flatMap((key) => {
    const [old, now] = [before.get(key), after.get(key)];
    if (old === now) return [];
    if (old === undefined) return [`  + ${key}`];
    if (now === undefined) return [`  - ${key}`];
    return shown
      ? [`  ${key}`, `    - ${old}`, `    + ${now}`]
      : [`  ${key}: other verdicts on values`];
  });
}
