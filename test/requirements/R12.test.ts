import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/registry.js';
import { elasticlint, findingsOf, folder, useCommand } from '../cli/command.js';

useCommand();

/** Two safe fixes and one that is not, among comments, quotes and blanks that must stay. */
const odd = [
  '# kept:   as it is',
  'cluster.name:   "logs"    # the name',
  '',
  "node.attr.rack: 'r1'",
  '# elasticlint-disable-next-line settings/unknown',
  'node.name:  n1',
  'node.attr.zone:    z1   ',
  '',
];

const spelling: Readonly<Record<string, (text: string) => string>> = {
  'line feeds': (text) => text,
  CRLF: (text) => text.replaceAll('\n', '\r\n'),
  'a byte order mark': (text) => `\uFEFF${text}`,
  'no line end': (text) => text.trimEnd(),
};

// for all rules and their fixtures this is held by test/rules/harness.test.ts and test/rules/fix-all.test.ts
describe('R12: safe fixes', () => {
  it.each(Object.keys(spelling))(
    'change nothing beside their edit, once, with %s',
    async (name) => {
      const spell = spelling[name]!;
      const cwd = folder({ 'elasticsearch.yml': spell(odd.join('\n')) });
      const path = join(cwd, 'elasticsearch.yml');
      const first = await elasticlint(['--fix', '--format', 'json', '.'], { cwd });
      expect(findingsOf(first)).toEqual([]);
      const after = readFileSync(path, 'utf8');
      expect(after).toBe(spell(odd.filter((line) => !line.includes('elasticlint')).join('\n')));
      const second = await elasticlint(['--fix', '.'], { cwd });
      expect([second.code, second.stderr]).toEqual([0, '']);
      expect(readFileSync(path, 'utf8')).toBe(after);
    },
  );

  it('the page of a rule with an unsafe fix says why it is not safe', () => {
    const unsafe = rules.filter(({ fix }) => fix === 'unsafe');
    expect(unsafe.length).toBeGreaterThan(0);
    for (const { id } of unsafe) {
      const page = readFileSync(new URL(`../../rules/${id}.md`, import.meta.url), 'utf8');
      expect(page, id).toMatch(/unsafe/i);
      expect(page, id).toMatch(/^## Fix/m);
    }
  });
});
