import {
  DocumentDiagnosticReportKind,
  type ClientCapabilities,
  type CodeAction,
  type CodeActionParams,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type TextDocumentContentChangeEvent,
  type TextDocumentItem,
} from 'vscode-languageserver/node';
import { disk } from '../workspace/disk.js';
import type { Vfs } from '../workspace/vfs.js';
import { Actions } from './actions.js';
import { Diagnostics } from './diagnostics.js';
import { Features } from './features.js';
import { OpenDocuments, type OpenDocument } from './documents.js';
import { negotiate } from './positions.js';
import type { Project } from './project.js';
import { Projects } from './projects.js';
import type { ClientSettings } from './settings.js';
import { folderOfUri, pathOfUri } from './uri.js';
import { RememberingVfs } from './vfs.js';
import { View } from './view.js';

/** How long a burst of changes is waited out, in milliseconds: what an editor sends at once comes within that. */
const pause = 2;

/** What the service says to the client of its own accord. */
export interface Client {
  readonly log: (message: string) => void;
  /** Shows a message to the person. */
  readonly warn: (message: string) => void;
  readonly publish: (uri: string, version: number | undefined, diagnostics: Diagnostic[]) => void;
  /** Asks the client to pull all diagnostics again. */
  readonly refresh: () => void;
  /** Asks the client for the lenses again. */
  readonly refreshLenses: () => void;
}

/** What the client was last told about a file, to say only what is new. */
interface Told {
  readonly id: string;
  readonly json: string;
}

/** The language service behind the protocol: keeps texts, lints what changed, pushes diagnostics or lets them be pulled. */
export class Service {
  readonly documents: OpenDocuments;
  readonly features: Features;
  /** The client asks for diagnostics; nothing is pushed then. */
  readonly pull: boolean;
  readonly #disk: RememberingVfs;
  readonly #projects: Projects;
  readonly #diagnostics: Diagnostics;
  readonly #actions: Actions;
  readonly #told = new Map<string, Told>();
  /** Pulled documents that changed since: the client pulls them without being asked. */
  readonly #awaited = new Set<string>();
  readonly #waiting = new Set<Project>();
  /** Manifests that are not valid, and what the client was told of them. */
  readonly #invalid = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;
  #answers = 0;

  constructor(
    capabilities: ClientCapabilities,
    readonly client: Client,
    /** Until then nothing is judged: what the person chose is not known yet. */
    readonly configured: Promise<void>,
    files: Vfs = disk,
  ) {
    this.#disk = new RememberingVfs(files);
    this.pull = capabilities.textDocument?.diagnostic !== undefined;
    this.documents = new OpenDocuments(
      this.#disk,
      negotiate(capabilities.general?.positionEncodings),
    );
    this.#projects = new Projects(this.documents, (message) => client.log(message));
    this.#diagnostics = new Diagnostics(this.documents, capabilities);
    this.#actions = new Actions(
      this.documents,
      this.#diagnostics,
      capabilities,
      (path) => this.#projects.settingsOf(path).disableActions,
    );
    this.features = new Features(
      {
        fresh: (uri) => this.#view(uri),
        present: (uri) => this.#view(uri, (project) => project.linted),
      },
      capabilities,
    );
  }

  /** Sets the workspace folders, as URIs. */
  setFolders(uris: readonly string[]): void {
    this.#ended(this.#projects.setFolders(uris.flatMap((uri) => folderOfUri(uri) ?? [])));
    this.#invalidate([...this.#projects]);
  }

  /** Sets what a person chose: by the URI of a workspace folder, undefined for all other files. */
  setSettings(settings: ReadonlyMap<string | undefined, ClientSettings>): void {
    const byFolder = new Map(
      [...settings].map(([uri, chosen]) => [uri === undefined ? uri : folderOfUri(uri), chosen]),
    );
    const others = settings.get(undefined)!;
    this.#ended(this.#projects.setSettings((folder) => byFolder.get(folder) ?? others));
    this.#invalidate([...this.#projects]);
  }

  open(item: TextDocumentItem): void {
    const document = this.documents.open(item);
    if (!document) return;
    this.#awaited.add(document.uri);
    this.#regroup();
    this.#invalidate([this.#projects.of(document), ...this.#projects.concernedBy(document.path)]);
  }

  change(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): void {
    const document = this.documents.change(uri, version, changes);
    if (!document) return;
    this.#awaited.add(uri);
    this.#invalidate(this.#projects.concernedBy(document.path));
  }

  close(uri: string): void {
    const document = this.documents.get(uri);
    if (!document) return;
    const concerned = this.#projects.concernedBy(document.path);
    this.documents.close(uri);
    void this.features.closed(document.path);
    this.#told.delete(uri);
    this.#awaited.delete(uri);
    if (!this.pull) this.client.publish(uri, undefined, []);
    this.#disk.forget();
    this.#regroup();
    this.#invalidate([...this.#projects].filter((project) => concerned.includes(project)));
  }

  /** A save: the moment to look at files again that no watcher tells of, such as certificates. */
  saved(uri: string): void {
    const document = this.documents.get(uri);
    if (!document) return;
    this.#disk.forget();
    this.#invalidate([this.#projects.of(document)]);
  }

  /** Files changed on disk. `structure`: some came or went, so that globs and manifests lead elsewhere. */
  watched(uris: readonly string[], structure: boolean): void {
    this.#disk.forget();
    if (structure) this.#regroup();
    const paths = uris.flatMap((uri) => pathOfUri(uri) ?? []);
    this.#invalidate(
      structure ? [...this.#projects] : paths.flatMap((path) => this.#projects.concernedBy(path)),
    );
  }

  /** Answers a pull. A file that is not open is judged as it is on disk. */
  async report(uri: string, previous: string | undefined): Promise<DocumentDiagnosticReport> {
    const document = this.documents.get(uri);
    this.#awaited.delete(uri);
    const diagnostics = document ? await this.#current(document) : await this.#onDisk(uri);
    const told = this.#tell(uri, diagnostics);
    if (told.id === previous)
      return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: told.id };
    return { kind: DocumentDiagnosticReportKind.Full, resultId: told.id, items: diagnostics };
  }

  async actions(params: CodeActionParams): Promise<CodeAction[]> {
    const document = this.documents.get(params.textDocument.uri);
    if (!document) return [];
    const project = await this.#settled(document);
    return project ? this.#actions.at(project, document, params) : [];
  }

  /** An open document in its project, once that is in the state that is wanted. */
  async #view(uri: string, isFit?: (project: Project) => boolean): Promise<View | undefined> {
    const document = this.documents.get(uri);
    const project = document && (await this.#settled(document, isFit));
    const isOurs = project && this.#projects.isOurs(project, document.path);
    return isOurs ? new View(this.documents, project, document) : undefined;
  }

  /** The project of a document, linted as of now unless less is wanted; undefined when it was closed meanwhile. */
  async #settled(
    document: OpenDocument,
    isFit: (project: Project) => boolean = () => false,
  ): Promise<Project | undefined> {
    await this.configured;
    while (this.documents.get(document.uri) === document) {
      const project = this.#projects.of(document);
      if (!isFit(project)) await project.fresh();
      const isOpen = this.documents.get(document.uri) === document;
      const isReady = isFit(project) || !project.stale;
      if (isOpen && isReady && this.#projects.of(document) === project) return project;
    }
    return undefined;
  }

  async #current(document: OpenDocument): Promise<Diagnostic[]> {
    const project = await this.#settled(document);
    return project ? this.#of(project, document.path) : [];
  }

  async #onDisk(uri: string): Promise<Diagnostic[]> {
    const path = pathOfUri(uri);
    if (path === undefined) return [];
    const project = this.#projects.passing(path);
    await project.fresh();
    return this.#of(project, path);
  }

  #of(project: Project, path: string): Diagnostic[] {
    return this.#diagnostics.entries(project, path).map((entry) => entry.diagnostic);
  }

  /** Notes what the client is told of a file, under the same id as long as it is the same. */
  #tell(uri: string, diagnostics: readonly Diagnostic[]): Told {
    const json = JSON.stringify(diagnostics);
    const known = this.#told.get(uri);
    if (known?.json === json) return known;
    const told = { id: String(++this.#answers), json };
    if (this.documents.get(uri)) this.#told.set(uri, told);
    return told;
  }

  #regroup(): void {
    this.#ended(this.#projects.regroup());
  }

  #ended(projects: readonly Project[]): void {
    for (const project of projects) {
      this.#waiting.delete(project);
      this.#manifestIsFine(project);
    }
  }

  #invalidate(projects: readonly Project[]): void {
    for (const project of projects) {
      project.invalidate();
      this.#waiting.add(project);
    }
    clearTimeout(this.#timer);
    const failed = (error: unknown): void => this.client.log(`internal error: ${String(error)}`);
    this.#timer = setTimeout(() => void this.#show().catch(failed), pause);
  }

  /** Lints what is waiting and tells the client. What became stale meanwhile waits for its own turn. */
  async #show(): Promise<void> {
    await this.configured;
    const projects = [...this.#waiting];
    this.#waiting.clear();
    let news = false;
    for (const project of projects) {
      await project.fresh();
      if (project.stale || ![...this.#projects].includes(project)) continue;
      for (const document of this.#projects.documentsOf(project)) {
        news = this.#showDocument(project, document) || news;
      }
      this.#showManifest(project);
    }
    if (news && this.pull) this.client.refresh();
    if (news) this.client.refreshLenses();
  }

  /** Pushes what is new; for pulling clients, says whether what they know of a document has become untrue. */
  #showDocument(project: Project, { uri, path, text }: OpenDocument): boolean {
    const diagnostics = this.#of(project, path);
    const known = this.#told.get(uri)?.json;
    if (this.pull)
      return (
        known !== undefined && !this.#awaited.has(uri) && known !== JSON.stringify(diagnostics)
      );
    const version = text.version;
    const told = JSON.stringify([version, diagnostics]);
    if (known === told) return false;
    this.#told.set(uri, { id: '', json: told });
    this.client.publish(uri, version, diagnostics);
    return true;
  }

  /** A manifest that is not open but not valid must be seen, too: all findings depend on it. */
  #showManifest(project: Project): void {
    const { manifest, outcome } = project;
    if (manifest === undefined) return;
    if (!outcome.invalid || this.documents.at(manifest)) return this.#manifestIsFine(project);
    const text = outcome.invalid.toText();
    if (this.#invalid.get(manifest) === text) return;
    this.#invalid.set(manifest, text);
    if (this.pull) this.client.warn(`elasticlint: ${text}`);
    else
      this.client.publish(this.documents.uriOf(manifest), undefined, this.#of(project, manifest));
  }

  #manifestIsFine({ manifest }: Project): void {
    if (manifest === undefined || !this.#invalid.delete(manifest)) return;
    if (!this.pull && !this.documents.at(manifest))
      this.client.publish(this.documents.uriOf(manifest), undefined, []);
  }
}
