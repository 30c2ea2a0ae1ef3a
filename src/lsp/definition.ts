import { dirname, isAbsolute, join } from 'node:path/posix';
import type { Location, Position } from 'vscode-languageserver/node';
import { textOf, valueAt, type Scalar } from '../documents/tree.js';
import { isFileSetting } from '../settings/file-setting.js';
import type { Cluster } from '../topology/cluster.js';
import { expandGlob } from '../workspace/globs.js';
import { manifestTree } from './manifest-tree.js';
import { pairsAt, scalarAt, settingAt } from './setting-at.js';
import type { View } from './view.js';

const start = { line: 0, character: 0 };

const locationOf = (view: View, path: string): Location => ({
  uri: view.documents.uriOf(path),
  range: { start, end: start },
});

/** Where a cluster answers: the switch of its remote cluster server in each file, or the head of the file. */
const nodesOf = (view: View, cluster: Cluster): Location[] =>
  cluster.nodes.map(({ settings, document }) =>
    view.location(
      settings.get('remote_cluster_server.enabled')?.keyPlace ?? document.source.firstLine(),
    ),
  );

/** The item of a text with commas that an offset is in. */
function itemAt({ text, range }: Scalar, offset: number): string {
  const before = text.slice(0, Math.max(0, offset - range.start)).split(',').length - 1;
  return (text.split(',')[before] ?? text).trim();
}

function file(view: View, given: string): Location[] {
  const path = isAbsolute(given) ? given : join(dirname(view.path), given);
  try {
    return view.documents.files.stat(path)?.type === 'file' ? [locationOf(view, path)] : [];
  } catch {
    return [];
  }
}

/** Of an alias the other cluster's file, of a path the file, of credentials the settings of their alias. */
function ofSetting(view: View, offset: number): Location[] {
  const at = view.parsed && settingAt(view.parsed, offset);
  if (!at || at.place.source.text !== view.text) return [];
  const { key, onKey, pair, layer } = at;
  if (!onKey && isFileSetting(key)) {
    const scalar = scalarAt(pair!.value, offset);
    return scalar ? file(view, itemAt(scalar, offset)) : [];
  }
  const alias = /^cluster\.remote\.([-\w]+)(?:$|\.(.*))/.exec(key);
  if (!alias) return [];
  const links = view.clusters.flatMap((cluster) => cluster.link(alias[1]!) ?? []);
  if (layer === 'keystore') return links.map(({ place }) => view.location(place.keyPlace));
  const isAddress = /^(?:seeds|proxy_address)$/.test(alias[2] ?? '');
  return onKey || isAddress ? links.flatMap(({ to }) => (to ? nodesOf(view, to) : [])) : [];
}

const globKeys = /^(?:nodes|settings|keystore|dumps|roles|apiKeys|environment)$/;

/** Of a pattern in the manifest the files, of a cluster its description or its files, of an alias its settings. */
async function ofManifest(view: View, offset: number): Promise<Location[]> {
  const { files } = view.documents;
  const { source, tree } = manifestTree(files, view.path) ?? {};
  const pairs = pairsAt(tree, offset);
  const pair = pairs.at(-1);
  if (!source || !pair) return [];
  const key = pair.key.text;
  const scalar = scalarAt(pair.value, offset);
  const { clusters } = view.project.outcome;
  if (scalar && pairs[0]!.key.text === 'clusters' && globKeys.test(key)) {
    const paths = await expandGlob(files, dirname(view.path), scalar.text);
    return paths.map((path) => locationOf(view, path));
  }
  if (scalar && (key === 'from' || key === 'to')) {
    const named = valueAt(tree, 'clusters');
    const found =
      named?.kind === 'mapping'
        ? named.pairs.find((one) => one.key.text === scalar.text)
        : undefined;
    return found ? [view.location({ source, range: found.key.range })] : [];
  }
  if (scalar && key === 'alias') {
    const links = clusters.flatMap((cluster) => cluster.link(textOf(scalar) ?? '') ?? []);
    return links.map(({ place }) => view.location(place.keyPlace));
  }
  const isCluster = pairs.length === 2 && pairs[0]!.key.text === 'clusters';
  const cluster = isCluster ? clusters.find(({ name }) => name === key) : undefined;
  return cluster ? nodesOf(view, cluster) : [];
}

/** The places that what stands at a position leads to. */
export async function definitionsAt(view: View, position: Position): Promise<Location[]> {
  const offset = view.offsetAt(position);
  return view.path === view.project.manifest ? ofManifest(view, offset) : ofSetting(view, offset);
}
