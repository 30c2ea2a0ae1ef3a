import { dirname, join, relative } from 'node:path/posix';
import type { Document, RequestBody } from '../documents/document.js';
import { isYmlPath } from '../documents/parse.js';
import { pairOf, type Tree } from '../documents/tree.js';
import { newestVersion } from '../settings/versions.js';
import { buildTopology } from '../topology/build.js';
import type { Link } from '../topology/link.js';
import { textValue } from '../settings/entry.js';
import { expandGlob } from './globs.js';
import { filesBelow } from './inputs.js';
import type { Patterns } from './manifest.js';
import type { Workspace } from './session.js';

/** What a survey reads through: a file system, and documents by path. */
export type Surveyor = Pick<Workspace, 'options' | 'document' | 'shown'>;

type Key = Patterns['key'];

/** A file that belongs to a cluster, with the key of the manifest under which it is listed. */
interface Found {
  /** Relative to the directory of the manifest. */
  readonly path: string;
  readonly key: Key;
  readonly document: Document;
}

/** The files of one cluster, nodes first. */
export interface FoundCluster {
  readonly name: string;
  readonly files: Found[];
}

/** What is below a directory, sorted into clusters. */
export interface Survey {
  readonly directory: string;
  readonly clusters: readonly FoundCluster[];
  readonly links: readonly Link[];
  /** Files that could belong to several clusters. */
  readonly unassigned: readonly Found[];
  /** What could not be read on the way, each as a line for people. */
  readonly unreadable: readonly string[];
}

const candidate =
  /\.(?:json|txt|list|console|es|http)$|\b(?:elasticsearch\.keystore|roles\.ya?ml)$/i;

/** A file that merely has a key called `indices` is no role. */
function isRole(tree: Tree | undefined): boolean {
  if (pairOf(tree, 'remote_indices')) return true;
  const indices = pairOf(tree, 'indices')?.value;
  return (
    indices?.kind === 'sequence' &&
    indices.items.some((item) => pairOf(item, 'privileges') !== undefined)
  );
}

/** A role, or roles by their names: roles.yml is not a name of Elasticsearch's alone. */
const hasRoles = ({ tree }: RequestBody): boolean =>
  isRole(tree) || (tree?.kind === 'mapping' && tree.pairs.some(({ value }) => isRole(value)));

/** Under which key of the manifest a document belongs, if any. */
function keyOf(document: Document): Key | undefined {
  if (document.kind === 'elasticsearch-yml') return 'nodes';
  if (document.kind === 'eck') return document.resources.length === 1 ? 'nodes' : undefined;
  if (document.kind === 'keystore-list') return document.names.length > 0 ? 'keystore' : undefined;
  if (document.kind === 'keystore-file') return document.envelope && 'keystore';
  if (!('bodies' in document)) return undefined;
  const { bodies } = document;
  if (bodies.some((body) => body.kind === 'cluster-settings')) return 'settings';
  if (bodies.some((body) => body.kind.endsWith('-dump'))) return 'dumps';
  const isKey = ({ kind }: RequestBody): boolean =>
    kind === 'cross-cluster-api-key' || kind === 'api-key-response';
  if (bodies.some(isKey)) return 'apiKeys';
  return bodies.some((body) => body.kind === 'role' && hasRoles(body)) ? 'roles' : undefined;
}

const segments = (path: string): string[] =>
  dirname(path) === '.' ? [] : dirname(path).split('/');

function sharedLength(a: readonly string[], b: readonly string[]): number {
  const differs = a.findIndex((segment, index) => segment !== b[index]);
  return differs < 0 ? a.length : differs;
}

/** Nodes by `cluster.name`; those without one by the first directory that tells the nodes apart. */
async function clustersOf(nodes: readonly Found[]): Promise<FoundCluster[]> {
  const { clusters } = await buildTopology({
    clusters: nodes.map(({ path, document }) => ({ facts: { name: path }, documents: [document] })),
    links: [],
    pem: () => undefined,
  });
  const first = segments(nodes[0]?.path ?? '');
  const common = Math.min(...nodes.map(({ path }) => sharedLength(first, segments(path))));
  const groups = new Map<string, FoundCluster>();
  const names = new Set<string>();
  nodes.forEach((node, index) => {
    const { nodes: own, resources } = clusters[index]!;
    const given = resources[0]?.name ?? textValue(own[0]?.settings.get('cluster.name'));
    const place = segments(node.path)[common] ?? segments(node.path).at(-1) ?? 'elasticsearch';
    const id = given === undefined ? `in ${place}` : `called ${given}`;
    const group = groups.get(id);
    if (group) return void group.files.push(node);
    let name = given ?? place;
    for (let count = 2; names.has(name); count++) name = `${given ?? place}-${count}`;
    names.add(name);
    groups.set(id, { name, files: [node] });
  });
  return [...groups.values()];
}

/** The cluster with the node that is nearest to a file; undefined where several are equally near. */
function nearestCluster(path: string, clusters: readonly FoundCluster[]): FoundCluster | undefined {
  const own = segments(path);
  const closeness = ({ files }: FoundCluster): number =>
    Math.max(
      ...files.map((node) => {
        const shared = sharedLength(own, segments(node.path));
        return shared * 100 - segments(node.path).length;
      }),
    );
  const ranked = clusters.map((cluster) => ({ cluster, closeness: closeness(cluster) }));
  ranked.sort((a, b) => b.closeness - a.closeness);
  return ranked[0]?.closeness === ranked[1]?.closeness ? undefined : ranked[0]?.cluster;
}

/**
 * Looks below a directory for nodes and for what belongs to their clusters; `.gitignore` files are respected.
 *
 * @param directory absolute; where the manifest is going to be
 */
export async function survey(workspace: Surveyor, directory: string): Promise<Survey> {
  const failed: { path: string; reason: string }[] = [];
  const found: Found[] = [];
  for (const absolute of await filesBelow(workspace.options.vfs, directory, failed)) {
    if (!isYmlPath(absolute) && !candidate.test(absolute)) continue;
    try {
      const document = workspace.document(absolute);
      const key = keyOf(document);
      if (key) found.push({ path: relative(directory, absolute), key, document });
    } catch (error) {
      failed.push({ path: absolute, reason: (error as Error).message });
    }
  }
  const nodes = found.filter((file) => file.key === 'nodes');
  const clusters = await clustersOf(nodes);
  const unassigned: Found[] = [];
  // the nearest node is looked for among nodes only, so all are placed before any is added
  const others = found.filter((file) => file.key !== 'nodes');
  const owners = others.map((file) => nearestCluster(file.path, clusters));
  others.forEach((file, index) => (owners[index]?.files ?? unassigned).push(file));
  const topology = await buildTopology({
    clusters: clusters.map(({ name, files }) => ({
      // declared, so that links between them are looked for
      facts: { name, declaredAt: files[0]!.document.source.firstLine() },
      documents: files.map((file) => file.document),
    })),
    links: [],
    pem: () => undefined,
  });
  const links = topology.clusters.flatMap((cluster) => cluster.links);
  const unreadable = failed.map(({ path, reason }) => `${workspace.shown(path)}: ${reason}`);
  return { directory, clusters, links, unassigned, unreadable };
}

/** A text as YAML, quoted where it could be read as something else. */
const yamlText = (text: string): string =>
  /^[A-Za-z_][\w./*-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off)$/i.test(text)
    ? text
    : JSON.stringify(text);

/** The one pattern with a `*` in a single segment that names exactly the given files, else the files themselves. */
async function patternsFor(
  { options }: Surveyor,
  directory: string,
  paths: readonly string[],
): Promise<readonly string[]> {
  const split = paths.map((path) => path.split('/'));
  const varying = split[0]!.flatMap((segment, index) =>
    split.some((other) => other[index] !== segment) ? [index] : [],
  );
  if (varying.length !== 1 || split.some((other) => other.length !== split[0]!.length))
    return paths;
  const [at] = varying as [number];
  const isFile = at === split[0]!.length - 1;
  const ending = isFile ? /(?:\.[a-z\d]+)?$/i.exec(split[0]![at]!)![0] : '';
  const pattern = split[0]!.with(at, `*${ending}`).join('/');
  const covered = await expandGlob(options.vfs, directory, pattern);
  const wanted = new Set(paths.map((path) => join(directory, path)));
  return covered.length === wanted.size && covered.every((path) => wanted.has(path))
    ? [pattern]
    : paths;
}

const notes: Partial<Record<Key, string>> = {
  settings: '  # in the order in which they are applied',
};

async function clusterLines(
  workspace: Surveyor,
  directory: string,
  { name, files }: FoundCluster,
): Promise<string[]> {
  const lines = [
    `  ${yamlText(name)}:`,
    `    # version: ${newestVersion}  # set it to what the nodes run; without it the newest known is assumed`,
    '    # platform: self-managed  # or ech, ece, eck, serverless',
    '    # addresses: [es.example.com]  # other names by which it is dialled',
  ];
  for (const key of ['nodes', 'dumps', 'settings', 'keystore', 'roles', 'apiKeys'] as const) {
    const paths = files.filter((file) => file.key === key).map((file) => file.path);
    if (paths.length === 0) continue;
    const note = paths.length > 1 ? (notes[key] ?? '') : '';
    const patterns = (await patternsFor(workspace, directory, paths)).map(yamlText);
    if (patterns.length === 1) lines.push(`    ${key}: [${patterns[0]!}]${note}`);
    else lines.push(`    ${key}:${note}`, ...patterns.map((pattern) => `      - ${pattern}`));
  }
  return lines;
}

function linkLines(links: readonly Link[], clusters: readonly FoundCluster[]): string[] {
  const write = (link: Link, to: string): string =>
    `- { from: ${yamlText(link.from.name)}, alias: ${yamlText(link.alias)}, to: ${yamlText(to)} }`;
  const known = links.flatMap((link) => (link.to ? [`  ${write(link, link.to.name)}`] : []));
  const open = links.flatMap((link) => {
    if (link.to) return [];
    const namesake = clusters.find(({ name }) => name === link.alias && name !== link.from.name);
    return [
      namesake
        ? `  # ${write(link, namesake.name)}  # a guess by the name: uncomment it if it is so`
        : `  # ${write(link, '…')}  # no cluster here publishes the address that it dials`,
    ];
  });
  if (known.length === 0) return open.length > 0 ? ['', '# links:', ...open] : [];
  return [
    '',
    'links:  # matched by address; `use: [search, replication]` says what a link is for',
    ...known,
    ...open,
  ];
}

const head = [
  '# Which files make up which clusters, and how the clusters are linked. Paths are relative to this file;',
  '# globs are allowed. Everything that is not given counts as not known.',
  'version: 1',
];

const template = [
  '',
  '# clusters:',
  '#   local:',
  `#     version: ${newestVersion}  # what the nodes run; a range or list while upgrading`,
  '#     nodes: [local/*/elasticsearch.yml]',
  '#     settings: [local/settings/*.json]  # bodies of PUT _cluster/settings in the order applied',
  '#     keystore: [local/keystore.txt]  # output of `elasticsearch-keystore list`',
  '#     roles: [local/roles/*.json]',
  '#   remote:',
  `#     version: ${newestVersion}`,
  '#     nodes: [remote/elasticsearch.yml]',
  '#     apiKeys: [remote/api-key.json]  # bodies of POST _security/cross_cluster/api_key',
  '# links:',
  '#   - { from: local, alias: remote, to: remote, use: [search, replication] }',
];

/** A survey as the text of a manifest; a commented template where nothing was found. */
export async function renderManifest(workspace: Surveyor, found: Survey): Promise<string> {
  const { directory, clusters, links, unassigned } = found;
  if (clusters.length === 0) return `${[...head, ...template].join('\n')}\n`;
  const blocks = await Promise.all(
    clusters.map((cluster) => clusterLines(workspace, directory, cluster)),
  );
  const rest = unassigned.map(({ path, key }) => `#   ${key}: ${yamlText(path)}`);
  return `${[
    ...head,
    '',
    'clusters:',
    ...blocks.flatMap((block, index) => (index === 0 ? block : ['', ...block])),
    ...linkLines(links, clusters),
    ...(rest.length > 0
      ? ['', '# These could belong to several clusters; list each under its own:', ...rest]
      : []),
  ].join('\n')}\n`;
}

/**
 * Writes a manifest, with comments, for what is below a directory.
 *
 * @param directory absolute
 * @returns the text of a valid elasticlint.yml
 */
export async function proposeManifest(workspace: Surveyor, directory: string): Promise<string> {
  return renderManifest(workspace, await survey(workspace, directory));
}
