import type { Catalogue } from '../../src/settings/catalogue.js';
import { failsLater } from '../../src/settings/grammar/later.js';
import { concreteKey } from '../catalogue/agreement.js';
import type { BatteryValue } from '../catalogue/battery.js';
import { recordedAnswers, recordedSettings, type RecordedValues } from '../catalogue/values.js';

/** A value that a version takes as it reads it, and on which a node fails later. */
export interface LaterValue {
  readonly key: string;
  readonly version: string;
  readonly value: BatteryValue;
  /** Reads on after the value. */
  readonly problem: string;
}

/**
 * The recorded values that Elasticsearch accepts and that settings/invalid-value calls wrong all the same. They are no
 * disagreements: `compareValues` asks the grammar, which accepts them, too.
 */
export function acceptedAndFailing(catalogue: Catalogue, recorded: RecordedValues): LaterValue[] {
  return recordedSettings(recorded).flatMap(({ key, versions, answers }) => {
    const accepted = recordedAnswers(recorded, answers).filter(([, taken]) => taken);
    return versions.flatMap((version) => {
      const setting = catalogue.find(concreteKey(key), version);
      return accepted.flatMap(([value]): LaterValue[] => {
        const problem = setting && failsLater(setting, value)?.problem;
        return problem === undefined ? [] : [{ key, version, value, problem }];
      });
    });
  });
}
