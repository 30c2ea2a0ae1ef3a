import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceText } from '../../src/core/text.js';
import { parseJson } from '../../src/documents/json.js';
import { valueAt } from '../../src/documents/tree.js';
import { parseYml } from '../../src/documents/yaml.js';
import { listValue, shownValue, textValue, type SettingEntry } from '../../src/settings/entry.js';
import { flatten, type Flattened } from '../../src/settings/flatten.js';
import { Settings } from '../../src/settings/settings.js';

function flat(text: string): Flattened {
  const source = new SourceText('elasticsearch.yml', text);
  return flatten(source, parseYml(source).tree!, 'yml');
}

const valuesOf = ({ entries }: Pick<Flattened, 'entries'>): Record<string, unknown> =>
  Object.fromEntries(entries.map(({ key, value }) => [key, value]));

const entryOf = (text: string, key: string): SettingEntry =>
  flat(text).entries.find((entry) => entry.key === key)!;

const lineOf = (entry: SettingEntry): number =>
  entry.source.position(entry.keyPlace.range.start).line;

describe('flatten', () => {
  it('joins nested, dotted and mixed spellings under one key', () => {
    const nested = flat('a:\n  b:\n    c: 1\n    d: 2\n');
    const dotted = flat('a.b.c: 1\na.b.d: 2\n');
    const mixed = flat('a.b:\n  c: 1\na:\n  b.d: 2\n');
    const braces = flat('{a: {b.c: 1, "b.d": 2}}\n');
    for (const one of [nested, dotted, mixed, braces]) {
      expect(valuesOf(one)).toEqual({ 'a.b.c': '1', 'a.b.d': '2' });
      expect(one.problems).toEqual([]);
    }
  });

  it('has texts as Elasticsearch has them', () => {
    const text = 'a: yes\nb: "yes"\nc: Off\nd: 0x1F\ne: 1_000\nf: ~\ng: [true, yes, 1]\nh: *x\n';
    expect(valuesOf(flat(text))).toEqual({
      a: 'true',
      b: 'yes',
      c: 'false',
      d: '0x1F',
      e: '1_000',
      f: null,
      g: ['true', 'yes', '1'],
      h: 'x',
    });
    expect(entryOf(text, 'h').aliases.map(({ name }) => name)).toEqual(['x']);
  });

  it('lets the last spelling win and remembers those it shadows', () => {
    const text = 'a.b: first\nx: 1\na:\n  b: second\n"a.b": third\n';
    const entry = flat(text).entries.find(({ key }) => key === 'a.b')!;
    expect(entry.value).toBe('third');
    expect(entry.shadows.map((loser) => [loser.value, lineOf(loser)])).toEqual([
      ['first', 1],
      ['second', 4],
    ]);
    expect(flat(text).entries.map(({ key }) => key)).toEqual(['x', 'a.b']);
  });

  it('makes one list of key.0, key.1 …, up to the first gap', () => {
    const text = 'a.0: x\na.1: y\na.3: z\nb:\n  0: 10\n  1: 9\n';
    expect(valuesOf(flat(text))).toEqual({ 'a.3': 'z', a: ['x', 'y'], b: ['10', '9'] });
    expect(entryOf(text, 'a').items.map(({ range }) => text.slice(range.start, range.end))).toEqual(
      ['x', 'y'],
    );
    expect(valuesOf(flat('a.1: x\n'))).toEqual({ 'a.1': 'x' });
  });

  it('tells a list that is given as a whole and item by item, as Elasticsearch does', () => {
    expect(flat('a: [x]\na.0: y\n').problems).toMatchObject([
      {
        code: 'duplicate-key',
        text: "'a' is set as a whole and item by item",
        range: { start: 7, end: 10 },
      },
    ]);
  });

  it('tells list items that are no plain values, and keeps the others', () => {
    const { entries, problems } = flat('a:\n  - x\n  - {b: 1}\n  -\n  - [y]\n');
    expect(valuesOf({ entries })).toEqual({ a: ['x'] });
    expect(problems.map(({ text }) => text)).toEqual([
      'an item of a is a map; lists hold only plain values',
      'an item of a is null; lists hold only plain values',
      'an item of a is a list; lists hold only plain values',
    ]);
  });

  it('drops empty texts of elasticsearch.yml, as Elasticsearch does, but not those of a payload', () => {
    expect(valuesOf(flat('a: ""\nb: x\nb: ""\nc: []\nd: [""]\n'))).toEqual({ c: [], d: [''] });
    const source = new SourceText('settings.json', '{"persistent": {"a": ""}}');
    const layer = valueAt(parseJson(source).bodies[0]?.tree, 'persistent');
    expect(layer?.kind === 'mapping' && valuesOf(flatten(source, layer, 'persistent'))).toEqual({
      a: '',
    });
  });

  it('knows which values it does not know', () => {
    const text = 'a: ${X}\nb: x${Y:z}y\nc: [p, "${Q}"]\nd: $X\ne.${Z}: 1\n';
    expect(flat(text).entries.map(({ key, unknown }) => [key, unknown])).toEqual([
      ['a', true],
      ['b', true],
      ['c', true],
      ['d', false],
    ]);
    expect(textValue(entryOf(text, 'a'))).toBeUndefined();
    expect(textValue(entryOf(text, 'd'))).toBe('$X');
  });

  it('leads to each value through its mappings, so that edits find their way', () => {
    const entry = entryOf('a:\n  b.c:\n    d: 1\n', 'a.b.c.d');
    expect(entry.spots.map(({ pair }) => pair.key.text)).toEqual(['a', 'b.c', 'd']);
    expect(entry.spots.at(-1)!.pair.key.range).toEqual(entry.keyPlace.range);
  });

  it('never shows a secret', () => {
    const entry = entryOf(
      'xpack.security.http.ssl.keystore.password: hunter2\n',
      'xpack.security.http.ssl.keystore.password',
    );
    expect(shownValue(entry)).toBe('(hidden)');
    expect(entry.source.shownLine(1)).not.toContain('hunter2');
  });

  it('gives the same for every spelling of the same settings', () => {
    const part = fc.constantFrom('a', 'b', 'c', 'd1');
    const keys = fc.uniqueArray(fc.array(part, { minLength: 1, maxLength: 4 }), {
      selector: (parts) => parts.join('.'),
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(keys, (all) => {
        const paths = all.map((parts) => parts.join('.'));
        fc.pre(!paths.some((path) => paths.some((other) => other.startsWith(`${path}.`))));
        const dotted = paths.map((path, index) => `${path}: ${index}\n`).join('');
        const nestedTree: Record<string, unknown> = {};
        all.forEach((parts, index) => {
          let inner = nestedTree;
          for (const name of parts.slice(0, -1))
            inner = (inner[name] ??= {}) as Record<string, unknown>;
          inner[parts.at(-1)!] = index;
        });
        expect(valuesOf(flat(JSON.stringify(nestedTree)))).toEqual(valuesOf(flat(dotted)));
      }),
    );
  });
});

describe('listValue', () => {
  const itemsOf = (text: string): string[][] =>
    listValue(flat(text).entries[0]!).map((item) => [
      item.text,
      text.slice(item.range.start, item.range.end),
    ]);

  it('splits texts at commas and points at each part', () => {
    expect(itemsOf('a: x , y,z\n')).toEqual([
      ['x', 'x'],
      ['y', 'y'],
      ['z', 'z'],
    ]);
    expect(itemsOf('a: "x,,x"\n')).toEqual([
      ['x', 'x'],
      ['x', 'x'],
    ]);
    expect(itemsOf('a: [x, "y"]\n')).toEqual([
      ['x', 'x'],
      ['y', '"y"'],
    ]);
  });

  it('points at the whole where a part is not found as it is', () => {
    expect(itemsOf('a: "x,\\u0079"\n')).toEqual([
      ['x', 'x'],
      ['y', '"x,\\u0079"'],
    ]);
  });
});

describe('Settings', () => {
  const layer = (text: string): readonly SettingEntry[] => flat(text).entries;
  const keys = (settings: Settings): string[] => [...settings].map(({ key }) => key);

  it('lays a layer over another; null deletes, also by wildcard', () => {
    const base = new Settings(layer('a.b: 1\na.c: 2\nd: 3\nab: 4\n'));
    expect(keys(base.overlaid(layer('d: 9\ne: 5\n')))).toEqual(['a.b', 'a.c', 'd', 'ab', 'e']);
    expect(base.overlaid(layer('d: 9\n')).get('d')?.value).toBe('9');
    expect(keys(base.overlaid(layer('d: ~\nx: ~\n')))).toEqual(['a.b', 'a.c', 'ab']);
    expect(keys(base.overlaid(layer('a.*: ~\n')))).toEqual(['d', 'ab']);
    expect(keys(base.overlaid(layer('"*": ~\n')))).toEqual([]);
  });

  it('answers by key, prefix and fallback chain', () => {
    const settings = new Settings(layer('a.b: yes\na.c: "yes"\nn: ~\n'));
    expect(settings.size).toBe(3);
    expect(settings.get('n')).toBeUndefined();
    expect(settings.first('x', 'n', 'a.c', 'a.b')?.key).toBe('a.c');
    expect(settings.flag('a.b')).toBe(true);
    expect(settings.flag('a.c')).toBeUndefined();
    expect(settings.withPrefix('a.').map(({ key }) => key)).toEqual(['a.b', 'a.c']);
  });
});
