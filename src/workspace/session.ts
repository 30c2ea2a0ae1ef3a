import { dirname, isAbsolute, join, relative, resolve } from 'node:path/posix';
import { rules as allRules } from '../../rules/registry.js';
import { chooseFixes, applyFixes, runRules, applySuppressions, sortFindings } from '../core/index.js';
import type { Report, SourceText } from '../core/index.js';
import { encode, sizeLimit, tooLarge } from '../documents/decode.js';
import type { Document, DocumentKind, PemDocument } from '../documents/document.js';
import { parseBytes } from '../documents/parse.js';
import { assumedVersions, compareVersions, parseVersions, type Versions } from '../settings/versions.js';
import { buildTopology, type ClusterInput } from '../topology/build.js';
import type { Cluster, Platform } from '../topology/cluster.js';
import { UsageError } from './errors.js';
import { expandGlob, hasGlob } from './globs.js';
import { ignoreMatcher, nearestManifest, resolveInputs } from './inputs.js';
import { readManifest, type Level, type Manifest, type Patterns } from './manifest.js';
import { Levels } from './levels.js';
import { MemoryVfs, type Vfs } from './vfs.js';

/** How a workspace is linted; all of it may be left out but the file system. */
export interface WorkspaceOptions {
  readonly vfs: Vfs;
  /** Absolute; paths are shown relative to it. */
  readonly cwd: string;
  /** Version, range or list for files whose cluster no manifest describes. */
  readonly esVersion?: string;
  readonly platform?: Platform;
  /** Severities of single rules; stronger than the manifest's. */
  readonly rules?: Readonly<Record<string, Level>>;
  /** A manifest to use instead of the nearest one; `false` for none at all. */
  readonly manifest?: string | false;
  /** `YYYY-MM-DD`; the current day where left out. */
  readonly today?: string;
  /** Show findings of confidence `likely`, too. */
  readonly pedantic?: boolean;
  /** What explicitly named files are, whatever their names and contents say. */
  readonly kind?: DocumentKind;
  /** Apply the manifest's ignore list to explicitly named files, too. */
  readonly forceExclude?: boolean;
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
}

interface Group {
  readonly manifest: Manifest | undefined;
  readonly files: Set<string>;
  /** The manifest itself was named: all its files are meant. */
  whole: boolean;
}

const kindOfPattern: Record<Patterns['key'], DocumentKind> = {
  nodes: 'elasticsearch-yml',
  settings: 'cluster-settings',
  keystore: 'keystore-list',
  roles: 'role',
  apiKeys: 'cross-cluster-api-key',
};

/** The one door to linting: command, language server and library all come through here. */
export class Workspace {
  readonly #documents = new Map<string, { bytes: Uint8Array; kind: DocumentKind | undefined; document: Document }>();

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
    if (known && known.kind === kind && Buffer.compare(known.bytes, bytes) === 0) return known.document;
    const document = parseBytes(this.shown(path), bytes, kind);
    this.#documents.set(path, { bytes, kind, document });
    this.options.onRead?.(this.#documents.size);
    return document;
  }

  /** Reads a manifest. @throws UsageError */
  async manifest(path: string): Promise<Manifest> {
    const { source, problems } = this.readable(path);
    if (problems[0]) throw new UsageError(problems[0].text, problems[0]);
    return readManifest(path, source);
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
    const { vfs, cwd } = this.options;
    const inputs = await resolveInputs(vfs, cwd, paths);
    const versions = this.options.esVersion === undefined ? undefined : await parseVersions(this.options.esVersion);
    const unreadable = inputs.unreadable.map(({ path, reason }) => `${isAbsolute(path) ? this.shown(path) : path}: ${reason}`);
    const results = [];
    for (const group of await this.groups(inputs)) {
      results.push(await this.lintGroup(group, new Set(inputs.explicit), versions, unreadable));
    }
    const clusters = results.flatMap((result) => result.clusters);
    return {
      findings: sortFindings(results.flatMap((result) => result.findings)),
      files: results.flatMap((result) => result.files),
      suppressed: results.flatMap((result) => result.suppressed),
      crashes: results.flatMap((result) => result.crashes),
      unmatched: [...inputs.unmatched.map((path) => this.explainUnmatched(path)), ...results.flatMap((result) => result.unmatched)],
      unreadable,
      clusters,
      ...judged(clusters, versions),
    };
  }

  private explainUnmatched(given: string): string {
    const { vfs, cwd } = this.options;
    if (vfs.stat(resolve(cwd, given))) return `${given}: no elasticsearch.yml, settings payload or elasticlint.yml is in it`;
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
      const group = { manifest: path === undefined ? undefined : await this.manifest(path), files: new Set<string>(), whole: false };
      groups.set(path, group);
      return group;
    };
    const governing = (path: string): string | undefined => {
      if (forced === false) return undefined;
      return forced === undefined ? nearestManifest(vfs, dirname(path), cache) : resolve(cwd, forced);
    };
    for (const path of forced === false ? [] : inputs.manifests) {
      (await groupOf(forced === undefined || forced === false ? path : resolve(cwd, forced))).whole = true;
    }
    const files = new Set([...inputs.explicit, ...inputs.found]);
    for (const path of files) {
      const group = await groupOf(governing(path));
      const ignored = await ignoreMatcher(group.manifest);
      const named = inputs.explicit.includes(path) && this.options.forceExclude !== true;
      if (named || !ignored(path)) group.files.add(path);
    }
    return [...groups.values()];
  }

  private async lintGroup(group: Group, explicit: ReadonlySet<string>, versions: Versions | undefined, unreadable: string[]) {
    const levels = new Levels(allRules, group.manifest, this.options.rules ?? {});
    const unmatched: string[] = [];
    const read = (path: string, kind?: DocumentKind): Document[] => {
      try {
        return [this.document(path, kind)];
      } catch (error) {
        unreadable.push(`${this.shown(path)}: ${(error as Error).message}`);
        return [];
      }
    };
    const owned = new Set<string>();
    const clusters: ClusterInput[] = [];
    for (const { facts, files } of group.manifest?.clusters ?? []) {
      const documents: Document[] = [];
      for (const { key, patterns } of files) {
        for (const pattern of patterns) {
          const paths = await this.filesOf(group.manifest!, pattern.text);
          if (paths.length === 0) unmatched.push(new UsageError(`no file matches '${pattern.text}'`, pattern).toText());
          for (const path of paths) {
            owned.add(path);
            documents.push(...read(path, kindOfPattern[key]));
          }
        }
      }
      clusters.push({ facts, documents });
    }
    const facts = { ...(versions && { versions }), ...(this.options.platform && { platform: this.options.platform }) };
    const alone = [...group.files].filter((path) => !owned.has(path)).map((path) => ({
      facts: { name: this.shown(path), ...facts },
      documents: read(path, explicit.has(path) ? this.options.kind : undefined),
    }));
    const needed = group.whole || [...group.files].some((path) => owned.has(path));
    const inputs = [...(needed ? clusters : []), ...alone];
    const topology = await buildTopology({
      clusters: inputs,
      links: needed ? (group.manifest?.links ?? []) : [],
      pem: (node, path) => this.pem(node.source, path),
    });
    const today = this.options.today ?? new Date().toISOString().slice(0, 10);
    const { findings, crashes } = runRules(levels.active, topology.subjects, { today });
    const documents = inputs.flatMap((cluster) => cluster.documents);
    const sources = documents.map((document) => document.source);
    const kept = applySuppressions(findings, group.manifest ? [...sources, group.manifest.source] : sources, {
      today,
      resolve: (id) => levels.resolve(id),
      active: new Set(levels.active.map((rule) => rule.id)),
      own: levels.suppressions,
    });
    const isMeant = (source: SourceText): boolean => group.whole || group.files.has(this.pathOf(source));
    const shown = levels
      .apply(kept.findings)
      .filter((finding) => this.options.pedantic === true || finding.confidence === 'certain')
      .filter((finding) => isMeant(finding.source) || finding.related.some((related) => isMeant(related.source)));
    const files = documents.filter((document) => isMeant(document.source) && isChecked(document));
    return { findings: shown, crashes, suppressed: kept.suppressed.filter(({ finding }) => isMeant(finding.source)), files: files.map((file) => file.source), clusters: topology.clusters, unmatched: needed ? unmatched : [] };
  }

  private async filesOf(manifest: Manifest, pattern: string): Promise<string[]> {
    const ignored = await ignoreMatcher(manifest);
    const paths = await expandGlob(this.options.vfs, manifest.directory, pattern);
    return paths.filter((path) => !ignored(path));
  }

  private pem(node: SourceText, path: string): PemDocument | undefined {
    const absolute = isAbsolute(path) ? path : join(dirname(this.pathOf(node)), path);
    try {
      if (this.options.vfs.stat(absolute)?.type !== 'file') return undefined;
      const document = this.document(absolute, 'pem');
      return document.kind === 'pem' ? document : undefined;
    } catch {
      // unreadable key material is not known; it is not wrong
      return undefined;
    }
  }

  /**
   * Applies fixes in memory, lints again, until nothing changes (at most ten times).
   *
   * @param unsafe whether fixes that change the meaning are wanted, too
   * @returns the new texts by absolute path (as bytes, with the byte order mark if there was one), and the report
   */
  async fix(paths: readonly string[], unsafe: boolean): Promise<{ changed: Map<string, Uint8Array>; fixed: number; result: LintResult }> {
    const overlay = new MemoryVfs({}, this.options.vfs);
    const inner = new Workspace({ ...this.options, vfs: overlay });
    const changed = new Map<string, Uint8Array>();
    let fixed = 0;
    for (let round = 0; ; round++) {
      const result = await inner.lint(paths);
      const fixes = round < 10 ? chooseFixes(result.findings, unsafe) : [];
      if (fixes.length === 0) return { changed, fixed, result };
      fixed += fixes.length;
      for (const [source, text] of applyFixes(fixes)) {
        const bytes = encode(source, text);
        changed.set(inner.pathOf(source), bytes);
        overlay.write(inner.pathOf(source), bytes);
      }
    }
  }
}

/** A file that was too large or is no text was not checked, and does not count as such. */
const isChecked = (document: Document): boolean =>
  document.kind !== 'unknown' || (document.problems.length > 0 && document.problems[0]!.code !== 'too-large');

/** The versions that a run judged by, for reports. */
function judged(clusters: readonly Cluster[], given: Versions | undefined): Pick<Report, 'esVersion' | 'judgedAs'> {
  const declared = clusters.flatMap((cluster) => cluster.facts.versions ?? []);
  const all = declared.length > 0 ? declared : [given ?? assumedVersions];
  const texts = [...new Set(all.map((versions) => versions.text))];
  const newest = all.map((versions) => versions.newest).sort(compareVersions).at(-1)!;
  const origin = clusters.some((cluster) => cluster.facts.declaredAt && cluster.facts.versions)
    ? 'elasticlint.yml'
    : given
      ? '--es-version'
      : 'the newest known; --es-version sets another';
  return { esVersion: newest, judgedAs: `${texts.join(' and ')} (${origin})` };
}

/** Opens a workspace. */
export function openWorkspace(options: WorkspaceOptions): Workspace {
  return new Workspace(options);
}
