import type {
  ClientCapabilities,
  CompletionItem,
  Diagnostic,
  Hover,
  Location,
  MarkupContent,
  Position,
  TextEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Service } from '../../src/lsp/service.js';
import { uriOfPath } from '../../src/lsp/uri.js';
import { MemoryVfs } from '../../src/workspace/vfs.js';

/** The service behind the protocol, in this process, over files in memory. A `|` in an opened text is the cursor. */
export class Desk {
  readonly service: Service;
  readonly files: MemoryVfs;
  readonly published: { uri: string; diagnostics: Diagnostic[] }[] = [];
  readonly shown: string[] = [];
  readonly logged: string[] = [];
  #version = 0;

  constructor(
    files: Readonly<Record<string, string>> = {},
    capabilities: ClientCapabilities = {},
    folders: readonly string[] = ['/w'],
  ) {
    this.files = new MemoryVfs(files);
    const client = {
      log: (message: string) => void this.logged.push(message),
      warn: (message: string) => void this.shown.push(message),
      publish: (uri: string, _: number | undefined, diagnostics: Diagnostic[]) =>
        void this.published.push({ uri, diagnostics }),
      refresh: () => undefined,
      refreshLenses: () => undefined,
    };
    this.service = new Service(capabilities, client, Promise.resolve(), this.files);
    this.service.setFolders(folders.map(uriOfPath));
  }

  /** Opens a file, or sets its text anew; gives its URI and the place of the `|` in it. */
  open(path: string, marked: string): { uri: string; position: Position; text: string } {
    const at = marked.indexOf('|');
    const text = at < 0 ? marked : marked.slice(0, at) + marked.slice(at + 1);
    const document = TextDocument.create(path, 'yaml', 1, text);
    return { uri: this.put(path, text), text, position: document.positionAt(Math.max(at, 0)) };
  }

  /** Opens a file with just this text, or sets its text anew; gives its URI. */
  put(path: string, text: string): string {
    const uri = uriOfPath(path);
    const version = ++this.#version;
    if (this.service.documents.get(uri)) this.service.change(uri, version, [{ text }]);
    else this.service.open({ uri, languageId: 'yaml', version, text });
    return uri;
  }

  async complete(path: string, marked: string): Promise<CompletionItem[]> {
    const { uri, position } = this.open(path, marked);
    return (await this.service.features.complete(uri, position))?.items ?? [];
  }

  /** The labels of what is proposed at the `|`. */
  async labels(path: string, marked: string): Promise<string[]> {
    return (await this.complete(path, marked)).map(({ label }) => label);
  }

  /** The lines of the hover at the `|`. */
  async hover(path: string, marked: string): Promise<string[]> {
    const { uri, position } = this.open(path, marked);
    const hover: Hover | undefined = await this.service.features.hover(uri, position);
    return hover ? (hover.contents as MarkupContent).value.split(/ {0,2}\n/) : [];
  }

  /** What the `|` leads to, each as `path:line`. */
  async definitions(path: string, marked: string): Promise<string[]> {
    const { uri, position } = this.open(path, marked);
    const found: Location[] = await this.service.features.definitions(uri, position);
    return found.map(
      ({ uri: to, range }) => `${to.replace('file://', '')}:${range.start.line + 1}`,
    );
  }

  /** The titles of the lenses of an open file. */
  async lenses(path: string): Promise<string[]> {
    const lenses = await this.service.features.lenses(uriOfPath(path));
    return lenses.map(({ range, command }) => `${range.start.line + 1}: ${command!.title}`);
  }

  async findings(path: string): Promise<Diagnostic[]> {
    const report = await this.service.report(uriOfPath(path), undefined);
    if (report.kind !== 'full') throw new Error('nothing was known before');
    return report.items;
  }
}

/** A text after a completion was taken, its placeholders left as they are written. */
export function taken(path: string, text: string, item: CompletionItem): string {
  const document = TextDocument.create(path, 'yaml', 1, text);
  const edit = item.textEdit as TextEdit;
  const newText = edit.newText.replace(/\$\{\d:(\w*)\}/g, '$1');
  return TextDocument.applyEdits(document, [{ ...edit, newText }]);
}
