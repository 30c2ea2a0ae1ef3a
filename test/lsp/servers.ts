import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { buildCommand, builtCommand, noNetwork } from '../cli/command.js';
import { Client, type Introduction } from './client.js';

/** A temporary directory with files. */
function scratch(files: Readonly<Record<string, string>> = {}): {
  directory: string;
  remove: () => void;
} {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'elasticlint-lsp-')));
  for (const [path, text] of Object.entries(files)) write(join(directory, path), text);
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

/** Writes a file with the directories above it. */
export function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** What a test file uses: servers over real pipes, each with a folder of its own; all of it ends with the test. */
export function useServers() {
  const undo: (() => void)[] = [];
  const undoLast: (() => void)[] = [];
  const program = join(builtCommand(), 'cli.cjs');
  beforeAll(buildCommand);
  afterEach(() => {
    for (const step of undo.splice(0)) step();
  });
  afterAll(() => {
    for (const step of undoLast) step();
  });

  /** A client whose server has just been started, before anything was said; `lasts`: longer than the test. */
  const raw = (options: readonly string[] = [], lasts = false): Client => {
    const server = spawn(process.execPath, ['--import', noNetwork, program, 'lsp', ...options], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    (lasts ? undoLast : undo).push(() => server.kill());
    return new Client(server);
  };
  /** A folder with files, and a client that has opened it. */
  const editor = async (
    files: Readonly<Record<string, string>> = {},
    introduction: Introduction = {},
  ) => {
    const { directory: folder, remove } = scratch(files);
    undo.push(remove);
    const client = raw(['--stdio']);
    const { capabilities } = await client.initialize({ folders: [folder], ...introduction });
    return { client, folder, capabilities };
  };
  return { raw, editor };
}

/** Two clusters, the first of which dials the second; nothing says on which host the second listens. */
export const twoClusters = {
  'elasticlint.yml': `version: 1
clusters:
  one: { version: 9.1.0, nodes: [one/*.yml] }
  two: { version: 9.1.0, nodes: two/elasticsearch.yml }
links:
  - { from: one, alias: far, to: two }
`,
  'one/elasticsearch.yml': `cluster.remote.far:
  mode: proxy
  proxy_address: two.example.com:9443
  skip_unavailable: true
`,
  'two/elasticsearch.yml': 'remote_cluster_server.enabled: true\n',
};
