import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openWorkspace } from '../../../src/workspace/session.js';
import { MemoryVfs } from '../../../src/workspace/vfs.js';
import { recordingDates } from '../recorded.js';
import type { Outcome } from './outcome.js';
import { recorded } from './recording.js';
import { ROOT, shownOf, type Shown } from './shown.js';
import { readWorkspace, type LinkWorkspace } from './workspace.js';

/** A workspace, what became of it on real nodes, and what we say of it. */
export interface LinkVerdict {
  readonly workspace: LinkWorkspace;
  readonly shown: Shown;
  readonly outcome: Outcome;
  /** Our errors; those that are only likely where the table says that the rule needs --pedantic. */
  readonly errors: readonly { readonly rule: string; readonly text: string }[];
  /** It works and we have no error, or it does not and one of our errors is the rule that names the cause. */
  readonly agreed: boolean;
}

/** Judges a workspace as the command does, on the day on which it was recorded. */
async function errorsOf(name: string, pedantic: boolean): Promise<LinkVerdict['errors']> {
  const folder = join(ROOT, name);
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort();
  const vfs = new MemoryVfs(
    Object.fromEntries(paths.map((path) => [`/${path}`, readFileSync(join(folder, path))])),
  );
  const today = recordingDates()['links.json']!;
  const { findings } = await openWorkspace({ vfs, cwd: '/', today, pedantic }).lint(['.']);
  return findings
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, text }) => ({ rule, text }));
}

/** Compares what is recorded of a workspace with what we say of it. */
export async function verdictOn(name: string): Promise<LinkVerdict> {
  const shown = shownOf(name);
  const outcome = recorded().cases[name];
  if (!outcome) throw new Error(`${name} is not recorded; run: npm run oracle:links -- record`);
  const errors = await errorsOf(name, shown.pedantic === true);
  const agreed = outcome.works
    ? errors.length === 0
    : errors.some(({ rule }) => rule === shown.cause);
  return { workspace: readWorkspace(ROOT, name), shown, outcome, errors, agreed };
}
