import { describe, expect, it, vi } from 'vitest';
import { defineRule, type AnyRule } from '../../src/topology/rule.js';
import { lintFiles } from './support/lint.js';
import type { Files } from './support/cases.js';

/** Rules of its own, so that what is tested here depends on no real one. */
vi.mock('../../rules/registry.js', async () => {
  const { default: malformed } = await import('../../rules/suppressions/malformed.js');
  const { default: unused } = await import('../../rules/suppressions/unused.js');
  const rules: AnyRule[] = [malformed, unused, everySetting, everyProblem, throwing];
  return { rules };
});

const everySetting = vi.hoisted(() => ({}) as AnyRule);
const everyProblem = vi.hoisted(() => ({}) as AnyRule);
const throwing = vi.hoisted(() => ({}) as AnyRule);

const messages = { found: { text: 'found {what}' } };

Object.assign(
  everySetting,
  defineRule({
    id: 'test/setting',
    severity: 'warning',
    summary: 'every setting',
    messages,
    on: {
      setting({ entry }, context) {
        context.report({
          ...entry.valuePlace,
          message: 'found',
          data: { what: entry.key },
          setting: entry,
        });
      },
    },
  }),
);
Object.assign(
  everyProblem,
  defineRule({
    id: 'test/problem',
    severity: 'error',
    summary: 'every problem',
    messages,
    on: {
      problem(problem, context) {
        context.report({ ...problem, message: 'found', data: { what: problem.code } });
      },
    },
  }),
);
Object.assign(
  throwing,
  defineRule({
    id: 'test/throws',
    severity: 'error',
    summary: 'throws at some settings',
    messages,
    on: {
      setting({ entry }) {
        if (entry.key.startsWith('boom')) throw new Error('went off');
      },
    },
  }),
);

const utf8 = (texts: Readonly<Record<string, string>>): Files =>
  Object.fromEntries(
    Object.entries(texts).map(([path, text]) => [path, new TextEncoder().encode(text)]),
  );

/** What is found, as `path:line rule text`. */
async function found(texts: Readonly<Record<string, string>>): Promise<string[]> {
  const { findings } = await lintFiles(utf8(texts), undefined);
  return findings.map((finding) => {
    const { line } = finding.source.position(finding.range.start);
    return `${finding.source.path}:${line} ${finding.rule} ${finding.text}`;
  });
}

describe('a rule that throws', () => {
  it('becomes a crash, and the others go on', async () => {
    const files = utf8({ 'elasticsearch.yml': 'a: 1\nboom.now: 2\nboom.again: 3\n' });
    const { crashes, findings } = await lintFiles(files, undefined);
    expect(crashes).toEqual([{ rule: 'test/throws', error: 'went off' }]);
    expect(findings.map(({ rule, setting }) => `${rule} ${setting}`)).toEqual([
      'test/setting a',
      'test/setting boom.now',
      'test/setting boom.again',
    ]);
  });

  it('leaves no crash where it does not throw', async () => {
    expect((await lintFiles(utf8({ 'elasticsearch.yml': 'a: 1\n' }), undefined)).crashes).toEqual(
      [],
    );
  });
});

describe('suppression comments', () => {
  it('work in a file with a syntax error, also above the error', async () => {
    const text = 'a: 1\n# elasticlint-disable-next-line test/problem -- known\nb: "not closed\n';
    expect(await found({ 'elasticsearch.yml': text.replace(/^#.*\n/m, '') })).toEqual([
      'elasticsearch.yml:2 test/problem found syntax',
    ]);
    expect(await found({ 'elasticsearch.yml': text })).toEqual([]);
  });

  it('reach a list of several lines through the line of its key, and each of its lines', async () => {
    const list = (above: string): string => `${above}a:\n  - x\n  - y\n`;
    expect(await found({ 'elasticsearch.yml': list('') })).toEqual([
      'elasticsearch.yml:2 test/setting found a',
    ]);
    expect(
      await found({ 'elasticsearch.yml': list('# elasticlint-disable-next-line test/setting\n') }),
    ).toEqual([]);
  });

  it.each(['#', '//'])('work in a console file behind %s', async (mark) => {
    const body = (comment: string): string =>
      `PUT _cluster/settings\n{\n${comment}  "persistent": { "a": 1 }\n}\n`;
    expect(await found({ 'x.console': body('') })).toEqual(['x.console:3 test/setting found a']);
    const comment = `  ${mark} elasticlint-disable-next-line test/setting -- meant\n`;
    expect(await found({ 'x.console': body(comment) })).toEqual([]);
  });

  it('work in JSON behind //', async () => {
    const text =
      '{\n  // elasticlint-disable-next-line test/setting\n  "persistent": { "a": 1 }\n}\n';
    expect(await found({ 'cluster-settings.json': text })).toEqual([]);
  });

  it('hold for their own file only', async () => {
    const files = {
      'elasticlint.yml': 'version: 1\nclusters:\n  local:\n    nodes: [one.yml, two.yml]\n',
      'one.yml': '# elasticlint-disable-file test/setting\na: 1\n',
      'two.yml': 'a: 1\n',
    };
    expect(await found(files)).toEqual(['two.yml:1 test/setting found a']);
  });
});
