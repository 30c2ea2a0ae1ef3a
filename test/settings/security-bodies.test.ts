import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceText } from '../../src/core/text.js';
import { parseJsonTree } from '../../src/documents/json.js';
import { checkApiKey } from '../../src/settings/security-bodies/api-key.js';
import { checkRole } from '../../src/settings/security-bodies/role.js';
import { compileJavaPattern } from '../../src/settings/java-pattern.js';
import { pairOf, textOf } from '../../src/documents/tree.js';
import { compareVersions, Versions } from '../../src/settings/versions.js';

/** What Elasticsearch's own parsers and validators say, recorded by tools/payloads. */
const recorded = JSON.parse(readFileSync('fixtures/oracle/security-payloads.json', 'utf8')) as {
  versions: string[];
  cases: {
    kind: 'role' | 'key' | 'key-update';
    body: string;
    accepted?: string;
    refused?: Record<string, string>;
  }[];
};

/** The versions of ranges such as `8.10.2-9.5.3`. */
const versionsOf = (ranges: string): string[] =>
  ranges.split(' ').flatMap((range) => {
    const [from, to = from] = range.split('-') as [string, string?];
    const { versions } = recorded;
    return versions.slice(versions.indexOf(from), versions.indexOf(to) + 1);
  });

/** Why we refuse a body; what the parser of JSON says counts, too, and so does the rule about identity patterns. */
async function refusals(kind: string, body: string, version: string): Promise<string[]> {
  const { tree, problems } = parseJsonTree(new SourceText('body.json', body), body, 0);
  const versions = new Versions([version], version);
  const syntax = problems.map(({ text }) => text);
  if (!tree) return [...syntax, 'no body'];
  const found =
    kind === 'role'
      ? checkRole(tree, versions)
      : checkApiKey(tree, kind === 'key-update', versions);
  const identity = textOf(pairOf(tree, 'certificate_identity')?.value);
  const pattern = identity === undefined ? undefined : await compileJavaPattern(identity);
  const bad = pattern && !pattern.ok && pattern.reason === 'invalid' ? [pattern.message] : [];
  return [...syntax, ...found.map(({ text }) => text), ...bad];
}

describe('bodies of roles and cross-cluster API keys', () => {
  it('were recorded in number', () => {
    const count = (kind: string): number =>
      recorded.cases.filter((one) => one.kind.startsWith(kind)).length;
    expect(count('role')).toBeGreaterThan(100);
    expect(count('key')).toBeGreaterThan(100);
  });

  for (const { kind, body, accepted, refused } of recorded.cases) {
    it(`${kind} ${body.slice(0, 150)}`, async () => {
      const verdicts = [
        ...versionsOf(accepted ?? '').map((version) => [version, undefined] as const),
        ...Object.entries(refused ?? {}).flatMap(([ranges, message]) =>
          versionsOf(ranges).map((version) => [version, message] as const),
        ),
      ];
      // below 8.10 there are no such keys; 8.9 has the classes, but a flag hides them
      const known = verdicts.filter(
        ([version]) => kind === 'role' || compareVersions(version, '8.10') >= 0,
      );
      expect(known.length).toBeGreaterThan(15);
      for (const [version, message] of known) {
        const ours = await refusals(kind, body, version);
        expect(ours.length > 0, `${version}: ${message ?? 'accepted'} / ${ours.join('; ')}`).toBe(
          message !== undefined,
        );
      }
    });
  }
});

describe('bodies of any shape', () => {
  const words = fc.constantFrom(
    ...[
      'names',
      'privileges',
      'clusters',
      'indices',
      'remote_indices',
      'remote_cluster',
      'cluster',
    ],
    ...[
      'access',
      'search',
      'replication',
      'metadata',
      'query',
      'field_security',
      'grant',
      'except',
    ],
    ...['__proto__', 'constructor', 'toString', 'read', '*', '/a[', '/', '', 'expiration', 'name'],
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 5 },
      words,
      fc.constantFrom(null, true, 0, 1e21),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(words, tie('any'), { maxKeys: 4 }),
    ),
  })).any;

  it('are answered, with ranges inside the text', () => {
    fc.assert(
      fc.property(value, fc.constantFrom('7.17.28', '8.14.3', '9.5.3'), (any, version) => {
        const body = JSON.stringify(any);
        const { tree } = parseJsonTree(new SourceText('body.json', body), body, 0);
        const versions = new Versions([version], version);
        for (const { range, text } of [
          ...checkRole(tree!, versions),
          ...checkApiKey(tree!, false, versions),
          ...checkApiKey(tree!, true, versions),
        ]) {
          expect(range.start >= 0 && range.end <= body.length && text !== '').toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
