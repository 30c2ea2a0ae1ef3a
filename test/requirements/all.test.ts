import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/**
 * Requirements whose tests are still to come. It only gets shorter: one that has its test must leave, and at the end of
 * the work it is empty.
 */
const toCome: readonly string[] = [
  'R2',
  'R4',
  'R5',
  'R6',
  'R7',
  'R8',
  'R9',
  'R10',
  'R11',
  'R12',
  'R13',
  'R16',
  'R18',
  'R19',
  'R20',
  'R21',
  'R22',
  'R23',
  'R31',
  'R32',
  'R33',
  'R36',
  'R37',
  'R38',
  'R39',
  'R40',
  'R41',
  'R42',
  'R43',
  'R44',
];

const all = Array.from({ length: 47 }, (_, index) => `R${index + 1}`);
const page = readFileSync('docs/requirements.md', 'utf8');
const pathOf = (name: string): string => `test/requirements/${name}.test.ts`;

describe('the requirements', () => {
  it('each have a row, in order', () => {
    const rows = [...page.matchAll(/^\| (R\d+) \| [A-Z`].*\. \| \[(R\d+)\]\(\.\.\/(.*)\) \|$/gm)];
    expect(rows.map(([, name]) => name)).toEqual(all);
    for (const [, name, link, path] of rows) expect([link, path]).toEqual([name, pathOf(name!)]);
  });

  it('each have a test, but those that are still to come', () => {
    expect(all.filter((name) => !existsSync(pathOf(name)))).toEqual(toCome);
  });

  it('no test is named after one that there is not', () => {
    const names = readdirSync('test/requirements')
      .filter((path) => path.endsWith('.test.ts'))
      .map((path) => path.replace(/\.test\.ts$/, ''));
    expect(names.filter((name) => name !== 'all' && !all.includes(name))).toEqual([]);
  });

  it.each(all.filter((name) => !toCome.includes(name)))('%s says what it tests', (name) => {
    const text = readFileSync(pathOf(name), 'utf8');
    expect(text).toMatch(new RegExp(`['"\`]${name}\\b`));
    expect(text).not.toMatch(/\b(?:it|describe|test)\.(?:skip|todo|only)\b/);
  });
});
