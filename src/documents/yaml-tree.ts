import { isAlias, isMap, isScalar, isSeq, type Scalar as YamlScalar, type YAMLMap } from 'yaml';
import type { Range, SourceText } from '../core/text.js';
import type { Problem } from './document.js';
import { isTemplated } from './template.js';
import type { Mapping, Pair, Scalar, Tree } from './tree.js';
import { plainType } from './yaml-plain.js';
import { noKey } from './yaml-scanner.js';

/** Elasticsearch takes 1,000 levels; no settings have more than a dozen, and the stack of our parser has its end. */
export const deepest = 100;

const tagPrefix = 'tag:yaml.org,2002:';

/** SnakeYAML ends the name of an anchor or alias at these. */
const badName = /[./*&]/;

/** In double quotes `yaml` knows two escapes more than SnakeYAML. */
const badEscape = /^(?:[^\\]|\\[^/\t])*(\\[/\t])/;

/** Turns the nodes of `yaml` into our tree, as Elasticsearch's parser would see them: aliases are not resolved. */
export class TreeBuilder {
  readonly problems: Problem[] = [];
  #depth = 0;

  /** @param joined line ends of the source were taken for blanks: see `relaxed` */
  constructor(
    readonly source: SourceText,
    readonly joined: boolean,
  ) {}

  private problem(
    code: Problem['code'],
    range: Range,
    text: string,
    more: Partial<Problem> = {},
  ): void {
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
      if (badName.test(node.source))
        this.problem('syntax', range, 'a * that stands alone begins a YAML alias', {
          advice: 'Quote the value.',
        });
      return { kind: 'scalar', range, text: node.source, type: 'string', alias: true };
    }
    const text = isScalar(node) ? this.folded(textIn(node), range) : '';
    const tag =
      isScalar(node) && node.tag?.startsWith(tagPrefix)
        ? node.tag.slice(tagPrefix.length)
        : undefined;
    const templated = isTemplated(text) && { templated: true as const };
    if (isScalar(node)) this.checkScalar(node, range, tag);
    return { kind: 'scalar', range, text, type: typeOf(node, text, tag), ...templated };
  }

  /** Where a line end was taken for a blank, one blank remains of it. */
  private folded(text: string, range: Range): string {
    return this.joined && /[\r\n]/.test(this.source.slice(range))
      ? text.replace(/ {2,}/g, ' ')
      : text;
  }

  /** What Elasticsearch refuses in single values, and `yaml` lets pass. */
  private checkScalar(node: YamlScalar, range: Range, tag: string | undefined): void {
    if (tag === 'binary')
      this.problem('syntax', range, 'binary data is no setting', { advice: 'Remove the tag.' });
    if (node.anchor !== undefined && badName.test(node.anchor)) {
      this.problem('syntax', range, 'an & begins a YAML anchor', { advice: 'Quote the value.' });
    }
    const escape = node.type === 'QUOTE_DOUBLE' ? badEscape.exec(this.source.slice(range)) : null;
    if (!escape) return;
    const start = range.start + escape[0].length - escape[1]!.length;
    this.problem(
      'syntax',
      { start, end: start + 2 },
      'this backslash sequence is unknown in double quotes',
      { advice: 'Double the backslash, or use single quotes.' },
    );
  }

  private checkFlowItem(item: unknown): void {
    if (!isScalar(item) || item.type !== 'PLAIN' || !/^:/.test(textIn(item))) return;
    this.problem(
      'syntax',
      rangeOf(item, 0),
      'a value in brackets cannot begin with a colon unless it is quoted',
      { advice: 'Put the value in double quotes.' },
    );
  }

  private mapping(map: YAMLMap): Mapping {
    const range = rangeOf(map, 0);
    const seen = new Map<string, Scalar>();
    const pairs = map.items.flatMap((item): Pair[] => {
      const key = this.tree(item.key, range.start);
      if (key.kind !== 'scalar') {
        this.problem('syntax', key.range, 'a list or map cannot be a key', {
          advice: 'Write the key as plain text.',
        });
        return [];
      }
      if (key.alias)
        this.problem('syntax', key.range, 'an alias cannot be a key', {
          advice: 'Write the key itself.',
        });
      if (
        this.source.text[key.range.start] === ':' &&
        key.range.start === key.range.end &&
        !map.flow
      ) {
        this.problem('syntax', { start: key.range.start, end: key.range.start + 1 }, noKey);
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
      return [
        {
          key,
          value,
          range: { start: key.range.start, end: Math.max(value.range.end, key.range.end) },
        },
      ];
    });
    return { kind: 'mapping', range, pairs, flow: map.flow === true };
  }
}

/** The text of a scalar; the failsafe schema reads nothing else. */
const textIn = (node: YamlScalar): string => (typeof node.value === 'string' ? node.value : '');

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
