import type { TextDocumentContentChangeEvent, TextDocumentItem } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { MemoryVfs, type Vfs } from '../workspace/vfs.js';
import { utf16Position, type Encoding } from './positions.js';
import { pathOfUri, uriOfPath } from './uri.js';

/** A file that the editor holds open. */
export interface OpenDocument {
  /** As the editor spells it. */
  readonly uri: string;
  /** Absolute, with `/`. */
  readonly path: string;
  readonly text: TextDocument;
}

/** The open files, their unsaved texts laid over the disk. Takes messages in any order: what is not open is not there. */
export class OpenDocuments implements Iterable<OpenDocument> {
  readonly #byUri = new Map<string, OpenDocument>();
  /** The disk with the unsaved texts over it. */
  readonly files: MemoryVfs;

  constructor(
    below: Vfs,
    readonly encoding: Encoding,
  ) {
    this.files = new MemoryVfs({}, below);
  }

  [Symbol.iterator](): IterableIterator<OpenDocument> {
    return this.#byUri.values();
  }

  get(uri: string): OpenDocument | undefined {
    return this.#byUri.get(uri);
  }

  /** The document that shows a path; a path can be open twice for a moment, while a new file gets its name. */
  at(path: string): OpenDocument | undefined {
    return [...this].filter((document) => document.path === path).at(-1);
  }

  /** The URI to name a path by: the editor's own where it has the file open. */
  uriOf(path: string): string {
    return this.at(path)?.uri ?? uriOfPath(path);
  }

  /** What the editor's text of a path has before the text that is linted: a byte order mark, or nothing. */
  markOf(path: string): string {
    return this.at(path)?.text.getText().startsWith('\uFEFF') ? '\uFEFF' : '';
  }

  /** Takes a document in; undefined when it is no file. */
  open({ uri, languageId, version, text }: TextDocumentItem): OpenDocument | undefined {
    const path = pathOfUri(uri);
    if (path === undefined) return undefined;
    const document = { uri, path, text: TextDocument.create(uri, languageId, version, text) };
    this.#byUri.delete(uri);
    this.#byUri.set(uri, document);
    this.files.write(path, text);
    return document;
  }

  /** Applies changes in their order; undefined when the document is not open. */
  change(
    uri: string,
    version: number,
    changes: readonly TextDocumentContentChangeEvent[],
  ): OpenDocument | undefined {
    const document = this.#byUri.get(uri);
    if (!document) return undefined;
    for (const change of changes)
      TextDocument.update(document.text, [this.#counted(document.text, change)], version);
    this.files.write(document.path, document.text.getText());
    return document;
  }

  /** Lets go of a document; what is on disk shows again. Undefined when it was not open. */
  close(uri: string): OpenDocument | undefined {
    const document = this.#byUri.get(uri);
    if (!document) return undefined;
    this.#byUri.delete(uri);
    const other = this.at(document.path);
    if (other) this.files.write(other.path, other.text.getText());
    else this.files.remove(document.path);
    return document;
  }

  #counted(
    document: TextDocument,
    change: TextDocumentContentChangeEvent,
  ): TextDocumentContentChangeEvent {
    if (!('range' in change)) return change;
    const start = utf16Position(document, change.range.start, this.encoding);
    const end = utf16Position(document, change.range.end, this.encoding);
    return { text: change.text, range: { start, end } };
  }
}
