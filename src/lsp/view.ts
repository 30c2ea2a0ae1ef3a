import type { Location, Position, Range as LspRange } from 'vscode-languageserver/node';
import { SourceText, type Place } from '../core/text.js';
import type { Document } from '../documents/document.js';
import { assumedVersions, type Versions } from '../settings/versions.js';
import type { Cluster } from '../topology/cluster.js';
import type { OpenDocument, OpenDocuments } from './documents.js';
import { lspRange, utf16Position } from './positions.js';
import type { Project } from './project.js';

/** An open document in its project, in the terms of the client: what hovers, completions and jumps work on. */
export class View {
  constructor(
    readonly documents: OpenDocuments,
    readonly project: Project,
    readonly document: OpenDocument,
  ) {}

  get path(): string {
    return this.document.path;
  }

  /** As it was read by the last lint; undefined when it was not. */
  get parsed(): Document | undefined {
    return this.project.parsed(this.path);
  }

  /** The text without a byte order mark, as it is now. */
  get text(): string {
    return this.document.text.getText().slice(this.#mark.length);
  }

  get #mark(): string {
    return this.documents.markOf(this.path);
  }

  /** The clusters that the file says something of; none while its project has not been linted. */
  get clusters(): readonly Cluster[] {
    return this.project.clustersOf(this.path);
  }

  /** The versions that its settings are judged by. */
  get versions(): Versions {
    return this.clusters[0]?.versions ?? assumedVersions;
  }

  /** The offset of a position in the text without a byte order mark. */
  offsetAt(position: Position): number {
    const { text } = this.document;
    const offset = text.offsetAt(utf16Position(text, position, this.documents.encoding));
    return Math.max(0, offset - this.#mark.length);
  }

  /** A stretch of the text as it is now in the client's terms. */
  rangeOf(start: number, end: number): LspRange {
    const source = new SourceText(this.path, this.text);
    return lspRange({ source, range: { start, end } }, this.documents.encoding, this.#mark);
  }

  /** A place of the project in the client's terms. */
  range(place: Place): LspRange {
    const mark = this.documents.markOf(this.project.pathOf(place));
    return lspRange(place, this.documents.encoding, mark);
  }

  location(place: Place): Location {
    return { uri: this.documents.uriOf(this.project.pathOf(place)), range: this.range(place) };
  }
}
