import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  type Diagnostic,
  type MessageConnection,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { loadCatalogue } from '../../src/settings/catalogue.js';
import { loadDescriptions } from '../../src/settings/descriptions.js';
import { settingsSchema } from '../../src/settings/json-schema.js';
import { bundle } from '../bundle.js';
import { Random } from './generate.js';
import { longYml } from './long-file.js';

/*
 * What an editor waits for: diagnostics after a key stroke in a file of 1,000 lines, completions, and the memory after
 * 10,000 random edits, after which the server must say what a fresh one says of the same text. Beside it
 * yaml-language-server with our schema, on the same file and the same key strokes.
 */

const limits = { diagnostics: 30, completion: 20, memory: 150 };

/** A language server that is measured, with one open file. */
class Server {
  readonly connection: MessageConnection;
  readonly #process: ChildProcess;
  #document: TextDocument;
  #published: Diagnostic[] = [];
  #told: (() => void) | undefined;

  constructor(
    args: readonly string[],
    readonly uri: string,
    text: string,
    readonly settings: unknown,
  ) {
    this.#process = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.connection = createMessageConnection(this.#process.stdout!, this.#process.stdin!);
    this.#document = TextDocument.create(uri, 'yaml', 1, text);
    this.connection.onNotification(
      'textDocument/publishDiagnostics',
      (told: PublishDiagnosticsParams) => {
        if (told.uri !== uri) return;
        this.#published = told.diagnostics;
        this.#told?.();
      },
    );
    this.connection.onRequest(
      'workspace/configuration',
      ({ items }: { items: { section?: string }[] }) =>
        items.map(({ section = '' }) => (section === 'yaml' ? this.settings : {})),
    );
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.listen();
  }

  get text(): string {
    return this.#document.getText();
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.#published;
  }

  /** Resident memory in MB, as the system counts it. */
  get memory(): number {
    const status = readFileSync(`/proc/${this.#process.pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)![1]) / 1024;
  }

  async start(): Promise<void> {
    await this.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: null,
      capabilities: {
        workspace: { configuration: true },
        textDocument: {
          publishDiagnostics: {},
          completion: { completionItem: { snippetSupport: true } },
        },
      },
    });
    await this.connection.sendNotification('initialized', {});
    await this.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { yaml: this.settings },
    });
    const { uri, version, languageId } = this.#document;
    const first = this.next();
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, version, languageId, text: this.text },
    });
    await first;
  }

  /** The next diagnostics. */
  next(): Promise<void> {
    return new Promise((resolve) => (this.#told = resolve));
  }

  edit(start: number, end: number, text: string): Promise<void> {
    const range = { start: this.#document.positionAt(start), end: this.#document.positionAt(end) };
    const version = this.#document.version + 1;
    const contentChanges = [{ range, text }];
    this.#document = TextDocument.update(this.#document, contentChanges, version);
    return this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.uri, version },
      contentChanges,
    });
  }

  /** Completions at an offset; gives how many there are. */
  async complete(offset: number): Promise<number> {
    const answer = await this.connection.sendRequest<{ items?: unknown[] } | unknown[] | null>(
      'textDocument/completion',
      { textDocument: { uri: this.uri }, position: this.#document.positionAt(offset) },
    );
    return Array.isArray(answer) ? answer.length : (answer?.items?.length ?? 0);
  }

  stop(): void {
    this.connection.dispose();
    this.#process.kill();
  }
}

const percentile = (times: readonly number[], part: number): number =>
  [...times].sort((a, b) => a - b)[Math.ceil(times.length * part) - 1]!;

/** Key strokes as people make them: a word written at the end of a value or as a new key, and taken back. */
async function typed(
  server: Server,
  random: Random,
  rounds: number,
): Promise<{ diagnostics: number[]; completions: number[] }> {
  const diagnostics: number[] = [];
  const completions: number[] = [];
  const words = ['cluster.routing.al', 'xpack.security.tr', 'indices.recovery.max', 'true', '42'];
  for (let round = 0; round < rounds; round++) {
    const lines = server.text.split('\n');
    const line = random.below(lines.length - 1);
    let at = lines.slice(0, line + 1).join('\n').length;
    const word = `\n${random.pick(words)}`;
    for (const letter of word) {
      const begin = performance.now();
      const news = server.next();
      await server.edit(at, at, letter);
      await news;
      diagnostics.push(performance.now() - begin);
      at++;
    }
    const begin = performance.now();
    await server.complete(at);
    completions.push(performance.now() - begin);
    const news = server.next();
    await server.edit(at - word.length, at, '');
    await news;
  }
  return { diagnostics, completions };
}

function print(name: string, times: readonly number[], limit?: number): void {
  const p95 = percentile(times, 0.95);
  const numbers = [percentile(times, 0.5), p95, Math.max(...times)].map((one) =>
    `${one.toFixed(1)} ms`.padStart(11),
  );
  const verdict =
    limit === undefined ? '' : p95 <= limit ? `  within ${limit} ms` : `  ABOVE ${limit} ms`;
  console.log(`  ${name.padEnd(38)}${numbers.join('')}${verdict}`);
}

/** 10,000 random edits: letters in and out anywhere. Then the server must say what a fresh one says. */
async function endured(
  server: Server,
  fresh: (text: string) => Promise<readonly Diagnostic[]>,
): Promise<boolean> {
  const random = new Random(3);
  const pieces = ['x', ':', '\n', ' ', '"', 'cluster.name: a\n', '[', '# c', '\t', '  y: 1\n'];
  const undo: (() => Promise<void>)[] = [];
  for (let count = 0; count < 10_000; count++) {
    const back = undo.length > 3 ? undo.shift() : undefined;
    if (back) {
      await back();
    } else {
      const start = random.below(server.text.length);
      const old = server.text.slice(start, start + random.below(3));
      const piece = random.pick(pieces);
      await server.edit(start, start + old.length, piece);
      // what is taken back may have moved: then it is one more random edit
      undo.push(() => server.edit(start, Math.min(start + piece.length, server.text.length), old));
    }
    if (count % 10 === 0) await server.complete(random.below(server.text.length));
  }
  await server.connection.sendRequest('textDocument/documentSymbol', {
    textDocument: { uri: server.uri },
  });
  const news = server.next();
  await server.edit(0, 0, '# the end\n');
  await news;
  const { memory } = server;
  const isSame = JSON.stringify(await fresh(server.text)) === JSON.stringify(server.diagnostics);
  const isSmall = memory < limits.memory;
  console.log(
    `  memory after 10,000 random edits: ${memory.toFixed(0)} MB${isSmall ? '' : `, ABOVE ${limits.memory} MB`}`,
  );
  console.log(
    `  diagnostics after them: ${server.diagnostics.length}, ${isSame ? 'as' : 'NOT AS'} those of a fresh server`,
  );
  return isSame && isSmall;
}

async function yamlLanguageServer(directory: string, uri: string, text: string): Promise<Server> {
  const require = createRequire(import.meta.url);
  const root = dirname(require.resolve('yaml-language-server/package.json'));
  const [catalogue, descriptions] = await Promise.all([loadCatalogue(), loadDescriptions()]);
  const schema = join(directory, 'schema.json');
  const draft = { payload: false, draft: '07' } as const;
  writeFileSync(schema, JSON.stringify(settingsSchema(catalogue, descriptions, '9.5.3', draft)));
  const schemas = { [pathToFileURL(schema).href]: ['elasticsearch.yml'] };
  const settings = { validate: true, completion: true, schemaStore: { enable: false }, schemas };
  return new Server([join(root, 'bin/yaml-language-server'), '--stdio'], uri, text, settings);
}

/**
 * Measures the language server.
 *
 * @returns whether the server has stayed small and says after all edits what a fresh one says; times of a busy machine fail
 *   nothing
 */
export async function benchLsp(): Promise<boolean> {
  const directory = mkdtempSync(join(tmpdir(), 'elasticlint-bench-lsp-'));
  try {
    await bundle(join(directory, 'dist'));
    const text = await longYml(1000);
    const uri = pathToFileURL(join(directory, 'elasticsearch.yml')).href;
    const own = [join(directory, 'dist/cli.cjs'), 'lsp', '--stdio'];
    const start = async (content: string): Promise<Server> => {
      const server = new Server(own, uri, content, {});
      await server.start();
      return server;
    };
    console.log(
      `\nA key stroke in a file of 1,000 lines${''.padEnd(14)}median        95 %    longest`,
    );
    const server = await start(text);
    await typed(server, new Random(1), 10);
    const { diagnostics, completions } = await typed(server, new Random(2), 40);
    print('elasticlint: diagnostics', diagnostics, limits.diagnostics);
    print('elasticlint: completion', completions, limits.completion);
    const other = await yamlLanguageServer(directory, uri, text);
    await other.start();
    await typed(other, new Random(1), 2);
    const theirs = await typed(other, new Random(2), 8);
    print('yaml-language-server: diagnostics', theirs.diagnostics);
    print('yaml-language-server: completion', theirs.completions);
    other.stop();
    const isWell = await endured(server, async (content) => {
      const fresh = await start(content);
      fresh.stop();
      return fresh.diagnostics;
    });
    server.stop();
    return isWell;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
