import { unifiedDiff } from '../core/diff.js';
import { writeAtomically } from '../workspace/disk.js';
import type { Fixed } from '../workspace/fixing.js';
import type { Workspace } from '../workspace/session.js';
import { stdout, tell } from './streams.js';

/** `--diff`: what the fixes would change. */
export function printDiff({ changed }: Fixed): void {
  const files = [...changed.values()].sort((a, b) => (a.before.path < b.before.path ? -1 : 1));
  for (const { before, after } of files) {
    const text = unifiedDiff(before, after);
    stdout.write(text);
    if (text.includes('•'))
      tell(
        `elasticlint: ${before.path}: secrets are dots in the diff, so it cannot be applied; --fix can`,
      );
  }
}

/** Writes the fixed files and says which; gives a line for each that could not be written. */
export function writeFixes({ changed, fixed, refused }: Fixed, workspace: Workspace): string[] {
  const trouble: string[] = [];
  const written: string[] = [];
  for (const [path, { bytes }] of changed)
    try {
      writeAtomically(path, bytes);
      written.push(workspace.shown(path));
    } catch (error) {
      trouble.push(`${workspace.shown(path)} was not fixed: ${(error as Error).message}`);
    }
  if (written.length > 0) tell(`${fixed} fixed in ${written.join(', ')}`);
  for (const what of refused)
    tell(`elasticlint: left out, because something else would be wrong then: ${what}`);
  return trouble;
}
