import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { build } from 'esbuild';
import { createMessageConnection, type InitializeResult } from 'vscode-languageserver/node';
import packageJson from '../package.json' with { type: 'json' };
import { bundle } from './bundle.js';

/*
 * Packages the VS Code client, with the server inside, and proves that what is in the package runs. Its own tools are
 * installed in editors/vscode; the result is editors/vscode/elasticlint.vsix.
 */

const folder = join(dirname(import.meta.dirname), 'editors/vscode');
const output = join(folder, 'elasticlint.vsix');
const run = (command: string, args: readonly string[]): void =>
  void execFileSync(command, args, { cwd: folder, stdio: 'inherit' });

async function packaged(): Promise<void> {
  rmSync(join(folder, 'dist'), { recursive: true, force: true });
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', '.']);
  await build({
    entryPoints: [join(folder, 'src/extension.ts')],
    outfile: join(folder, 'dist/extension.cjs'),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node18',
    external: ['vscode'],
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
  const server = join(folder, 'dist/server');
  await bundle(server);
  rmSync(join(server, 'index.js'));
  const require = createRequire(join(folder, 'package.json'));
  const vsce = join(dirname(require.resolve('@vscode/vsce/package.json')), 'vsce');
  const options = ['--no-dependencies', '--allow-missing-repository', '--skip-license'];
  run(process.execPath, [
    vsce,
    'package',
    packageJson.version,
    '--no-git-tag-version',
    '--no-update-package-json',
    ...options,
    '--out',
    output,
  ]);
}

/** The files of a zip archive, by name. @throws Error when it is none */
function unzip(archive: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const end = archive.lastIndexOf('PK\x05\x06');
  if (end < 0) throw new Error('the package is no zip archive');
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    const method = archive.readUInt16LE(at + 10);
    const size = archive.readUInt32LE(at + 20);
    const [name, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    const header = archive.readUInt32LE(at + 42);
    const start =
      header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
    const bytes = archive.subarray(start, start + size);
    files.set(
      archive.toString('utf8', at + 46, at + 46 + name!),
      method === 0 ? bytes : inflateRawSync(bytes),
    );
    at += 46 + name! + extra! + comment!;
  }
  return files;
}

/** What is wrong with the package, if anything. */
function complaints(files: ReadonlyMap<string, Buffer>): string[] {
  const wanted = [
    'package.json',
    'readme.md',
    'dist/extension.cjs',
    'dist/server/cli.cjs',
    'dist/server/main.cjs',
  ];
  const names = [...files.keys()].map((name) => name.toLowerCase());
  const missing = wanted.filter((name) => !names.includes(`extension/${name}`));
  const surplus = names.filter((name) => /node_modules|\/src\/|\.ts$|\.map$/.test(name));
  return [
    ...missing.map((name) => `${name} is missing`),
    ...surplus.map((name) => `${name} has no place in it`),
  ];
}

/** Starts the server out of the package and lets it introduce itself. */
async function serverVersion(files: ReadonlyMap<string, Buffer>): Promise<string | undefined> {
  const directory = mkdtempSync(join(tmpdir(), 'elasticlint-vsix-'));
  try {
    for (const [name, bytes] of files) {
      if (!name.startsWith('extension/dist/server/')) continue;
      mkdirSync(dirname(join(directory, name)), { recursive: true });
      writeFileSync(join(directory, name), bytes);
    }
    const cli = join(directory, 'extension/dist/server/cli.cjs');
    const server = spawn(process.execPath, [cli, 'lsp', '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const connection = createMessageConnection(server.stdout, server.stdin);
    connection.listen();
    const result = await connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
    });
    connection.dispose();
    server.kill();
    return result.serverInfo?.version;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

await packaged();
const archive = readFileSync(output);
const files = unzip(archive);
const wrong = complaints(files);
if (wrong.length > 0) throw new Error(wrong.join('; '));
const version = await serverVersion(files);
if (version !== packageJson.version) throw new Error(`the server in it says it is ${version}`);
console.log(
  `${files.size} files, ${(archive.length / 1024).toFixed(0)} KiB; the server in it is ${version}`,
);
