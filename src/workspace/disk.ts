import {
  chmodSync,
  chownSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import type { Stat, Vfs } from './vfs.js';

const reasons: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'its links lead in a circle',
  EISDIR: 'it is a directory',
  ENOENT: 'no such file',
  EMFILE: 'too many files are open',
};

function plainly<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new Error(reasons[code] ?? code, { cause: error });
  }
}

/** The real file system. */
export const disk: Vfs = {
  stat(path): Stat | undefined {
    const stat = plainly(() => statSync(path, { throwIfNoEntry: false }));
    if (!stat) return undefined;
    if (!stat.isDirectory() && !stat.isFile()) return undefined;
    return {
      type: stat.isDirectory() ? 'directory' : 'file',
      size: stat.size,
      real: stat.isDirectory() ? plainly(() => realpathSync(path)) : path,
    };
  },
  read: (path) => plainly(() => readFileSync(path)),
  list: (path) => plainly(() => readdirSync(path)).sort(),
};

/** Whether a file written anew would be the same file to all others: its owner is kept, and no other name leads to it. */
function replaceable({ uid, gid, nlink }: Stats, temporary: string): boolean {
  if (nlink > 1) return false;
  const fresh = statSync(temporary);
  if (fresh.uid === uid && fresh.gid === gid) return true;
  try {
    chownSync(temporary, uid, gid);
    return true;
  } catch {
    return false;
  }
}

/**
 * Replaces a file in one step: whoever reads it sees the old or the new text, never half of it. Mode, owner and links
 * stay; where the owner cannot be given to a new file, and where it has other names, the text is written into the old one.
 *
 * @throws Error with a plain message when it cannot be written
 */
export function writeAtomically(path: string, bytes: Uint8Array): void {
  plainly(() => {
    const known = statSync(path, { throwIfNoEntry: false });
    const target = known ? realpathSync(path) : path;
    const temporary = `${target}.${process.pid}.tmp`;
    try {
      writeFileSync(temporary, bytes, { flag: 'wx', mode: known?.mode ?? 0o644 });
      if (known && !replaceable(known, temporary)) {
        writeFileSync(target, bytes);
        rmSync(temporary);
        return;
      }
      // a change of the owner takes some bits of the mode away
      if (known) chmodSync(temporary, known.mode);
      renameSync(temporary, target);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  });
}
