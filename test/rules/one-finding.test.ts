import { expect, it } from 'vitest';
import { rules } from '../../rules/registry.js';
import type { Finding } from '../../src/core/index.js';
import { casesOf } from './support/cases.js';
import { lintFiles } from './support/lint.js';

/** Pairs of rules that call one place wrong for two reasons. */
const allowed: Readonly<Record<string, string>> = {
  'security/tls-enabled-unset + settings/secure-in-file':
    'a password of TLS in the file: it belongs in the keystore, and even there TLS needs its switch',
  'link/san-mismatch + remote/missing-ca':
    'the address of a server of an unknown authority, whose certificate is not for that host either',
};

/** Whether one finding is about all of the text that the other is about. */
const covers = (one: Finding, other: Finding): boolean =>
  one.source === other.source &&
  one.range.start <= other.range.start &&
  one.range.end >= other.range.end;

/** Pairs of errors of different rules about the same text, or about a whole and a part of it. */
function doubles(findings: readonly Finding[]): string[] {
  const errors = findings.filter(
    ({ severity, confidence }) => severity === 'error' && confidence === 'certain',
  );
  return errors.flatMap((one) =>
    errors
      .filter((other) => one.rule !== other.rule && covers(one, other))
      .map((other) => [one.rule, other.rule].sort().join(' + ')),
  );
}

it('one mistake is one error: no two rules call the same text wrong, but for what is listed', async () => {
  const found = new Map<string, string>();
  for (const { id } of rules) {
    for (const { bad, name, files, esVersion } of casesOf(id).cases) {
      if (!bad) continue;
      const { findings } = await lintFiles(files, esVersion);
      for (const pair of doubles(findings)) found.set(pair, `${id}/${name}`);
    }
  }
  expect([...found].filter(([pair]) => !(pair in allowed))).toEqual([]);
  expect(Object.keys(allowed).filter((pair) => !found.has(pair))).toEqual([]);
});
