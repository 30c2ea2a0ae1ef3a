import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { noteRecorded } from '../recorded.js';
import type { Outcome } from './outcome.js';

const PATH = fileURLToPath(new URL('../../../fixtures/oracle/links.json', import.meta.url));

/** `fixtures/oracle/links.json`: what became of each workspace, and of which files. */
export interface Recording {
  readonly cases: Readonly<Record<string, Outcome & { readonly sha256: string }>>;
}

/** What is recorded by now. */
export const recorded = (): Recording =>
  existsSync(PATH) ? (JSON.parse(readFileSync(PATH, 'utf8')) as Recording) : { cases: {} };

/** Writes outcomes, sorted by name, and that they are of today. */
export function writeRecording(cases: Recording['cases']): void {
  const sorted = Object.entries(cases).sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(PATH, `${JSON.stringify({ cases: Object.fromEntries(sorted) }, undefined, 2)}\n`);
  noteRecorded('links.json');
}
