import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { Range, SourceText } from '../core/text.js';
import type { CloudBodyKind, JsonDocument, Problem, RequestBody } from './document.js';
import { dumpKind } from './dump.js';
import { deeperThan } from './nesting.js';
import { pairOf, type Pair, type Scalar, type Tree } from './tree.js';

const words: Record<string, string> = {
  InvalidSymbol: 'this is no JSON value: texts stand in double quotes',
  InvalidNumberFormat: 'this is no number',
  PropertyNameExpected: 'a key in double quotes is expected here',
  ValueExpected: 'a value is expected here',
  ColonExpected: 'a colon is missing before this',
  CommaExpected: 'a comma is missing before this',
  CloseBraceExpected: 'a { is not closed',
  CloseBracketExpected: 'a [ is not closed',
  UnexpectedEndOfComment: 'a comment is not closed',
  UnexpectedEndOfString: 'a double quote is not closed',
  UnexpectedEndOfNumber: 'this number is cut off',
  InvalidUnicode: 'this \\u escape is not valid',
  InvalidEscapeCharacter: 'this backslash sequence is unknown in JSON',
  InvalidCharacter: 'a control character stands in a text',
};

/** Parses one JSON text within a source; offsets are those of the source. Never throws. */
export function parseJsonTree(
  source: SourceText,
  text: string,
  base: number,
): { tree: Tree | undefined; problems: Problem[] } {
  const problems: Problem[] = [];
  const errors: ParseError[] = [];
  const at = (node: { offset: number; length: number }): Range => ({
    start: base + node.offset,
    // an unclosed comment makes the scanner count one character too many
    end: base + Math.min(node.offset + node.length, text.length),
  });
  const build = (node: Node): Tree => {
    const range = at(node);
    const children = node.children ?? [];
    if (node.type === 'array') {
      return { kind: 'sequence', range, items: children.map(build), flow: true };
    }
    if (node.type !== 'object') return scalar(node, range, text);
    const seen = new Map<string, Scalar>();
    const pairs = children.flatMap((property): Pair[] => {
      const [keyNode, valueNode] = property.children ?? [];
      if (!keyNode || !valueNode) return [];
      const key: Scalar = {
        kind: 'scalar',
        range: at(keyNode),
        text: String(keyNode.value),
        type: 'string',
      };
      const first = seen.get(key.text);
      if (first) {
        problems.push({
          code: 'json-duplicate-key',
          source,
          range: key.range,
          text: `"${key.text}" is already given in line ${source.position(first.range.start).line}`,
          related: [{ source, range: first.range, message: 'first given here' }],
        });
      }
      seen.set(key.text, key);
      return [{ key, value: build(valueNode), range: at(property) }];
    });
    return { kind: 'mapping', range, pairs, flow: true };
  };
  let root: Node | undefined;
  let tree: Tree | undefined;
  try {
    if (deeperThan(text, 1000)) throw new RangeError('nested too deeply');
    root = parseTree(text, errors, { disallowComments: false, allowTrailingComma: false });
    tree = root && build(root);
  } catch {
    return {
      tree: undefined,
      problems: [
        { ...source.firstLine(), code: 'json-syntax', text: 'the body is nested too deeply' },
      ],
    };
  }
  // Elasticsearch reads the first object and never looks at what follows
  const isClosed = !errors.some(({ error }) => /^Close/.test(printParseErrorCode(error)));
  const end = root && isClosed ? root.offset + root.length : Infinity;
  const [error] = errors.filter(
    ({ error, offset }) => offset < end && printParseErrorCode(error) !== 'EndOfFileExpected',
  );
  if (error) {
    const range = at({ offset: error.offset, length: Math.max(error.length, 1) });
    const code = printParseErrorCode(error.error);
    problems.unshift({ code: 'json-syntax', source, range, text: words[code] ?? code });
  }
  return { tree, problems };
}

function scalar(node: Node, range: Range, text: string): Scalar {
  const type = node.type as Scalar['type'];
  const shown =
    type === 'string' ? String(node.value) : text.slice(node.offset, node.offset + node.length);
  return { kind: 'scalar', range, text: shown, type };
}

/** The answer to the creation of an API key: it holds the secret, which is never shown. */
const isKeyResponse = (tree: Tree): boolean =>
  pairOf(tree, 'encoded') !== undefined && pairOf(tree, 'api_key') !== undefined;

/** A body of Elastic Cloud's own API, which nothing else looks like. */
function cloudKind(tree: Tree | undefined): CloudBodyKind | undefined {
  const [resources, trust] = [pairOf(tree, 'resources')?.value, pairOf(tree, 'trust')?.value];
  const isRemote = (item: Tree): boolean =>
    ['deployment_id', 'elasticsearch_ref_id'].some((key) => pairOf(item, key) !== undefined);
  // an empty list takes all remote clusters away; beside other keys it is something else, such as Terraform's state
  const isEmpty = resources?.kind === 'sequence' && resources.items.length === 0;
  const isAlone = tree?.kind === 'mapping' && tree.pairs.length === 1;
  if (resources?.kind === 'sequence' && (resources.items.some(isRemote) || (isEmpty && isAlone)))
    return 'cloud-remote-clusters';
  const lists = ['accounts', 'direct', 'external'].map((key) => pairOf(trust, key)?.value.kind);
  return lists.includes('sequence') ? 'cloud-trust' : undefined;
}

/** What a request body is, from its own keys. */
export function kindOfBody(tree: Tree | undefined): RequestBody['kind'] {
  if (tree?.kind !== 'mapping') return 'json';
  const told = dumpKind(tree);
  if (told) return told;
  if (pairOf(tree, 'persistent') || pairOf(tree, 'transient')) return 'cluster-settings';
  if (isKeyResponse(tree)) return 'api-key-response';
  const access = pairOf(tree, 'access')?.value;
  if (
    pairOf(access, 'search') ||
    pairOf(access, 'replication') ||
    pairOf(tree, 'certificate_identity')
  ) {
    return 'cross-cluster-api-key';
  }
  if (pairOf(tree, 'remote_indices') || pairOf(tree, 'indices')) return 'role';
  return 'json';
}

/** Parses a JSON file as the body of one request, of the given kind or of the kind that its keys show. */
export function parseJson(source: SourceText, kind?: RequestBody['kind']): JsonDocument {
  const { tree, problems } = parseJsonTree(source, source.text, 0);
  const own = kindOfBody(tree);
  // whatever a manifest takes it for: nothing else looks like these
  // but settings that were got to be put again are a request
  const isAnswer =
    own === 'api-key-response' ||
    (own.endsWith('-dump') && !(own === 'settings-dump' && kind === 'cluster-settings'));
  const bodyKind = cloudKind(tree) ?? (isAnswer ? own : (kind ?? own));
  if (isAnswer) source.markAnswer();
  if (own === 'api-key-response') {
    for (const key of ['api_key', 'encoded']) source.markSecret(pairOf(tree, key)!.value.range);
  }
  return { kind: bodyKind, source, problems, bodies: [{ kind: bodyKind, source, tree }] };
}
