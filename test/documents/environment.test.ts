import { describe, expect, it } from 'vitest';
import { SourceText } from '../../src/core/text.js';
import { parseEnvironment } from '../../src/documents/environment.js';

const read = (text: string) => parseEnvironment(new SourceText('.env', text));
const namesOf = (text: string): string[] => read(text).names.map(({ name }) => name);

describe('an environment file', () => {
  it.each([
    ['A=1\nB="x y"\n', ['A', 'B']],
    ['export A=1\r\n  B = 2\r\n', ['A', 'B']],
    ['# A=1\n; B=2\nC=#3\n', ['C']],
    ['A: 1\nB\n', ['A', 'B']],
    ['A=\nB=${A}\nnode.name=x\n', ['A', 'B', 'node.name']],
    ['no name here\n=1\n1A=2\n', []],
    ['', []],
  ])('%j sets %j', (text, names) => {
    expect(namesOf(text)).toEqual(names);
  });

  it('lets nothing but names out, at the places where they stood', () => {
    const text = '# a note\r\nexport PASSWORD=s3cret\nA="one\ntwo" \uD83D\uDD11\n';
    const { source, names } = read(text);
    expect(source.text.replace(/ +/g, ' ')).toBe(' \r\n PASSWORD \nA \n \n');
    expect(names.map((place) => source.slice(place.range))).toEqual(['PASSWORD', 'A']);
    expect(source.text).toHaveLength(text.length);
  });
});
