import { judgeValue } from '../../src/settings/grammar/judge.js';
import type { Catalogue, Setting } from '../../src/settings/catalogue.js';
import type { BatteryValue } from './battery.js';
import { recordedAnswers, recordedSettings } from './values.js';
import type { RecordedValues } from './values.js';

/** A value on which we and Elasticsearch differ. */
export interface Disagreement {
  key: string;
  /** The first of the versions that it is true of, and the last. */
  from: string;
  to: string;
  value: BatteryValue;
  /** What Elasticsearch says. */
  accepted: boolean;
}

/** How often we say what Elasticsearch says, by version. */
export interface Agreement {
  settings: Map<string, number>;
  values: Map<string, number>;
  agreeing: Map<string, number>;
  disagreements: Disagreement[];
}

/** Keys whose members are asked as `x1.values`, because they take no name without a dot. */
const DOTTED = ['cluster.routing.allocation.awareness.force.*', 'index.similarity.*'];

/** A key that users could write for a registered one: names where it has stars. */
export function concreteKey(key: string, names: readonly string[] = []): string {
  return key.replace('*', names[0] ?? (DOTTED.includes(key) ? 'x1.values' : 'x1'));
}

/** Judges all recorded values by the catalogue and compares with the recorded verdicts. */
export function compareValues(catalogue: Catalogue, recorded: RecordedValues): Agreement {
  const result: Agreement = {
    settings: new Map(),
    values: new Map(),
    agreeing: new Map(),
    disagreements: [],
  };
  const add = (to: Map<string, number>, version: string, count: number): void =>
    void to.set(version, (to.get(version) ?? 0) + count);
  const known = new Map<string, [BatteryValue, boolean][]>();
  for (const { key, versions, answers } of recordedSettings(recorded)) {
    const asked = recordedAnswers(recorded, answers);
    let before: string | undefined;
    for (const version of versions) {
      const setting = findRegistered(catalogue, key, version);
      // a verdict depends on the type, on the major version and on nothing else
      const question = JSON.stringify([
        setting?.type,
        setting?.group,
        setting?.secure,
        version.split('.')[0],
        answers,
      ]);
      const wrong =
        known.get(question) ??
        asked.filter(
          ([value, accepted]) =>
            !setting || (judgeValue(setting, value, version) === undefined) !== accepted,
        );
      known.set(question, wrong);
      add(result.settings, version, 1);
      add(result.values, version, asked.length);
      add(result.agreeing, version, asked.length - wrong.length);
      const text = JSON.stringify(wrong);
      if (text === before)
        result.disagreements
          .slice(-wrong.length)
          .forEach((one) => (one.to = wrong.length > 0 ? version : one.to));
      else
        for (const [value, accepted] of wrong)
          result.disagreements.push({ key, from: version, to: version, value, accepted });
      before = text;
    }
  }
  return result;
}

/** The setting as found by a key that a user would write. */
function findRegistered(catalogue: Catalogue, key: string, version: string): Setting | undefined {
  const found = catalogue.find(concreteKey(key), version);
  return found?.names ? catalogue.find(concreteKey(key, found.names), version) : found;
}
