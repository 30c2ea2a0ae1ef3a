import { linesText } from './text.js';
import { BATTERY } from './battery.js';
import type { BatteryValue } from './battery.js';
import type { DumpedSetting } from './dump.js';
import type { Measured } from './merge.js';
import { starred } from './merge.js';

/** The recorded verdicts of all versions, packed; fixtures/oracle/values.md says how. */
export interface RecordedValues {
  versions: string[];
  battery: BatteryValue[];
  /** Lists of values that only some settings were asked. */
  own: string[][];
  /** Verdicts on the battery, which list of own values, and verdicts on those; bits as hexadecimal digits. */
  answers: [battery: string, own: number, onOwn: string][];
  /** By key: from version, to version, which answers. */
  settings: Record<string, [from: number, to: number, answers: number][]>;
}

/** The verdicts of one setting in some versions in a row. */
export interface Recorded {
  key: string;
  versions: string[];
  /** The same number stands for the same values with the same verdicts. */
  answers: number;
}

/** Bits as hexadecimal digits, the first bit highest, zeros at the end. */
function pack(bits: string): string {
  const digits = bits.match(/.{1,4}/g) ?? [];
  return digits.map((four) => parseInt(four.padEnd(4, '0'), 2).toString(16)).join('');
}

function unpack(digits: string): string {
  return [...digits].map((digit) => parseInt(digit, 16).toString(2).padStart(4, '0')).join('');
}

/** Packs what the versions said of all values; secure settings have none. */
export function recordValues(measured: readonly Measured[]): RecordedValues {
  const own = new Map<string, number>();
  const answers = new Map<string, number>();
  const numbered = (pool: Map<string, number>, item: unknown): number => {
    const text = JSON.stringify(item);
    if (!pool.has(text)) pool.set(text, pool.size);
    return pool.get(text)!;
  };
  const answersOf = ({ verdicts, own: asked = {} }: DumpedSetting): number => {
    const values = Object.keys(asked).sort();
    const onOwn = values.map((value) => asked[value]).join('');
    return numbered(answers, [pack(verdicts!), numbered(own, values), pack(onOwn)]);
  };
  const settings: RecordedValues['settings'] = {};
  measured.forEach(({ big }, at) => {
    for (const setting of big.settings) {
      if (setting.verdicts === undefined) continue;
      const ranges = (settings[starred(setting)] ??= []);
      const number = answersOf(setting);
      const last = ranges.at(-1);
      if (last && last[1] === at - 1 && last[2] === number) last[1] = at;
      else ranges.push([at, at, number]);
    }
  });
  const parsed = <T>(pool: Map<string, number>): T[] =>
    [...pool.keys()].map((text) => JSON.parse(text) as T);
  return {
    versions: measured.map(({ version }) => version),
    battery: [...BATTERY],
    own: parsed(own),
    answers: parsed(answers),
    settings: Object.fromEntries(Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** The recording's text: one line a list of own values, an answer, a setting. */
export function valuesText(recorded: RecordedValues): string {
  return linesText(recorded, ['versions']);
}

/** All settings of the recording, a line for each range of versions. */
export function recordedSettings({ settings, versions }: RecordedValues): Recorded[] {
  return Object.entries(settings).flatMap(([key, ranges]) =>
    ranges.map(([from, to, answers]) => ({ key, versions: versions.slice(from, to + 1), answers })),
  );
}

/** The values behind a number of answers, with what Elasticsearch says of each: true where it accepts. */
export function recordedAnswers(
  recorded: RecordedValues,
  number: number,
): [BatteryValue, boolean][] {
  const [common, list, onOwn] = recorded.answers[number]!;
  const [bits, ownBits] = [unpack(common), unpack(onOwn)];
  return [
    ...recorded.battery.map((value, i): [BatteryValue, boolean] => [value, bits[i] === '1']),
    ...recorded.own[list]!.map((value, i): [BatteryValue, boolean] => [value, ownBits[i] === '1']),
  ];
}

/** The same verdicts as lines of text, to be compared: what a version accepts of what. */
export function verdictLines(recorded: RecordedValues, version: string): Map<string, string> {
  const at = recorded.versions.indexOf(version);
  const lines = new Map<string, string>();
  for (const [key, ranges] of Object.entries(recorded.settings)) {
    const range = ranges.find(([from, to]) => from <= at && at <= to);
    if (range) lines.set(key, JSON.stringify(recordedAnswers(recorded, range[2])));
  }
  return lines;
}
