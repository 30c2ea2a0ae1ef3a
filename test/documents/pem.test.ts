import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SourceText } from '../../src/core/text.js';
import { parsePem } from '../../src/documents/pem.js';

const certificate = readFileSync('fixtures/certificates/local-ca.crt', 'utf8');
const key = readFileSync('fixtures/certificates/keys/local-ca.key', 'utf8');

describe('a PEM file', () => {
  it('has blocks, whatever stands around them', () => {
    const text = `Bag Attributes\n${certificate}subject=CN = x\n${certificate}`;
    const { blocks, problems, source } = parsePem(new SourceText('ca.crt', text));
    expect(problems).toEqual([]);
    expect(blocks.map(({ label }) => label)).toEqual(['CERTIFICATE', 'CERTIFICATE']);
    expect(blocks.map(({ range }) => source.slice(range))).toEqual([
      certificate.trim(),
      certificate.trim(),
    ]);
    expect(blocks[0]!.der![0]).toBe(0x30);
    expect(blocks[0]!.der).toEqual(blocks[1]!.der);
  });

  it('is the same with CRLF', () => {
    const [lf, crlf] = [certificate, certificate.replaceAll('\n', '\r\n')].map(
      (text) => parsePem(new SourceText('ca.crt', text)).blocks[0]!.der,
    );
    expect(crlf).toEqual(lf);
  });

  it('never gives away a private key', () => {
    const { blocks, source } = parsePem(new SourceText('all.pem', `${certificate}${key}`));
    expect(blocks.map(({ label, der }) => [label, der !== undefined])).toEqual([
      ['CERTIFICATE', true],
      [/-----BEGIN ([A-Z ]+)-----/.exec(key)![1], false],
    ]);
    const secret = key.split('\n')[1]!;
    const shown = source.lineStarts.map((_, index) => source.shownLine(index + 1)).join('\n');
    expect(shown).not.toContain(secret.slice(0, 20));
  });

  it('without any block is a problem', () => {
    for (const text of ['', 'nothing\n', '-----BEGIN CERTIFICATE-----\nMIIB\n']) {
      expect(parsePem(new SourceText('ca.crt', text)).problems.map(({ code }) => code)).toEqual([
        'no-pem',
      ]);
    }
  });
});
