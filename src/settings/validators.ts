import { compareVersions } from './versions.js';

/** The values that a validator looks at: texts as set, or the version's defaults. */
export interface Values {
  /** The text under a key, or its default; undefined where it is not known. */
  readonly get: (key: string) => string | undefined;
  readonly isSet: (key: string) => boolean;
}

/** Settings that a version checks together. */
export interface Validator {
  /** Each of them is refused when it is set and the check fails. */
  readonly keys: readonly string[];
  /** The minors that check it: from the first, and before the second. */
  readonly since?: string;
  readonly until?: string;
  /** What is wrong, as a clause; undefined when all is well or not known. */
  readonly check: (values: Values) => string | undefined;
}

const units: Readonly<Record<string, number>> = {
  b: 1,
  k: 2 ** 10,
  m: 2 ** 20,
  g: 2 ** 30,
  t: 2 ** 40,
  p: 2 ** 50,
};
const times: Readonly<Record<string, number>> = {
  nanos: 1e-6,
  micros: 1e-3,
  ms: 1,
  s: 1e3,
  m: 6e4,
  h: 36e5,
  d: 864e5,
};

function bytes(text: string): number | undefined {
  const match = /^\s*(-?[\d.]+)\s*([kmgtp]?)b?\s*$/i.exec(text);
  return match ? Number(match[1]) * units[match[2]!.toLowerCase() || 'b']! : undefined;
}

function milliseconds(text: string): number | undefined {
  const match = /^\s*(-?\d+)\s*([a-z]*)\s*$/i.exec(text);
  const unit =
    match &&
    (times[match[2]!] ?? times[match[2]!.toLowerCase()] ?? (match[2] === '' ? 1 : undefined));
  return match && unit !== undefined && unit !== null ? Number(match[1]) * unit : undefined;
}

/** The used part of a disk in percent: `85%` or `0.85`; undefined for sizes. */
function percent(text: string): number | undefined {
  const match = /^\s*([\d.]+)\s*(%?)\s*$/.exec(text);
  if (!match) return undefined;
  const value = Number(match[1]) * (match[2] ? 1 : 100);
  return match[2] || Number(match[1]) <= 1 ? value : undefined;
}

const disk = 'cluster.routing.allocation.disk.watermark';
const watermarks = [`${disk}.low`, `${disk}.high`, `${disk}.flood_stage`];
const headrooms = watermarks.map((key) => `${key}.max_headroom`);
const frozen = `${disk}.flood_stage.frozen`;

/** low ≤ high ≤ flood_stage in percent, the other way round in free bytes, and never a mixture. */
function watermarkOrder({ get }: Values): string | undefined {
  const texts = watermarks.map(get);
  if (texts.some((text) => text === undefined)) return undefined;
  const percents = texts.map((text) => percent(text!));
  const [low, high, flood] = percents.every((value) => value !== undefined)
    ? percents
    : (texts.map((text) => -(percent(text!) === undefined ? (bytes(text!) ?? NaN) : NaN)) as [
        number,
        number,
        number,
      ]);
  const shown = `low ${texts[0]}, high ${texts[1]}, flood_stage ${texts[2]}`;
  if ([low, high, flood].some(Number.isNaN)) {
    const known = texts.every((text) => percent(text!) !== undefined || bytes(text!) !== undefined);
    return known ? `the disk watermarks mix percentages and sizes: ${shown}` : undefined;
  }
  return low! > high! || high! > flood!
    ? `the disk watermarks are out of order: ${shown}`
    : undefined;
}

/** Where a watermark is set, its headroom has no default: -1 stands for none. */
function headroomOrder({ get, isSet }: Values): string | undefined {
  if (!headrooms.some(isSet)) return undefined;
  const defaults = ['200gb', '150gb', '100gb'];
  const texts = headrooms.map((key, i) =>
    isSet(key) ? get(key) : isSet(watermarks[i]!) ? '-1' : defaults[i],
  );
  const [low, high, flood] = texts.map((text) => (text === undefined ? undefined : bytes(text)));
  if (low === undefined || high === undefined || flood === undefined) return undefined;
  const shown = `low ${texts[0]}, high ${texts[1]}, flood_stage ${texts[2]}`;
  const lowest = get(watermarks[0]!);
  if (lowest !== undefined && percent(lowest) === undefined)
    return 'a disk max_headroom is set, but the watermarks are sizes, not percentages';
  if (low >= 0 && high < 0)
    return `the disk max_headroom of low is set, but not that of high: ${shown}`;
  if (high >= 0 && flood < 0)
    return `the disk max_headroom of high is set, but not that of flood_stage: ${shown}`;
  return high > low || flood > high
    ? `the disk max_headrooms are out of order: ${shown}`
    : undefined;
}

function frozenHeadroom({ get, isSet }: Values): string | undefined {
  const stage = get(frozen);
  const set =
    isSet(`${frozen}.max_headroom`) && stage !== undefined && percent(stage) === undefined;
  return set
    ? `a max_headroom is set for the frozen tier, but its watermark is the size ${stage}, not a percentage`
    : undefined;
}

/** One setting must not be above, or must be below, another. */
function ordered(
  lower: string,
  upper: string,
  read: (text: string) => number | undefined,
  strict: boolean,
): Validator['check'] {
  return ({ get }) => {
    const [small, large] = [get(lower), get(upper)];
    const [a, b] = [
      small === undefined ? undefined : read(small),
      large === undefined ? undefined : read(large),
    ];
    if (a === undefined || b === undefined || a < 0 || b < 0 || (strict ? a < b : a <= b))
      return undefined;
    return `${lower} (${small}) must ${strict ? 'be below' : 'not be above'} ${upper} (${large})`;
  };
}

const order = (
  lower: string,
  upper: string,
  read: (text: string) => number | undefined,
  strict: boolean,
  since?: string,
): Validator => ({
  keys: [lower, upper],
  check: ordered(lower, upper, read, strict),
  ...(since && { since }),
});

/** A setting that has an effect only while another is true. */
const onlyWhile = (key: string, needed: string, since: string): Validator => ({
  keys: [key],
  since,
  check: ({ get }) =>
    get(needed) === 'false' ? `${key} is only taken while ${needed} is true` : undefined,
});

const merge = 'indices.merge.disk.watermark.high';

/** What Elasticsearch's own validators check between settings, as far as they were seen to refuse something. */
export const validators: readonly Validator[] = [
  { keys: watermarks, check: watermarkOrder },
  { keys: headrooms, since: '8.5', check: headroomOrder },
  { keys: [`${frozen}.max_headroom`], since: '8.5', check: frozenHeadroom },
  order(
    'data_streams.lifecycle.retention.default',
    'data_streams.lifecycle.retention.max',
    milliseconds,
    false,
    '8.16',
  ),
  order(
    'health.shard_capacity.unhealthy_threshold.red',
    'health.shard_capacity.unhealthy_threshold.yellow',
    Number,
    true,
    '9.3',
  ),
  order('telemetry.export.send_timeout', 'telemetry.export.interval', milliseconds, true, '9.5'),
  {
    keys: ['indices.recovery.max_concurrent_snapshot_file_downloads_per_node'],
    check: ordered(
      'indices.recovery.max_concurrent_snapshot_file_downloads',
      'indices.recovery.max_concurrent_snapshot_file_downloads_per_node',
      Number,
      false,
    ),
  },
  onlyWhile(merge, 'indices.merge.scheduler.use_thread_pool', '8.19'),
  onlyWhile(`${merge}.max_headroom`, 'indices.merge.scheduler.use_thread_pool', '8.19'),
  {
    keys: ['cluster.initial_master_nodes'],
    check: ({ get }) =>
      get('discovery.type') === 'single-node'
        ? 'cluster.initial_master_nodes is not allowed with discovery.type: single-node'
        : undefined,
  },
];

/** Whether a version has a validator. */
export function holdsIn({ since, until }: Validator, version: string): boolean {
  if (since !== undefined && compareVersions(version, since) < 0) return false;
  return until === undefined || compareVersions(version, until) < 0;
}
