import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the workspaces are. */
export const ROOT = fileURLToPath(new URL('../../../fixtures/links', import.meta.url));

/** What a workspace is to show, as `cases.json` beside the workspaces says it. */
export interface Shown {
  readonly shows: string;
  /** The rule that names the cause; none where the link works. */
  readonly cause?: string;
  readonly repaired?: string;
  /** Why no file can tell that it does not work. */
  readonly unseen?: string;
  /** The rule speaks with --pedantic only. */
  readonly pedantic?: true;
  /** What the runner puts into the keystore instead of the encoded key. */
  readonly credentials?: string;
}

/** `cases.json`: what each workspace is to show, by its name. */
export const readShown = (): Record<string, Shown> =>
  JSON.parse(readFileSync(join(ROOT, 'cases.json'), 'utf8')) as Record<string, Shown>;

/** What one workspace is to show. @throws Error when the table has no such workspace */
export function shownOf(name: string): Shown {
  const shown = readShown()[name];
  if (!shown) throw new Error(`fixtures/links/cases.json has no ${name}`);
  return shown;
}
