import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { lint } from '../../src/index.js';
import { openWorkspace } from '../../src/workspace/session.js';
import { MemoryVfs } from '../../src/workspace/vfs.js';
import { json } from '../../src/reporters/json.js';
import type { Report } from '../../src/core/finding.js';
import { findingAt, placeOf, reportOf, yml, ymlSource } from './fixtures/findings.js';

interface Document {
  version: number;
  esVersion: string;
  findings: Record<string, unknown>[];
  summary: Record<string, number>;
}

const schema = JSON.parse(
  readFileSync(new URL('../../schemas/report.schema.json', import.meta.url), 'utf8'),
) as object;
const ajv = new Ajv({ strict: true, allErrors: true });
const validate = ajv.compile(schema);

/** The errors of a document, as lines. */
function errors(document: unknown): string[] {
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** What a report says as JSON, checked against the schema. */
function checked(report: Report): Document {
  const document = JSON.parse(json(report)) as Document;
  expect(errors(document)).toEqual([]);
  return document;
}

/** A report with everything that the format has. */
function full(): Report {
  const [local, remote] = [ymlSource('local/é [1].yml'), ymlSource('remote.yml')];
  const finding = findingAt(placeOf(local, 'mode: sniff'), {
    confidence: 'likely',
    why: 'The nodes publish other addresses',
    advice: 'Use proxy mode.',
    setting: 'cluster.remote.two.mode',
    related: [{ ...placeOf(remote, 'cluster.name'), message: 'the other end' }],
    fix: {
      safe: true,
      title: 'use proxy mode',
      edits: [{ ...placeOf(local, 'sniff'), text: 'proxy' }],
    },
  });
  const warning = findingAt(placeOf(local, yml), { severity: 'warning', rule: 'settings/shaky' });
  return reportOf([warning, finding, findingAt(remote.firstLine(), { severity: 'info' })]);
}

describe('json', () => {
  it('writes the contract', () => {
    expect(checked(full()).findings[1]).toEqual({
      rule: 'remote/broken',
      severity: 'error',
      confidence: 'likely',
      message: 'this cannot work. The nodes publish other addresses. Use proxy mode.',
      file: 'local/é [1].yml',
      line: 4,
      column: 5,
      endLine: 4,
      endColumn: 16,
      setting: 'cluster.remote.two.mode',
      related: [
        {
          message: 'the other end',
          file: 'remote.yml',
          line: 1,
          column: 1,
          endLine: 1,
          endColumn: 13,
        },
      ],
      fix: { safe: true, title: 'use proxy mode' },
    });
  });

  it('counts files and severities', () => {
    expect(checked(full()).summary).toEqual({ files: 2, errors: 1, warnings: 1, infos: 1 });
  });

  it('leaves out setting and fix where there are none, but not related', () => {
    const [finding] = checked(reportOf([findingAt(ymlSource().firstLine())])).findings;
    expect(finding).not.toHaveProperty('setting');
    expect(finding).not.toHaveProperty('fix');
    expect(finding).toHaveProperty('related', []);
  });

  it('counts columns in UTF-16 units', () => {
    const source = ymlSource('elasticsearch.yml', 'a: "\u{1F600}é" # x\r\nb: 日本 c\r\n');
    const findings = [findingAt(placeOf(source, '# x')), findingAt(placeOf(source, 'c'))];
    expect(checked(reportOf(findings)).findings).toMatchObject([
      { line: 1, column: 10, endLine: 1, endColumn: 13 },
      { line: 2, column: 7, endLine: 2, endColumn: 8 },
    ]);
  });

  it('keeps ranges over several lines', () => {
    expect(checked(full()).findings[0]).toMatchObject({
      line: 1,
      column: 1,
      endLine: 6,
      endColumn: 1,
    });
  });

  it('says nothing but the counts when all is well', () => {
    const text = json(reportOf([], { files: [ymlSource()] }));
    expect(text).toBe(
      '{"version":1,"esVersion":"9.5.3","findings":[],"summary":{"files":1,"errors":0,"warnings":0,"infos":0}}\n',
    );
    expect(errors(JSON.parse(text))).toEqual([]);
  });

  it('writes a finding a line and ends with one line end', () => {
    const lines = json(full()).split('\n');
    expect(lines).toHaveLength(3 + 2 + 1);
    expect(lines.at(-1)).toBe('');
  });

  it('writes an empty file as a place on its first line', () => {
    const source = ymlSource('elasticsearch.yml', '');
    expect(checked(reportOf([findingAt(source.firstLine())])).findings).toMatchObject([
      { line: 1, column: 1, endLine: 1, endColumn: 1 },
    ]);
  });
});

describe('report.schema.json', () => {
  const comment = '# elasticlint-disable-next-line settings/no-such-rule -- test\n';

  it('describes what lint() gives', async () => {
    const report = await lint({ 'elasticsearch.yml': `${comment}${yml}` }, { esVersion: '9.5' });
    const { findings } = checked(report);
    expect(findings.map((finding) => finding['rule'])).toContain('suppressions/malformed');
  });

  it('describes what a workspace of several files gives, broken ones too', async () => {
    const vfs = new MemoryVfs({
      '/project/elasticsearch.yml': `${comment}a: [\n`,
      '/project/sub/elasticsearch.yml':
        '\uFEFF# elasticlint-disable-line settings/x\r\na: "\u{1F600}"\r\n',
    });
    const workspace = openWorkspace({ vfs, cwd: '/project', manifest: false, today: '2026-01-01' });
    const document = checked(await workspace.lint(['.']));
    expect(document.summary['files']).toBe(2);
    expect(new Set(document.findings.map((finding) => finding['file']))).toEqual(
      new Set(['elasticsearch.yml', 'sub/elasticsearch.yml']),
    );
  });

  type Change = (document: Document, finding: Record<string, unknown>) => void;
  const wrong: [string, Change][] = [
    ['another version', (document) => (document.version = 2)],
    ['no version of Elasticsearch', (document) => (document.esVersion = 'newest')],
    ['a member of its own', (document) => Object.assign(document, { extra: 1 })],
    ['no summary', (document) => Reflect.deleteProperty(document, 'summary')],
    ['a count below zero', (document) => (document.summary['errors'] = -1)],
    ['a count that is missing', (document) => delete document.summary['infos']],
    ['a severity of its own', (_, finding) => (finding['severity'] = 'note')],
    ['a confidence of its own', (_, finding) => (finding['confidence'] = 'sure')],
    ['line 0', (_, finding) => (finding['line'] = 0)],
    ['half a column', (_, finding) => (finding['endColumn'] = 1.5)],
    ['a line as text', (_, finding) => (finding['line'] = '3')],
    ['an empty message', (_, finding) => (finding['message'] = '')],
    ['a rule without an area', (_, finding) => (finding['rule'] = 'broken')],
    ['a setting that is null', (_, finding) => (finding['setting'] = null)],
    ['no related', (_, finding) => delete finding['related']],
    [
      'a related place without a file',
      (_, finding) => (finding['related'] = [{ message: 'x', line: 1 }]),
    ],
    [
      'a fix that shows its edits',
      (_, finding) => (finding['fix'] = { safe: true, title: 'x', edits: [] }),
    ],
    ['an unknown member of a finding', (_, finding) => (finding['why'] = 'x')],
  ];
  it.each(wrong)('refuses %s', (_, change) => {
    const document = checked(full());
    change(document, document.findings[1]!);
    expect(errors(document)).not.toEqual([]);
  });
});
