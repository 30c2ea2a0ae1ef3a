import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  type ClientCapabilities,
  type CodeAction,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type InitializeResult,
  type MessageConnection,
  type Position,
  type PublishDiagnosticsParams,
  type Range,
  type RegistrationParams,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** The diagnostics of one rule: what other rules say of the same text is not the matter here. */
export const of = (diagnostics: readonly Diagnostic[], rule: string): Diagnostic[] =>
  diagnostics.filter((diagnostic) => diagnostic.code === rule);

/** How a client introduces itself. */
export interface Introduction {
  readonly folders?: readonly string[];
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  readonly processId?: number;
}

interface Change {
  readonly range?: Range;
  readonly text: string;
}

/** An editor, as far as a server can tell. */
export class Client {
  readonly connection: MessageConnection;
  readonly published: PublishDiagnosticsParams[] = [];
  readonly logged: string[] = [];
  readonly shown: string[] = [];
  readonly registered: RegistrationParams['registrations'] = [];
  refreshes = 0;
  readonly #documents = new Map<string, TextDocument>();
  readonly #watchers = new Set<() => void>();

  constructor(readonly process: ChildProcess) {
    this.connection = createMessageConnection(process.stdout!, process.stdin!);
    const on = <T>(method: string, take: (params: T) => void): void =>
      void this.connection.onNotification(method, (params: T) => {
        take(params);
        for (const watcher of [...this.#watchers]) watcher();
      });
    on('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) =>
      this.published.push(params),
    );
    on('window/logMessage', ({ message }: { message: string }) => this.logged.push(message));
    on('window/showMessage', ({ message }: { message: string }) => this.shown.push(message));
    this.connection.onRequest(
      'client/registerCapability',
      ({ registrations }: RegistrationParams) => {
        this.registered.push(...registrations);
        return null;
      },
    );
    this.connection.onRequest('workspace/diagnostic/refresh', () => {
      this.refreshes++;
      for (const watcher of [...this.#watchers]) watcher();
      return null;
    });
    this.connection.listen();
  }

  async initialize({
    folders = [],
    processId,
    ...rest
  }: Introduction = {}): Promise<InitializeResult> {
    const workspaceFolders = folders.map((folder) => ({
      uri: pathToFileURL(folder).href,
      name: folder,
    }));
    const result = await this.connection.sendRequest<InitializeResult>('initialize', {
      processId: processId ?? process.pid,
      rootUri: null,
      workspaceFolders,
      capabilities: {},
      ...rest,
    });
    await this.notify('initialized', {});
    return result;
  }

  notify(method: string, params: unknown): Promise<void> {
    return this.connection.sendNotification(method, params);
  }

  /** Opens a path, or a URI; gives the URI. */
  async open(path: string, text: string): Promise<string> {
    const uri = path.startsWith('/') ? pathToFileURL(path).href : path;
    this.#documents.set(uri, TextDocument.create(uri, 'yaml', 1, text));
    await this.notify('textDocument/didOpen', {
      textDocument: { uri, languageId: 'yaml', version: 1, text },
    });
    return uri;
  }

  /** The text of an open document. */
  text(uri: string): string {
    return this.#documents.get(uri)!.getText();
  }

  /** Replaces a stretch of a document, told as a change of just that range, in UTF-16 units. */
  async edit(uri: string, start: number, end: number, text: string): Promise<void> {
    const document = this.#documents.get(uri)!;
    const range = { start: document.positionAt(start), end: document.positionAt(end) };
    await this.changed(uri, [{ range, text }]);
  }

  /** Like `edit`, told in UTF-8 units. */
  async editInBytes(uri: string, start: number, end: number, text: string): Promise<void> {
    const document = this.#documents.get(uri)!;
    const at = (offset: number): Position => {
      const { line, character } = document.positionAt(offset);
      const before = document.getText().slice(offset - character, offset);
      return { line, character: Buffer.byteLength(before) };
    };
    const range = { start: at(start), end: at(end) };
    const plain = { start: document.positionAt(start), end: document.positionAt(end) };
    await this.changed(uri, [{ range: plain, text }], [{ range, text }]);
  }

  /** Inserts a text at the start again and again: as many changes, in one piece on the wire. */
  burst(uri: string, count: number, text: string): void {
    const document = this.#documents.get(uri)!;
    const start = { line: 0, character: 0 };
    const contentChanges = [{ range: { start, end: start }, text }];
    const messages = Array.from({ length: count }, () => {
      const version = document.version + 1;
      TextDocument.update(document, contentChanges, version);
      const params = { textDocument: { uri, version }, contentChanges };
      const json = JSON.stringify({ jsonrpc: '2.0', method: 'textDocument/didChange', params });
      return `Content-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`;
    });
    this.process.stdin!.write(messages.join(''));
  }

  /** Replaces the first occurrence of a text. */
  async replace(uri: string, old: string, text: string): Promise<void> {
    const at = this.text(uri).indexOf(old);
    if (at < 0) throw new Error(`'${old}' is not in the document`);
    await this.edit(uri, at, at + old.length, text);
  }

  /** Applies changes, and tells them: as they are, or as `contentChanges` says it in other units. */
  async changed(uri: string, changes: readonly Change[], contentChanges = changes): Promise<void> {
    const document = this.#documents.get(uri)!;
    const version = document.version + 1;
    TextDocument.update(
      document,
      [...changes] as Parameters<typeof TextDocument.update>[1],
      version,
    );
    await this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
  }

  async close(uri: string): Promise<void> {
    this.#documents.delete(uri);
    await this.notify('textDocument/didClose', { textDocument: { uri } });
  }

  /** The diagnostics last pushed for a URI; undefined when there were none. */
  pushed(uri: string): Diagnostic[] | undefined {
    return this.published.findLast((params) => params.uri === uri)?.diagnostics;
  }

  /** The severity of the first diagnostic of a rule among those last pushed for a URI. */
  severity(uri: string, rule: string): number | undefined {
    return of(this.pushed(uri) ?? [], rule)[0]?.severity;
  }

  /** Waits until something the server says makes a condition true. @throws Error after five seconds */
  async until(condition: () => boolean, what: string): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve, reject) => {
      const watcher = (): void => {
        if (!condition()) return;
        done();
        resolve();
      };
      const timer = setTimeout(() => {
        done();
        reject(
          new Error(
            `waited in vain until ${what}; last pushed: ${JSON.stringify(this.published.at(-1))}`,
          ),
        );
      }, 5_000);
      const done = (): void => {
        clearTimeout(timer);
        this.#watchers.delete(watcher);
      };
      this.#watchers.add(watcher);
    });
  }

  /** Waits until the diagnostics pushed for a URI hold as many of a rule. */
  counts(uri: string, rule: string, count: number): Promise<void> {
    const has = (): boolean =>
      of(this.pushed(uri) ?? [], rule).length === count && this.pushed(uri) !== undefined;
    return this.until(has, `${uri} has ${count} ${rule}`);
  }

  /** Waits for the diagnostics of the version of a document that was sent last. */
  async settled(uri: string): Promise<Diagnostic[]> {
    const version = this.#documents.get(uri)!.version;
    const has = (): boolean =>
      this.published.findLast((params) => params.uri === uri)?.version === version;
    await this.until(has, `version ${version} of ${uri} has diagnostics`);
    return this.pushed(uri)!;
  }

  pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest('textDocument/diagnostic', {
      textDocument: { uri },
      previousResultId,
    });
  }

  /** Pulls the diagnostics of a URI. */
  async pulled(uri: string): Promise<Diagnostic[]> {
    const report = await this.pull(uri);
    if (report.kind !== 'full')
      throw new Error('nothing was known, so everything should have been told');
    return report.items;
  }

  actions(
    uri: string,
    range: Range,
    context: { diagnostics?: Diagnostic[]; only?: string[] } = {},
  ): Promise<CodeAction[]> {
    return this.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context: { diagnostics: [], ...context },
    });
  }

  /** Applies a workspace edit to the open documents, as an editor does; gives the URIs that changed. */
  async apply(edit: WorkspaceEdit): Promise<string[]> {
    const files = new Map<string, TextEdit[]>(Object.entries(edit.changes ?? {}));
    for (const change of edit.documentChanges ?? []) {
      if (!('edits' in change)) throw new Error('only edits of texts are expected');
      const open = this.#documents.get(change.textDocument.uri);
      if (open && open.version !== change.textDocument.version)
        throw new Error('the edit is for another version');
      files.set(change.textDocument.uri, change.edits as TextEdit[]);
    }
    for (const [uri, edits] of files) {
      await this.changed(uri, [
        { text: TextDocument.applyEdits(this.#documents.get(uri)!, edits) },
      ]);
    }
    return [...files.keys()];
  }

  /** Ends the session as the protocol wants it; gives the exit code. */
  async end(): Promise<number | null> {
    await this.connection.sendRequest('shutdown');
    return this.exit();
  }

  /** Says `exit`; gives the exit code. */
  async exit(): Promise<number | null> {
    const ended = once(this.process, 'exit');
    await this.notify('exit', undefined);
    const [code] = (await ended) as [number | null];
    return code;
  }
}
