import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const all = Array.from({ length: 47 }, (_, index) => `R${index + 1}`);
const page = readFileSync('docs/requirements.md', 'utf8');
const pathOf = (name: string): string => `test/requirements/${name}.test.ts`;

describe('the requirements', () => {
  it('each have a row, in order', () => {
    const rows = [...page.matchAll(/^\| (R\d+) \| [A-Z`].*\. \| \[(R\d+)\]\(\.\.\/(.*)\) \|$/gm)];
    expect(rows.map(([, name]) => name)).toEqual(all);
    for (const [, name, link, path] of rows) expect([link, path]).toEqual([name, pathOf(name!)]);
  });

  it('each have a test', () => {
    expect(all.filter((name) => !existsSync(pathOf(name)))).toEqual([]);
  });

  it('no test is named after one that there is not', () => {
    const names = readdirSync('test/requirements')
      .filter((path) => path.endsWith('.test.ts'))
      .map((path) => path.replace(/\.test\.ts$/, ''));
    expect(names.filter((name) => name !== 'all' && !all.includes(name))).toEqual([]);
  });

  it.each(all)('%s says what it tests', (name) => {
    const text = readFileSync(pathOf(name), 'utf8');
    expect(text).toMatch(new RegExp(`['"\`]${name}\\b`));
    expect(text).not.toMatch(/\b(?:it|describe|test)\.(?:skip|todo|only)\b/);
  });
});
