import { describe, expect, it } from 'vitest';
import { SourceText } from '../../src/core/text.js';
import { parseText } from '../../src/documents/parse.js';

const parse = (value: object, path = 'answer.json') =>
  parseText(new SourceText(path, JSON.stringify(value, null, 1)), 'json');

/** What a body is taken for. */
const kindOf = (value: object): string => parse(value).kind;

describe('what Elasticsearch answers', () => {
  it('is known by its keys', () => {
    expect(kindOf({ persistent: {}, transient: {}, defaults: {} })).toBe('settings-dump');
    expect(kindOf({ license: { uid: 'x', type: 'basic' } })).toBe('license-dump');
    expect(kindOf({ nodes: { a: { version: '9.5.3', transport_address: 'x:9300' } } })).toBe(
      'nodes-dump',
    );
    expect(kindOf({ one: { connected: true, mode: 'sniff' } })).toBe('remote-info-dump');
    expect(kindOf({ id: 'a', name: 'k', api_key: 'b', encoded: 'c' })).toBe('api-key-response');
  });

  it('is not taken for what people send, nor the reverse', () => {
    expect(kindOf({ persistent: {}, transient: {} })).toBe('cluster-settings');
    expect(kindOf({ name: 'k', access: { search: [] } })).toBe('cross-cluster-api-key');
    expect(kindOf({ nodes: 3 })).toBe('json');
    expect(kindOf({})).toBe('json');
  });

  it('is never mended, and the secret of a new key is never shown', () => {
    const { source } = parse({ id: 'a', name: 'k', api_key: 'plainwords', encoded: 'otherwords' });
    expect(source.isFixable).toBe(false);
    const shown = source.lineStarts.map((_, index) => source.shownLine(index + 1)).join('\n');
    expect(shown).toContain('"name": "k"');
    expect(shown).not.toMatch(/plainwords|otherwords/);
  });
});

describe('roles.yml', () => {
  it('is known by its name, and has its roles by theirs', () => {
    const text =
      'a:\n  cluster: [all]\nb:\n  indices:\n    - names: [x]\n      privileges: [read]\n';
    const document = parseText(new SourceText('config/roles.yml', text));
    expect(document.kind).toBe('role');
    expect(document.problems).toEqual([]);
    expect('bodies' in document && document.bodies.map(({ kind }) => kind)).toEqual(['role']);
  });
});
