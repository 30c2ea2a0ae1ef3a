import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/core/finding.js';
import { SourceText, type Place } from '../../src/core/text.js';
import { codeFrame, noColors, pretty, type Colors } from '../../src/reporters/pretty.js';
import { summary } from '../../src/reporters/summary.js';
import { findingAt, placeOf, reportOf, yml, ymlSource } from './fixtures/findings.js';
import { processorTime } from '../processor.js';

const tagged = (tag: string) => (text: string) => `<${tag}>${text}</${tag}>`;
const loud: Colors = {
  bold: tagged('b'),
  dim: tagged('d'),
  red: tagged('r'),
  yellow: tagged('y'),
  cyan: tagged('c'),
};

const source = (text: string): SourceText => new SourceText('elasticsearch.yml', text);

/** The frame of a place as lines. */
function frame(place: Place, width = 80): string[] {
  return codeFrame(place, { colors: noColors, width });
}

/** The frame of a text in a file: its last two lines, without the gutter. */
function marked(content: string, text: string, width = 80): string[] {
  return frame(placeOf(source(content), text), width)
    .slice(-2)
    .map((line) => line.replace(/^.*?│ ?/, ''));
}

describe('codeFrame', () => {
  it('shows the line, two lines above it, and underlines the span', () => {
    expect(frame(placeOf(source(yml), 'mode'))).toEqual([
      '    2 │ cluster.remote:',
      '    3 │   two:',
      '  ▸ 4 │     mode: sniff',
      '      │     ^^^^',
    ]);
  });

  it('shows fewer lines at the top of a file', () => {
    expect(frame(placeOf(source(yml), 'logs'))).toEqual([
      '  ▸ 1 │ cluster.name: logs',
      '      │               ^^^^',
    ]);
  });

  it('keeps the gutter straight from line 9 to line 10', () => {
    const text = Array.from({ length: 12 }, (_, n) => `line${n + 1}: x\n`).join('');
    expect(frame(placeOf(source(text), 'line10'))).toEqual([
      '     8 │ line8: x',
      '     9 │ line9: x',
      '  ▸ 10 │ line10: x',
      '       │ ^^^^^^',
    ]);
  });

  it('leaves no blanks behind empty lines', () => {
    expect(frame(placeOf(source('\n\na: 1\n'), 'a'))).toEqual([
      '    1 │',
      '    2 │',
      '  ▸ 3 │ a: 1',
      '      │ ^',
    ]);
  });

  it.each([
    ['before the span', 'a:\tvalue # x', 'value', ['a:    value # x', '      ^^^^^']],
    ['inside the span', 'a: b\tc', 'b\tc', ['a: b    c', '   ^^^^^^']],
    ['alone', '\ta: 1', '\t', ['    a: 1', '^^^^']],
  ])('counts a tab %s as the four blanks it shows', (_, content, text, lines) => {
    expect(marked(content, text)).toEqual(lines);
  });

  it.each([
    ['an emoji', 'a: \u{1F600} value', ['a: \u{1F600} value', '      ^^^^^']],
    ['a family of them', 'a: 👩‍👩‍👧 value', ['a: 👩‍👩‍👧 value', '      ^^^^^']],
    ['wide characters', 'a: 日本 value', ['a: 日本 value', '        ^^^^^']],
    ['a combining mark', 'a: e\u0301 value', ['a: e\u0301 value', '     ^^^^^']],
    ['a zero-width space', 'a: \u200B value', ['a: \u200B value', '    ^^^^^']],
    ['accented letters', 'a: é value', ['a: é value', '     ^^^^^']],
  ])('counts the columns that %s takes', (_, content, lines) => {
    expect(marked(content, 'value')).toEqual(lines);
  });

  it('underlines an emoji on both its columns', () => {
    expect(marked('a: \u{1F600} b', '\u{1F600}')[1]).toBe('   ^^');
  });

  it.each(['\r\n', '\r', '\n'])('shows no part of the line end %j', (end) => {
    const lines = frame(placeOf(source(yml.replaceAll('\n', end)), 'mode: sniff'));
    expect(lines).toEqual(frame(placeOf(source(yml), 'mode: sniff')));
    expect(lines.join('')).not.toMatch(/[\r␍]/);
  });

  it('underlines only the first line of a long span', () => {
    expect(frame(source(yml).whole())).toEqual([
      '  ▸ 1 │ cluster.name: logs',
      '      │ ^^^^^^^^^^^^^^^^^^',
    ]);
  });

  it('points behind the line, where something is missing', () => {
    const at = (text: string, offset: number): string[] =>
      frame({ source: source(text), range: { start: offset, end: offset } });
    expect(at('a: 1\n', 4)).toEqual(['  ▸ 1 │ a: 1', '      │     ^']);
    expect(at('a: 1\n', 5)).toEqual(['    1 │ a: 1', '  ▸ 2 │', '      │ ^']);
  });

  describe('of long lines', () => {
    const hosts = Array.from({ length: 200 }, (_, n) => `"host-${n}.example.com:9300"`).join(', ');
    const content = `# ${'very long comment '.repeat(50)}\ndiscovery.seed_hosts: [${hosts}]\n`;

    it.each([
      'discovery',
      '"host-0.',
      '"host-4.',
      '"host-100.example.com:9300"',
      '"host-199.',
      ']',
    ])('shows %s within the width', (text) => {
      for (const width of [80, 60, 50]) {
        const place = placeOf(source(content), text);
        const lines = frame(place, width);
        for (const line of lines) expect([...line].length).toBeLessThanOrEqual(width);
        const [shown, underline] = lines.slice(-2) as [string, string];
        const start = underline.indexOf('^');
        const length = underline.lastIndexOf('^') + 1 - start;
        const visible = [...shown].slice(start, start + length).join('');
        expect(text.startsWith(visible)).toBe(true);
        expect(length).toBeGreaterThanOrEqual(Math.min(text.length, 18));
      }
    });

    it('says on which sides something was left out', () => {
      expect(marked(content, 'discovery')[0]).toMatch(/^discovery.*…$/);
      expect(marked(content, '"host-100.')[0]).toMatch(/^….*…$/);
      expect(marked(content, '"host-199.')[0]).toMatch(/^….*\]$/);
      expect(frame(placeOf(source(content), 'discovery'))[0]).toMatch(/│ # very long.*…$/);
    });

    it('cuts no character in two', () => {
      for (const before of ['', 'x']) {
        const text = `${before}${'\u{1F600}'.repeat(300)} value ${'\u{1F600}'.repeat(300)}`;
        const [shown, underline] = marked(text, 'value') as [string, string];
        expect(shown).not.toMatch(/\p{Surrogate}|\uFFFD/u);
        expect(shown).toContain(' value ');
        expect(underline.trim()).toBe('^^^^^');
      }
    });

    it('is quick with a line of megabytes', async () => {
      const text = `a: [${'"x-y.z", '.repeat(250_000)}"value"]\n`;
      const mark = (): void => expect(marked(text, '"value"')[1]).toMatch(/\^{7}/);
      expect(await processorTime(mark)).toBeLessThan(10_000);
    });
  });

  it('lets no file steer the terminal', () => {
    const [shown, underline] = marked('a: \x1b[31m\x07\x9b2J\u202Eevil value', 'value') as [
      string,
      string,
    ];
    expect(shown).toBe('a: ␛[31m␇\uFFFD2J\uFFFDevil value');
    expect(underline.indexOf('^')).toBe(shown.indexOf('value'));
  });
});

/** A report with all that the format shows. */
function full(): Report {
  const [local, remote] = [ymlSource('local.yml'), ymlSource('remote.yml')];
  return reportOf([
    findingAt(placeOf(local, 'sniff'), {
      why: `The nodes publish ${'other '.repeat(30)}addresses`,
      advice: 'use proxy mode',
      related: [{ ...placeOf(remote, 'name'), message: 'the other end' }],
      fix: { safe: true, title: 'use proxy mode', edits: [] },
    }),
    findingAt(placeOf(remote, 'cluster.name'), {
      severity: 'warning',
      fix: { safe: false, title: 'rename it', edits: [] },
    }),
    findingAt(placeOf(remote, 'two'), { severity: 'info', rule: 'files/odd', text: 'odd' }),
  ]);
}

describe('pretty', () => {
  it('says what, where, why, what to do, and where else to look', () => {
    expect(pretty(full(), { colors: noColors, width: 100 })).toBe(
      [
        'local.yml',
        '  4:11  error  this cannot work  remote/broken',
        '    2 │ cluster.remote:',
        '    3 │   two:',
        '  ▸ 4 │     mode: sniff',
        '      │           ^^^^^',
        `     The nodes publish ${'other '.repeat(12)}other`,
        `     ${'other '.repeat(15)}other`,
        '     other addresses',
        '     Fix: use proxy mode',
        '     --fix does it: use proxy mode',
        '     see remote.yml:1:9: the other end',
        '',
        'remote.yml',
        '   1:1  warning  this cannot work  remote/broken',
        '  ▸ 1 │ cluster.name: logs',
        '      │ ^^^^^^^^^^^^',
        '     --fix-unsafe does it: rename it',
        '',
        '   3:3  info  odd  files/odd',
        '    1 │ cluster.name: logs',
        '    2 │ cluster.remote:',
        '  ▸ 3 │   two:',
        '      │   ^^^',
        '',
        '1 error, 1 warning, 1 info in 2 files · 3 new, 0 baselined, 0 suppressed · judged as 9.5.3 (--es-version) · 1 fixable with --fix · 1 with --fix-unsafe',
        '',
      ].join('\n'),
    );
  });

  it('says one line a finding when quiet', () => {
    expect(
      pretty(full(), { colors: noColors, width: 100, quiet: true }).split('\n').slice(0, -2),
    ).toEqual([
      'local.yml',
      '  4:11  error  this cannot work  remote/broken',
      '',
      'remote.yml',
      '   1:1  warning  this cannot work  remote/broken',
      '   3:3  info  odd  files/odd',
      '',
    ]);
  });

  it('gives severities as words and in colour', () => {
    const text = pretty(full(), { colors: loud, width: 100 });
    for (const word of [
      '<r>error</r>',
      '<y>warning</y>',
      '<c>info</c>',
      '<b>local.yml</b>',
      '<r>^^^^^</r>',
    ]) {
      expect(text).toContain(word);
    }
  });

  it('shows no frame for an empty file', () => {
    const text = pretty(reportOf([findingAt(source('').firstLine())]), {
      colors: noColors,
      width: 80,
    });
    expect(text).not.toContain('│');
    expect(text).toContain('1:1  error  this cannot work');
  });

  it.each([0, 1, 30])('can still be read when the terminal says it is %i wide', (width) => {
    const longest = Math.max(
      ...pretty(full(), { colors: noColors, width })
        .split('\n')
        .slice(0, -2)
        .map((line) => line.length),
    );
    expect(longest).toBeGreaterThan(40);
    expect(pretty(full(), { colors: noColors, width })).toContain('The nodes publish other other');
  });

  it('lets no text steer the terminal or break its line', () => {
    const finding = findingAt(new SourceText('\x1b[2J.yml', 'a: 1\n').firstLine(), {
      text: 'bad\x1b]8;;x\x07 value\r\nerror',
      why: 'why\n\u202E',
      related: [{ ...source('a: 1\n').firstLine(), message: 'see\x1b[0m\nthere' }],
      fix: { safe: true, title: 'do\x1b\n it', edits: [] },
    });
    for (const quiet of [true, false]) {
      const text = pretty(reportOf([finding]), { colors: noColors, width: 80, quiet });
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202E]/u);
      expect(text).toContain('\n   1:1  error  bad␛]8;;x␇ value error  remote/broken\n');
    }
  });
});

describe('summary', () => {
  it('says that nothing was found', () => {
    expect(summary(reportOf([], { files: [source('')] }))).toBe(
      'no findings in 1 file · 0 new, 0 baselined, 0 suppressed · judged as 9.5.3 (--es-version)',
    );
  });

  it('counts, with the right plurals, and says what was suppressed', () => {
    const finding = findingAt(source('a: 1').firstLine());
    expect(
      summary(
        reportOf([finding, finding], {
          suppressed: [{ finding }, { finding }, { finding }],
          files: [],
        }),
      ),
    ).toBe(
      '2 errors in 0 files · 2 new, 0 baselined, 3 suppressed · judged as 9.5.3 (--es-version)',
    );
  });
});
