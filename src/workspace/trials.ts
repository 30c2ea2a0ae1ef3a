import { sortFindings, type Finding, type SourceText } from '../core/index.js';
import type { RunResult } from '../core/index.js';
import { Versions } from '../settings/versions.js';
import type { ClusterInput } from '../topology/build.js';
import { isMeantIn, judgeGroup, type ReadGroup } from './group.js';
import type { Workspace } from './session.js';

/** What is found when the files are judged as one version. */
export interface Outcome {
  readonly version: string;
  readonly findings: readonly Finding[];
  readonly crashes: RunResult['crashes'];
}

/** One cluster, or the files that no manifest describes, judged as each of several versions. */
export interface Trial {
  /** The cluster of the manifest; all others keep the versions that the manifest gives them. */
  readonly cluster?: string;
  /** Its versions as the manifest declares them. */
  readonly declared?: string;
  /** The files that were checked. */
  readonly files: readonly SourceText[];
  /** Some of them configure nodes; otherwise there are only bodies of requests and the like. */
  readonly hasNodes: boolean;
  readonly outcomes: readonly Outcome[];
}

/** All trials of a run, and what went wrong on the way to them. */
export interface Trials {
  readonly trials: readonly Trial[];
  readonly unmatched: readonly string[];
  readonly unreadable: readonly string[];
}

/**
 * Judges files as each of several versions; they are read and parsed once.
 *
 * @throws UsageError for a wrong manifest or an unknown rule
 */
export async function tryVersions(
  workspace: Workspace,
  paths: readonly string[],
  versions: readonly string[],
): Promise<Trials> {
  const { groups, ...trouble } = await workspace.read(paths);
  const trials: Trial[] = [];
  for (const group of groups)
    for (const moved of movable(group)) trials.push(await tryCluster(group, moved, versions));
  return { trials: trials.filter(({ files }) => files.length > 0), ...trouble };
}

/** The clusters that are tried one by one: those that the run is about; files without a cluster go together. */
function movable(read: ReadGroup): ClusterInput[][] {
  const isMeant = isMeantIn(read);
  const meant = read.clusters.filter(({ documents }) => documents.some(isMeant));
  const alone = meant.filter(({ facts }) => !facts.declaredAt);
  const declared = meant.filter(({ facts }) => facts.declaredAt).map((cluster) => [cluster]);
  return alone.length > 0 ? [...declared, alone] : declared;
}

async function tryCluster(
  read: ReadGroup,
  moved: readonly ClusterInput[],
  versions: readonly string[],
): Promise<Trial> {
  const own = new Set(moved.flatMap(({ documents }) => documents.map(({ source }) => source)));
  const isOwn = ({ source }: { readonly source: SourceText }): boolean => own.has(source);
  const outcomes: Outcome[] = [];
  let files: readonly SourceText[] = [];
  for (const version of versions) {
    const judgedAs = new Versions([version], version);
    const clusters = read.clusters.map((cluster) =>
      moved.includes(cluster)
        ? { ...cluster, facts: { ...cluster.facts, versions: judgedAs } }
        : cluster,
    );
    const { findings, crashes, files: checked } = await judgeGroup(read, clusters);
    files = checked.filter((source) => own.has(source));
    outcomes.push({
      version,
      findings: sortFindings(
        findings.filter((finding) => isOwn(finding) || finding.related.some(isOwn)),
      ),
      crashes,
    });
  }
  const { name, declaredAt, versions: declared } = moved[0]!.facts;
  return {
    ...(declaredAt && { cluster: name, ...(declared && { declared: declared.text }) }),
    files,
    hasNodes: moved.some(({ documents }) =>
      documents.some(({ kind }) => kind === 'elasticsearch-yml'),
    ),
    outcomes,
  };
}
