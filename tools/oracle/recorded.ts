import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { currentDay } from '../../src/core/day.js';

const PATH = fileURLToPath(new URL('../../fixtures/oracle/recorded.json', import.meta.url));

/** When each file of `fixtures/oracle` was last recorded: `YYYY-MM-DD` by name. */
export function recordingDates(): Record<string, string> {
  return existsSync(PATH) ? (JSON.parse(readFileSync(PATH, 'utf8')) as Record<string, string>) : {};
}

/** Notes that files of `fixtures/oracle` were recorded today. */
export function noteRecorded(...names: string[]): void {
  const today = currentDay();
  const dates = { ...recordingDates(), ...Object.fromEntries(names.map((name) => [name, today])) };
  const sorted = Object.entries(dates).sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(PATH, `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`);
}
