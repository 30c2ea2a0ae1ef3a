import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceText } from '../../src/core/text.js';
import type { JsonDocument } from '../../src/documents/document.js';
import { parseJson } from '../../src/documents/json.js';
import { outOfText } from './arbitrary.js';

const parse = (text: string): JsonDocument => parseJson(new SourceText('settings.json', text));

const problemsOf = (text: string): string[] =>
  parse(text).problems.map((problem) => {
    const { line, column } = problem.source.position(problem.range.start);
    return `${line}:${column} ${problem.code} ${problem.text}`;
  });

describe('a JSON body', () => {
  it('has positions in the file', () => {
    const text = '{\r\n  "persistent": { "a.b": [1, "é😀", null], "c": true }\r\n}\r\n';
    const { bodies, problems, source } = parse(text);
    expect(problems).toEqual([]);
    const { tree } = bodies[0]!;
    const layer = tree?.kind === 'mapping' ? tree.pairs[0]! : undefined;
    expect(source.slice(layer!.key.range)).toBe('"persistent"');
    expect(source.position(layer!.range.start)).toEqual({ line: 2, column: 3 });
    const pairs = layer!.value.kind === 'mapping' ? layer!.value.pairs : [];
    expect(pairs.map((pair) => source.slice(pair.value.range))).toEqual([
      '[1, "é😀", null]',
      'true',
    ]);
    expect(pairs[0]!.value).toMatchObject({
      items: [
        { text: '1', type: 'number' },
        { text: 'é😀', type: 'string' },
        { text: 'null', type: 'null' },
      ],
    });
  });

  it.each([
    ['{"persistent": {}}', 'cluster-settings'],
    ['{"transient": {}}', 'cluster-settings'],
    ['{"name": "x", "access": {"search": []}}', 'cross-cluster-api-key'],
    ['{"name": "x", "certificate_identity": "CN=x"}', 'cross-cluster-api-key'],
    ['{"remote_indices": []}', 'role'],
    ['{"something": 1}', 'json'],
    ['[1]', 'json'],
  ])('%s is told by its keys: %s', (text, kind) => {
    expect(parse(text).kind).toBe(kind);
  });

  it('names each duplicate with the place of the one before', () => {
    const { problems } = parse('{"a": 1,\n "a": 2}');
    expect(problems).toMatchObject([
      {
        code: 'json-duplicate-key',
        range: { start: 10, end: 13 },
        related: [{ range: { start: 1, end: 4 } }],
      },
    ]);
  });

  it('says what is wrong and where, once', () => {
    expect(problemsOf("{'a': 1}")).toHaveLength(1);
    expect(problemsOf('{"a": 1\n "b": 2}')).toEqual([
      '2:2 json-syntax a comma is missing before this',
    ]);
    expect(problemsOf('{"a" 1}')).toEqual(['1:6 json-syntax a colon is missing before this']);
    expect(problemsOf('{"a": }')).toEqual(['1:7 json-syntax a value is expected here']);
    expect(problemsOf('{"a": [1, 2}')[0]).toContain('json-syntax');
    // what follows the first object is never looked at: see fixtures/oracle/payloads/text-after-body.json
    expect(problemsOf('{"a": 1} x')).toEqual([]);
  });

  it('keeps what could be read of a broken one', () => {
    const { bodies } = parse('{"persistent": {"a": 1 "b": 2}}');
    expect(bodies[0]?.tree).toMatchObject({ pairs: [{ key: { text: 'persistent' } }] });
  });

  it('answers deep nesting', () => {
    const text = '{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000);
    expect(parse(text).problems.length).toBeGreaterThan(0);
  });
});

describe('any text', () => {
  const mutated = fc
    .tuple(
      fc.json(),
      fc.nat(),
      fc.nat(5),
      fc.constantFrom('', '"', '{', '}', ',', ':', '//', '/*', '\n', '\\', '😀'),
    )
    .map(([text, at, cut, put]) => {
      const start = at % (text.length + 1);
      return text.slice(0, start) + put + text.slice(start + cut);
    });

  it('is parsed without throwing, and all places lie within it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), mutated), (text) => {
        const { bodies, problems } = parse(text);
        expect(outOfText(text, bodies[0]?.tree)).toEqual([]);
        expect(problems.filter(({ range }) => range.start > text.length)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('that is JSON has no problem but duplicates', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parse(text).problems.filter(({ code }) => code !== 'json-duplicate-key')).toEqual(
          [],
        );
      }),
    );
  });
});
