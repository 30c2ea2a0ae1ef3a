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
import { filesOf } from './files.js';
import { ROOT, type Shown } from './shown.js';
import { WORKSPACES } from './table/index.js';

function wanted(): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const shown: Record<string, Shown> = {};
  for (const workspace of WORKSPACES) {
    const { name, shows, cause, repaired, unseen, pedantic, credentials } = workspace;
    if (name in shown) throw new Error(`two workspaces are called ${name}`);
    // what is undefined is not written
    shown[name] = JSON.parse(
      JSON.stringify({ shows, cause, repaired, unseen, pedantic, credentials }),
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
  const names = new Set(WORKSPACES.map(({ name }) => name));
  for (const entry of readdirSync(ROOT, { withFileTypes: true }))
    if (entry.isDirectory() && !names.has(entry.name))
      rmSync(join(ROOT, entry.name), { recursive: true });
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), bytes);
  }
}
