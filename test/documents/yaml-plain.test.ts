import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceText } from '../../src/core/index.js';
import { readPlainYml } from '../../src/documents/yaml-plain.js';
import { parseAnyYml } from '../../src/documents/yaml.js';
import { generateYml, Random } from '../../tools/bench/generate.js';
import { mutate } from '../../tools/fuzz/mutate.js';
import { mutatedYaml } from './arbitrary.js';

const root = join(import.meta.dirname, '../..');

/** Whether the short way takes a text, on which it must agree with the whole parser. */
function agrees(text: string): boolean {
  const short = readPlainYml(text);
  if (!short) return false;
  const { tree, problems } = parseAnyYml(new SourceText('elasticsearch.yml', text));
  expect(problems, text).toEqual([]);
  expect(short, text).toEqual(tree);
  return true;
}

describe('the short way for plain YAML gives what the whole parser gives', () => {
  const texts = ['fixtures', 'examples', 'tools/bench'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.yml'))
      .map((path) => readFileSync(join(root, folder, path), 'utf8'))
      .filter((text) => text.length < 100_000),
  );

  it('for all files of fixtures and examples, most of which it takes', () => {
    expect(texts.filter(agrees).length).toBeGreaterThan(texts.length * 0.6);
  });

  it('for files with Windows line ends, and without a line end at the end', () => {
    expect(agrees('a: 1\r\nb:\r\n  c: [x, y]\r\n  # why\r\n  d: "e"')).toBe(true);
    expect(agrees('a:\n- b\n- c # d\ne: {f: g}\n#')).toBe(true);
  });

  it('for damaged ones', () => {
    fc.assert(
      fc.property(mutatedYaml, (text) => void agrees(text)),
      { numRuns: 500 },
    );
    const random = new Random(1);
    const small = texts.filter((text) => text.length < 3000);
    let taken = 0;
    for (let i = 0; i < 2000; i++) {
      const text = random.chance(50) ? random.pick(small) : generateYml(random);
      if (agrees(mutate(random, text))) taken++;
    }
    expect(taken).toBeGreaterThan(500);
  });

  it('leaves all else to it', () => {
    const others = [
      '',
      '# only a comment',
      'a: 1\na: 2\n',
      'a: b: c\n',
      'a: "b\\n"\n',
      'a: |\n  b\n',
      'a: &x b\nc: *x\n',
      'a: b\n  c\n',
      'a:\n    b: 1\n  c: 2\n',
      'a: [b\n]\n',
      'a: [b, [c]]\n',
      'a: [${B}]\n',
      '- a\n',
      '---\na: 1\n',
      'a:\tb\n',
      'a: {{ b }}\n',
      'a: "b"c\n',
      'a: [b,]\n',
      '? a\n: b\n',
      'a:\n: b\n',
      'a: b #c\n  d\n',
    ];
    expect(others.filter((text) => readPlainYml(text) !== undefined)).toEqual([]);
  });
});
