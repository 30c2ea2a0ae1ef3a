import { resolve } from 'node:path/posix';
import type { Finding } from '../core/finding.js';
import type { Document } from '../documents/document.js';
import type { Cluster, Platform } from '../topology/cluster.js';
import { UsageError } from '../workspace/errors.js';
import { openWorkspace, type LintResult, type Workspace } from '../workspace/session.js';
import { MemoryVfs, type Vfs } from '../workspace/vfs.js';
import { NotingVfs } from './vfs.js';

/** What a lint of a project gave. */
export interface Outcome {
  /** By absolute path. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  readonly clusters: readonly Cluster[];
  /** What is wrong with the manifest; the findings are then those of its last good text, or none. */
  readonly invalid?: UsageError;
}

const nothing: Outcome = { findings: new Map(), clusters: [] };

/** What a person chose for a folder; what is left out is as on the command line. */
export interface ProjectOptions {
  /** Version, range or list for files whose cluster no manifest describes. */
  readonly esVersion?: string;
  readonly platform?: Platform;
  /** Show findings of confidence `likely`, too. */
  readonly pedantic?: boolean;
}

/**
 * What is linted together: the files of one manifest, or one file that no manifest governs. Lints only when something
 * changed since the last time, and never throws: what goes wrong is logged.
 */
export class Project {
  readonly #workspace: Workspace;
  readonly #reads: NotingVfs;
  /** Holds the last good manifest while the present one is not valid. */
  readonly #instead: MemoryVfs;
  #goodManifest: Uint8Array | undefined;
  #stale = true;
  #linted = false;
  #running: Promise<Outcome> | undefined;
  #outcome = nothing;
  #logged = new Set<string>();

  /**
   * @param manifest absolute; undefined for a single file
   * @param root the folder that paths are shown relative to
   * @param paths the files that are meant, absolute, asked for anew at each lint
   */
  constructor(
    readonly manifest: string | undefined,
    readonly root: string,
    files: Vfs,
    readonly paths: () => readonly string[],
    readonly log: (message: string) => void,
    options: ProjectOptions = {},
  ) {
    this.#instead = new MemoryVfs({}, files);
    this.#reads = new NotingVfs(this.#instead);
    this.#workspace = openWorkspace({
      vfs: this.#reads,
      cwd: root,
      env: process.env,
      forceExclude: true,
      ...options,
      manifest: manifest ?? false,
    });
  }

  /** Whether something changed since the last lint. */
  get stale(): boolean {
    return this.#stale;
  }

  /** Whether there has been a lint at all. */
  get linted(): boolean {
    return this.#linted;
  }

  /** What the last lint gave. */
  get outcome(): Outcome {
    return this.#outcome;
  }

  /** Whether the last lint read a file. */
  reads(path: string): boolean {
    return this.#reads.noted.has(path);
  }

  /** A file as the last lint parsed it; undefined when it did not read it. */
  parsed(path: string): Document | undefined {
    return this.reads(path) ? this.#workspace.parsed(path) : undefined;
  }

  /** The clusters that a file belongs to; all of them where it is the manifest. */
  clustersOf(path: string): readonly Cluster[] {
    const { clusters } = this.#outcome;
    if (path === this.manifest) return clusters;
    return clusters.filter(({ sources }) =>
      sources.some((source) => this.pathOf({ source }) === path),
    );
  }

  /** The absolute path of a finding's file. */
  pathOf(place: { readonly source: Finding['source'] }): string {
    return resolve(this.root, place.source.path);
  }

  /** Says that something changed. */
  invalidate(): void {
    this.#stale = true;
  }

  /** The outcome for the texts as they are now: that of the last lint where nothing changed. */
  async fresh(): Promise<Outcome> {
    if (this.#stale)
      this.#running ??= this.#untilFresh().finally(() => (this.#running = undefined));
    return this.#running ?? this.#outcome;
  }

  async #untilFresh(): Promise<Outcome> {
    while (this.#stale) {
      this.#stale = false;
      const messages = new Set<string>();
      try {
        this.#outcome = await this.#lint(messages);
      } catch (error) {
        // findings of an older text would point at wrong places
        this.#outcome = nothing;
        messages.add(`internal error: ${error instanceof Error ? error.message : String(error)}`);
      }
      this.#linted = true;
      for (const message of messages) if (!this.#logged.has(message)) this.log(message);
      this.#logged = messages;
    }
    return this.#outcome;
  }

  async #lint(messages: Set<string>): Promise<Outcome> {
    const { manifest } = this;
    this.#reads.noted.clear();
    if (manifest === undefined) {
      const paths = this.paths();
      return paths.length > 0
        ? this.#collect(await this.#workspace.lint(paths), messages)
        : nothing;
    }
    this.#instead.remove(manifest);
    try {
      const bytes = this.#reads.read(manifest);
      const outcome = this.#collect(
        await this.#workspace.lint([manifest, ...this.paths()]),
        messages,
      );
      this.#goodManifest = bytes;
      return outcome;
    } catch (error) {
      if (!(error instanceof UsageError) || !error.place) throw error;
      return { ...(await this.#byLastGood(manifest, messages)), invalid: error };
    }
  }

  /** Findings by the last good manifest, but those in the manifest itself, whose places have moved. */
  async #byLastGood(manifest: string, messages: Set<string>): Promise<Outcome> {
    if (!this.#goodManifest) return nothing;
    this.#instead.write(manifest, this.#goodManifest);
    const { findings, clusters } = this.#collect(
      await this.#workspace.lint([manifest, ...this.paths()]),
      messages,
    );
    const others = [...findings].filter(([path]) => path !== manifest);
    const isElsewhere = (place: { source: Finding['source'] }): boolean =>
      this.pathOf(place) !== manifest;
    const kept = others.map(([path, list]) => {
      const told = list.map((one) => ({ ...one, related: one.related.filter(isElsewhere) }));
      return [path, told] as const;
    });
    return { findings: new Map(kept), clusters };
  }

  #collect(result: LintResult, messages: Set<string>): Outcome {
    for (const { rule, error } of result.crashes)
      messages.add(`internal error in ${rule}: ${error}`);
    for (const line of [...result.unreadable, ...result.unmatched]) messages.add(line);
    const findings = new Map<string, Finding[]>();
    for (const finding of result.findings) {
      const path = this.pathOf(finding);
      const list = findings.get(path);
      if (list) list.push(finding);
      else findings.set(path, [finding]);
    }
    return { findings, clusters: result.clusters };
  }
}
