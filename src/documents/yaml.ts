import { isAlias, isMap, isScalar, isSeq, parseDocument, type Document, type YAMLError } from 'yaml';
import type { Range, SourceText } from '../core/text.js';
import type { Problem, YmlDocument } from './document.js';
import { deeperThan } from './nesting.js';
import { isTemplated, maskTemplate } from './template.js';
import type { Mapping, Pair, Scalar, Tree } from './tree.js';
import { explainYamlError } from './yaml-errors.js';
import { refusedByScanner, relaxed, withPlainLineEnds } from './yaml-scanner.js';

const plainNull = /^(?:|~|null|Null|NULL)$/;
const plainBoolean = /^(?:true|True|TRUE|yes|Yes|YES|on|On|ON|false|False|FALSE|no|No|NO|off|Off|OFF)$/;
const plainNumber = /^[-+]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$|^0x[\da-fA-F_]+$/;

function plainType(text: string): Scalar['type'] {
  if (plainNull.test(text)) return 'null';
  if (plainBoolean.test(text)) return 'boolean';
  return plainNumber.test(text) ? 'number' : 'string';
}

/** Elasticsearch takes 1,000 levels; no settings have more than a dozen, and the stack of our parser has its end. */
const deepest = 100;

const tagPrefix = 'tag:yaml.org,2002:';

/** SnakeYAML ends the name of an anchor or alias at these. */
const badName = /[./*&]/;

/** In double quotes `yaml` knows two escapes more than SnakeYAML. */
const badEscape = /^(?:[^\\]|\\[^/\t])*(\\[/\t])/;

/** Turns the nodes of `yaml` into our tree, as Elasticsearch's parser would see them: aliases are not resolved. */
class TreeBuilder {
  readonly problems: Problem[] = [];
  #depth = 0;

  /** @param joined line ends of the source were taken for blanks: see `relaxed` */
  constructor(
    readonly source: SourceText,
    readonly joined: boolean,
  ) {}

  private problem(code: Problem['code'], range: Range, text: string, more: Partial<Problem> = {}): void {
    this.problems.push({ code, source: this.source, range, text, ...more });
  }

  /** @throws RangeError when the nesting is too deep */
  tree(node: unknown, at: number): Tree {
    if (++this.#depth > deepest) throw new RangeError('nested too deeply');
    const tree = this.anyTree(node, at);
    this.#depth--;
    return tree;
  }

  private anyTree(node: unknown, at: number): Tree {
    if (isMap(node)) return this.mapping(node);
    const range = rangeOf(node, at);
    if (isSeq(node)) {
      const items = node.items.map((item) => this.tree(item, range.start));
      if (node.flow) for (const item of node.items) this.checkFlowItem(item);
      return { kind: 'sequence', range, items, flow: node.flow === true };
    }
    if (isAlias(node)) {
      if (badName.test(node.source)) this.problem('syntax', range, 'a * that stands alone begins a YAML alias', { advice: 'Quote the value.' });
      return { kind: 'scalar', range, text: node.source, type: 'string', alias: true };
    }
    const text = isScalar(node) ? this.folded(String(node.value ?? ''), range) : '';
    const tag = isScalar(node) && node.tag?.startsWith(tagPrefix) ? node.tag.slice(tagPrefix.length) : undefined;
    const templated = isTemplated(text) && { templated: true as const };
    if (isScalar(node)) this.checkScalar(node, range, tag);
    return { kind: 'scalar', range, text, type: typeOf(node, text, tag), ...templated };
  }

  /** Where a line end was taken for a blank, one blank remains of it. */
  private folded(text: string, range: Range): string {
    return this.joined && /[\r\n]/.test(this.source.slice(range)) ? text.replace(/ {2,}/g, ' ') : text;
  }

  /** What Elasticsearch refuses in single values, and `yaml` lets pass. */
  private checkScalar(node: import('yaml').Scalar, range: Range, tag: string | undefined): void {
    if (tag === 'binary') this.problem('syntax', range, 'binary data is no setting', { advice: 'Remove the tag.' });
    if (node.anchor !== undefined && badName.test(node.anchor)) {
      this.problem('syntax', range, 'an & begins a YAML anchor', { advice: 'Quote the value.' });
    }
    const escape = node.type === 'QUOTE_DOUBLE' ? badEscape.exec(this.source.slice(range)) : null;
    if (!escape) return;
    const start = range.start + escape[0].length - escape[1]!.length;
    this.problem('syntax', { start, end: start + 2 }, 'this backslash sequence is unknown in double quotes', { advice: 'Double the backslash, or use single quotes.' });
  }

  private checkFlowItem(item: unknown): void {
    if (!isScalar(item) || item.type !== 'PLAIN' || !/^:/.test(String(item.value))) return;
    this.problem('syntax', rangeOf(item, 0), 'a value in brackets cannot begin with a colon unless it is quoted', { advice: 'Put the value in double quotes.' });
  }

  private mapping(map: import('yaml').YAMLMap): Mapping {
    const range = rangeOf(map, 0);
    const seen = new Map<string, Scalar>();
    const pairs = map.items.flatMap((item): Pair[] => {
      const key = this.tree(item.key, range.start);
      if (key.kind !== 'scalar') {
        this.problem('syntax', key.range, 'a list or map cannot be a key', { advice: 'Write the key as plain text.' });
        return [];
      }
      if (key.alias) this.problem('syntax', key.range, 'an alias cannot be a key', { advice: 'Write the key itself.' });
      if (this.source.text[key.range.start] === ':' && key.range.start === key.range.end && !map.flow) {
        this.problem('syntax', { start: key.range.start, end: key.range.start + 1 }, 'a key is missing before the colon');
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

/** A tag decides only of empty values: with one they are text, unless it is `!!null` or a bare `!`. */
function typeOf(node: unknown, text: string, tag: string | undefined): Scalar['type'] {
  if (tag === 'null') return 'null';
  if (!isScalar(node)) return 'null';
  const plain = node.type === 'PLAIN' || node.type === undefined;
  const tagged = node.tag !== undefined && node.tag !== '!';
  return plain && !(text === '' && tagged) ? plainType(text) : 'string';
}

function rangeOf(node: unknown, at: number): Range {
  const range = (node as { range?: readonly number[] | null } | null)?.range;
  return range ? { start: range[0]!, end: range[1]! } : { start: at, end: at };
}

/** A comment right behind a quote or a bracket: SnakeYAML takes it. */
const isHarmless = (error: YAMLError): boolean => /^Comments must be separated/.test(error.message);

interface Read {
  readonly parsed: Document.Parsed;
  /** Read with the line ends in brackets joined. */
  readonly joined: boolean;
  readonly errors: readonly YAMLError[];
}

/** @throws RangeError when the nesting is too deep for the stack */
function parseWith(text: string, joined = false): Read {
  const options = { schema: 'failsafe', uniqueKeys: false, merge: false, prettyErrors: false, logLevel: 'error' } as const;
  const parsed = parseDocument(text, options);
  return { parsed, joined, errors: parsed.errors.filter((error) => !isHarmless(error)) };
}

const isGrammar = (error: YAMLError): boolean => error.code !== 'MULTIPLE_DOCS';

/** The text as SnakeYAML takes it: a second time with the line ends in brackets joined, if that is what it needs. */
function parseLeniently(text: string): Read {
  const strict = parseWith(text);
  if (!strict.errors.some(isGrammar)) return strict;
  const joined = relaxed(text);
  const again = joined === text ? strict : parseWith(joined, true);
  return again.errors.some(isGrammar) ? strict : again;
}

/** `yaml` reads what SnakeYAML reads, but for a few things that these errors are about. */
function firstError(source: SourceText, text: string, errors: readonly YAMLError[]): Problem | undefined {
  const multiple = errors.find((error) => !isGrammar(error));
  const own = refusedByScanner(text);
  const theirs = errors.find(isGrammar);
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

function isEmpty({ contents }: Document.Parsed): boolean {
  if (!contents) return true;
  return isScalar(contents) && contents.value === '' && !contents.type?.startsWith('QUOTE');
}

/** Parses elasticsearch.yml the way Elasticsearch does (SnakeYAML under Jackson). Never throws. */
export function parseYml(source: SourceText): YmlDocument {
  const template = maskTemplate(source.text);
  const text = withPlainLineEnds(template?.text ?? source.text);
  const base = { kind: 'elasticsearch-yml' as const, source };
  const ofTemplate = template && { template: template.engine, conditional: template.conditional };
  const broken = (problem: Problem): YmlDocument => ({
    ...base,
    ...ofTemplate,
    tree: undefined,
    problems: [template ? unparsableTemplate(source, template.engine, problem) : problem],
  });
  let parsed: Document.Parsed;
  let builder: TreeBuilder;
  let error: Problem | undefined;
  let tree: Tree | undefined;
  try {
    // brackets in quotes and comments are counted, too, so the bound is a generous one
    if (deeperThan(text, 4 * deepest)) throw new RangeError('nested too deeply');
    const read = parseLeniently(text);
    parsed = read.parsed;
    builder = new TreeBuilder(source, read.joined);
    error = firstError(source, text, read.errors);
    if (error && error.code !== 'multiple-documents') return broken(error);
    tree = isEmpty(parsed) ? undefined : builder.tree(parsed.contents, 0);
  } catch {
    const range = source.firstLine().range;
    return broken({ code: 'syntax', source, range, text: 'the file is nested too deeply' });
  }
  const problems = template?.conditional ? builder.problems.filter((p) => p.code !== 'duplicate-key') : builder.problems;
  if (error) problems.push(error);
  if (tree && tree.kind !== 'mapping') problems.push(notAMapping(source, tree));
  if (!tree && parsed.directives?.docStart) problems.push(emptyDocument(source, text));
  return { ...base, ...ofTemplate, tree: tree?.kind === 'mapping' ? tree : undefined, problems };
}

/** A file without any content is fine; one with `---` and nothing behind it is not. */
function emptyDocument(source: SourceText, text: string): Problem {
  const at = text.search(/^---/m);
  const range = source.lineRange(source.position(Math.max(at, 0)).line);
  return { code: 'not-a-mapping', source, range, text: 'the document that begins here is empty', advice: 'Delete this line.' };
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
