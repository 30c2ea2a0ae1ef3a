import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesOf } from './files.js';
import { WORKSPACES } from './table/index.js';

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
  /** For want of what the rule cannot see it yet. */
  readonly pending?: string;
  /** What the runner puts into the keystore instead of the encoded key. */
  readonly credentials?: string;
}

function wanted(): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const shown: Record<string, Shown> = {};
  for (const workspace of WORKSPACES) {
    const { name, shows, cause, repaired, unseen, pedantic, pending, credentials } = workspace;
    if (name in shown) throw new Error(`two workspaces are called ${name}`);
    // what is undefined is not written
    shown[name] = JSON.parse(
      JSON.stringify({ shows, cause, repaired, unseen, pedantic, pending, credentials }),
    ) as Shown;
    for (const [path, bytes] of filesOf(workspace, join(ROOT, name)))
      files.set(`${name}/${path}`, bytes);
  }
  files.set('cases.json', Buffer.from(`${JSON.stringify(shown, undefined, 2)}\n`));
  return files;
}

const there = (): string[] =>
  existsSync(ROOT)
    ? readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter(
        (path) => path !== 'README.md' && statSync(join(ROOT, path)).isFile(),
      )
    : [];

/** What differs between the table and the files; writes nothing. */
export function differences(): string[] {
  const files = wanted();
  return [
    ...[...files].flatMap(([path, bytes]) => {
      if (!existsSync(join(ROOT, path))) return `${path} is missing`;
      return readFileSync(join(ROOT, path)).equals(bytes) ? [] : `${path} differs`;
    }),
    ...there().flatMap((path) => (files.has(path) ? [] : `${path} is in no workspace`)),
  ];
}

/** Writes the workspaces of the table, and removes files of others. */
export function writeWorkspaces(): void {
  const files = wanted();
  for (const path of there()) if (!files.has(path)) rmSync(join(ROOT, path));
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), bytes);
  }
}
