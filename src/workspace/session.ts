import { dirname, isAbsolute, relative, resolve } from 'node:path/posix';
import { rules as allRules } from '../../rules/registry.js';
import { inReadingOrder, sortFindings } from '../core/index.js';
import type { Report, SourceText } from '../core/index.js';
import type { RuleMeta } from '../core/rule.js';
import { sizeLimit, tooLarge } from '../documents/decode.js';
import type { Document, DocumentKind } from '../documents/document.js';
import { parseBytes } from '../documents/parse.js';
import { parseVersions, type Versions } from '../settings/versions.js';
import type { Cluster, Platform } from '../topology/cluster.js';
import { UsageError } from './errors.js';
import { fixAll, type Fixed } from './fixing.js';
import { hasGlob } from './globs.js';
import { judgeGroup, readGroup, type Group, type ReadGroup } from './group.js';
import { ignoreMatcher, nearestManifest, resolveInputs } from './inputs.js';
import { judgedAs } from './judged-as.js';
import { Levels } from './levels.js';
import { readManifest, type Manifest } from './manifest.js';
import { together, type UnitResult } from './packed.js';
import type { RuleSetting } from './rule-setting.js';
import { stableSetOf } from './rule-sets.js';
import type { Asked } from './units.js';
import type { Vfs } from './vfs.js';

/** How a workspace is linted; all of it may be left out but the file system. */
export interface WorkspaceOptions {
  readonly vfs: Vfs;
  /** Absolute; paths are shown relative to it. */
  readonly cwd: string;
  /** Version, range or list for files whose cluster no manifest describes. */
  readonly esVersion?: string;
  readonly platform?: Platform;
  /** Severities of single rules, with options where they have some; stronger than the manifest's. */
  readonly rules?: Readonly<Record<string, RuleSetting>>;
  /** A manifest to use instead of the nearest one; `false` for none at all. */
  readonly manifest?: string | false;
  /** Run the rules that are in preview, too. */
  readonly preview?: boolean;
  /** Run the rules that were on by default in this version of elasticlint: `0.1`. */
  readonly rulesAsOf?: string;
  /** `YYYY-MM-DD`; the current day where left out. */
  readonly today?: string;
  /** Show findings of confidence `likely`, too. */
  readonly pedantic?: boolean;
  /** Say in the report what was decided, and what could not be. */
  readonly coverage?: boolean;
  /** What explicitly named files are, whatever their names and contents say. */
  readonly kind?: DocumentKind;
  /** Apply the manifest's ignore list to explicitly named files, too. */
  readonly forceExclude?: boolean;
  /** The environment, for passwords of keystores whose variables a manifest names; nothing else is looked up in it. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Read the key material that settings name also where no manifest describes the cluster. */
  readonly readsAllCertificates?: boolean;
  /** Lints files that no manifest governs in another way than one after the other; those that it leaves are linted so. */
  readonly spread?: (
    asked: readonly Asked[],
  ) => Promise<{ readonly units: readonly UnitResult[]; readonly left: ReadonlySet<string> }>;
  /** Told how many files have been read, again and again during a run. */
  readonly onRead?: (count: number) => void;
}

/** A report, and what went wrong on the way to it. */
export interface LintResult extends Report {
  /** Inputs that led to no file, each as a line for people. */
  readonly unmatched: readonly string[];
  /** Files and directories that could not be read, each as a line for people. */
  readonly unreadable: readonly string[];
  readonly clusters: readonly Cluster[];
  /** The rules that manifests declare. */
  readonly customRules: readonly RuleMeta[];
  /** What people should know of, each as a line: former ids of rules that are used. */
  readonly notes: readonly string[];
}

/** The one door to linting: command, language server and library all come through here. */
export class Workspace {
  readonly #documents = new Map<
    string,
    { bytes: Uint8Array; kind: DocumentKind | undefined; document: Document }
  >();

  /** Of files that no manifest governs: they are the same for each run. */
  #levels: Levels | undefined;

  constructor(readonly options: WorkspaceOptions) {}

  /** A path as people see it. */
  shown(path: string): string {
    return relative(this.options.cwd, path) || '.';
  }

  /** The absolute path of a source. */
  pathOf(source: SourceText): string {
    return resolve(this.options.cwd, source.path);
  }

  /** Reads and parses a file once; as long as its bytes stay the same, so does the document. @throws Error */
  document(path: string, kind?: DocumentKind): Document {
    const { vfs } = this.options;
    const size = vfs.stat(path)?.size ?? 0;
    if (size > sizeLimit) {
      const { source, problem } = tooLarge(this.shown(path), size);
      return { kind: 'unknown', source, problems: [problem!] };
    }
    const bytes = vfs.read(path);
    const known = this.#documents.get(path);
    if (known && known.kind === kind && Buffer.compare(known.bytes, bytes) === 0)
      return known.document;
    const document = parseBytes(this.shown(path), bytes, kind);
    this.#documents.set(path, { bytes, kind, document });
    this.options.onRead?.(this.#documents.size);
    return document;
  }

  /** A file as it was parsed last; undefined when it has not been read. */
  parsed(path: string): Document | undefined {
    return this.#documents.get(path)?.document;
  }

  /** Lets go of a file that is not needed any more. */
  forget(path: string): void {
    this.#documents.delete(path);
  }

  /** Reads a manifest. @throws UsageError */
  async manifest(path: string): Promise<Manifest> {
    const { source, problems } = this.readable(path);
    if (problems[0]) throw new UsageError(problems[0].text, problems[0]);
    return readManifest(path, source);
  }

  /** Reads a manifest, and those that it extends. @throws UsageError */
  async wholeManifest(path: string): Promise<Manifest> {
    const own = await this.manifest(path);
    if (own.extends.length === 0) return own;
    const { withExtended } = await import('./extends.js');
    return withExtended(own, { vfs: this.options.vfs, read: (other) => this.manifest(other) });
  }

  /**
   * The rules that run by a manifest and the options.
   *
   * @param elsewhere ids of rules that other manifests of the run declare
   * @throws UsageError for a rule or a version of elasticlint that there is not
   */
  async levels(
    manifest: Manifest | undefined,
    elsewhere: ReadonlySet<string> = new Set(),
  ): Promise<Levels> {
    const plainly = !manifest && elsewhere.size === 0;
    if (plainly && this.#levels) return this.#levels.forAnotherRun();
    const { rules = {}, preview = false, rulesAsOf } = this.options;
    const asOf = rulesAsOf === undefined ? undefined : await stableSetOf(rulesAsOf);
    const levels = new Levels(allRules, manifest, rules, { preview, asOf }, elsewhere);
    if (plainly) this.#levels = levels;
    return levels;
  }

  private readable(path: string): Document {
    try {
      return this.document(path, 'elasticsearch-yml');
    } catch (error) {
      throw new UsageError(`${this.shown(path)}: ${(error as Error).message}`);
    }
  }

  /**
   * Lints files, directories and globs.
   *
   * @throws UsageError for a wrong manifest, an unknown version or an unknown rule
   */
  async lint(paths: readonly string[]): Promise<LintResult> {
    const { esVersion } = this.options;
    const versions = esVersion === undefined ? undefined : await parseVersions(esVersion);
    const units: UnitResult[] = [];
    const { groups, ...trouble } = await this.read(paths, versions, units);
    const results = [together(units)];
    for (const group of groups) results.push(await judgeGroup(group));
    const clusters = results.flatMap((result) => result.clusters);
    return {
      findings: sortFindings(results.flatMap((result) => result.findings)),
      // whatever the order in which they were given, found and linted
      files: results.flatMap((result) => result.files).sort(byPath),
      suppressed: results
        .flatMap((result) => result.suppressed)
        .sort((a, b) => inReadingOrder(a.finding, b.finding)),
      crashes: results.flatMap((result) => result.crashes),
      ...trouble,
      clusters,
      customRules: [...new Set(results.flatMap((result) => result.customRules))],
      notes: [...new Set(results.flatMap((result) => result.notes))],
      ...(this.options.coverage && { coverage: results.flatMap((result) => result.coverage) }),
      ...judgedAs(clusters, versions),
    };
  }

  /**
   * Finds and reads the files of a run, so that they can be judged.
   *
   * @param versions what files are judged as whose cluster no manifest describes
   * @param units takes what was found of files by `spread`, which are then in no group
   */
  async read(
    paths: readonly string[],
    versions?: Versions,
    units?: UnitResult[],
  ): Promise<{ groups: ReadGroup[]; unmatched: string[]; unreadable: string[] }> {
    const { vfs, cwd } = this.options;
    const inputs = await resolveInputs(vfs, cwd, paths);
    const unreadable = inputs.unreadable.map(
      ({ path, reason }) => `${isAbsolute(path) ? this.shown(path) : path}: ${reason}`,
    );
    const found = await this.groups(inputs);
    const run = {
      explicit: new Set(inputs.explicit),
      versions,
      unreadable,
      customRules: new Set(
        found.flatMap(({ manifest }) => [...(manifest?.customRules.keys() ?? [])]),
      ),
    };
    const groups = [];
    for (const group of found) {
      // options may speak of rules that only the other manifests know
      if (!group.manifest && units && run.customRules.size === 0)
        units.push(...(await this.spread(group, run.explicit)));
      groups.push(await readGroup(this, group, run));
    }
    const unmatched = [
      ...inputs.unmatched.map((path) => this.explainUnmatched(path)),
      ...groups.flatMap(({ needed, reader }) => (needed ? reader.unmatched : [])),
    ];
    return { groups, unmatched, unreadable };
  }

  /** What was found in another way than here; those files leave the group. */
  private async spread(
    group: Group,
    explicit: ReadonlySet<string>,
  ): Promise<readonly UnitResult[]> {
    const asked = [...group.files].map((path) => ({ path, explicit: explicit.has(path) }));
    const { units, left } = (await this.options.spread?.(asked)) ?? { units: [], left: undefined };
    if (left) for (const path of group.files) if (!left.has(path)) group.files.delete(path);
    return units;
  }

  private explainUnmatched(given: string): string {
    const { vfs, cwd } = this.options;
    if (vfs.stat(resolve(cwd, given)))
      return `${given}: no elasticsearch.yml, settings payload or elasticlint.yml is in it`;
    return `${given}: ${hasGlob(given) ? 'no file matches' : 'no such file or directory'}`;
  }

  /** Files by the manifest that governs them. */
  private async groups(inputs: Awaited<ReturnType<typeof resolveInputs>>): Promise<Group[]> {
    const { vfs, cwd, manifest: forced } = this.options;
    const groups = new Map<string | undefined, Group>();
    const cache = new Map<string, string | undefined>();
    const groupOf = async (path: string | undefined): Promise<Group> => {
      const known = groups.get(path);
      if (known) return known;
      const manifest = path === undefined ? undefined : await this.wholeManifest(path);
      const ignored = await ignoreMatcher(manifest);
      const group: Group = { manifest, ignored, files: new Set(), whole: false };
      groups.set(path, group);
      return group;
    };
    const governing = (path: string): string | undefined => {
      if (forced === false) return undefined;
      return forced === undefined
        ? nearestManifest(vfs, dirname(path), cache)
        : resolve(cwd, forced);
    };
    for (const path of forced === false ? [] : inputs.manifests) {
      (
        await groupOf(forced === undefined || forced === false ? path : resolve(cwd, forced))
      ).whole = true;
    }
    const named = new Set(this.options.forceExclude === true ? [] : inputs.explicit);
    for (const path of [...inputs.explicit, ...inputs.found]) {
      const group = await groupOf(governing(path));
      if (named.has(path) || !group.ignored(path)) group.files.add(path);
    }
    return [...groups.values()];
  }

  /** Applies fixes in memory: see `fixAll`. */
  fix(paths: readonly string[], unsafe: boolean): Promise<Fixed> {
    const open = (vfs: Vfs): Workspace => new Workspace({ ...this.options, vfs });
    return fixAll(open, this.options.vfs, paths, unsafe);
  }
}

const byPath = (a: SourceText, b: SourceText): number => (a.path < b.path ? -1 : 1);

/** Opens a workspace. */
export function openWorkspace(options: WorkspaceOptions): Workspace {
  return new Workspace(options);
}
