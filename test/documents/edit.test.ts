import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, SourceText, type Edit } from '../../src/core/index.js';
import {
  appendItems,
  insertAfter,
  lineEnd,
  removePair,
  renameKey,
  replaceValue,
  writeValue,
  type Spot,
} from '../../src/documents/edit.js';
import { parseJson } from '../../src/documents/json.js';
import type { Mapping, Tree } from '../../src/documents/tree.js';
import { parseYml } from '../../src/documents/yaml.js';
import { flatten } from '../../src/settings/flatten.js';
import { mutatedYaml } from './arbitrary.js';

/** All pairs of a text, by the last part of their key. */
function spotsOf(text: string): { source: SourceText; spots: Spot[] } {
  const json = text.startsWith('{');
  const source = new SourceText(json ? 'settings.json' : 'elasticsearch.yml', text);
  const tree: Tree | undefined = json ? parseJson(source).bodies[0]?.tree : parseYml(source).tree;
  const spots: Spot[] = [];
  const visit = (mapping: Mapping): void => {
    for (const pair of mapping.pairs) {
      spots.push({ source, mapping, pair });
      if (pair.value.kind === 'mapping') visit(pair.value);
    }
  };
  if (tree?.kind === 'mapping') visit(tree);
  return { source, spots };
}

/** A text after an edit at the pair with a key; with CRLF the same must come out with CRLF. */
function edited(text: string, key: string, edit: (spot: Spot) => Edit): string {
  const once = (written: string): string => {
    const { spots } = spotsOf(written);
    return applyEdits(written, [edit(spots.find(({ pair }) => pair.key.text === key)!)]);
  };
  const after = once(text);
  expect(once(text.replaceAll('\n', '\r\n'))).toBe(after.replaceAll('\n', '\r\n'));
  return after;
}

const remove = (text: string, key: string): string => edited(text, key, removePair);
const insert = (text: string, key: string): string =>
  edited(text, key, (spot) =>
    insertAfter(spot, [
      ['mode', 'proxy'],
      ['seeds', null],
    ]),
  );

describe('removePair', () => {
  const block = 'a: 1 # one\n# about b\nb:\n  - x # first\n  - y\n\nc:\n  d: 2\n  e: 3\n';

  it('takes the lines of a block pair, its trailing comment with them, and nothing else', () => {
    expect(remove(block, 'a')).toBe('# about b\nb:\n  - x # first\n  - y\n\nc:\n  d: 2\n  e: 3\n');
    expect(remove(block, 'b')).toBe('a: 1 # one\n# about b\n\nc:\n  d: 2\n  e: 3\n');
    expect(remove(block, 'd')).toBe(
      'a: 1 # one\n# about b\nb:\n  - x # first\n  - y\n\nc:\n  e: 3\n',
    );
    expect(remove(block, 'e')).toBe(
      'a: 1 # one\n# about b\nb:\n  - x # first\n  - y\n\nc:\n  d: 2\n',
    );
    expect(remove(block, 'c')).toBe('a: 1 # one\n# about b\nb:\n  - x # first\n  - y\n\n');
  });

  it('takes the last line of a file without line end', () => {
    expect(remove('a: 1\nb: 2', 'b')).toBe('a: 1\n');
  });

  it('takes a value of several lines', () => {
    expect(remove('a: [\n  x,\n  y ]\nb: 2\n', 'a')).toBe('b: 2\n');
    expect(remove('a: "x\n  y"\nb: 2\n', 'a')).toBe('b: 2\n');
    expect(remove('a: |\n  x\n  y\nb: 2\n', 'a')).toBe('b: 2\n');
  });

  it('takes the comma that goes with a pair in braces', () => {
    const flow = 'x: { a: 1, b: [2, 3], c: 4 } # flow\n';
    expect(remove(flow, 'a')).toBe('x: { b: [2, 3], c: 4 } # flow\n');
    expect(remove(flow, 'b')).toBe('x: { a: 1, c: 4 } # flow\n');
    expect(remove(flow, 'c')).toBe('x: { a: 1, b: [2, 3] } # flow\n');
    expect(remove('x: {a: 1}\n', 'a')).toBe('x: {}\n');
  });

  it('works in JSON, over several lines and with comments', () => {
    const json = '{\n  "a": 1, // one\n  "b": 2,\n  "c": 3\n}\n';
    expect(remove(json, 'b')).toBe('{\n  "a": 1, // one\n  "c": 3\n}\n');
    expect(remove(json, 'c')).toBe('{\n  "a": 1, // one\n  "b": 2\n}\n');
    expect(remove('{"a": 1}', 'a')).toBe('{}');
  });
});

describe('insertAfter', () => {
  it('adds lines behind a block pair, with its indentation, and leaves its comment', () => {
    expect(insert('a: 1 # one\nb: 2\n', 'a')).toBe('a: 1 # one\nmode: proxy\nseeds: null\nb: 2\n');
    expect(insert('x:\n    a: 1\n    b:\n      - 2 # two\ny: 3\n', 'b')).toBe(
      'x:\n    a: 1\n    b:\n      - 2 # two\n    mode: proxy\n    seeds: null\ny: 3\n',
    );
  });

  it('begins a line behind the last one of a file without line end', () => {
    const { spots } = spotsOf('a: 1');
    expect(applyEdits('a: 1', [insertAfter(spots[0]!, [['mode', 'proxy']])])).toBe(
      'a: 1\nmode: proxy',
    );
  });

  it('adds to braces in one line', () => {
    expect(insert('x: { a: 1, b: 2 }\n', 'a')).toBe(
      'x: { a: 1, mode: proxy, seeds: null, b: 2 }\n',
    );
    expect(insert('x: {a: 1}\n', 'a')).toBe('x: {a: 1, mode: proxy, seeds: null}\n');
  });

  it('adds to JSON, in its layout', () => {
    expect(insert('{"a": 1, "b": 2}', 'b')).toBe(
      '{"a": 1, "b": 2, "mode": "proxy", "seeds": null}',
    );
    expect(insert('{\n  "a": [\n    1\n  ],\n  "b": 2\n}\n', 'a')).toBe(
      '{\n  "a": [\n    1\n  ],\n  "mode": "proxy",\n  "seeds": null,\n  "b": 2\n}\n',
    );
  });
});

describe('renameKey and replaceValue', () => {
  it('keep quotes, blanks and comments', () => {
    const rename = (text: string): string =>
      edited(text, 'a', ({ source, pair }) => renameKey(source, pair, 'b.c'));
    expect(rename('a : 1 # one\n')).toBe('b.c : 1 # one\n');
    expect(rename('"a": 1\n')).toBe('"b.c": 1\n');
    expect(rename("{'a': 1}\n".replace('{', 'x: {'))).toBe("x: {'b.c': 1}\n");
    expect(rename('{"a": 1}')).toBe('{"b.c": 1}');
  });

  it('replace exactly the value', () => {
    const replace = (text: string): string =>
      edited(text, 'a', ({ source, pair }) => replaceValue(source, pair.value, 'new'));
    expect(replace('a:   "old"   # why\nb: 2\n')).toBe('a:   new   # why\nb: 2\n');
    expect(replace('a:\nb: 2\n')).toBe('a: new\nb: 2\n');
    expect(replace('{"a": [1, 2]}')).toBe('{"a": new}');
  });
});

describe('appendItems', () => {
  const appended = (text: string): string | undefined => {
    const { source, spots } = spotsOf(text);
    const edit = appendItems(source, spots[0]!.pair.value, ['x', 'y']);
    return edit && applyEdits(text, [edit]);
  };

  it('writes behind the last item, as the items are written', () => {
    expect(appended('{"a": ["b"]}')).toBe('{"a": ["b", "x", "y"]}');
    expect(appended('{"a": [ "b", "c" ]}')).toBe('{"a": [ "b", "c", "x", "y" ]}');
    expect(appended('{"a": [\r\n  "b"\r\n]}')).toBe('{"a": [\r\n  "b",\r\n  "x",\r\n  "y"\r\n]}');
    expect(appended('a: [b]')).toBe('a: [b, "x", "y"]');
  });

  it('leaves other lists alone', () => {
    expect(appended('{"a": []}')).toBeUndefined();
    expect(appended('{"a": "b"}')).toBeUndefined();
    expect(appended('a:\n  - b\n')).toBeUndefined();
  });
});

describe('writeValue', () => {
  it('quotes only what must be quoted', () => {
    const yaml = [
      'plain',
      'a.example.com:9300',
      '/etc/x',
      'true',
      'No',
      '~',
      '',
      'a: b',
      '*',
      '- x',
      'a #b',
      '10.0.0.1',
      '[::1]:9300',
      '{x}',
      "it's",
    ];
    expect(yaml.map((value) => writeValue(value, false))).toEqual([
      'plain',
      'a.example.com:9300',
      '/etc/x',
      '"true"',
      '"No"',
      '"~"',
      '""',
      '"a: b"',
      '"*"',
      '"- x"',
      '"a #b"',
      '10.0.0.1',
      '"[::1]:9300"',
      '"{x}"',
      '"it\'s"',
    ]);
    expect(writeValue('plain', true)).toBe('"plain"');
    expect([true, 5, null].map((value) => writeValue(value, false))).toEqual(['true', '5', 'null']);
    expect(writeValue(['a', 'b:1'], false)).toBe('[a, b:1]');
    expect(writeValue(['a', '*'], true)).toBe('["a", "*"]');
  });

  it('writes what is read back as the same text', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 20 }), (value) => {
        const source = new SourceText(
          'elasticsearch.yml',
          `node.attr.x: ${writeValue(value, false)}\n`,
        );
        const { tree, problems } = parseYml(source);
        expect(problems).toEqual([]);
        expect(flatten(source, tree!, 'yml').entries.map((entry) => entry.value)).toEqual([value]);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('lineEnd', () => {
  it('is the one that is used most', () => {
    expect(['', 'a', 'a\nb\n', 'a\r\nb\r\n', 'a\r\nb\nc\n'].map(lineEnd)).toEqual([
      '\n',
      '\n',
      '\n',
      '\r\n',
      '\n',
    ]);
  });
});

describe('edits of any file', () => {
  const withPlace = fc.tuple(mutatedYaml, fc.nat());

  /** The reverse of one edit. */
  const undo = (text: string, edit: Edit): string => {
    const { start, end } = edit.range;
    const after = applyEdits(text, [edit]);
    return applyEdits(after, [
      { range: { start, end: start + edit.text.length }, text: text.slice(start, end) },
    ]);
  };

  it('can be reversed, and stay within the file', () => {
    fc.assert(
      fc.property(withPlace, ([text, at]) => {
        const { source, spots } = spotsOf(text);
        fc.pre(spots.length > 0);
        const spot = spots[at % spots.length]!;
        const edits = [
          removePair(spot),
          insertAfter(spot, [['x', 'y']]),
          renameKey(source, spot.pair, 'z'),
          replaceValue(source, spot.pair.value, 'w'),
        ];
        for (const edit of edits) {
          expect(edit.range.start).toBeGreaterThanOrEqual(0);
          expect(edit.range.end).toBeLessThanOrEqual(text.length);
          expect(edit.range.start).toBeLessThanOrEqual(edit.range.end);
          expect(undo(text, edit)).toBe(text);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('removing a pair leaves the other pairs of a file as they were', () => {
    const keysOf = (text: string): string[] => spotsOf(text).spots.map(({ pair }) => pair.key.text);
    fc.assert(
      fc.property(withPlace, ([text, at]) => {
        const { source, spots } = spotsOf(text);
        const { problems, template } = parseYml(source);
        fc.pre(problems.length === 0 && spots.length > 0);
        // the pair may be what tells how to read parts of the others: as a template, as placeholders
        fc.pre(template === undefined && spots.every(({ pair }) => !pair.key.templated));
        const spot = spots[at % spots.length]!;
        // a block mapping that would be left empty is removed by its own pair
        fc.pre(spot.mapping.pairs.length > 1);
        const after = applyEdits(text, [removePair(spot)]);
        const inside = new Set(
          spots.filter(
            ({ pair }) =>
              pair.range.start >= spot.pair.range.start && pair.range.end <= spot.pair.range.end,
          ),
        );
        expect(parseYml(new SourceText('elasticsearch.yml', after)).problems).toEqual([]);
        expect(keysOf(after)).toEqual(
          spots.filter((other) => !inside.has(other)).map(({ pair }) => pair.key.text),
        );
      }),
      { numRuns: 200 },
    );
  });
});
