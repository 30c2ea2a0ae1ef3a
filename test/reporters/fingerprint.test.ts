import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stableFingerprints } from '../../src/core/fingerprint.js';
import { SourceText } from '../../src/core/text.js';
import { lineHashes } from '../../src/reporters/fingerprint.js';
import { findingAt, placeOf, yml, ymlSource } from './fixtures/findings.js';

interface Recorded {
  readonly name: string;
  readonly text: string;
  readonly hashes: readonly string[];
}

/** What github/codeql-action computes (commit f3f1edbe), recorded by running it. */
const recorded = JSON.parse(
  readFileSync(new URL('fixtures/line-hashes.json', import.meta.url), 'utf8'),
) as Recorded[];

/** A source as the decoder makes it: the byte order mark is kept apart. */
function decoded(text: string): SourceText {
  const hadBom = text.startsWith('\uFEFF');
  return new SourceText('elasticsearch.yml', hadBom ? text.slice(1) : text, hadBom);
}

describe('lineHashes', () => {
  it.each(recorded)('gives what GitHub computes: $name', ({ text, hashes }) => {
    expect(lineHashes(decoded(text))).toEqual(hashes);
  });

  it.each(recorded)('has a hash for every line: $name', ({ text }) => {
    const source = decoded(text);
    expect(lineHashes(source)).toHaveLength(source.lineStarts.length);
  });

  it('was recorded on all kinds of line ends', () => {
    const texts = recorded.map(({ text }) => text);
    expect(texts.some((text) => text.includes('\r\n'))).toBe(true);
    expect(texts.some((text) => /\r[^\n]/.test(text))).toBe(true);
    expect(texts.some((text) => text.startsWith('\uFEFF'))).toBe(true);
  });
});

/** Fingerprints of findings at `seeds` and, without a setting, at the first and second `mode`. */
function fingerprints(text: string, path = 'elasticsearch.yml'): string[] {
  const source = ymlSource(path, text);
  const findings = [
    findingAt(placeOf(source, 'seeds'), { setting: 'cluster.remote.two.seeds' }),
    findingAt(placeOf(source, 'mode')),
    findingAt(placeOf(source, 'mode', 2)),
  ];
  return [...stableFingerprints(findings, (at) => at.path).values()];
}

describe('stableFingerprints', () => {
  const text = `${yml}  three:\n    mode: sniff\n`;
  const original = fingerprints(text);

  it('tells all findings apart, equal lines too', () => {
    expect(new Set(original).size).toBe(3);
    for (const fingerprint of original) expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ['lines above', `# a comment\n\nnode.name: a\n${text}`],
    ['lines between', text.replace('  two:', '  # note\n  two:')],
    ['CRLF', text.replaceAll('\n', '\r\n')],
    ['a lone CR', text.replaceAll('\n', '\r')],
    ['another indentation', text.replaceAll('    mode', '      mode')],
    ['blanks at the line end', text.replaceAll('sniff', 'sniff  ')],
  ])('stay the same with %s', (_, changed) => {
    expect(changed).not.toBe(text);
    expect(fingerprints(changed)).toEqual(original);
  });

  it('stay the same with another value, where a setting is named', () => {
    const changed = fingerprints(text.replace('es.example.com', 'other.example.com'));
    expect(changed[0]).toBe(original[0]);
  });

  it('change with the line, where no setting is named', () => {
    const changed = fingerprints(text.replace('mode: sniff', 'mode: proxy'));
    expect(changed[1]).not.toBe(original[1]);
  });

  it('change with the file and the rule', () => {
    expect(fingerprints(text, 'other.yml').some((one) => original.includes(one))).toBe(false);
    const finding = findingAt(placeOf(ymlSource(), 'seeds'), {
      rule: 'remote/other',
      setting: 'cluster.remote.two.seeds',
    });
    const [other] = stableFingerprints([finding], (at) => at.path).values();
    expect(other).not.toBe(original[0]);
  });

  it('tell nothing about secrets', () => {
    const [short, long] = ['bootstrap.password: a1\n', 'bootstrap.password: canary-canary\n'].map(
      (line) => {
        const source = ymlSource('elasticsearch.yml', line);
        return stableFingerprints([findingAt(placeOf(source, 'bootstrap'))], (at) => at.path);
      },
    );
    expect([...short!.values()]).toEqual([...long!.values()]);
  });
});
