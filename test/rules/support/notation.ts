import { SourceText } from '../../../src/core/text.js';
import type { Mapping, Tree } from '../../../src/documents/tree.js';
import { parseYml } from '../../../src/documents/yaml.js';

/** A file in the other notation, or why there is no such file. */
export type Rewritten = { readonly text: string } | { readonly refused: string };

class CannotBeExpressed extends Error {}

/** What stands behind the colon: the rest of the line, and the lines of a block list. */
interface Written {
  readonly rest: string;
  readonly items: readonly string[];
}

type Branch = Map<string, Branch | Written>;

const keySafe = /^[\w*-]+(?:\.[\w*-]+)*$/;

function written(source: SourceText, value: Tree): Written {
  const raw = (tree: Tree): string => {
    const text = source.slice(tree.range);
    if (tree.kind !== 'scalar') throw new CannotBeExpressed('a list within a list');
    if (tree.alias) throw new CannotBeExpressed('an alias');
    if (/[\r\n]/.test(text)) throw new CannotBeExpressed('a value of several lines');
    return text;
  };
  if (value.kind === 'scalar') return { rest: raw(value), items: [] };
  if (value.kind === 'mapping') throw new CannotBeExpressed('a flow mapping');
  const items = value.items.map(raw);
  if (value.flow) return { rest: `[${items.join(', ')}]`, items: [] };
  return { rest: '', items };
}

/** The values of a file by flat key, in its order. */
function flatValues(source: SourceText, mapping: Mapping, prefix: string): [string, Written][] {
  if (mapping.flow) throw new CannotBeExpressed('a flow mapping');
  return mapping.pairs.flatMap(({ key, value }): [string, Written][] => {
    if (!keySafe.test(key.text)) throw new CannotBeExpressed(`the key '${key.text}'`);
    const path = prefix + key.text;
    if (value.kind === 'mapping') return flatValues(source, value, `${path}.`);
    return [[path, written(source, value)]];
  });
}

function read(text: string): [string, Written][] {
  const source = new SourceText('elasticsearch.yml', text.replace(/^\uFEFF/, ''));
  if (/elasticlint-/.test(text)) throw new CannotBeExpressed('a suppression comment');
  if (/(?:^|[\s:[,-])[&!][\w!]/m.test(text)) throw new CannotBeExpressed('an anchor or a tag');
  const { tree, problems, template } = parseYml(source);
  if (!tree || problems.length > 0) throw new CannotBeExpressed('no settings that can be read');
  if (template) throw new CannotBeExpressed('a template');
  const values = flatValues(source, tree, '');
  if (new Set(values.map(([key]) => key)).size < values.length) {
    throw new CannotBeExpressed('a key that is set twice');
  }
  return values;
}

function pairLines(key: string, value: Written, indent: string): string[] {
  const head = `${indent}${key}:${value.rest === '' ? '' : ` ${value.rest}`}`;
  return [head, ...value.items.map((item) => `${indent}  - ${item}`)];
}

function branchLines(branch: Branch, indent: string): string[] {
  return [...branch].flatMap(([key, value]) =>
    value instanceof Map
      ? [`${indent}${key}:`, ...branchLines(value, `${indent}  `)]
      : pairLines(key, value, indent),
  );
}

function rewritten(lines: () => string[]): Rewritten {
  try {
    return {
      text: lines()
        .map((line) => `${line}\n`)
        .join(''),
    };
  } catch (error) {
    if (error instanceof CannotBeExpressed) return { refused: error.message };
    throw error;
  }
}

/** An elasticsearch.yml with every key written flat, `a.b.c: value`; comments are dropped. */
export function toDotted(text: string): Rewritten {
  return rewritten(() => read(text).flatMap(([key, value]) => pairLines(key, value, '')));
}

/** An elasticsearch.yml with every key nested as deep as its dots; comments are dropped. */
export function toNested(text: string): Rewritten {
  return rewritten(() => {
    const root: Branch = new Map();
    for (const [key, value] of read(text)) {
      const parts = key.split('.');
      const last = parts.pop()!;
      let branch = root;
      for (const part of parts) {
        const inner = branch.get(part) ?? new Map<string, Branch | Written>();
        if (!(inner instanceof Map)) throw new CannotBeExpressed(`'${part}' is key and prefix`);
        branch.set(part, inner);
        branch = inner;
      }
      if (branch.has(last)) throw new CannotBeExpressed(`'${key}' is key and prefix`);
      branch.set(last, value);
    }
    return branchLines(root, '');
  });
}
