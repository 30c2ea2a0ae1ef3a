import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceText } from '../../src/core/text.js';

const textOf = (text: string): SourceText => new SourceText('elasticsearch.yml', text);

describe('SourceText', () => {
  it('counts lines after \\n, \\r\\n and a lone \\r', () => {
    const source = textOf('a\nb\r\nc\rd');
    expect(source.lineStarts).toEqual([0, 2, 5, 7]);
    expect([1, 2, 3, 4].map((line) => source.slice(source.lineRange(line)))).toEqual([
      'a',
      'b',
      'c',
      'd',
    ]);
  });

  it('does not count the empty line behind the last line end', () => {
    expect(textOf('').lineCount).toBe(1);
    expect(textOf('a').lineCount).toBe(1);
    expect(textOf('a\n').lineCount).toBe(1);
    expect(textOf('a\r\n\r\n').lineCount).toBe(2);
  });

  it('counts columns in UTF-16 units', () => {
    const source = textOf('é: 😀x\nn: y');
    expect(source.position(source.text.indexOf('x'))).toEqual({ line: 1, column: 6 });
    expect(source.position(source.text.indexOf('y'))).toEqual({ line: 2, column: 4 });
  });

  it('takes offsets beyond the text as its ends', () => {
    const source = textOf('ab\ncd');
    expect(source.position(99)).toEqual({ line: 2, column: 3 });
    expect(source.position(-1)).toEqual({ line: 1, column: 1 });
    expect(source.lineRange(7)).toEqual({ start: 5, end: 5 });
    expect(source.offset({ line: 1, column: 99 })).toBe(2);
  });

  it('finds the first line that has text', () => {
    const source = textOf('\n  \n  key: v\n');
    expect(source.slice(source.firstLine().range)).toBe('  key: v');
    expect(textOf('').firstLine().range).toEqual({ start: 0, end: 0 });
  });

  it('shows marked secrets as dots of the same width, on each of their lines', () => {
    const source = textOf('user: me\nword: abc\n  def\nend: x\n');
    source.markSecret({ start: source.text.indexOf('abc'), end: source.text.indexOf('\nend') });
    expect([1, 2, 3, 4].map((line) => source.shownLine(line))).toEqual([
      'user: me',
      'word: •••',
      '•••••',
      'end: x',
    ]);
  });

  it('finds every offset again from its position', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\r\n', '😀', ' ') });
    fc.assert(
      fc.property(text, fc.nat(), (written, at) => {
        const source = textOf(written);
        const offset = at % (written.length + 1);
        const position = source.position(offset);
        const line = source.lineRange(position.line);
        expect(source.offset(position)).toBe(Math.min(offset, line.end));
        expect(position.line).toBeLessThanOrEqual(source.lineStarts.length);
      }),
    );
  });
});
