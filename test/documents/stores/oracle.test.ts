import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { StoreError } from '../../../src/documents/stores/error.js';
import { openStore } from '../../../src/documents/stores/store.js';
import type { X509 } from '../../../src/documents/x509.js';
import { damaged, type StoreCase } from '../../../tools/stores/damage.js';

const folder = fileURLToPath(new URL('../../../fixtures/stores/', import.meta.url));

interface JavaEntry {
  readonly alias: string;
  readonly kind: string;
  readonly chain: readonly string[];
  readonly key?: string;
  readonly keyRefused?: string;
}

interface Verdict extends StoreCase {
  readonly entries?: readonly JavaEntry[];
  readonly anchors?: readonly string[];
  readonly refused?: string;
}

const { cases } = JSON.parse(readFileSync(`${folder}verdicts.json`, 'utf8')) as {
  cases: readonly Verdict[];
};

const described = ({ subject, serial }: X509): string => `${subject} ${serial.replace(/^0+/, '')}`;

/** What we read, in the words of the record. */
async function ours({ file, type, password, keyPassword, damage }: Verdict) {
  const bytes = damaged(new Uint8Array(readFileSync(folder + file)), damage);
  const { entries } = await openStore(bytes, type.toLowerCase(), {
    store: password,
    key: keyPassword,
  });
  const all = entries.map(({ alias, kind, chain, key, keyFault }) => ({
    alias,
    kind,
    chain: chain.map(described),
    ...(kind === 'key' && { opens: key !== undefined, keyFault }),
  }));
  return all.sort((one, other) => (one.alias < other.alias ? -1 : 1));
}

const named = cases.map((one) => {
  const damage = one.damage ? JSON.stringify(one.damage) : '';
  return [`${one.file} as ${one.type} with “${one.password}” ${damage}`, one] as const;
});

/** Whom Java trusts that has the store for a trust store. */
function anchorsOf(entries: readonly { readonly chain: readonly string[] }[]): string[] {
  return [...new Set(entries.flatMap(({ chain }) => chain.slice(0, 1)))].sort();
}

describe('what the JDK reads in stores, we read', () => {
  it.each(named.filter(([, { entries }]) => entries))('%s', async (_, verdict) => {
    const found = await ours(verdict);
    const wanted = verdict.entries!.map(({ alias, kind, chain, key }) => {
      // what Node or this project cannot open is not decided
      const mine = found.find((entry) => entry.alias === alias);
      const opens = mine?.keyFault === 'unsupported' ? false : key !== undefined;
      return { alias, kind, chain, ...(kind === 'key' && { opens }) };
    });
    expect(found.map(({ keyFault: _keyFault, ...entry }) => entry)).toEqual(wanted);
    expect(anchorsOf(found)).toEqual(verdict.anchors);
  });
});

describe('what the JDK refuses, we do not show', () => {
  it.each(named.filter(([, { refused }]) => refused))('%s', async (_, verdict) => {
    const fault = await ours(verdict).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(StoreError);
    expect((fault as StoreError).fault).not.toBe('locked');
  });
});

it('the record has all sorts of cases', () => {
  expect(cases.length).toBeGreaterThan(300);
  expect(new Set(cases.map(({ file }) => file)).size).toBeGreaterThan(20);
});
