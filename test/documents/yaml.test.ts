import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceText } from '../../src/core/text.js';
import type { Problem, YmlDocument } from '../../src/documents/document.js';
import { parseBytes } from '../../src/documents/parse.js';
import type { Tree } from '../../src/documents/tree.js';
import { parseYml } from '../../src/documents/yaml.js';
import { mutatedYaml, outOfText } from './arbitrary.js';
import { processorTime } from '../processor.js';

const parse = (text: string): YmlDocument => parseYml(new SourceText('elasticsearch.yml', text));

/** A tree in one line: `{a: 1 number, b: [x, y]}`. */
function shown(tree: Tree | undefined): string {
  if (!tree) return 'nothing';
  if (tree.kind === 'sequence') return `[${tree.items.map(shown).join(', ')}]`;
  if (tree.kind === 'scalar') return `${tree.text} ${tree.alias ? 'alias' : tree.type}`;
  return `{${tree.pairs.map((pair) => `${pair.key.text}: ${shown(pair.value)}`).join(', ')}}`;
}

/** A problem as `line:column "what is marked" text`. */
function told(problem: Problem): string {
  const { line, column } = problem.source.position(problem.range.start);
  return `${line}:${column} "${problem.source.slice(problem.range)}" ${problem.text}`;
}

const onlyProblem = (text: string): string => {
  const { problems } = parse(text);
  expect(problems).toHaveLength(1);
  return `${problems[0]!.code} ${told(problems[0]!)}`;
};

describe('the tree', () => {
  it('has nested, dotted and quoted keys, lists and flow style', () => {
    const text = 'a.b: x\nc:\n  d: "y"\n  \'e f\': [1, "2"]\ng:\n- h\n-   i\n';
    const { tree, problems } = parse(text);
    expect(problems).toEqual([]);
    expect(shown(tree)).toBe(
      '{a.b: x string, c: {d: y string, e f: [1 number, 2 string]}, g: [h string, i string]}',
    );
  });

  it('points at exactly what is written', () => {
    const text = '# on top\ncluster:\n  "name" : \'my logs\' # behind\n  seeds: [ a , "b" ]\n';
    const { tree } = parse(text);
    const marked: string[] = [];
    const visit = (inner: Tree): void => {
      if (inner.kind === 'mapping') {
        for (const pair of inner.pairs) {
          marked.push(text.slice(pair.key.range.start, pair.key.range.end));
          visit(pair.value);
        }
      } else marked.push(text.slice(inner.range.start, inner.range.end));
      if (inner.kind === 'sequence') inner.items.forEach(visit);
    };
    visit(tree!);
    expect(marked).toEqual(['cluster', '"name"', "'my logs'", 'seeds', '[ a , "b" ]', 'a', '"b"']);
  });

  it('knows null, booleans and numbers of YAML 1.1 where nothing quotes them', () => {
    expect(shown(parse('a: ~\nb:\nc: null\nd: "null"\n').tree)).toBe(
      '{a: ~ null, b:  null, c: null null, d: null string}',
    );
    expect(shown(parse('a: yes\nb: Off\nc: "true"\nd: y\n').tree)).toBe(
      '{a: yes boolean, b: Off boolean, c: true string, d: y string}',
    );
    expect(shown(parse('a: 0x1F\nb: 1_000\nc: 1e3\nd: 1.2.3\ne: .5\n').tree)).toBe(
      '{a: 0x1F number, b: 1_000 number, c: 1e3 number, d: 1.2.3 string, e: .5 number}',
    );
  });

  it('leaves aliases and merge keys as Elasticsearch does: unresolved', () => {
    expect(shown(parse('a: &x 1\nb: *x\nc: [*x]\nd:\n  <<: *x\n').tree)).toBe(
      '{a: 1 number, b: x alias, c: [x alias], d: {<<: x alias}}',
    );
  });

  it('of a file without settings is nothing, and no problem', () => {
    for (const text of ['', '\n', '# only a comment\n', '\uFEFF'.slice(1)]) {
      expect(parse(text)).toMatchObject({ tree: undefined, problems: [] });
    }
  });

  it('takes brackets and quotes that go on at the begin of a line', () => {
    expect(shown(parse('a: [\n"x", # why\ny\n]\nb: "c\nd"\n').tree)).toBe(
      '{a: [x string, y string], b: c d string}',
    );
  });

  it('takes a placeholder in a flow list as not known', () => {
    const { tree, problems } = parse('a: [${ONE}, b]\n');
    expect(problems).toEqual([]);
    expect(tree?.pairs[0]?.value).toMatchObject({ items: [{ templated: true }, { text: 'b' }] });
  });
});

describe('problems', () => {
  it('say what was meant, at the place where it begins', () => {
    expect(onlyProblem('a: 1\nb:\n\tc: 2\n')).toBe('syntax 3:1 "\t" a tab indents this line');
    expect(onlyProblem('a:1\nb: 2\n')).toBe('syntax 1:1 "a:" a blank is missing after the colon');
    expect(onlyProblem('a: @x\n')).toBe(
      'syntax 1:4 "@" a value cannot begin with @ unless it is quoted',
    );
    expect(onlyProblem('a: *\n')).toBe('syntax 1:4 "*" a * that stands alone begins a YAML alias');
    expect(onlyProblem('a: b: c\n')).toBe(
      'syntax 1:5 ":" a second colon makes this a key inside a value',
    );
    expect(onlyProblem('a: "x\nb: 1\n')).toBe('syntax 1:4 """ a double quote is not closed');
    expect(onlyProblem("a: 'x\nb: [\n")).toBe('syntax 1:4 "\'" a single quote is not closed');
    expect(onlyProblem('a: [1]\nb: [\n  x\nc: 1\n')).toBe('syntax 2:4 "[" a [ is not closed');
    expect(onlyProblem('a: [{b: 1}, {c: [2]\n')).toContain('1:13 "{" a { is not closed');
    expect(onlyProblem('a: "\\d"\n')).toContain(
      'this backslash sequence is unknown in double quotes',
    );
    expect(onlyProblem('a: "b\\/c"\n')).toBe(
      'syntax 1:6 "\\/" this backslash sequence is unknown in double quotes',
    );
    expect(onlyProblem('a:\n  b: 1\n  c- [|\nd: ["x"]\n')).toBe(
      'syntax 3:3 "c- [|" something is not closed or not finished here',
    );
    expect(onlyProblem('a:\n: b\nc: |\n  d:\n  : e\n')).toBe(
      'syntax 1:1 "a" a has no value, and further down the file is no YAML',
    );
    expect(onlyProblem('a: [::1]\n')).toContain('a value in brackets cannot begin with a colon');
    expect(onlyProblem('a:\tb\n')).toBe('syntax 1:3 "\t" a tab stands where only blanks may');
    expect(onlyProblem('a: 1\nb: x\u0007y\n')).toBe(
      'syntax 2:5 "\u0007" the character U+0007 is not allowed in YAML',
    );
  });

  it('begin at a key without a value, which Elasticsearch reads before it comes to what is no YAML', () => {
    expect(onlyProblem('a: 1\nb:\n  c:\n    d:\n    e: 1\n    f: g: h\n')).toBe(
      'syntax 4:5 "d" d has no value, and further down the file is no YAML',
    );
    expect(onlyProblem('a:\n  b: c: d\n')).toContain('2:7 ":" a second colon');
  });

  it('leave tabs inside values and behind them alone', () => {
    expect(parse('a: "x\ty"\nb: x\ty\t\nc: 1 # a\tb\n').problems).toEqual([]);
  });

  it('name each duplicate and the place of the one before', () => {
    const { problems, tree } = parse('a: 1\nb: 2\n"a": 3\na: 4\n');
    expect(problems.map(told)).toEqual([
      `3:1 ""a"" 'a' is already set in line 1`,
      `4:1 "a" 'a' is already set in line 3`,
    ]);
    expect(problems.map((problem) => problem.related?.map((place) => place.range))).toEqual([
      [{ start: 0, end: 1 }],
      [{ start: 10, end: 13 }],
    ]);
    expect(tree?.pairs).toHaveLength(4);
  });

  it('tell a second document, and read the first', () => {
    const document = parse('a: 1\n---\nb: 2\n');
    expect(document.problems.map(told)).toEqual(['3:1 "b: 2" a second document begins here']);
    expect(shown(document.tree)).toBe('{a: 1 number}');
    expect(parse('---\na: 1\n...\n').problems).toEqual([]);
  });

  it('tell a file that is no mapping', () => {
    expect(onlyProblem('- a\n- b\n')).toContain('not-a-mapping 1:1 "- a" the file is a list');
    expect(onlyProblem('just text\n')).toContain(
      'not-a-mapping 1:1 "just text" the file is a single value',
    );
    expect(onlyProblem('# x\n---\n')).toBe(
      'not-a-mapping 2:1 "---" the document that begins here is empty',
    );
    expect(onlyProblem('? [a]\n: b\n')).toContain('a list or map cannot be a key');
  });

  it('tell conflict markers as one matter', () => {
    const text = 'x: 0\n<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> other\n';
    expect(onlyProblem(text)).toBe(
      'syntax 2:1 "<<<<<<< HEAD" the file holds the markers of an unfinished git merge',
    );
  });

  it('count a byte order mark as no character, and refuse a second one', () => {
    const read = (text: string): YmlDocument =>
      parseBytes('elasticsearch.yml', new TextEncoder().encode(text)) as YmlDocument;
    const { source, tree, problems } = read('\uFEFFa: 1\n');
    expect(source.hadBom).toBe(true);
    expect(tree?.pairs[0]?.key.range).toEqual({ start: 0, end: 1 });
    expect(problems).toEqual([]);
    expect(read('\uFEFF\uFEFFa: 1\n').problems.map(({ text }) => text)).toEqual([
      'a second byte order mark begins the file and becomes part of the first key',
    ]);
  });
});

describe('large and hostile files are answered soon', () => {
  const line = (name: string, of: string): string =>
    `${name}: &${name} [${Array(9).fill(`*${of}`).join(', ')}]\n`;
  const names = 'bcdefghijklmnopqrstuvwxyz'.split('');
  const bomb = [
    'a: &a [x]\n',
    ...names.map((name, index) => line(name, 'abcdefghijklmnopqrstuvwxyz'[index]!)),
  ].join('');
  const anchors = Array.from(
    { length: 1000 },
    (_, index) => `k${index}: &a${index} v\nl${index}: *a${index}\n`,
  ).join('');
  const brackets = `a: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`;
  const nested = Array.from({ length: 3000 }, (_, index) => `${' '.repeat(index)}a:\n`).join('');

  it.each([
    ['an alias bomb', bomb, 0],
    ['1,000 anchors', anchors, 0],
    ['20,000 brackets', brackets, 1],
    ['3,000 levels', nested, 1],
    ['an unclosed quote', `a: "${'x\n'.repeat(100_000)}`, 1],
    ['blanks without end', `a: ${' '.repeat(500_000)}\n#${' '.repeat(500_000)}`, 0],
    ['opening expressions', '{{ '.repeat(20_000), 1],
  ])('%s', async (_, text, problems) => {
    const read = (): void => expect(parse(text).problems).toHaveLength(problems);
    expect(await processorTime(read)).toBeLessThan(5000);
  });
});

describe('any text', () => {
  it('is parsed without throwing, and all places lie within it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), mutatedYaml), (text) => {
        const document = parse(text);
        expect(outOfText(text, document.tree)).toEqual([]);
        const places = document.problems.flatMap((problem) => [
          problem,
          ...(problem.related ?? []),
        ]);
        expect(
          places.filter(({ range }) => range.start > range.end || range.end > text.length),
        ).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('means the same with CRLF', () => {
    fc.assert(
      fc.property(mutatedYaml, (text) => {
        fc.pre(!text.includes('\r'));
        const other = parse(text.replaceAll('\n', '\r\n'));
        const one = parse(text);
        expect(other.problems.map(({ code }) => code)).toEqual(
          one.problems.map(({ code }) => code),
        );
        expect(shown(other.tree)).toBe(shown(one.tree));
      }),
      { numRuns: 200 },
    );
  });
});
