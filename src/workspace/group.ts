import { dirname, isAbsolute, join } from 'node:path/posix';
import { currentDay } from '../core/day.js';
import { applySuppressions, runRules, type Finding, type SourceText } from '../core/index.js';
import type { Coverage, RunResult, Suppressed } from '../core/index.js';
import type { RuleMeta } from '../core/rule.js';
import type { Document, DocumentKind } from '../documents/document.js';
import { withOnly } from '../documents/eck.js';
import type { Versions } from '../settings/versions.js';
import { openKeystore, type KeystorePassword } from '../documents/keystore-file.js';
import { buildTopology, type ClusterInput } from '../topology/build.js';
import type { Cluster } from '../topology/cluster.js';
import { coverageOf } from '../topology/coverage.js';
import { UsageError } from './errors.js';
import { expandGlob } from './globs.js';
import type { Manifest, Patterns } from './manifest.js';
import type { Workspace } from './session.js';

/** Files that are linted together, because one manifest governs them; or those that none governs. */
export interface Group {
  readonly manifest: Manifest | undefined;
  /** Whether the manifest's ignore list names a path. */
  readonly ignored: (path: string) => boolean;
  /** The files that are meant, absolute. */
  readonly files: Set<string>;
  /** The manifest itself was named: all its files are meant. */
  whole: boolean;
}

/** What a run knows beside the groups. */
export interface Run {
  /** Files that were named one by one. */
  readonly explicit: ReadonlySet<string>;
  /** What files are judged as whose cluster no manifest describes. */
  readonly versions: Versions | undefined;
  /** The ids of the rules that any manifest of the run declares. */
  readonly customRules: ReadonlySet<string>;
  /** Takes a line for each file that cannot be read. */
  readonly unreadable: string[];
}

/** What came of one group. */
export interface GroupResult {
  readonly findings: readonly Finding[];
  readonly crashes: RunResult['crashes'];
  readonly suppressed: readonly Suppressed[];
  readonly files: readonly SourceText[];
  readonly clusters: readonly Cluster[];
  readonly coverage: readonly Coverage[];
  /** The rules that the manifest declares. */
  readonly customRules: readonly RuleMeta[];
  /** What people should know of, each as a line: former ids of rules that are used. */
  readonly notes: readonly string[];
}

/** What the files are that the manifest lists; of dumps the content tells. */
const kindOfPattern: Record<Patterns['key'], DocumentKind | undefined> = {
  dumps: undefined,
  nodes: 'elasticsearch-yml',
  settings: 'cluster-settings',
  keystore: 'keystore-list',
  roles: 'role',
  apiKeys: 'cross-cluster-api-key',
  environment: 'environment',
};

/** Reads the files of a group and sorts them into clusters. */
class GroupReader {
  /** Patterns of the manifest that led to nothing, each as a line for people. */
  readonly unmatched: string[] = [];
  /** Files that some cluster of the manifest has. */
  readonly owned = new Set<string>();

  constructor(
    readonly workspace: Workspace,
    readonly group: Group,
    readonly run: Run,
  ) {}

  private read(path: string, kind?: DocumentKind): Document[] {
    try {
      return [this.workspace.document(path, kind)];
    } catch (error) {
      this.run.unreadable.push(`${this.workspace.shown(path)}: ${(error as Error).message}`);
      return [];
    }
  }

  private async matching(
    manifest: Manifest,
    key: Patterns['key'],
    pattern: Patterns['patterns'][number],
  ) {
    const all = await expandGlob(this.workspace.options.vfs, manifest.directory, pattern.text);
    const paths = all.filter((path) => !this.group.ignored(path));
    if (paths.length === 0) {
      this.unmatched.push(new UsageError(`no file matches '${pattern.text}'`, pattern).toText());
    }
    for (const path of paths) this.owned.add(path);
    return paths.flatMap((path) => this.read(path, kindOfPattern[key]));
  }

  /** Documents with the keystores among them opened. */
  private opened(
    documents: readonly Document[],
    password?: KeystorePassword,
  ): Promise<readonly Document[]> {
    return Promise.all(
      documents.map(async (document) =>
        document.kind === 'keystore-file' ? await openKeystore(document, password) : document,
      ),
    );
  }

  /** A password that is in an environment variable, if that is set. */
  private secret(variable: string): KeystorePassword {
    const text = this.workspace.options.env?.[variable];
    return { text, origin: `the environment variable ${variable}` };
  }

  /** The clusters that the manifest describes. */
  async declared(): Promise<ClusterInput[]> {
    const { manifest } = this.group;
    const clusters: ClusterInput[] = [];
    for (const { facts, files, ...secrets } of manifest?.clusters ?? []) {
      const documents: Document[] = [];
      for (const { key, patterns } of files) {
        for (const pattern of patterns)
          for (const document of await this.matching(manifest!, key, pattern))
            documents.push(this.ofCluster(document, facts.name, pattern));
      }
      const password =
        secrets.keystorePassword === undefined ? undefined : this.secret(secrets.keystorePassword);
      const passwords = new Map(
        [...secrets.passwords].map(([setting, variable]) => [setting, this.secret(variable)]),
      );
      clusters.push({ facts, documents: await this.opened(documents, password), passwords });
    }
    return clusters;
  }

  /** What of a file a cluster means that has it: of several resources the one that is called like it. */
  private ofCluster(
    document: Document,
    cluster: string,
    pattern: Patterns['patterns'][number],
  ): Document {
    if (document.kind !== 'eck' || document.resources.length < 2) return document;
    const resource = document.resources.find(({ name }) => name === cluster);
    if (resource) return withOnly(document, resource);
    const names = document.resources.map(({ name }) => name ?? '…').join(', ');
    throw new UsageError(
      `${document.source.path} holds several clusters (${names}): call the cluster here like the one that is meant`,
      pattern,
    );
  }

  /** Each file that no cluster has, as a cluster of its own; each resource where it holds several. */
  async alone(): Promise<ClusterInput[]> {
    const { workspace, run } = this;
    const { platform, kind } = workspace.options;
    const facts = {
      ...(run.versions && { versions: run.versions }),
      ...(platform && { platform }),
    };
    const files = [...this.group.files].filter((path) => !this.owned.has(path));
    const inputs = files.map(async (path) => {
      const read = this.read(path, run.explicit.has(path) ? kind : undefined);
      const shown = workspace.shown(path);
      return (await this.opened(read)).flatMap((document) =>
        document.kind === 'eck' && document.resources.length > 0
          ? document.resources.map((resource) => ({
              facts: { name: `${shown} (${resource.name ?? '…'})`, ...facts },
              documents: [withOnly(document, resource)],
            }))
          : [{ facts: { name: shown, ...facts }, documents: [document] }],
      );
    });
    return (await Promise.all(inputs)).flat();
  }

  /** A file that a setting of a node names. What is not there or is no text is not known; it is not wrong. */
  named<K extends 'pem' | 'elasticsearch-yml' | 'store'>(
    kind: K,
    node: SourceText,
    path: string,
  ): Extract<Document, { readonly kind: K }> | undefined {
    const { workspace } = this;
    const absolute = isAbsolute(path) ? path : join(dirname(workspace.pathOf(node)), path);
    try {
      if (workspace.options.vfs.stat(absolute)?.type !== 'file') return undefined;
      const document = workspace.document(absolute, kind);
      return document.kind === kind
        ? (document as Extract<Document, { readonly kind: K }>)
        : undefined;
    } catch {
      return undefined;
    }
  }
}

/** A file that was too large or is no text was not checked, and does not count as such. */
const isChecked = (document: Document): boolean =>
  document.kind !== 'unknown' ||
  (document.problems.length > 0 && document.problems[0]!.code !== 'too-large');

/** A group whose files have been read, to be judged once or, as other versions, several times. */
export interface ReadGroup {
  readonly group: Group;
  readonly clusters: readonly ClusterInput[];
  /** Some cluster of the manifest is among them. */
  readonly needed: boolean;
  readonly reader: GroupReader;
}

/** Reads the files of one group. */
export async function readGroup(workspace: Workspace, group: Group, run: Run): Promise<ReadGroup> {
  const reader = new GroupReader(workspace, group, run);
  const declared = await reader.declared();
  const needed = group.whole || [...group.files].some((path) => reader.owned.has(path));
  return {
    group,
    clusters: [...(needed ? declared : []), ...(await reader.alone())],
    needed,
    reader,
  };
}

/** Whether findings about a file are asked for. */
export const isMeantIn =
  ({ group, reader }: ReadGroup) =>
  ({ source }: { readonly source: SourceText }): boolean =>
    group.whole || group.files.has(reader.workspace.pathOf(source));

/** A finding without its fix where that would change a file that nobody named. */
function onlyFixing(finding: Finding, isMeant: ReturnType<typeof isMeantIn>): Finding {
  const { fix, ...rest } = finding;
  return fix?.edits.every(isMeant) === false ? rest : finding;
}

/**
 * Lints the files of one group.
 *
 * @param inputs the clusters of the group, as they were read unless other versions are asked for
 * @throws UsageError for an unknown rule in the manifest or the options
 */
export async function judgeGroup(
  read: ReadGroup,
  inputs: readonly ClusterInput[] = read.clusters,
): Promise<GroupResult> {
  const { group, needed, reader } = read;
  const { manifest } = group;
  const { options } = reader.workspace;
  const levels = await reader.workspace.levels(manifest, reader.run.customRules);
  const topology = await buildTopology({
    clusters: inputs,
    links: needed ? (manifest?.links ?? []) : [],
    pem: (node, path) => reader.named('pem', node.source, path),
    yml: (node, path) => reader.named('elasticsearch-yml', node.source, path),
    readsAll: options.readsAllCertificates === true,
    store: (node, path) => reader.named('store', node.source, path),
  });
  const today = options.today ?? currentDay();
  const { findings, crashes } = runRules(levels.active, topology.subjects, {
    today,
    options: levels.options,
  });
  // one file may describe several clusters
  const documents = [
    ...new Map(
      inputs.flatMap(({ documents: all }) => all.map((one) => [one.source, one] as const)),
    ).values(),
  ];
  const sources = documents.map((document) => document.source);
  const kept = applySuppressions(findings, manifest ? [...sources, manifest.source] : sources, {
    today,
    resolve: (id) => levels.resolve(id),
    active: levels.activeIds,
    own: levels.suppressions,
    requireReason: manifest?.requireReason?.value === true,
  });
  const isMeant = isMeantIn(read);
  return {
    findings: levels
      .apply(kept.findings)
      .filter(({ confidence }) => options.pedantic === true || confidence === 'certain')
      .filter((finding) => isMeant(finding) || finding.related.some(isMeant))
      .map((finding) => onlyFixing(finding, isMeant)),
    crashes,
    suppressed: kept.suppressed.filter(({ finding }) => isMeant(finding)),
    files: documents
      .filter((document) => isMeant(document) && isChecked(document))
      .map(({ source }) => source),
    clusters: topology.clusters,
    coverage: options.coverage === true ? coverageOf(topology.clusters, levels.active) : [],
    customRules: [...(manifest?.customRules.values() ?? [])].map(({ rule }) => rule),
    notes: levels.notes,
  };
}
