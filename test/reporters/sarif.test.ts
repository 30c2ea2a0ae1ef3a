import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/registry.js';
import { applySuppressions } from '../../src/core/suppress.js';
import { sarif } from '../../src/reporters/sarif.js';
import { context, findingAt, placeOf, reportOf, yml, ymlSource } from './fixtures/findings.js';
import { fullFinding, resultOf, runOf } from './fixtures/sarif-log.js';

describe('the log', () => {
  it('has an empty list of results when all is well', () => {
    const run = runOf(reportOf([], { files: [ymlSource()] }));
    expect(run.results).toEqual([]);
    expect(run.invocations).toEqual([
      { executionSuccessful: true, toolExecutionNotifications: [] },
    ]);
  });

  it('names the tool and invents no address of it', () => {
    const { driver } = runOf(reportOf([])).tool;
    expect(driver).toMatchObject({ name: 'elasticlint', semanticVersion: '1.2.3' });
    expect(driver).not.toHaveProperty('informationUri');
  });

  it('counts columns in UTF-16 units', () => {
    expect(runOf(reportOf([])).columnKind).toBe('utf16CodeUnits');
    const source = ymlSource('elasticsearch.yml', 'a: "\u{1F600}é" # x\r\n');
    const { region } = resultOf(findingAt(placeOf(source, '# x'))).locations[0]!.physicalLocation;
    expect(region).toEqual({ startLine: 1, startColumn: 10, endLine: 1, endColumn: 13 });
  });

  it.each([
    ['logs', 'logs/'],
    ['logs/', 'logs/'],
    ['a/b//', 'a/b/'],
  ])('makes the category %s end with one slash', (category, id) => {
    expect(runOf(reportOf([]), { category }).automationDetails).toEqual({ id });
  });

  it('has no automationDetails without a category', () => {
    expect(runOf(reportOf([]))).not.toHaveProperty('automationDetails');
  });

  it('is the same every time and ends with one line end', () => {
    const text = sarif(reportOf([fullFinding()]), context);
    expect(sarif(reportOf([fullFinding()]), context)).toBe(text);
    expect(text).toMatch(/\}\n$/);
  });

  it('names the rules that threw, without secrets', () => {
    const crashes = [
      { rule: 'remote/broken', error: 'cannot read http://me:canary@es.example.com' },
    ];
    const [invocation] = runOf(reportOf([], { crashes })).invocations;
    expect(invocation!.executionSuccessful).toBe(false);
    const [notification] = invocation!.toolExecutionNotifications;
    expect(notification).toMatchObject({
      level: 'error',
      associatedRule: { id: 'remote/broken', index: 1 },
    });
    expect(notification!.message.text).toContain('remote/broken: cannot read http://me:••••••@');
  });

  it('lists every file once, and which of them were checked', () => {
    const report = reportOf([fullFinding()], {
      files: [ymlSource('z.yml'), ymlSource('local/a [1]#é.yml')],
    });
    const { artifacts } = runOf(report);
    expect(artifacts.map(({ location, roles }) => [location.uri, location.index, roles])).toEqual([
      ['local/a%20%5B1%5D%23%C3%A9.yml', 0, ['analysisTarget']],
      ['remote.yml', 1, undefined],
      ['z.yml', 2, ['analysisTarget']],
    ]);
  });

  it('does not have what a comment silenced', () => {
    const text = `# elasticlint-disable-next-line remote/broken -- test\n${yml}`;
    const source = ymlSource('elasticsearch.yml', text);
    const found = [findingAt(placeOf(source, 'cluster.name')), findingAt(placeOf(source, 'seeds'))];
    const own = { unused: context.rules[0]!, malformed: context.rules[0]! };
    const resolve = (id: string): string => id;
    const active = new Set(['remote/broken']);
    const options = { today: '2026-01-01', resolve, active, own };
    const { findings, suppressed } = applySuppressions(found, [source], options);
    const { results } = runOf(reportOf(findings, { suppressed }));
    expect(results.map(({ locations }) => locations[0]!.physicalLocation.region.startLine)).toEqual(
      [6],
    );
    expect(JSON.stringify(results)).not.toContain('suppressions');
    const all = runOf(reportOf(findings, { suppressed }), { suppressed: true }).results;
    expect(all).toHaveLength(results.length + 1);
    expect(all.at(-1)).toMatchObject({
      suppressions: [{ kind: 'inSource', justification: 'test' }],
    });
  });
});

describe('the rule table', () => {
  const described = runOf(reportOf([])).tool.driver.rules;
  const registered = runOf(reportOf([]), { rules, page: () => undefined }).tool.driver.rules;

  it.each([...described, ...registered])('$id has all that GitHub wants', (rule) => {
    for (const text of [rule.shortDescription.text, rule.fullDescription.text]) {
      expect(text.trim()).not.toBe('');
      expect(text.length).toBeLessThanOrEqual(1024);
    }
    expect(rule.help.text.trim()).not.toBe('');
    expect(rule.help.markdown.trim()).not.toBe('');
    expect(rule.name).toMatch(/^[A-Za-z0-9]{1,255}$/);
    expect(['error', 'warning', 'note']).toContain(rule.defaultConfiguration.level);
    expect(rule.properties.tags.length).toBeLessThanOrEqual(20);
    expect(new Set(rule.properties.tags).size).toBe(rule.properties.tags.length);
    expect(['very-high', 'high', 'medium', 'low']).toContain(rule.properties.precision);
    expect(['error', 'warning', 'recommendation']).toContain(rule.properties['problem.severity']);
    expect(JSON.stringify(rule)).not.toMatch(/\{\w+\}/);
  });

  it('has the page as help, and the messages where there is no page', () => {
    const [odd, broken] = described;
    expect(broken!.help).toEqual({
      text: 'A link that cannot work.\n\nThis cannot work. The connection is refused.\n\nhttps://www.elastic.co/docs',
      markdown: '# remote/broken\n\nA link that cannot work.\n',
    });
    expect(odd!.help.markdown).toBe(odd!.help.text);
    expect(odd!.help.text).toBe('elasticsearch.yml that looks odd.\n\nLook at … again.');
  });

  it('takes an empty page for none', () => {
    const [rule] = runOf(reportOf([]), { page: () => ' \n' }).tool.driver.rules;
    expect(rule!.help.markdown).toBe(rule!.help.text);
  });

  it('has names, former ids, levels and tags', () => {
    expect(described.map((rule) => rule.name)).toEqual([
      'FilesOdd',
      'RemoteBroken',
      'SettingsShaky',
    ]);
    expect(described.map((rule) => rule.deprecatedIds)).toEqual([
      undefined,
      ['remote/old-name'],
      undefined,
    ]);
    expect(described.map((rule) => rule.defaultConfiguration.level)).toEqual([
      'note',
      'error',
      'warning',
    ]);
    expect(described.map((rule) => rule.properties)).toEqual([
      {
        tags: ['elasticsearch', 'files'],
        precision: 'medium',
        'problem.severity': 'recommendation',
      },
      {
        tags: ['elasticsearch', 'remote', 'fixable'],
        precision: 'very-high',
        'problem.severity': 'error',
      },
      {
        tags: ['elasticsearch', 'settings'],
        precision: 'very-high',
        'problem.severity': 'warning',
      },
    ]);
  });

  it('gives a reason with the description only where there is a single one', () => {
    expect(described[1]!.fullDescription.text).toBe(
      'A link that cannot work. The connection is refused.',
    );
    expect(described[2]!.fullDescription.text).not.toContain('Bites');
    expect(described[2]!.fullDescription.text).toMatch(/on…$/);
  });
});

describe('many findings', () => {
  const text = Array.from({ length: 5100 }, (_, n) => `setting.number.${n}: value\n`).join('');
  const source = ymlSource('elasticsearch.yml', text);
  const findings = Array.from({ length: 5100 }, (_, n) => {
    const range = source.lineRange(n + 1);
    const severity = n < 5050 ? 'warning' : 'error';
    return findingAt({ source, range }, { severity, setting: `setting.number.${n}` });
  });

  it('are cut at 5,000 with one notice, the worst kept', () => {
    const run = runOf(reportOf(findings));
    expect(run.results).toHaveLength(5000);
    expect(run.results.filter(({ level }) => level === 'error')).toHaveLength(50);
    const [invocation] = run.invocations;
    expect(invocation!.executionSuccessful).toBe(true);
    expect(invocation!.toolExecutionNotifications).toEqual([
      {
        level: 'warning',
        message: { text: '5000 of 5100 findings are listed, the worst first; 100 are left out.' },
      },
    ]);
  });

  it('are not cut at 5,000 exactly', () => {
    const run = runOf(reportOf(findings.slice(0, 5000)));
    expect(run.results).toHaveLength(5000);
    expect(run.invocations[0]!.toolExecutionNotifications).toEqual([]);
  });

  it('stay far below what GitHub takes', () => {
    expect(gzipSync(sarif(reportOf(findings), { ...context, rules })).length).toBeLessThan(
      10_000_000,
    );
  });
});
