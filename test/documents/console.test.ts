import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceText } from '../../src/core/text.js';
import { looksLikeConsole, parseConsole } from '../../src/documents/console.js';
import type { JsonDocument } from '../../src/documents/document.js';
import { valueAt } from '../../src/documents/tree.js';
import { outOfText } from './arbitrary.js';

const parse = (text: string): JsonDocument =>
  parseConsole(new SourceText('requests.console', text));

const file = `# first the settings
PUT _cluster/settings
{
  # a comment line
  "persistent": {
    "cluster.remote.two.seeds": ["h:9300"] // and one behind
  }
}

GET /_remote/info

POST /_security/cross_cluster/api_key
{ "name": "key", "access": { "search": [ { "names": ["logs-*"] } ] } }
PUT kbn:/_security/role/reader
{ "remote_indices": [] }
PUT _ingest/pipeline/x
{ "script": """ any "text" at all """ }
POST _bulk
{"index":{}}
{"a":1}
`;

describe('a console file', () => {
  it('has one body for each request, told by its path', () => {
    const { bodies, problems } = parse(file);
    expect(problems).toEqual([]);
    expect(bodies.map(({ kind, method, path }) => `${kind}: ${method} ${path}`)).toEqual([
      'cluster-settings: PUT _cluster/settings',
      'json: GET /_remote/info',
      'cross-cluster-api-key: POST /_security/cross_cluster/api_key',
      'role: PUT kbn:/_security/role/reader',
      'json: PUT _ingest/pipeline/x',
      'json: POST _bulk',
    ]);
  });

  it('keeps the places of the file, with CRLF, too', () => {
    for (const text of [file, file.replaceAll('\n', '\r\n')]) {
      const { bodies, source } = parse(text);
      const seeds = valueAt(bodies[0]?.tree, 'persistent', 'cluster.remote.two.seeds');
      expect(source.slice(seeds!.range)).toBe('["h:9300"]');
      expect(source.position(seeds!.range.start)).toEqual({ line: 6, column: 33 });
      const name = valueAt(bodies[2]?.tree, 'name');
      expect(source.position(name!.range.start)).toEqual({ line: 13, column: 11 });
    }
  });

  it('knows the path with host, slash and parameters', () => {
    for (const path of [
      '/_cluster/settings?flat_settings',
      'https://h:9200/_cluster/settings',
      '_cluster/settings#x',
    ]) {
      expect(parse(`PUT ${path}\n{}\n`).kind).toBe('console');
      expect(parse(`PUT ${path}\n{}\n`).bodies[0]?.kind).toBe('cluster-settings');
    }
  });

  it('says what is wrong at its place in the file', () => {
    const { problems, source } = parse(
      'GET /\n\nPUT _cluster/settings\n{\n  "persistent": { "a": }\n}\n',
    );
    expect(problems.map(({ code, range }) => [code, source.position(range.start)])).toEqual([
      ['json-syntax', { line: 5, column: 24 }],
    ]);
  });

  it('takes texts in three quotes', () => {
    const { bodies, problems } = parse(
      'PUT _cluster/settings\n{"persistent": {"a": """x "y" \\ z"""}}\n',
    );
    expect(problems).toEqual([]);
    expect(valueAt(bodies[0]?.tree, 'persistent', 'a')).toMatchObject({
      kind: 'scalar',
      type: 'string',
    });
  });

  it('may have requests without a body', () => {
    const { bodies, problems } = parse('PUT _cluster/settings\n# nothing yet\n// really\nGET /\n');
    expect(problems).toEqual([]);
    expect(bodies.map((body) => body.tree)).toEqual([undefined, undefined]);
  });
});

describe('looksLikeConsole', () => {
  it('skips comments and blank lines', () => {
    expect(looksLikeConsole('\n# x\n// y\n\nPUT _cluster/settings\n{}')).toBe(true);
    expect(looksLikeConsole('{ "persistent": {} }')).toBe(false);
    expect(looksLikeConsole('GET')).toBe(false);
    expect(looksLikeConsole('PUTTY /x')).toBe(false);
  });
});

describe('any text', () => {
  const pieces = fc.array(
    fc.constantFrom(
      'PUT ',
      'GET /',
      '_cluster/settings',
      '\n',
      '\r\n',
      '{',
      '}',
      '"',
      '"""',
      '#',
      '//',
      '/*',
      '*/',
      'a',
      ' ',
    ),
    { maxLength: 40 },
  );

  it('is parsed without throwing, and all places lie within it', () => {
    fc.assert(
      fc.property(
        pieces.map((parts) => parts.join('')),
        (text) => {
          const { bodies, problems } = parse(text);
          expect(bodies.flatMap((body) => outOfText(text, body.tree))).toEqual([]);
          expect(problems.filter(({ range }) => range.start > text.length)).toEqual([]);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
