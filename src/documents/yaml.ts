import { isMap, isScalar, parseDocument, type Document, type Node, type YAMLError } from 'yaml';
import type { Range, SourceText } from '../core/text.js';
import type { Problem, YmlDocument } from './document.js';
import { deeperThan } from './nesting.js';
import { engineByName, maskTemplate } from './template.js';
import type { Tree } from './tree.js';
import { explainYamlError } from './yaml-errors.js';
import { readPlainYml } from './yaml-plain.js';
import { refusedByScanner, relaxed, withPlainLineEnds } from './yaml-scanner.js';
import { deepest, TreeBuilder } from './yaml-tree.js';

/** A comment right behind a quote or a bracket: SnakeYAML takes it. */
const isHarmless = (error: YAMLError): boolean => /^Comments must be separated/.test(error.message);

interface Read {
  readonly parsed: Document.Parsed;
  /** Read with the line ends in brackets joined. */
  readonly joined: boolean;
  readonly errors: readonly YAMLError[];
}

/** Texts, lists and maps, nothing resolved: what `yaml` is asked for. */
export const parserOptions = {
  schema: 'failsafe',
  uniqueKeys: false,
  merge: false,
  prettyErrors: false,
  logLevel: 'error',
} as const;

/** @throws RangeError when the nesting is too deep for the stack */
function parseWith(text: string, joined = false): Read {
  const parsed = parseDocument(text, parserOptions);
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
function firstError(
  source: SourceText,
  text: string,
  errors: readonly YAMLError[],
): Problem | undefined {
  const multiple = errors.find((error) => !isGrammar(error));
  const own = refusedByScanner(text);
  const theirs = errors.find(isGrammar);
  const explained = theirs && explainYamlError(source, theirs);
  if (own && (!explained || own.range.start <= explained.range.start))
    return { ...own, source, code: 'syntax' };
  if (explained) return explained;
  if (!multiple) return undefined;
  const { line } = source.position(multiple.pos[0]);
  const marker = source.lineRange(line);
  // Elasticsearch names the line of what follows the marker
  let first = line + 1;
  while (first < source.lineCount && /^\s*(?:#|$)/.test(source.slice(source.lineRange(first))))
    first++;
  const follows = source.slice(marker).trim() === '---' && first <= source.lineCount;
  return {
    code: 'multiple-documents',
    source,
    range: follows ? source.lineRange(first) : marker,
    text: 'a second document begins here',
    ...(follows && { related: [{ source, range: marker, message: 'the first one ends here' }] }),
  };
}

/** The first key without a value that is followed by another one before a place. */
function emptyKeyBefore(contents: Node | null, place: number): Range | undefined {
  if (!isMap<Node, Node | null>(contents)) return undefined;
  for (const [i, { key, value }] of contents.items.entries()) {
    const [start, end] = key.range ?? [place, place];
    const next = contents.items[i + 1]?.key.range ?? [place, place + 1];
    const nothing = !value || (isScalar(value) && value.type === 'PLAIN' && value.source === '');
    if (nothing && next[1] <= place) return { start, end };
    const inner = emptyKeyBefore(value, place);
    if (inner) return inner;
  }
  return undefined;
}

/** Elasticsearch reads as it parses: it stops at a key without a value before it comes to what is no YAML. */
function orEmptyKey(error: Problem, contents: Node | null): Problem {
  const range = emptyKeyBefore(contents, error.range.start);
  if (!range) return error;
  const { source, text } = error;
  return {
    code: 'syntax',
    source,
    range,
    text: `${source.slice(range)} has no value, and further down the file is no YAML`,
    advice: 'Indent the settings that belong under it, or give it a value.',
    related: [{ source, range: error.range, message: text }],
  };
}

function isEmpty({ contents }: Document.Parsed): boolean {
  if (!contents) return true;
  return isScalar(contents) && contents.value === '' && !contents.type?.startsWith('QUOTE');
}

/** Parses elasticsearch.yml the way Elasticsearch does (SnakeYAML under Jackson). Never throws. */
export function parseYml(source: SourceText): YmlDocument {
  const plain = readPlainYml(source.text);
  if (plain) return { kind: 'elasticsearch-yml', source, tree: plain, problems: [] };
  return parseAnyYml(source);
}

/** The same without the short way for plain files. */
export function parseAnyYml(source: SourceText): YmlDocument {
  const template = maskTemplate(source.text);
  const text = withPlainLineEnds(template?.text ?? source.text);
  const base = { kind: 'elasticsearch-yml' as const, source };
  const ofTemplate = template && { template: template.engine, conditional: template.conditional };
  const broken = (problem: Problem): YmlDocument => {
    const engine = template?.engine ?? engineByName(source.path, source.text);
    const said = engine === undefined ? problem : unparsableTemplate(source, engine, problem);
    return { ...base, ...ofTemplate, tree: undefined, problems: [said] };
  };
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
    if (error && error.code !== 'multiple-documents')
      return broken(orEmptyKey(error, parsed.contents));
    tree = isEmpty(parsed) ? undefined : builder.tree(parsed.contents, 0);
  } catch {
    const range = source.firstLine().range;
    return broken({ code: 'syntax', source, range, text: 'the file is nested too deeply' });
  }
  const problems = template?.conditional
    ? builder.problems.filter((p) => p.code !== 'duplicate-key')
    : builder.problems;
  if (error) problems.push(error);
  if (tree && tree.kind !== 'mapping') {
    const problem = notAMapping(source, tree);
    if (template) return broken(problem);
    problems.push(problem);
  }
  if (!tree && parsed.directives?.docStart) problems.push(emptyDocument(source, text));
  return { ...base, ...ofTemplate, tree: tree?.kind === 'mapping' ? tree : undefined, problems };
}

/** A file without any content is fine; one with `---` and nothing behind it is not. */
function emptyDocument(source: SourceText, text: string): Problem {
  const at = text.search(/^---/m);
  const range = source.lineRange(source.position(Math.max(at, 0)).line);
  return {
    code: 'not-a-mapping',
    source,
    range,
    text: 'the document that begins here is empty',
    advice: 'Delete this line.',
  };
}

function notAMapping(source: SourceText, tree: Tree): Problem {
  const written = source.slice(tree.range);
  const missingBlank = tree.kind === 'scalar' && /^[\w.-]+:\S/.test(written);
  return {
    code: missingBlank ? 'syntax' : 'not-a-mapping',
    source,
    range: source.lineRange(source.position(tree.range.start).line),
    text: missingBlank
      ? 'a blank is missing after the colon'
      : `the file is a ${tree.kind === 'sequence' ? 'list' : 'single value'}, not settings with keys`,
    advice: missingBlank
      ? `Write \`${written.split(/\s/)[0]!.replace(':', ': ')}\`.`
      : 'Write each setting as `key: value`.',
  };
}

/** What is left to say of a template that does not parse. */
export function unparsableTemplate(source: SourceText, engine: string, problem: Problem): Problem {
  const { line } = source.position(problem.range.start);
  return {
    code: 'template',
    source,
    range: problem.range,
    text: `this ${engine} template is no YAML before it is rendered (line ${line}), so it was not checked`,
    advice: 'Lint the rendered file, or list the template under `ignore` in elasticlint.yml.',
  };
}
