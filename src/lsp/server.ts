import { setFlagsFromString } from 'node:v8';
import {
  CodeActionKind,
  createConnection,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  ErrorCodes,
  FileChangeType,
  LSPErrorCodes,
  MessageType,
  ProposedFeatures,
  ResponseError,
  ShowMessageNotification,
  TextDocumentSyncKind,
  type CancellationToken,
  type Connection,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver/node';
import packageJson from '../../package.json' with { type: 'json' };
import { maskSecrets } from '../core/secrets.js';
import { fixAllKind } from './actions.js';
import { Configuration } from './configuration.js';
import { Service, type Client } from './service.js';

/** Files whose changes outside the editor matter: what discovery finds, what manifests own, key material. */
const watchedFiles = [
  '**/*.{yml,yaml,json,console,es}',
  '**/*.{pem,crt,cer,key,p12,jks}',
  '**/*elasticsearch*',
  '**/*keystore*',
];

function toldTo(connection: Connection): Client {
  // a client that is gone, or that refuses, is no reason to stop
  const send = (message: Promise<unknown>): void => void message.catch(() => undefined);
  return {
    log: (message) => connection.console.error(maskSecrets(`elasticlint: ${message}`)),
    warn: (message) =>
      send(
        connection.sendNotification(ShowMessageNotification.type, {
          type: MessageType.Warning,
          message,
        }),
      ),
    publish: (uri, version, diagnostics) =>
      send(
        connection.sendDiagnostics({ uri, diagnostics, ...(version !== undefined && { version }) }),
      ),
    refresh: () => send(connection.sendRequest('workspace/diagnostic/refresh')),
    refreshLenses: () => send(connection.sendRequest('workspace/codeLens/refresh')),
  };
}

function capabilitiesOf(service: Service): InitializeResult {
  return {
    capabilities: {
      positionEncoding: service.documents.encoding,
      textDocumentSync: {
        openClose: true,
        change: TextDocumentSyncKind.Incremental,
        save: { includeText: false },
      },
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] },
      completionProvider: { triggerCharacters: ['.', ':', '"', '/'], resolveProvider: true },
      hoverProvider: true,
      definitionProvider: true,
      documentSymbolProvider: true,
      codeLensProvider: {},
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      ...(service.pull && {
        diagnosticProvider: {
          identifier: 'elasticlint',
          interFileDependencies: true,
          workspaceDiagnostics: false,
        },
      }),
    },
    serverInfo: { name: 'elasticlint', version: packageJson.version },
  };
}

/** The folders that a client starts with; older clients name only one. */
function foldersOf({ workspaceFolders, rootUri }: InitializeParams): string[] {
  return workspaceFolders?.map((folder) => folder.uri) ?? (rootUri ? [rootUri] : []);
}

/** One client's session with the server, from `initialize` to `exit`. */
class Session {
  #service: Service | undefined;
  #configuration: Configuration | undefined;
  #folders: string[] = [];
  #watches = false;
  #ended = false;

  constructor(readonly connection: Connection) {}

  initialize(params: InitializeParams): InitializeResult {
    const { capabilities } = params;
    const { workspace } = capabilities;
    const told = toldTo(this.connection);
    const not = (): void => undefined;
    const client = {
      ...told,
      refresh: workspace?.diagnostics?.refreshSupport === true ? told.refresh : not,
      refreshLenses: workspace?.codeLens?.refreshSupport === true ? told.refreshLenses : not,
    };
    this.#folders = foldersOf(params);
    this.#configuration = new Configuration(
      this.connection,
      {
        asked: workspace?.configuration === true,
        registered: workspace?.didChangeConfiguration?.dynamicRegistration === true,
      },
      params.initializationOptions,
      () => this.#folders,
      (settings) => this.#service?.setSettings(settings),
      (message) => told.warn(message),
    );
    this.#service = new Service(capabilities, client, this.#configuration.known);
    this.#watches = workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    this.#service.setFolders(this.#folders);
    return capabilitiesOf(this.#service);
  }

  listen(): void {
    const { connection } = this;
    const running = (): Service | undefined => (this.#ended ? undefined : this.#service);
    connection.onInitialize((params) => this.initialize(params));
    connection.onInitialized(() => {
      this.#watch();
      void this.#configuration?.start();
    });
    connection.onDidChangeConfiguration(
      ({ settings }) => void this.#configuration?.refresh(settings),
    );
    connection.onShutdown(() => void (this.#ended = true));
    connection.onDidOpenTextDocument(({ textDocument }) => running()?.open(textDocument));
    connection.onDidChangeTextDocument(({ textDocument, contentChanges }) =>
      running()?.change(textDocument.uri, textDocument.version, contentChanges),
    );
    connection.onDidCloseTextDocument(({ textDocument }) => running()?.close(textDocument.uri));
    connection.onDidSaveTextDocument(({ textDocument }) => running()?.saved(textDocument.uri));
    connection.onDidChangeWatchedFiles(({ changes }) => {
      const structure = changes.some((change) => change.type !== FileChangeType.Changed);
      running()?.watched(
        changes.map((change) => change.uri),
        structure,
      );
    });
    connection.onNotification(DidChangeWorkspaceFoldersNotification.type, ({ event }) => {
      const removed = event.removed.map((folder) => folder.uri);
      const kept = this.#folders.filter((uri) => !removed.includes(uri));
      this.#folders = [...kept, ...event.added.map((folder) => folder.uri)];
      running()?.setFolders(this.#folders);
      void this.#configuration?.refresh();
    });
    this.#listenForFeatures();
    connection.onCodeAction((params, token) =>
      this.#answer(token, (service) => service.actions(params)),
    );
    connection.languages.diagnostics.on(async (params, token) => {
      const answer = await this.#answer(token, (service) =>
        service.report(params.textDocument.uri, params.previousResultId),
      );
      if (answer instanceof ResponseError) throw answer;
      return answer;
    });
    connection.listen();
  }

  #listenForFeatures(): void {
    const { connection } = this;
    connection.onHover(({ textDocument: { uri }, position }, token) =>
      this.#answer(token, async ({ features }) => (await features.hover(uri, position)) ?? null),
    );
    connection.onCompletion(({ textDocument: { uri }, position }, token) =>
      this.#answer(token, async ({ features }) => (await features.complete(uri, position)) ?? null),
    );
    connection.onCompletionResolve((item, token) =>
      this.#answer(token, ({ features }) => features.resolve(item)),
    );
    connection.onDefinition(({ textDocument: { uri }, position }, token) =>
      this.#answer(token, ({ features }) => features.definitions(uri, position)),
    );
    connection.onDocumentSymbol(({ textDocument: { uri } }, token) =>
      this.#answer(token, ({ features }) => features.symbols(uri)),
    );
    connection.onCodeLens(({ textDocument: { uri } }, token) =>
      this.#answer(token, ({ features }) => features.lenses(uri)),
    );
  }

  /** Answers a request while the session is on. */
  async #answer<T>(
    token: CancellationToken,
    ask: (service: Service) => Promise<T>,
  ): Promise<T | ResponseError<void>> {
    if (!this.#service)
      return new ResponseError(ErrorCodes.ServerNotInitialized, 'initialize comes first');
    if (this.#ended)
      return new ResponseError(ErrorCodes.InvalidRequest, 'the server has been shut down');
    const answer = await ask(this.#service);
    return token.isCancellationRequested
      ? new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled')
      : answer;
  }

  #watch(): void {
    if (!this.#watches) return;
    const watchers = watchedFiles.map((globPattern) => ({ globPattern }));
    const refused = (error: Error): void =>
      this.connection.console.error(`elasticlint: files are not watched: ${error.message}`);
    this.connection.client
      .register(DidChangeWatchedFilesNotification.type, { watchers })
      .catch(refused);
  }
}

/**
 * Keeps the process small all day: 20 MB of its heap live, a key stroke leaves megabytes of garbage, and V8 left to
 * itself lets 100 MB of that pile up. It reads these flags again and again, those of absolute sizes at its start only.
 */
function collectEarly(): void {
  setFlagsFromString('--heap-growing-percent=80');
  // the young generation stays as large as the start made it
  setFlagsFromString('--semi-space-growth-factor=1');
}

/** Runs the language server on standard input and output, until the client ends it. */
export function serve(): void {
  collectEarly();
  new Session(createConnection(ProposedFeatures.all, process.stdin, process.stdout)).listen();
}
