import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SourceText } from '../../src/core/text.js';
import type { Finding } from '../../src/core/finding.js';
import { applySuppressions } from '../../src/core/suppress.js';
import { rules } from '../../rules/registry.js';
import { openWorkspace } from '../../src/workspace/session.js';
import { MemoryVfs } from '../../src/workspace/vfs.js';

const corpus = 'fixtures/suppressions/corpus';
const record = 'fixtures/suppressions/recorded.json';
const names = readdirSync(corpus).sort();

/** What comments silence in a file, as `rule setting`, and what they leave. */
async function replay(name: string): Promise<{ silenced: string[]; left: string[] }> {
  const path = `/${name.endsWith('.yml') ? 'elasticsearch.yml' : name}`;
  const vfs = new MemoryVfs({ [path]: readFileSync(`${corpus}/${name}`) });
  const workspace = openWorkspace({ vfs, cwd: '/', today: '2026-11-22', esVersion: '9.5' });
  const { findings, suppressed } = await workspace.lint([path]);
  return {
    silenced: suppressed.map(({ finding }) => `${finding.rule} ${finding.setting ?? '-'}`).sort(),
    left: findings.map(({ rule, text }) => `${rule}: ${text}`),
  };
}

describe('R17: comments of former releases stay in force', () => {
  const recorded = (): Record<string, string[]> =>
    JSON.parse(readFileSync(record, 'utf8')) as Record<string, string[]>;

  if (process.env.UPDATE !== undefined)
    it('are recorded', async () => {
      const all = await Promise.all(
        names.map(async (name) => [name, (await replay(name)).silenced]),
      );
      writeFileSync(record, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
    });

  it.each(names)('%s', async (name) => {
    const { silenced, left } = await replay(name);
    expect(left).toEqual([]);
    expect(silenced).not.toEqual([]);
    expect(silenced).toEqual(recorded()[name]);
  });

  it('none of them was taken away', () => {
    expect(names).toEqual(Object.keys(recorded()));
  });

  it('wherever in its value a finding starts: the comment is bound to rule and key', () => {
    const text = '# elasticlint-disable-next-line a/b\nkey:\n  - one\n  - two\n';
    const source = new SourceText('elasticsearch.yml', text);
    const own = (id: string) => rules.find((rule) => rule.id === id)!;
    const starts = [2, 3, 4].map((line) => source.lineRange(line));
    for (const range of starts) {
      const finding: Finding = {
        rule: 'a/b',
        severity: 'error',
        confidence: 'certain',
        text: 'wrong',
        setting: 'key',
        source,
        range,
        related: [],
        anchors: [2],
      };
      const { findings, suppressed } = applySuppressions([finding], [source], {
        today: '2026-11-22',
        resolve: (id) => id,
        active: new Set(['a/b']),
        own: { unused: own('suppressions/unused'), malformed: own('suppressions/malformed') },
      });
      expect([findings.length, suppressed.length]).toEqual([0, 1]);
    }
  });
});
