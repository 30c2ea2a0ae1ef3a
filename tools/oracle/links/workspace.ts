import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Side } from './network.js';

/** One cluster as the manifest of a workspace describes it; paths are relative to the workspace. */
export interface Cluster {
  readonly version: string;
  readonly license?: string;
  readonly settings?: readonly string[];
  readonly roles?: readonly string[];
  readonly apiKeys?: readonly string[];
  readonly keystore?: string;
}

/** A workspace as it lies in its folder. */
export interface LinkWorkspace {
  readonly name: string;
  readonly folder: string;
  readonly clusters: Readonly<Record<Side, Cluster>>;
  readonly alias: string;
  readonly use: readonly string[];
  /** What all its files are, in one number. */
  readonly sha256: string;
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort();

function hashOf(folder: string, paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(`${path}\0`).update(readFileSync(join(folder, path)));
  return hash.digest('hex');
}

/** Reads the manifest of a workspace. */
export function readWorkspace(root: string, name: string): LinkWorkspace {
  const folder = join(root, name);
  const manifest = parse(readFileSync(join(folder, 'elasticlint.yml'), 'utf8')) as {
    clusters: Record<Side, Cluster>;
    links: { alias: string; use: string[] }[];
  };
  const [link] = manifest.links;
  return {
    name,
    folder,
    clusters: manifest.clusters,
    alias: link!.alias,
    use: link!.use,
    sha256: hashOf(folder, filesIn(folder)),
  };
}

/** What a node is started with, apart from its keystore: nodes for which this is the same are one. */
export function startKey({ folder, clusters }: LinkWorkspace, side: Side): string {
  const { settings = [], apiKeys = [], roles = [], license, version } = clusters[side];
  const sent = new Set([
    ...settings,
    ...apiKeys,
    ...roles.filter((path) => path.endsWith('.json')),
  ]);
  const paths = filesIn(folder).filter((path) => path.startsWith(`${side}/`) && !sent.has(path));
  return [version, license ?? '', hashOf(folder, paths)].join(' ');
}

/** Whether the local node can serve another link after it: nothing in its file makes one when it starts. */
export function isReusable({ folder }: LinkWorkspace): boolean {
  return !readFileSync(join(folder, 'local', 'elasticsearch.yml'), 'utf8').includes('remote.');
}

/** Whether the local node takes new credentials while it runs. */
export const canReload = (workspace: LinkWorkspace): boolean =>
  isReusable(workspace) && Number.parseInt(workspace.clusters.local.version) >= 9;

/** All names in the keystore of a cluster that the runner fills in. */
export function keystoreNames({ folder, clusters }: LinkWorkspace, side: Side): string[] {
  const { keystore } = clusters[side];
  if (keystore === undefined) return [];
  return readFileSync(join(folder, keystore), 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== 'keystore.seed' && line !== 'bootstrap.password');
}

/** The workspaces in an order that lets nodes go on from one to the next: the next has both, else one of them. */
export function inOrder(workspaces: readonly LinkWorkspace[]): LinkWorkspace[] {
  const left = workspaces.map((workspace) => ({
    workspace,
    keys: [startKey(workspace, 'remote'), startKey(workspace, 'local')],
  }));
  const order: LinkWorkspace[] = [];
  for (let last = left[0]; last;) {
    order.push(last.workspace);
    left.splice(left.indexOf(last), 1);
    const { keys } = last;
    const shared = (other: string[]): number => other.filter((key, i) => key === keys[i]).length;
    last = left.reduce<(typeof left)[number] | undefined>(
      (best, one) => (best && shared(best.keys) >= shared(one.keys) ? best : one),
      undefined,
    );
  }
  return order;
}
