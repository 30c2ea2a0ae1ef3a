import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { SourceText } from '../../src/core/text.js';
import { checkstyle } from '../../src/reporters/checkstyle.js';
import { github } from '../../src/reporters/github.js';
import { gitlab } from '../../src/reporters/gitlab.js';
import { jsonl } from '../../src/reporters/jsonl.js';
import { junit } from '../../src/reporters/junit.js';
import { markdown } from '../../src/reporters/markdown.js';
import { noColors } from '../../src/reporters/pretty.js';
import { findingAt, placeOf, reportOf, ymlSource } from './fixtures/findings.js';

const pathInRepository = (path: string): string => `conf/${path}`;
const context = { pathInRepository, failOn: 'error', colors: noColors, width: 100 } as const;

/** Everything that XML, Markdown or a command of GitHub could take for something else, and what XML cannot hold. */
const odd = `a<b>&"c"'d' ]]> \u0000\u001b[31m\uFFFF\uD800 \u202Ee 100% @team #12 | \`x\` [y](z) *w* _v_\n::error::u`;

/** What XML cannot hold. */
const refused = ['\u0000', '\u001b', '\uFFFF', '\uD800'];

const source = ymlSource(`o"d&<d>.yml`);
const report = reportOf(
  [
    findingAt(placeOf(source, 'sniff'), { text: odd, why: odd, advice: odd, setting: odd }),
    findingAt(placeOf(source, 'two'), { severity: 'warning', text: 'two', rule: 'files/odd' }),
    findingAt(placeOf(source, 'two'), { severity: 'info', text: 'three', rule: 'files/odd' }),
  ],
  {
    files: [source, new SourceText('clean.yml', 'a: 1\n')],
    suppressed: [{ finding: findingAt(placeOf(source, 'mode')), reason: odd }],
    baselined: [{ finding: findingAt(placeOf(source, 'seeds')) }],
    crashes: [{ rule: 'settings/shaky', error: `${odd} password: hidden-bird` }],
  },
);

interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string | null;
  readonly children: readonly Element[];
}

/** What a real parser of XML reads. @throws Error when it refuses the text */
function parsed(xml: string): Element {
  const script = `
import json, sys, xml.etree.ElementTree as tree
plain = lambda e: {'tag': e.tag, 'attributes': e.attrib, 'text': e.text, 'children': [plain(c) for c in e]}
print(json.dumps(plain(tree.fromstring(sys.stdin.buffer.read()))))`;
  const { status, stdout, stderr } = spawnSync('python3', ['-c', script], { input: xml });
  if (status !== 0) throw new Error(stderr.toString());
  return JSON.parse(stdout.toString()) as Element;
}

describe('junit', () => {
  const root = parsed(junit(report, context));

  it('is read by a parser of XML, with counts that are right', () => {
    expect(root.tag).toBe('testsuites');
    expect(root.attributes).toMatchObject({ tests: '7', failures: '1', errors: '1' });
    const [suite, clean, crashes] = root.children;
    expect(suite!.attributes).toMatchObject({
      name: `conf/${source.path}`,
      tests: '5',
      failures: '1',
      errors: '0',
      skipped: '2',
    });
    expect(clean!.children.map(({ attributes }) => attributes['name'])).toEqual(['no findings']);
    expect(crashes!.attributes['errors']).toBe('1');
    for (const { children, attributes } of root.children)
      expect(children).toHaveLength(Number(attributes['tests']));
  });

  it('errors are failures, what is lighter is told, what is known is skipped', () => {
    const inside = root.children[0]!.children.map(({ children }) => children.map(({ tag }) => tag));
    expect(inside).toEqual([['failure'], ['system-out'], ['system-out'], ['skipped'], ['skipped']]);
    const strict = parsed(junit(report, { ...context, failOn: 'info' }));
    expect(strict.attributes['failures']).toBe('3');
  });

  it('keeps line ends and signs, and replaces what XML cannot hold', () => {
    const [failure] = root.children[0]!.children[0]!.children;
    expect(failure!.attributes['message']).toBe(
      [...odd].map((sign) => (refused.includes(sign) ? '\uFFFD' : sign)).join(''),
    );
    expect(JSON.stringify(root)).not.toContain('hidden-bird');
  });
});

describe('checkstyle', () => {
  it('is read by a parser of XML, file by file', () => {
    const root = parsed(checkstyle(report, context));
    expect([root.tag, root.attributes['version']]).toEqual(['checkstyle', '10.0']);
    expect(root.children.map(({ attributes }) => attributes['name'])).toEqual([
      `conf/${source.path}`,
      'conf/clean.yml',
    ]);
    const errors = root.children[0]!.children.map(({ attributes }) => attributes);
    expect(errors.map(({ severity }) => severity)).toEqual(['error', 'warning', 'info']);
    expect(errors[1]).toEqual({
      line: '3',
      column: '3',
      severity: 'warning',
      message: 'two.',
      source: 'elasticlint.files/odd',
    });
  });
});

describe('gitlab', () => {
  it('has what GitLab demands, and no two fingerprints alike', () => {
    const issues = JSON.parse(gitlab(report, context)) as Record<string, unknown>[];
    expect(issues.map(({ severity }) => severity)).toEqual(['major', 'minor', 'info']);
    expect(issues[1]).toMatchObject({
      description: 'two.',
      check_name: 'files/odd',
      location: { path: `conf/${source.path}`, lines: { begin: 3 } },
    });
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(3);
    expect(JSON.parse(gitlab(reportOf([]), context))).toEqual([]);
  });
});

describe('jsonl', () => {
  it('has a finding on each line, and the summary on the last', () => {
    const lines = jsonl(report).trimEnd().split('\n');
    const values = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(values.map(({ type }) => type)).toEqual(['finding', 'finding', 'finding', 'summary']);
    expect(values[3]).toEqual({
      type: 'summary',
      version: 1,
      esVersion: '9.5.3',
      files: 2,
      errors: 1,
      warnings: 1,
      infos: 1,
    });
  });
});

describe('github', () => {
  it('escapes what would end a command or a property of it', () => {
    const lines = github(report, context).split('\n');
    const commands = lines.filter((line) => line.startsWith('::'));
    expect(commands).toHaveLength(3);
    expect(commands[0]).toContain(`file=conf/${source.path},line=4,col=11,endColumn=16,title=`);
    expect(commands[0]).toContain('100%25 @team');
    expect(commands[0]).toContain('%0A::error::u');
    const comma = ymlSource('a,b:c%.yml');
    const [other] = github(reportOf([findingAt(placeOf(comma, 'two'))]), context)
      .split('\n')
      .filter((line) => line.startsWith('::'));
    expect(other).toContain('file=conf/a%2Cb%3Ac%25.yml,line=3');
  });

  it('leaves the columns out where a place has several lines', () => {
    const place = { source, range: { start: 0, end: 40 } };
    expect(github(reportOf([findingAt(place)]), context)).toContain('line=1,endLine=3,title=');
  });
});

describe('markdown', () => {
  const text = markdown(report, context);

  it('has a row a finding, and nothing in it can be more than text', () => {
    const rows = text.split('\n').filter((line) => /^\| (?:error|warning|info) \|/.test(line));
    expect(rows).toHaveLength(3);
    for (const row of rows) expect(row.match(/\|/g)).toHaveLength(5);
    expect(text).not.toMatch(/<b>|@team|#12\b|`x`|\]\(|\u202E/);
    expect(text).toContain('3 new, 1 baselined, 1 suppressed');
    expect(text).toContain('Internal error in <code>settings/shaky</code>');
  });

  it('fits into a comment, and counts the rest by rule', () => {
    const many = Array.from({ length: 3000 }, () => report.findings[0]!);
    const long = markdown(reportOf(many), context);
    expect(long.length).toBeLessThan(65_536);
    expect(long).toMatch(/\d+ more findings: <code>remote\/broken<\/code> \d+/);
  });
});
