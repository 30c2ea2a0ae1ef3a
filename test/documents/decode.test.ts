import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode, sizeLimit } from '../../src/documents/decode.js';
import { parseBytes } from '../../src/documents/parse.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The code and text of the one problem. */
function problemOf(bytes: Uint8Array): string {
  const { problem } = decode('elasticsearch.yml', bytes);
  return problem ? `${problem.code}: ${problem.text}` : 'none';
}

describe('decode', () => {
  it('reads UTF-8 and remembers a byte order mark', () => {
    const plain = decode('a.yml', utf8('a: é😀\r\n'));
    expect(plain).toEqual({
      source: expect.objectContaining({ text: 'a: é😀\r\n', hadBom: false }) as object,
    });
    const marked = decode('a.yml', utf8('\uFEFFa: 1\n'));
    expect(marked.source).toMatchObject({ text: 'a: 1\n', hadBom: true });
  });

  it('refuses UTF-16, by its mark', () => {
    for (const bytes of [
      [0xff, 0xfe, 0x61, 0],
      [0xfe, 0xff, 0, 0x61],
    ]) {
      expect(problemOf(Uint8Array.from(bytes))).toContain('encoding: the file is UTF-16');
    }
  });

  it('names the byte that is not UTF-8', () => {
    expect(problemOf(Uint8Array.from([0x61, 0x3a, 0x20, 0xe9, 0x0a]))).toBe(
      'encoding: byte 3 (0xe9) is not valid UTF-8',
    );
    const { source, problem } = decode(
      'a.yml',
      Uint8Array.from([...utf8('a: 1\nb: '), 0xfc, 0x0a]),
    );
    expect(source.position(problem!.range.start)).toEqual({ line: 2, column: 4 });
  });

  it('refuses binary files and shows nothing of them', () => {
    const { source, problem } = decode('a.yml', utf8('a: 1\n\0secret'));
    expect(problem?.text).toContain('binary');
    expect(source.text).toBe('');
    expect(problemOf(Uint8Array.from([0x80, 0, 1, 2]))).toContain('binary');
  });

  it('does not look into what is too large', () => {
    expect(problemOf(new Uint8Array(sizeLimit))).toContain('binary');
    expect(problemOf(new Uint8Array(sizeLimit + 1))).toContain('too-large');
  });

  it('never throws, and gives back what it was made of', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const { source, problem } = decode('a.yml', bytes);
        if (problem) expect(problem.range.start).toBeLessThanOrEqual(source.text.length);
        else expect(utf8((source.hadBom ? '\uFEFF' : '') + source.text)).toEqual(bytes);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('parseBytes', () => {
  it.each([
    ['elasticsearch.yml', 'a: 1\n', 'elasticsearch-yml'],
    ['elasticsearch.yml.j2', 'a: {{ x }}\n', 'elasticsearch-yml'],
    ['prod-elasticsearch.yaml', '', 'elasticsearch-yml'],
    ['other.yml', 'node.name: x\n', 'elasticsearch-yml'],
    ['deployment.yml', 'apiVersion: v1\nkind: Pod\n', 'unknown'],
    ['ca.crt', '', 'pem'],
    ['x', '-----BEGIN CERTIFICATE-----\n', 'pem'],
    ['requests.console', '', 'console'],
    ['requests.txt', '# x\nPUT _cluster/settings\n{}\n', 'console'],
    ['settings.json', '{"persistent": {}}', 'cluster-settings'],
    ['settings.json', 'PUT _cluster/settings\n{}\n', 'console'],
    ['keystore.txt', 'keystore.seed\n', 'keystore-list'],
    ['readme.txt', 'just words\n', 'unknown'],
  ])('takes %s with %j for %s', (path, text, kind) => {
    expect(parseBytes(path, utf8(text)).kind).toBe(kind);
  });

  it('goes by the kind that is given', () => {
    expect(parseBytes('x.json', utf8('keystore.seed\n'), 'keystore-list').kind).toBe(
      'keystore-list',
    );
    expect(parseBytes('x', utf8('{}'), 'role').kind).toBe('role');
  });
});

describe('a request body in UTF-16', () => {
  it.each(['le', 'be'] as const)('is read, and written back as it was (%s)', (order) => {
    const bytes = Buffer.from('\uFEFF{"persistent": {}}', 'utf16le');
    if (order === 'be') bytes.swap16();
    const { source, problem } = decode('settings.json', bytes);
    expect(problem).toBeUndefined();
    expect(source.text).toBe('{"persistent": {}}');
    expect(Buffer.from(encode(source, source.text))).toEqual(bytes);
  });
});
