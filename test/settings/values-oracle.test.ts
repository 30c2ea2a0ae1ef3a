import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import catalogueFile from '../../schemas/settings.json' with { type: 'json' };
import { loadCatalogue, type CatalogueFile } from '../../src/settings/catalogue.js';
import { compareValues, type Disagreement } from '../../tools/catalogue/agreement.js';
import { BATTERY } from '../../tools/catalogue/battery.js';
import { acceptedAndFailing } from '../../tools/oracle/agreement-later.js';
import type { RecordedValues } from '../../tools/catalogue/values.js';

const fixtures = new URL('../../fixtures/oracle/', import.meta.url);
const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(name, fixtures), 'utf8')) as T;
const recorded = read<RecordedValues>('values.json');
const listed = read<(Disagreement & { reason: string })[]>('values-disagreements.json');
const file = catalogueFile as unknown as CatalogueFile;
const families =
  /^(?:cluster\.remote|remote_cluster|xpack\.security|transport|discovery|network|node|http)[._]/;

describe('verdicts on values', async () => {
  const catalogue = await loadCatalogue();
  const { settings, values, agreeing, disagreements } = compareValues(catalogue, recorded);
  const sum = (counts: Map<string, number>): number =>
    [...counts.values()].reduce((all, one) => all + one, 0);

  it('are recorded for every version, with a battery worth the name', () => {
    expect(recorded.versions).toEqual(file.versions);
    expect(recorded.battery).toEqual(BATTERY);
    expect(BATTERY.length).toBeGreaterThanOrEqual(60);
    for (const version of recorded.versions) expect(settings.get(version)).toBeGreaterThan(800);
    const taken = (bits: string): number => [...bits].filter((digit) => digit !== '0').length;
    expect(recorded.answers.some(([bits]) => taken(bits) === 0)).toBe(true);
    expect(recorded.answers.filter(([bits]) => taken(bits) > 10).length).toBeGreaterThan(50);
    expect(sum(values)).toBeGreaterThan(10_000_000);
  });

  it('cover every measured setting that is not secure', () => {
    const missing = Object.keys(file.settings).filter((key) => !(key in recorded.settings));
    const secure = (key: string): boolean =>
      file.settings[key]!.every(([, , , , properties]) =>
        /\bsecure\b/.test(file.properties[properties]!),
      );
    expect(missing.filter((key) => !secure(key))).toEqual([]);
  });

  it('agree with Elasticsearch at least 999 times in 1000', () => {
    expect(sum(agreeing) / sum(values)).toBeGreaterThanOrEqual(0.999);
  });

  it('are apart from those that are taken and fail later, which are ports', () => {
    const later = acceptedAndFailing(catalogue, recorded);
    expect([...new Set(later.map(({ key }) => key))].sort()).toEqual([
      'http.port',
      'transport.port',
      'transport.profiles.*.port',
      'transport.tcp.port',
    ]);
    expect(later).toContainEqual({
      key: 'http.port',
      version: '9.5.3',
      value: 'none',
      problem: 'is no port or range of ports',
    });
  });

  it('differ nowhere in the families that links and nodes live on but where a module is missing, and only as listed', () => {
    const withoutReason = disagreements.filter(
      (one) =>
        families.test(one.key) &&
        !(one.key === 'node.roles' && one.to === '7.17.28' && !one.accepted),
    );
    expect(withoutReason).toEqual([]);
    expect(disagreements).toEqual(
      listed.map(({ reason, ...one }) => {
        expect(reason).toMatch(/\w/);
        return one;
      }),
    );
  });
});
