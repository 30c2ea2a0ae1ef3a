import { SourceText } from '../../core/text.js';
import type { DocumentKind } from '../../documents/document.js';
import { detectKind, parseText } from '../../documents/parse.js';
import { flatten } from '../../settings/flatten.js';
import type { Layer } from '../../settings/entry.js';
import { isAt, settingsRoots } from '../setting-at.js';

interface Known {
  readonly text: string;
  readonly keys: ReadonlySet<string>;
}

/**
 * The keys that a file has beside the one that is being written, in whatever notation. While a line is being written the
 * rest of the file stays the same, so it is read once for all key strokes on it.
 */
export class PresentKeys {
  readonly #known = new Map<string, Known>();

  /**
   * @param path of the file
   * @param text of the file as it is now
   * @param offset where is being written
   * @param layer whose settings are meant
   */
  at(path: string, text: string, offset: number, layer: Layer): ReadonlySet<string> {
    const rest = withoutLine(text, offset);
    const name = `${path} ${layer}`;
    const known = this.#known.get(name);
    if (known?.text === rest.text) return known.keys;
    const keys = keysIn(path, rest.text, rest.offset, layer);
    this.#known.set(name, { text: rest.text, keys });
    return keys;
  }

  /** Forgets a file that is not open any more. */
  forget(path: string): void {
    for (const layer of ['yml', 'persistent', 'transient']) this.#known.delete(`${path} ${layer}`);
  }
}

/** A text without what stands on the line of an offset; the pair before a trailing comma of JSON stays one. */
function withoutLine(text: string, offset: number): { text: string; offset: number } {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const next = text.indexOf('\n', offset);
  const end = next < 0 ? text.length : next;
  return { text: text.slice(0, start) + text.slice(end), offset: start };
}

const scalar = String.raw`(?:[\w./~$%+-](?:[^:#]|:(?=\S)|(?<=\S)#)*|"[^"\\]*"|'[^']*'|\[[^\][{}#]*\])`;
const simpleLine = new RegExp(
  String.raw`^( *)([\w.-]+|"[\w.-]+"|'[\w.-]+'):(?: +${scalar})?(?: +#.*)?$`,
);
const nothingNew = new RegExp(String.raw`^ *(?:#.*|- +${scalar}(?: +#.*)?)?$`);

/** The keys of a file written in the plainest of ways, line by line; undefined where it takes a parser to tell. */
export function plainKeys(text: string): ReadonlySet<string> | undefined {
  const keys = new Set<string>();
  const open: { readonly indent: number; readonly key: string }[] = [];
  let last: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (nothingNew.test(line)) continue;
    // the marks of documents
    if (line.startsWith('---') || line.startsWith('...')) return undefined;
    const match = simpleLine.exec(line);
    if (!match) return undefined;
    const indent = match[1]!.length;
    while (open.length > 0 && open.at(-1)!.indent >= indent) open.pop();
    const above = open.at(-1);
    // what has something below it is no setting itself
    if (above && above.key === last) keys.delete(last);
    const name = match[2]!.replace(/["']/g, '');
    last = above ? `${above.key}.${name}` : name;
    keys.add(last);
    open.push({ indent, key: last });
  }
  return keys;
}

function keysIn(path: string, text: string, offset: number, layer: Layer): ReadonlySet<string> {
  const source = new SourceText(path, text);
  const kind: DocumentKind = detectKind(path, text);
  const plain = kind === 'elasticsearch-yml' ? plainKeys(text) : undefined;
  if (plain) return plain;
  const document = parseText(source, kind === 'unknown' ? 'elasticsearch-yml' : kind);
  const roots = settingsRoots(document).filter((root) => root.layer === layer);
  const near = roots.find(({ tree }) => isAt(tree.range, offset)) ?? roots[0];
  const entries = near ? flatten(source, near.tree, layer).entries : [];
  return new Set(entries.map(({ key }) => key));
}
