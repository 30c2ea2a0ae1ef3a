// Lints all files of a directory through the library, in one process.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [library, directory] = process.argv.slice(2);
const { disk, openWorkspace } = await import(pathToFileURL(library).href);
const workspace = openWorkspace({ vfs: disk, cwd: directory, manifest: false });
const { files } = await workspace.lint(readdirSync(directory).map((name) => join(directory, name)));
console.log(files.length);
