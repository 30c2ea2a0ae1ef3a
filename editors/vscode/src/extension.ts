import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import {
  languages,
  LanguageStatusSeverity,
  workspace,
  type ExtensionContext,
  type LanguageStatusItem,
  type TextDocument,
} from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node.js';
import { chooseServer, ownedBy, patterns, type Choice } from './choose-server.js';

/** A filter that VS Code and the protocol both take. */
interface Filter {
  readonly scheme: string;
  readonly pattern: string;
}

let client: LanguageClient | undefined;
let starting: Promise<void> | undefined;
let status: LanguageStatusItem | undefined;

function choice(context: ExtensionContext): Choice {
  const settings = workspace.getConfiguration('elasticlint');
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath;
  const path = settings.get<string>('path')?.trim();
  const own = folder && join(folder, 'node_modules/elasticlint/dist/cli.cjs');
  const wantsOwn = settings.get<boolean>('projectCopy') === true;
  return chooseServer({
    bundled: context.asAbsolutePath('dist/server/cli.cjs'),
    trusted: workspace.isTrusted,
    configured: path ? (isAbsolute(path) ? path : join(folder ?? '', path)) : undefined,
    project: wantsOwn && own && existsSync(own) ? own : undefined,
  });
}

/** Files by name, and those beside a manifest. */
async function selector(): Promise<Filter[]> {
  const manifests = await workspace.findFiles(
    '**/elasticlint.{yml,yaml}',
    '**/node_modules/**',
    50,
  );
  const folders = manifests.map((uri) => join(uri.fsPath, '..').replaceAll('\\', '/'));
  return [...patterns, ...folders.map(ownedBy)].flatMap((pattern) => [
    { scheme: 'file', pattern },
    { scheme: 'untitled', pattern },
  ]);
}

function showVersion(item: LanguageStatusItem, version: string | undefined, origin: string): void {
  item.name = 'elasticlint';
  item.text = `elasticlint ${version ?? ''}`;
  item.detail = `${origin} server`;
  item.severity = LanguageStatusSeverity.Information;
}

async function start(context: ExtensionContext, documents: Filter[]): Promise<void> {
  const { module, origin } = choice(context);
  const run = { module, args: ['lsp'], transport: TransportKind.stdio };
  client = new LanguageClient('elasticlint', 'elasticlint', run, { documentSelector: documents });
  status?.dispose();
  status = languages.createLanguageStatusItem('elasticlint', documents);
  context.subscriptions.push(status);
  await client.start();
  showVersion(status, client.initializeResult?.serverInfo?.version, origin);
}

/** The server starts with the first file that is ours: in other workspaces nothing runs. */
export async function activate(context: ExtensionContext): Promise<void> {
  const documents = await selector();
  const look = (document: TextDocument): void => {
    if (!starting && languages.match(documents, document) > 0) starting = start(context, documents);
  };
  const restart = async (): Promise<void> => {
    if (!starting) return;
    await starting;
    await client?.stop();
    starting = start(context, documents);
  };
  context.subscriptions.push(
    workspace.onDidOpenTextDocument(look),
    workspace.onDidGrantWorkspaceTrust(() => void restart()),
    workspace.onDidChangeConfiguration((event) => {
      const keys = ['elasticlint.path', 'elasticlint.projectCopy'];
      if (keys.some((key) => event.affectsConfiguration(key))) void restart();
    }),
  );
  workspace.textDocuments.forEach(look);
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
