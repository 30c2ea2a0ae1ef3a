import { isAlias, isMap, isScalar, isSeq, parseDocument, type YAMLError } from 'yaml';
import type { Range, SourceText } from '../core/text.js';
import type { Problem, YmlDocument } from './document.js';
import { isTemplated, maskTemplate } from './template.js';
import type { Mapping, Pair, Scalar, Tree } from './tree.js';
import { explainYamlError, refusedByScanner } from './yaml-errors.js';

const plainNull = /^(?:|~|null|Null|NULL)$/;
const plainBoolean = /^(?:true|True|TRUE|yes|Yes|YES|on|On|ON|false|False|FALSE|no|No|NO|off|Off|OFF)$/;
const plainNumber = /^[-+]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$|^0x[\da-fA-F_]+$/;

function plainType(text: string): Scalar['type'] {
  if (plainNull.test(text)) return 'null';
  if (plainBoolean.test(text)) return 'boolean';
  return plainNumber.test(text) ? 'number' : 'string';
}

/** Turns the nodes of `yaml` into our tree, as Elasticsearch's parser would see them: aliases are not resolved. */
class TreeBuilder {
  readonly problems: Problem[] = [];

  constructor(readonly source: SourceText) {}

  private problem(code: Problem['code'], range: Range, text: string, more: Partial<Problem> = {}): void {
    this.problems.push({ code, source: this.source, range, text, ...more });
  }

  tree(node: unknown, at: number): Tree {
    if (isMap(node)) return this.mapping(node);
    const range = rangeOf(node, at);
    if (isSeq(node)) {
      const items = node.items.map((item) => this.tree(item, range.start));
      return { kind: 'sequence', range, items, flow: node.flow === true };
    }
    if (isAlias(node)) {
      return { kind: 'scalar', range, text: node.source, type: 'string', alias: true };
    }
    const text = isScalar(node) ? String(node.value ?? '') : '';
    const plain = !isScalar(node) || node.type === 'PLAIN' || node.type === undefined;
    const templated = isTemplated(text) && { templated: true as const };
    return { kind: 'scalar', range, text, type: plain ? plainType(text) : 'string', ...templated };
  }

  mapping(map: import('yaml').YAMLMap): Mapping {
    const range = rangeOf(map, 0);
    const seen = new Map<string, Scalar>();
    const pairs = map.items.flatMap((item): Pair[] => {
      const key = this.tree(item.key, range.start);
      if (key.kind !== 'scalar') {
        this.problem('syntax', key.range, 'a list or map cannot be a key', { advice: 'Write the key as plain text.' });
        return [];
      }
      const first = seen.get(key.text);
      if (first && !key.templated) {
        const line = this.source.position(first.range.start).line;
        this.problem('duplicate-key', key.range, `'${key.text}' is already set in line ${line}`, {
          related: [{ source: this.source, range: first.range, message: 'first set here' }],
        });
      }
      seen.set(key.text, key);
      const value = this.tree(item.value, key.range.end);
      return [{ key, value, range: { start: key.range.start, end: Math.max(value.range.end, key.range.end) } }];
    });
    return { kind: 'mapping', range, pairs, flow: map.flow === true };
  }
}

function rangeOf(node: unknown, at: number): Range {
  const range = (node as { range?: readonly number[] | null } | null)?.range;
  return range ? { start: range[0]!, end: range[1]! } : { start: at, end: at };
}

/** `yaml` reads what SnakeYAML reads, but for a few things that these errors are about. */
function firstError(source: SourceText, text: string, errors: readonly YAMLError[]): Problem | undefined {
  const multiple = errors.find((error) => error.code === 'MULTIPLE_DOCS');
  const own = refusedByScanner(text);
  const theirs = errors.find((error) => error !== multiple);
  const explained = theirs && explainYamlError(source, theirs);
  if (own && (!explained || own.range.start <= explained.range.start)) return { ...own, source, code: 'syntax' };
  if (explained) return explained;
  if (!multiple) return undefined;
  return {
    code: 'multiple-documents',
    source,
    range: source.lineRange(source.position(multiple.pos[0]).line),
    text: 'a second document begins here',
  };
}

/** Parses elasticsearch.yml the way Elasticsearch does (SnakeYAML under Jackson). Never throws. */
export function parseYml(source: SourceText): YmlDocument {
  const template = maskTemplate(source.text);
  const text = template?.text ?? source.text;
  const base = { kind: 'elasticsearch-yml' as const, source };
  const ofTemplate = template && { template: template.engine, conditional: template.conditional };
  const broken = (problem: Problem): YmlDocument => ({
    ...base,
    ...ofTemplate,
    tree: undefined,
    problems: [template ? unparsableTemplate(source, template.engine, problem) : problem],
  });
  let parsed: ReturnType<typeof parseDocument>;
  try {
    parsed = parseDocument(text, { schema: 'failsafe', uniqueKeys: false, merge: false, prettyErrors: false, logLevel: 'error' });
  } catch {
    const range = source.firstLine().range;
    return broken({ code: 'syntax', source, range, text: 'the file is nested too deeply to be parsed' });
  }
  const error = firstError(source, text, parsed.errors);
  if (error && error.code !== 'multiple-documents') return broken(error);
  const builder = new TreeBuilder(source);
  const empty = !parsed.contents || (isScalar(parsed.contents) && parsed.contents.value === '' && !parsed.contents.type?.startsWith('QUOTE'));
  const tree = empty ? undefined : builder.tree(parsed.contents, 0);
  const problems = template?.conditional ? builder.problems.filter((p) => p.code !== 'duplicate-key') : builder.problems;
  if (error) problems.push(error);
  if (tree && tree.kind !== 'mapping') problems.push(notAMapping(source, tree));
  return { ...base, ...ofTemplate, tree: tree?.kind === 'mapping' ? tree : undefined, problems };
}

function notAMapping(source: SourceText, tree: Tree): Problem {
  const written = source.slice(tree.range);
  const missingBlank = tree.kind === 'scalar' && /^[\w.-]+:\S/.test(written);
  return {
    code: missingBlank ? 'syntax' : 'not-a-mapping',
    source,
    range: source.lineRange(source.position(tree.range.start).line),
    text: missingBlank ? 'a blank is missing after the colon' : `the file is a ${tree.kind === 'sequence' ? 'list' : 'single value'}, not settings with keys`,
    advice: missingBlank ? `Write \`${written.split(/\s/)[0]!.replace(':', ': ')}\`.` : 'Write each setting as `key: value`.',
  };
}

function unparsableTemplate(source: SourceText, engine: string, problem: Problem): Problem {
  const { line } = source.position(problem.range.start);
  return {
    code: 'template',
    source,
    range: problem.range,
    text: `this ${engine} template is no YAML before it is rendered (line ${line}), so it was not checked`,
    advice: 'Lint the rendered file, or list the template under `ignore` in elasticlint.yml.',
  };
}
