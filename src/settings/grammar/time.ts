import { javaDouble, javaLong, javaTrim } from './numbers.js';
import { isRefusal, refuse, type Refusal } from './refusal.js';

const nanosIn = {
  nanos: 1,
  micros: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
  d: 86400e9,
} as const;
type Unit = keyof typeof nanosIn;

/** A time as Elasticsearch holds it. */
export interface Time {
  readonly count: bigint;
  readonly unit: Unit;
  /** In nanoseconds, as a floating-point number: it is compared so, and cannot overflow. */
  readonly nanos: number;
}

const time = (count: bigint, unit: Unit): Time => ({
  count,
  unit,
  nanos: Number(count) * nanosIn[unit],
});

/** The unit a text ends with. `M` would be months, so minutes alone are told by case. */
function unitOf(text: string, normalised: string): Unit | undefined {
  if (/(?:nanos|micros|ms)$/.test(normalised))
    return /(nanos|micros|ms)$/.exec(normalised)![0] as Unit;
  if (normalised.endsWith('s')) return 's';
  if (text.endsWith('m')) return 'm';
  return /[hd]$/.test(normalised) ? (normalised.at(-1) as Unit) : undefined;
}

function whyNoTime(text: string): string {
  if (javaDouble(text) !== undefined) return 'has no unit of time';
  return /^\s*[+-]?[\d.]+\s*\p{L}+\s*$/u.test(text)
    ? 'has an unknown unit of time'
    : 'is not a time';
}

/** TimeValue.parseTimeValue. */
export function parseTime(text: string): Time | Refusal {
  const normalised = javaTrim(text.toLowerCase());
  const unit = unitOf(text, normalised);
  if (!unit) {
    if (/^-0*1$/.test(normalised)) return time(-1n, 'ms');
    if (/^0+$/.test(normalised)) return time(0n, 'ms');
    return refuse(whyNoTime(text));
  }
  const number = javaTrim(normalised.slice(0, -unit.length));
  const count = javaLong(number);
  if (count === undefined) {
    return refuse(
      javaDouble(number) === undefined ? whyNoTime(text) : 'is not a whole number of its unit',
    );
  }
  return count < -1n ? refuse('is a negative time') : time(count, unit);
}

const millis = ({ count, unit }: Time): number => {
  if (unit === 'nanos') return Number(count / 1000000n);
  return unit === 'micros' ? Number(count / 1000n) : Number(count) * (nanosIn[unit] / 1e6);
};

/** Lower bounds are compared to the nanosecond, or (`inMillis`) after both are cut to milliseconds. */
export function compareTimes(a: Time, b: Time, inMillis: boolean): number {
  return inMillis ? millis(a) - millis(b) : a.nanos - b.nanos;
}

/** Whether a text is a time at all. */
export const isTime = (text: string): boolean => !isRefusal(parseTime(text));
