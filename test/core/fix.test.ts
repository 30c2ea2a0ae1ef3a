import { describe, expect, it } from 'vitest';
import { applyEdits, applyFixes, chooseFixes } from '../../src/core/fix.js';
import type { Finding, Fix } from '../../src/core/finding.js';
import { SourceText } from '../../src/core/text.js';

const source = new SourceText('a.yml', '0123456789');
const other = new SourceText('b.yml', '0123456789');

function fixOf(
  safe: boolean,
  ...edits: [from: SourceText, start: number, end: number, text: string][]
): Fix {
  return {
    safe,
    title: edits.map(([, start, end, text]) => `${start}-${end} ${text}`).join(', '),
    edits: edits.map(([from, start, end, text]) => ({ source: from, range: { start, end }, text })),
  };
}

function findingWith(fix: Fix | undefined): Finding {
  return {
    rule: 'area/rule',
    severity: 'error',
    confidence: 'certain',
    text: 'wrong',
    source,
    range: { start: 0, end: 1 },
    related: [],
    anchors: [],
    ...(fix && { fix }),
  };
}

const chosen = (fixes: readonly (Fix | undefined)[], unsafe: boolean): string[] =>
  chooseFixes(fixes.map(findingWith), unsafe).map((fix) => fix.title);

describe('chooseFixes', () => {
  it('takes unsafe fixes only when they are wanted', () => {
    const fixes = [fixOf(true, [source, 0, 1, 'a']), fixOf(false, [source, 2, 3, 'b']), undefined];
    expect(chosen(fixes, false)).toEqual(['0-1 a']);
    expect(chosen(fixes, true)).toEqual(['0-1 a', '2-3 b']);
  });

  it('leaves out a later fix that touches an earlier one, as a whole', () => {
    const first = fixOf(true, [source, 2, 5, 'x']);
    expect(chosen([first, fixOf(true, [source, 4, 6, 'y'])], true)).toEqual(['2-5 x']);
    expect(chosen([first, fixOf(true, [source, 8, 9, 'y'], [source, 3, 3, 'z'])], true)).toEqual([
      '2-5 x',
    ]);
    expect(chosen([first, fixOf(true, [source, 2, 2, 'y'])], true)).toEqual(['2-5 x']);
  });

  it('takes fixes that meet without touching, and those of other files', () => {
    const fixes = [
      fixOf(true, [source, 2, 5, 'x']),
      fixOf(true, [source, 5, 6, 'y']),
      fixOf(true, [source, 0, 2, 'z']),
      fixOf(true, [other, 3, 4, 'o']),
    ];
    expect(chosen(fixes, true)).toEqual(['2-5 x', '5-6 y', '0-2 z', '3-4 o']);
  });

  it('takes one of two insertions at the same place', () => {
    const fixes = [fixOf(true, [source, 4, 4, 'x']), fixOf(true, [source, 4, 4, 'y'])];
    expect(chosen(fixes, true)).toEqual(['4-4 x']);
  });
});

describe('applyFixes', () => {
  it('edits each file once, whatever the order of the edits', () => {
    const fixes = [
      fixOf(true, [source, 8, 9, 'EIGHT'], [other, 0, 1, '']),
      fixOf(true, [source, 1, 3, '-'], [source, 5, 5, '+']),
    ];
    const texts = applyFixes(fixes);
    expect([...texts.keys()]).toEqual([source, other]);
    expect(texts.get(source)).toBe('0-34+567EIGHT9');
    expect(texts.get(other)).toBe('123456789');
  });

  it('does nothing without edits', () => {
    expect(applyFixes([]).size).toBe(0);
    expect(applyEdits('text', [])).toBe('text');
  });
});
