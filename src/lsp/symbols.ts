import {
  SymbolKind,
  type ClientCapabilities,
  type DocumentSymbol,
  type SymbolInformation,
} from 'vscode-languageserver/node';
import { isSecretSetting } from '../core/secrets.js';
import type { SourceText } from '../core/text.js';
import type { Pair, Tree } from '../documents/tree.js';
import { manifestTree } from './manifest-tree.js';
import { settingsRoots } from './setting-at.js';
import type { View } from './view.js';

function kindOf(tree: Tree): SymbolKind {
  if (tree.kind === 'mapping') return SymbolKind.Object;
  if (tree.kind === 'sequence') return SymbolKind.Array;
  const kinds = { boolean: SymbolKind.Boolean, number: SymbolKind.Number, null: SymbolKind.Null };
  return tree.type === 'string' ? SymbolKind.String : kinds[tree.type];
}

/** The trees that an outline is made of, with the source that their places are in. */
function treesOf(view: View): { source: SourceText; trees: readonly Tree[] } | undefined {
  if (view.path === view.project.manifest) {
    const manifest = manifestTree(view.documents.files, view.path);
    return manifest && { source: manifest.source, trees: [manifest.tree] };
  }
  const { parsed } = view;
  if (!parsed || parsed.source.text !== view.text) return undefined;
  const trees =
    'bodies' in parsed
      ? parsed.bodies.flatMap(({ tree }) => tree ?? [])
      : settingsRoots(parsed).map(({ tree }) => tree);
  return { source: parsed.source, trees };
}

/** The keys of a file as an outline, with their values unless they are secret. */
export function symbolsOf(
  view: View,
  client: ClientCapabilities,
): DocumentSymbol[] | SymbolInformation[] {
  const found = treesOf(view);
  if (!found) return [];
  const { source, trees } = found;
  const symbol = (pair: Pair, above: string): DocumentSymbol => {
    const { key, value } = pair;
    const name = above + key.text;
    const inner =
      value.kind === 'mapping'
        ? value.pairs
        : value.kind === 'sequence'
          ? value.items.flatMap((item) => (item.kind === 'mapping' ? item.pairs : []))
          : [];
    const shown = value.kind === 'scalar' && !isSecretSetting(name, value.text);
    const end = Math.max(pair.range.end, key.range.end);
    return {
      // an empty name is refused by clients
      name: key.text === '' ? '""' : key.text,
      ...(shown && value.text !== '' && { detail: value.text.slice(0, 80) }),
      kind: kindOf(value),
      range: view.range({ source, range: { start: key.range.start, end } }),
      selectionRange: view.range({ source, range: key.range }),
      children: inner.map((one) => symbol(one, `${name}.`)),
    };
  };
  const all = trees.flatMap((tree) =>
    tree.kind === 'mapping' ? tree.pairs.map((pair) => symbol(pair, '')) : [],
  );
  const isTree = client.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true;
  return isTree ? all : all.flatMap((one) => flat(one, view.document.uri, undefined));
}

function flat(
  { name, kind, range, children = [] }: DocumentSymbol,
  uri: string,
  above: string | undefined,
): SymbolInformation[] {
  const own = {
    name,
    kind,
    location: { uri, range },
    ...(above !== undefined && { containerName: above }),
  };
  return [own, ...children.flatMap((child) => flat(child, uri, name))];
}
