import { describe, expect, it } from 'vitest';
import { lineHashes } from '../../src/reporters/fingerprint.js';
import { findingAt, placeOf, reportOf, yml, ymlSource } from './fixtures/findings.js';
import { fullFinding, resultOf, runOf } from './fixtures/sarif-log.js';

describe('a result', () => {
  it('names its rule by id and index, and its severity by level', () => {
    const source = ymlSource();
    const findings = (['error', 'warning', 'info'] as const).map((severity) =>
      findingAt(source.firstLine(), { severity, rule: 'settings/shaky', text: severity }),
    );
    expect(runOf(reportOf(findings)).results.map(({ level }) => level)).toEqual([
      'error',
      'warning',
      'note',
    ]);
    expect(resultOf(findings[0]!)).toMatchObject({ ruleId: 'settings/shaky', ruleIndex: 2 });
  });

  it('comes worst first, then in reading order', () => {
    const source = ymlSource();
    const order = [
      ['info', 'a'],
      ['error', 'b'],
      ['warning', 'c'],
      ['error', 'd'],
      ['info', 'e'],
    ] as const;
    const findings = order.map(([severity, text]) =>
      findingAt(source.firstLine(), { severity, text }),
    );
    const texts = runOf(reportOf(findings)).results.map(({ message }) => message.text);
    expect(texts).toEqual(['b.', 'd.', 'c.', 'a.', 'e.']);
  });

  it('links related places from its message', () => {
    const result = resultOf(fullFinding());
    expect(result.message.text).toBe(
      'this cannot work. The nodes publish other addresses. ' +
        'See [remote.yml:1](1): the other end. See [local/a \\[1\\]#é.yml:3](2): the alias.',
    );
    expect(result.relatedLocations!.map(({ id, message }) => [id, message!.text])).toEqual([
      [1, 'the other end'],
      [2, 'the alias'],
    ]);
  });

  it('has no link that a configuration wrote', () => {
    const { message } = resultOf(
      findingAt(ymlSource().firstLine(), { text: 'no pattern: [a-z](1) and [b]' }),
    );
    expect(message.text).toBe('no pattern: \\[a-z\\](1) and [b].');
  });

  it.each([
    ['a key', 'seeds', [5, 5, 5, 10]],
    ['several lines', 'cluster.remote:\n  two:\n    mode', [2, 1, 2, 16]],
    ['a line with its end', 'cluster.name: logs\n', [1, 1, 1, 19]],
    ['a line end', '\n', [1, 19, 1, 19]],
    ['the whole file', yml, [1, 1, 1, 19]],
  ])('has a region on one line for %s', (_, text, numbers) => {
    for (const [content, needle] of [
      [yml, text],
      [yml.replaceAll('\n', '\r\n'), text.replaceAll('\n', '\r\n')],
    ] as const) {
      const source = ymlSource('elasticsearch.yml', content);
      const { region } = resultOf(findingAt(placeOf(source, needle))).locations[0]!
        .physicalLocation;
      const { startLine, startColumn, endLine, endColumn } = region;
      expect([startLine, startColumn, endLine, endColumn]).toEqual(numbers);
    }
  });

  it('has four numbers from 1 for an empty file and beyond the end', () => {
    const [empty, ended] = [ymlSource('a.yml', ''), ymlSource('b.yml', 'a: 1\n')];
    const places = [empty.firstLine(), { source: ended, range: { start: 5, end: 99 } }];
    const regions = places.map(
      (place) => resultOf(findingAt(place)).locations[0]!.physicalLocation.region,
    );
    expect(regions).toEqual([
      { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
      { startLine: 2, startColumn: 1, endLine: 2, endColumn: 1 },
    ]);
  });

  it.each([
    ['elasticsearch.yml', 'elasticsearch.yml'],
    ['a b/c.yml', 'a%20b/c.yml'],
    ['50%.yml', '50%25.yml'],
    ['a#b?c.yml', 'a%23b%3Fc.yml'],
    ['[prod]/é.yml', '%5Bprod%5D/%C3%A9.yml'],
    ['C:/config/es.yml', 'C%3A/config/es.yml'],
    ['C:es.yml', 'C%3Aes.yml'],
    ['\u{1F600}.yml', '%F0%9F%98%80.yml'],
    ['\uD83D.yml', '%EF%BF%BD.yml'],
    ['a\\b.yml', 'a%5Cb.yml'],
    ["it's (1)!.yml", "it's%20(1)!.yml"],
  ])('writes the path %j as %s', (path, uri) => {
    const { artifactLocation } = resultOf(findingAt(ymlSource(path).firstLine())).locations[0]!
      .physicalLocation;
    expect(artifactLocation).toEqual({ uri, uriBaseId: '%SRCROOT%', index: 0 });
    // GitHub takes a relative path only, and finds the file by decoding it
    expect(new URL(uri, 'file:///root/').href).toMatch(/^file:\/\/\/root\/[^/]/);
    expect(decodeURIComponent(uri)).toBe(path.replace(/\p{Surrogate}/u, '\uFFFD'));
  });

  it('has paths as the repository has them', () => {
    const pathInRepository = (path: string): string => `config/${path}`;
    const result = resultOf(fullFinding(), { pathInRepository });
    const own = { ...fullFinding(), source: ymlSource('config/local/a [1]#é.yml') };
    expect(result.locations[0]!.physicalLocation.artifactLocation.uri).toBe(
      'config/local/a%20%5B1%5D%23%C3%A9.yml',
    );
    expect(result.message.text).toContain('[config/remote.yml:1](1)');
    expect(result.partialFingerprints).toEqual(resultOf(own).partialFingerprints);
  });

  it("has GitHub's fingerprint of its line and our own", () => {
    const finding = fullFinding();
    const { partialFingerprints } = resultOf(finding);
    expect(Object.keys(partialFingerprints)).toEqual(['primaryLocationLineHash', 'elasticlint/v1']);
    expect(partialFingerprints['primaryLocationLineHash']).toBe(lineHashes(finding.source)[3]);
  });

  it.each([
    ['lines above', `# note\n\n${yml}`],
    ['CRLF', yml.replaceAll('\n', '\r\n')],
  ])('keeps both fingerprints with %s', (_, text) => {
    const [before, after] = [yml, text].map((content) => {
      const finding = findingAt(placeOf(ymlSource('elasticsearch.yml', content), 'seeds'));
      return resultOf(finding).partialFingerprints;
    });
    expect(after).toEqual(before);
  });

  it('keeps our fingerprints whatever the severities are', () => {
    const source = ymlSource();
    const pair = [
      findingAt(placeOf(source, 'mode'), { severity: 'warning', text: 'first' }),
      findingAt(placeOf(source, 'mode: sniff'), { severity: 'warning', text: 'second' }),
    ];
    const raised = [pair[0]!, { ...pair[1]!, severity: 'error' as const }];
    const [plain, changed] = [pair, raised].map((findings) => {
      const { results } = runOf(reportOf(findings));
      return new Map(
        results.map((one) => [one.message.text, one.partialFingerprints['elasticlint/v1']]),
      );
    });
    expect(new Set(plain!.values()).size).toBe(2);
    expect(changed).toEqual(plain);
    expect([...changed!.keys()]).toEqual(['second.', 'first.']);
  });

  it('carries its fix', () => {
    expect(resultOf(fullFinding()).fixes).toEqual([
      {
        description: { text: 'use proxy mode' },
        artifactChanges: [
          {
            artifactLocation: {
              uri: 'local/a%20%5B1%5D%23%C3%A9.yml',
              uriBaseId: '%SRCROOT%',
              index: 0,
            },
            replacements: [
              {
                deletedRegion: { startLine: 4, startColumn: 11, endLine: 4, endColumn: 16 },
                insertedContent: { text: 'proxy' },
              },
              {
                deletedRegion: { startLine: 5, startColumn: 1, endLine: 6, endColumn: 1 },
                insertedContent: { text: '' },
              },
            ],
          },
          {
            artifactLocation: { uri: 'remote.yml', uriBaseId: '%SRCROOT%', index: 1 },
            replacements: [
              {
                deletedRegion: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
                insertedContent: { text: 'node.name: x\n' },
              },
            ],
          },
        ],
      },
    ]);
  });

  it('says when its fix changes the meaning', () => {
    const { fix, ...rest } = fullFinding();
    const [shown] = resultOf({ ...rest, fix: { ...fix!, safe: false } }).fixes!;
    expect(shown!.description.text).toBe('use proxy mode (changes what the configuration means)');
  });

  it('has no fix where there is nothing to change', () => {
    const fix = { safe: true, title: 'nothing', edits: [] };
    expect(resultOf(findingAt(ymlSource().firstLine(), { fix }))).not.toHaveProperty('fixes');
  });
});
