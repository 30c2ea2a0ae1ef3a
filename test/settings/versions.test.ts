import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assumedVersions,
  compareVersions,
  handshakeAccepted,
  knownMinors,
  minorOf,
  newestVersion,
  parseVersions,
  searchableFrom,
  searchSupported,
  VersionError,
} from '../../src/settings/versions.js';

const minorsFrom = (first: string, last: string): string[] =>
  knownMinors.filter(
    (minor) => compareVersions(minor, first) >= 0 && compareVersions(minor, last) <= 0,
  );

describe('parseVersions', () => {
  it.each([
    ['8.19.21', ['8.19.21']],
    ['v8.19.21', ['8.19.21']],
    [' 8.19 ', ['8.19']],
    ['9.1.x', ['9.1']],
    ['9.1.*', ['9.1']],
    ['7.17', ['7.17']],
    ['9', minorsFrom('9.0', '9.99')],
    ['9.x', minorsFrom('9.0', '9.99')],
    ['9.*', minorsFrom('9.0', '9.99')],
    ['8.15 - 8.17', ['8.15', '8.16', '8.17']],
    ['8.15-8.17', ['8.15', '8.16', '8.17']],
    ['8.15.2-8.16.1', ['8.15', '8.16']],
    ['>=8.17 <9.1', ['8.17', '8.18', '8.19', '9.0']],
    ['>=9.2', minorsFrom('9.2', '9.99')],
    ['~9.1', ['9.1']],
    ['^9.1', minorsFrom('9.1', '9.99')],
    ['9.0, 8.19.21', ['8.19.21', '9.0']],
    ['8.18,8.18 , 8.19', ['8.18', '8.19']],
  ])('%j', async (text, list) => {
    const versions = await parseVersions(text);
    expect(versions.list).toEqual(list);
    expect(versions.assumed).toBe(false);
    expect([versions.oldest, versions.newest]).toEqual([list[0], list.at(-1)]);
  });

  it('takes a list, and sorts by number', async () => {
    const versions = await parseVersions(['8.10', '8.9.1']);
    expect(versions.list).toEqual(['8.9.1', '8.10']);
    expect(versions.text).toBe('8.10, 8.9.1');
  });

  it.each([
    '',
    ' ',
    'nine',
    '8.19.21.1',
    '6',
    '6.8.0',
    '8.99',
    '10',
    '99.1.1',
    '8..1',
    '-1',
    '>=99',
    'latest',
    '8.19;9',
  ])('refuses %j and says what is known', async (text) => {
    await expect(parseVersions(text)).rejects.toThrow(VersionError);
    await expect(parseVersions(text)).rejects.toThrow(/is not known|is no version/);
  });

  it('never throws anything else', async () => {
    const pieces = fc.array(
      fc.constantFrom('8', '9', '.', '19', '-', ' ', '>=', '<', 'x', '*', ',', 'v', '||', '^', '~'),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(
        pieces.map((parts) => parts.join('')),
        async (text) => {
          const read = await parseVersions(text).catch((error: unknown) => error);
          if (read instanceof Error) expect(read).toBeInstanceOf(VersionError);
          else
            expect(
              (read as { list: string[] }).list
                .map(minorOf)
                .filter((minor) => !knownMinors.includes(minor)),
            ).toEqual([]);
        },
      ),
    );
  });
});

describe('Versions', () => {
  it('compare as numbers, minors with any patch level', async () => {
    expect(compareVersions('8.9', '8.10')).toBeLessThan(0);
    expect(compareVersions('8.10.2', '8.10')).toBe(0);
    expect(compareVersions('9.0.0', '8.19.21')).toBeGreaterThan(0);
    const upgrading = await parseVersions('8.13.4, 8.15');
    expect(upgrading.atLeast('8.13')).toBe(true);
    expect(upgrading.atLeast('8.14')).toBe(false);
    expect(upgrading.someBelow('8.14')).toBe(true);
    expect(upgrading.allBelow('8.15')).toBe(false);
    expect(upgrading.allBelow('8.16')).toBe(true);
  });

  it('are the newest known ones where nobody says', () => {
    expect(assumedVersions).toMatchObject({ list: [newestVersion], assumed: true });
    expect(minorOf(newestVersion)).toBe(knownMinors.at(-1));
  });
});

describe('the search matrix', () => {
  it('has every known minor as both sides, and each supports itself', () => {
    for (const minor of knownMinors) {
      expect(searchSupported(minor, minor), minor).toBe(true);
      expect(searchableFrom(minor).filter((other) => !knownMinors.includes(other))).toEqual([]);
    }
  });

  it.each([
    ['8.19', '8.18', true],
    ['8.19', '8.17', false],
    ['8.19.21', '9.5.3', true],
    ['8.18', '9.0', true],
    ['8.18', '9.1', false],
    ['8.17', '9.0', false],
    ['9.0', '8.18', true],
    ['9.1', '8.19', false],
    ['9.5', '9.4', true],
    ['9.5', '9.3', false],
    ['7.17', '8.19', true],
    ['7.17', '9.0', false],
    ['8.0', '7.17', true],
    ['8.1', '7.17', false],
  ])('%s searches %s: %s', (local, remote, supported) => {
    expect(searchSupported(local, remote)).toBe(supported);
  });

  it('says nothing of versions that are not known', () => {
    expect(searchableFrom('6.8')).toEqual([]);
    expect(searchSupported('6.8', '7.17')).toBe(false);
  });
});

describe('the transport handshake', () => {
  it('is symmetric, and succeeds between equals', () => {
    for (const a of knownMinors) {
      expect(handshakeAccepted(a, a)).toBe(true);
      for (const b of knownMinors) expect(handshakeAccepted(a, b)).toBe(handshakeAccepted(b, a));
    }
  });

  it('does not reach over a major', () => {
    expect(handshakeAccepted('7.17.28', '8.19.21')).toBe(true);
    expect(handshakeAccepted('7.17', '9.0')).toBe(false);
  });
});
