import { basename, dirname, resolve } from 'node:path/posix';
import { isPayloadPath, isYmlPath } from '../documents/parse.js';
import { nearestManifest } from '../workspace/inputs.js';
import { manifestNames } from '../workspace/manifest.js';
import type { OpenDocument, OpenDocuments } from './documents.js';
import { Project } from './project.js';
import { defaults, type ClientSettings } from './settings.js';

/** Whether a file is linted for its name alone, without a manifest that owns it. */
const isNamed = (path: string): boolean => isYmlPath(path) || isPayloadPath(path);

/** The projects of the open documents: which file belongs where, and which must be linted again after a change. */
export class Projects {
  readonly #projects = new Map<string, Project>();
  readonly #keys = new Map<OpenDocument, string>();
  #folders: readonly string[] = [];
  #settings: (folder: string | undefined) => ClientSettings = () => defaults;

  constructor(
    readonly documents: OpenDocuments,
    readonly log: (message: string) => void,
  ) {}

  [Symbol.iterator](): IterableIterator<Project> {
    return this.#projects.values();
  }

  /** The project of an open document. */
  of(document: OpenDocument): Project {
    return this.#projects.get(this.#keys.get(document)!)!;
  }

  /** Whether a file of a project is looked at, and does not just lie beside a manifest, or nowhere. */
  isOurs(project: Project, path: string): boolean {
    return isNamed(path) || path === project.manifest || project.reads(path);
  }

  /** The open documents of a project. */
  documentsOf(project: Project): OpenDocument[] {
    return [...this.documents].filter((document) => this.of(document) === project);
  }

  /** A project for a file that is not open. It ends with the question. */
  passing(path: string): Project {
    return this.#create(this.#manifestOf(path, new Map()), path, () =>
      isNamed(path) ? [path] : [],
    );
  }

  /** Sets the workspace folders, as absolute paths. Gives the projects that ended. */
  setFolders(folders: readonly string[]): Project[] {
    this.#folders = folders;
    return this.#restart();
  }

  /** Sets what a person chose for a folder, or for files outside of all folders. Gives the projects that ended. */
  setSettings(settings: (folder: string | undefined) => ClientSettings): Project[] {
    this.#settings = settings;
    return this.#restart();
  }

  /** What a person chose for a file. */
  settingsOf(path: string): ClientSettings {
    return this.#settings(this.#folderOf(path));
  }

  #restart(): Project[] {
    const ended = [...this];
    this.#projects.clear();
    this.regroup();
    return ended;
  }

  /** The innermost folder that a path is in. */
  #folderOf(path: string): string | undefined {
    const around = this.#folders.filter(
      (folder) => path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`),
    );
    return around.sort((a, b) => b.length - a.length)[0];
  }

  /** Finds the manifest of every open document again, after files came or went. Gives the projects that ended. */
  regroup(): Project[] {
    const cache = new Map<string, string | undefined>();
    this.#keys.clear();
    for (const document of this.documents) {
      const manifest = this.#manifestOf(document.path, cache);
      const key = manifest ?? document.path;
      this.#keys.set(document, key);
      if (this.#projects.get(key)?.manifest === manifest && this.#projects.has(key)) continue;
      const own = (): string[] =>
        [...this.documents]
          .filter((other) => this.#keys.get(other) === key)
          .map(({ path }) => path);
      this.#projects.set(
        key,
        this.#create(manifest, document.path, () => own().filter(isNamed)),
      );
    }
    const used = new Set(this.#keys.values());
    const ended = [...this.#projects].filter(([key]) => !used.has(key));
    for (const [key] of ended) this.#projects.delete(key);
    return ended.map(([, project]) => project);
  }

  /** The projects that a change in a file concerns: those that read it, and the one that it is named for. */
  concernedBy(path: string): Project[] {
    const own = [...this.documents]
      .filter((document) => document.path === path)
      .map((document) => this.of(document));
    return [...this].filter(
      (project) => project.reads(path) || (isNamed(path) && own.includes(project)),
    );
  }

  #manifestOf(path: string, cache: Map<string, string | undefined>): string | undefined {
    const { manifest } = this.settingsOf(path);
    const folder = this.#folderOf(path);
    try {
      const chosen =
        manifest === undefined ? undefined : resolve(folder ?? dirname(path), manifest);
      if (chosen !== undefined && this.documents.files.stat(chosen)?.type === 'file') return chosen;
      if (manifestNames.includes(basename(path))) return path;
      return nearestManifest(this.documents.files, dirname(path), cache);
    } catch (error) {
      this.log(`no manifest for ${path}: ${(error as Error).message}`);
      return undefined;
    }
  }

  #create(manifest: string | undefined, path: string, paths: () => readonly string[]): Project {
    const home = dirname(manifest ?? path);
    const root = this.#folderOf(home) ?? home;
    const { esVersion, platform, pedantic } = this.settingsOf(path);
    const options = {
      ...(esVersion !== undefined && { esVersion }),
      ...(platform && { platform }),
      ...(pedantic && { pedantic }),
    };
    return new Project(manifest, root, this.documents.files, paths, this.log, options);
  }
}
