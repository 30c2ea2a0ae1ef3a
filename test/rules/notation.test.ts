import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceText } from '../../src/core/text.js';
import { parseYml } from '../../src/documents/yaml.js';
import { flatten } from '../../src/settings/flatten.js';
import { mutatedYaml } from '../documents/arbitrary.js';
import { toDotted, toNested } from './support/notation.js';

const mixed = `# a comment
cluster.name: logs # another
node:
  name: "one: 1"
  roles: [ data, ml ]
cluster:
  remote.two:
    seeds:
    - a:1
    -   "b:2"
`;

const settingsOf = (text: string): object => {
  const source = new SourceText('elasticsearch.yml', text);
  const { entries } = flatten(source, parseYml(source).tree!, 'yml');
  return Object.fromEntries(entries.map(({ key, value }) => [key, value]));
};

describe('the other notations that the harness writes', () => {
  it('are flat', () => {
    expect(toDotted(mixed)).toEqual({
      text: 'cluster.name: logs\nnode.name: "one: 1"\nnode.roles: [data, ml]\ncluster.remote.two.seeds:\n  - a:1\n  - "b:2"\n',
    });
  });

  it('are nested', () => {
    expect(toNested(mixed)).toEqual({
      text: 'cluster:\n  name: logs\n  remote:\n    two:\n      seeds:\n        - a:1\n        - "b:2"\nnode:\n  name: "one: 1"\n  roles: [data, ml]\n',
    });
  });

  it('refuse what they cannot express', () => {
    for (const [text, reason] of [
      ['a: {b: 1}\n', 'a flow mapping'],
      ['a: |\n  x\n', 'a value of several lines'],
      ['a: *x\n', 'an alias'],
      ['a: &x 1\n', 'an anchor or a tag'],
      ['a: 1\na: 2\n', 'no settings that can be read'],
      ['a.b: 1\na:\n  b: 2\n', 'a key that is set twice'],
      ['a: {{ x }}\n', 'a template'],
      ['"a b": 1\n', "the key 'a b'"],
      ['a: b: c\n', 'no settings that can be read'],
      ['# elasticlint-disable-file x/y\na: 1\n', 'a suppression comment'],
    ] as const) {
      expect(toDotted(text)).toEqual({ refused: reason });
      expect(toNested(text)).toEqual({ refused: reason });
    }
    expect(toNested('a: 1\na.b: 2\n')).toEqual({ refused: "'a' is key and prefix" });
    expect(toNested('a.b: 2\na: 1\n')).toEqual({ refused: "'a' is key and prefix" });
  });

  it('mean the same settings', () => {
    fc.assert(
      fc.property(mutatedYaml, (text) => {
        for (const result of [toDotted(text), toNested(text)]) {
          if ('text' in result) expect(settingsOf(result.text)).toEqual(settingsOf(text));
        }
      }),
      { numRuns: 200 },
    );
  });
});
