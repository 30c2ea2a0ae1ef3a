import { describe, expect, it } from 'vitest';
import malformed from '../../rules/suppressions/malformed.js';
import unused from '../../rules/suppressions/unused.js';
import { applyEdits, applySuppressions, SourceText, type Finding } from '../../src/core/index.js';

const ids = ['a/one', 'a/two', 'a/three'];
const former: Readonly<Record<string, string>> = { 'old/one': 'a/one' };

/** Findings of rules on lines: `['a/one', 3]`, and for values of several lines the line of the key. */
type On = readonly [rule: string, line: number, anchor?: number];

interface Outcome {
  /** `rule:line` of the findings that remain. */
  readonly left: readonly string[];
  readonly suppressed: number;
  /** What is said about the comments: `line:column-endColumn text`. */
  readonly said: readonly string[];
  /** The text after all fixes. */
  readonly fixed: string;
}

function suppress(text: string, on: readonly On[], active: readonly string[] = ids): Outcome {
  const source = new SourceText('elasticsearch.yml', text);
  const findings = on.map(([rule, line, anchor]): Finding => ({
    rule,
    severity: 'error',
    confidence: 'certain',
    text: 'wrong',
    source,
    range: source.lineRange(line),
    related: [],
    anchors: anchor === undefined ? [] : [anchor],
  }));
  const result = applySuppressions(findings, [source], {
    today: '2026-11-22',
    resolve: (id) => (ids.includes(id) ? id : former[id]),
    active: new Set(active),
    own: { unused, malformed },
  });
  const about = result.findings.filter((finding) => finding.rule.startsWith('suppressions/'));
  const edits = about.flatMap((finding) => finding.fix?.edits ?? []);
  return {
    left: result.findings
      .filter((finding) => !about.includes(finding))
      .map((finding) => `${finding.rule}:${source.position(finding.range.start).line}`),
    suppressed: result.suppressed.length,
    said: about.map((finding) => {
      const start = source.position(finding.range.start);
      const end = source.position(finding.range.end);
      return `${start.line}:${start.column}-${end.column} ${finding.text}`;
    }),
    fixed: applyEdits(text, edits),
  };
}

const lines = (...texts: string[]): string => texts.map((text) => `${text}\n`).join('');

describe('the directives', () => {
  it('disable-next-line covers the next line that is neither blank nor a comment', () => {
    const text = lines(
      '# elasticlint-disable-next-line a/one -- reason',
      '',
      '# a comment',
      'key: v',
      'other: v',
    );
    const { left, suppressed, said } = suppress(text, [
      ['a/one', 4],
      ['a/one', 5],
      ['a/two', 4],
    ]);
    expect({ left, suppressed, said }).toEqual({
      left: ['a/one:5', 'a/two:4'],
      suppressed: 1,
      said: [],
    });
  });

  it('stack above one line', () => {
    const text = lines(
      '# elasticlint-disable-next-line a/one -- first',
      '# elasticlint-disable-next-line a/two, a/three -- second',
      'key: v',
    );
    const outcome = suppress(text, [
      ['a/one', 3],
      ['a/two', 3],
      ['a/three', 3],
    ]);
    expect(outcome).toMatchObject({ left: [], suppressed: 3, said: [] });
  });

  it('disable-line covers its own line', () => {
    const text = lines('key: v # elasticlint-disable-line a/one', 'other: v');
    expect(
      suppress(text, [
        ['a/one', 1],
        ['a/one', 2],
      ]),
    ).toMatchObject({ left: ['a/one:2'], said: [] });
  });

  it('disable-file covers all lines, those above it, too', () => {
    const text = lines('key: v', '# elasticlint-disable-file a/one', 'other: v');
    const outcome = suppress(text, [
      ['a/one', 1],
      ['a/one', 3],
      ['a/two', 3],
    ]);
    expect(outcome).toMatchObject({ left: ['a/two:3'], suppressed: 2, said: [] });
  });

  it('disable covers what follows, up to enable', () => {
    const text = lines(
      'a: 1',
      '# elasticlint-disable a/one',
      'b: 1',
      '# elasticlint-enable',
      'c: 1',
    );
    const outcome = suppress(text, [
      ['a/one', 1],
      ['a/one', 3],
      ['a/one', 5],
    ]);
    expect(outcome).toMatchObject({ left: ['a/one:1', 'a/one:5'], suppressed: 1, said: [] });
  });

  it('disable without enable covers the rest of the file', () => {
    const text = lines('# elasticlint-disable a/one', 'b: 1', 'c: 1');
    expect(
      suppress(text, [
        ['a/one', 2],
        ['a/one', 3],
      ]),
    ).toMatchObject({ left: [], suppressed: 2 });
  });

  it('enable with a name ends that rule only', () => {
    const text = lines(
      '# elasticlint-disable a/one a/two',
      'b: 1',
      '# elasticlint-enable old/one -- back',
      'c: 1',
    );
    const outcome = suppress(text, [
      ['a/one', 2],
      ['a/two', 2],
      ['a/one', 4],
      ['a/two', 4],
    ]);
    expect(outcome).toMatchObject({ left: ['a/one:4'], suppressed: 3, said: [] });
  });

  it('work by former ids, with commas or blanks, behind // and without a blank behind #', () => {
    for (const comment of [
      '# elasticlint-disable-next-line old/one',
      '#elasticlint-disable-next-line a/two,a/one',
      '// elasticlint-disable-next-line a/two a/one',
      '  #\telasticlint-disable-next-line a/one -- a/three is not meant',
    ]) {
      expect(
        suppress(lines(comment, 'key: v'), [
          ['a/one', 2],
          ['a/two', 2],
        ]).left,
      ).not.toContain('a/one:2');
    }
  });

  it('work with CRLF and with lone carriage returns', () => {
    for (const end of ['\r\n', '\r']) {
      const text = ['# elasticlint-disable-next-line a/one', 'key: v', ''].join(end);
      expect(suppress(text, [['a/one', 2]])).toMatchObject({ left: [], said: [] });
    }
  });

  it('reach a finding inside a value of several lines through the line of its key', () => {
    const text = lines('# elasticlint-disable-next-line a/one', 'key: [', '  a,', '  b ]');
    expect(suppress(text, [['a/one', 4, 2]])).toMatchObject({ left: [], said: [] });
    expect(suppress(text, [['a/one', 4]]).left).toEqual(['a/one:4']);
  });

  it('say nothing of other rules and other files', () => {
    const text = lines('# elasticlint-disable-file a/one');
    const other = new SourceText('other.yml', 'key: v\n');
    const finding: Finding = {
      rule: 'a/one',
      severity: 'error',
      confidence: 'certain',
      text: 'wrong',
      source: other,
      range: { start: 0, end: 1 },
      related: [],
      anchors: [],
    };
    const result = applySuppressions(
      [finding],
      [new SourceText('elasticsearch.yml', text), other],
      {
        today: '2026-11-22',
        resolve: (id) => id,
        active: new Set(),
        own: { unused, malformed },
      },
    );
    expect(result).toEqual({ findings: [finding], suppressed: [] });
  });
});

describe('until', () => {
  it('silences up to and on its day', () => {
    for (const until of ['2026-11-22', '2027-01-31']) {
      const text = lines(`# elasticlint-disable-next-line a/one until=${until} -- soon`, 'key: v');
      expect(suppress(text, [['a/one', 2]])).toMatchObject({ left: [], said: [] });
    }
  });

  it('silences nothing after its day, and says so', () => {
    const text = lines('# elasticlint-disable-next-line a/one until=2026-11-21', 'key: v');
    expect(suppress(text, [['a/one', 2]])).toMatchObject({
      left: ['a/one:2'],
      said: ['1:1-55 this suppression ended on 2026-11-21'],
    });
  });

  it('that is no day silences nothing, and is said', () => {
    for (const until of ['', 'soon', '2027-13-01', '2027-02-30', '27-01-01', '2027-1-1']) {
      const text = lines(`# elasticlint-disable-next-line a/one until=${until}`, 'key: v');
      const { left, said } = suppress(text, [['a/one', 2]]);
      expect({ until, left, said: said.length }).toEqual({ until, left: ['a/one:2'], said: 1 });
      expect(said[0]).toContain(`until=${until} is no date`);
    }
  });
});

describe('a comment that cannot work', () => {
  const said = (comment: string): readonly string[] => suppress(lines(comment, 'key: v'), []).said;

  it('has no known directive', () => {
    expect(said('# elasticlint-ignore a/one')).toEqual([
      '1:1-27 elasticlint-ignore is no directive',
    ]);
    expect(said('# elasticlint-disable-next a/one')[0]).toContain(
      'elasticlint-disable-next is no directive',
    );
  });

  it('names no known rule', () => {
    expect(said('# elasticlint-disable-file a/four')).toEqual(['1:28-34 no rule is called a/four']);
    expect(said('# elasticlint-enable a/four')).toEqual(['1:22-28 no rule is called a/four']);
  });

  it('names no rule at all', () => {
    for (const rest of ['', ' -- all of them', ' until=2027-01-31']) {
      expect(said(`# elasticlint-disable-line${rest}`)[0]).toContain(
        'elasticlint-disable-line names no rule',
      );
    }
  });

  it('still silences the rules that it names rightly', () => {
    const text = lines('# elasticlint-disable-next-line a/four, a/one', 'key: v');
    expect(suppress(text, [['a/one', 2]])).toMatchObject({
      left: [],
      said: ['1:33-39 no rule is called a/four'],
    });
  });
});

describe('a comment that silences nothing', () => {
  it('is removed with its line', () => {
    const text = 'a: 1\r\n  # elasticlint-disable-next-line a/one -- idle\r\nb: 1\r\n';
    const { said, fixed } = suppress(text, []);
    expect(said).toEqual(['2:3-48 this comment silences nothing: no finding of a/one is here']);
    expect(fixed).toBe('a: 1\r\nb: 1\r\n');
  });

  it('is removed at the end of a file without line end', () => {
    expect(suppress('a: 1\n# elasticlint-disable-line a/one', []).fixed).toBe('a: 1\n');
  });

  it('is removed from behind a value, with the blanks before it', () => {
    expect(suppress(lines('a: 1   # elasticlint-disable-line a/one', 'b: 1'), []).fixed).toBe(
      'a: 1\nb: 1\n',
    );
  });

  it('loses only the rules that are idle, and keeps date and reason', () => {
    const comment = (rules: string): string => `# elasticlint-disable-next-line ${rules} -- reason`;
    for (const [rules, left] of [
      ['a/one, a/two', 'a/two'],
      ['a/two, a/one', 'a/two'],
      ['a/one a/two a/three', 'a/two'],
      ['a/three, until=2027-01-31, a/two, a/one', 'until=2027-01-31, a/two'],
      ['a/two until=2027-01-31 a/one', 'a/two until=2027-01-31'],
    ] as const) {
      const outcome = suppress(lines(comment(rules), 'key: v'), [['a/two', 2]]);
      expect(outcome).toMatchObject({ left: [], fixed: lines(comment(left), 'key: v') });
    }
  });

  it('is left alone when its rule did not run', () => {
    const text = lines('# elasticlint-disable-next-line a/one', 'key: v');
    expect(suppress(text, [], ['a/two']).said).toEqual([]);
  });
});
