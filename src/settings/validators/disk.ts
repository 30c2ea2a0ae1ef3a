import { parseBytes, parseRelativeBytes } from '../grammar/bytes.js';
import { twoDecimals } from '../grammar/check.js';
import { compareVersions } from '../versions.js';
import { onlyWhile, read, type Validator, type Values } from './validator.js';

const disk = 'cluster.routing.allocation.disk.watermark';
const frozen = `${disk}.flood_stage.frozen`;
const merge = 'indices.merge.disk.watermark.high';
const watermarks = [`${disk}.low`, `${disk}.high`, `${disk}.flood_stage`] as const;
const headroom = (watermark: string): string => `${watermark}.max_headroom`;

/** A percentage as a number, a size as a bigint. */
const relative = (values: Values, key: string): number | bigint | undefined =>
  read(values, key, (text) => parseRelativeBytes(text, twoDecimals(values.version)));

/** Before 8.4 the numbers that need no unit, such as 0, were percentages or sizes, as the others were. */
const asBytes = (values: Values, key: string): bigint | undefined =>
  read(values, key, (text) => parseBytes(text, false));

/** low ≤ high ≤ flood_stage in percent, the other way round in free bytes, and never a mixture. */
function watermarkOrder(values: Values): string | undefined {
  const found = watermarks.map((key) => relative(values, key));
  const shown = watermarks.map((key) => `${key.slice(disk.length + 1)} ${values.get(key)}`);
  if (found.includes(undefined)) return undefined;
  if (found.some((one) => typeof one !== typeof found[0])) {
    const sizes = watermarks.map((key) => asBytes(values, key));
    const consistent = compareVersions(values.version, '8.4') < 0 && !sizes.includes(undefined);
    if (!consistent) return `the disk watermarks mix percentages and sizes: ${shown.join(', ')}`;
    found.splice(0, 3, ...sizes);
  }
  const [low, high, flood] = found as [number | bigint, number | bigint, number | bigint];
  const wrong = typeof low === 'bigint' ? low < high || high < flood : low > high || high > flood;
  return wrong ? `the disk watermarks are out of order: ${shown.join(', ')}` : undefined;
}

/** Where a watermark is set, its headroom has no default: -1 stands for none. */
function headroomOf(values: Values, watermark: string): bigint | undefined {
  const key = headroom(watermark);
  if (!values.isSet(key) && values.isSet(watermark)) return -1n;
  return read(values, key, (text) => parseBytes(text, twoDecimals(values.version)));
}

const shownHeadroom = (values: Values, watermark: string): string =>
  values.isSet(headroom(watermark)) || !values.isSet(watermark)
    ? (values.get(headroom(watermark)) ?? 'none')
    : 'none';

/** What the validator that all headrooms share finds, in its order. */
function headrooms(values: Values): string | undefined {
  const found = [...watermarks, frozen].map((key) => headroomOf(values, key));
  if (found.includes(undefined)) return undefined;
  const [low, high, flood, ofFrozen] = found as [bigint, bigint, bigint, bigint];
  const shown = watermarks.map((key) => shownHeadroom(values, key));
  const all = `low ${shown[0]}, high ${shown[1]}, flood_stage ${shown[2]}`;
  const isSize = (key: string): boolean => typeof relative(values, key) === 'bigint';
  if (isSize(watermarks[0]) && [low, high, flood].some((one) => one !== -1n))
    return `a disk max_headroom is there (${all}), but the watermarks are sizes, not percentages`;
  if (isSize(frozen) && ofFrozen !== -1n)
    return `a max_headroom is set for the frozen tier, but its watermark is the size ${values.get(frozen)}, not a percentage`;
  if (low !== -1n && high === -1n)
    return `the disk max_headroom of low is ${shown[0]}, but high, whose watermark is set, has none`;
  if (high !== -1n && flood === -1n)
    return `the disk max_headroom of high is ${shown[1]}, but flood_stage, whose watermark is set, has none`;
  return (low !== -1n && high > low) || (high !== -1n && flood > high)
    ? `the disk max_headrooms are out of order: ${all}`
    : undefined;
}

/** -1 stands for none, and only Elasticsearch itself may say so. */
const negative = ({ version, get, isSet }: Values, key: string): string | undefined => {
  const size = isSet(key) ? parseBytes(get(key) ?? '', twoDecimals(version)) : undefined;
  return size === -1n ? `${key} is below 0` : undefined;
};

/** What Elasticsearch checks between watermarks of disks. */
export const diskValidators: readonly Validator[] = [
  { keys: watermarks, reads: watermarks, check: watermarkOrder },
  ...[...watermarks, frozen].map((watermark): Validator => ({
    keys: [headroom(watermark)],
    reads: [...[...watermarks, frozen].map(headroom), watermarks[0], frozen],
    since: '8.5',
    check: (values) => negative(values, headroom(watermark)) ?? headrooms(values),
  })),
  onlyWhile(merge, 'indices.merge.scheduler.use_thread_pool', '8.19'),
  onlyWhile(headroom(merge), 'indices.merge.scheduler.use_thread_pool', '8.19'),
  {
    keys: [headroom(merge)],
    reads: [merge],
    since: '8.19',
    check: (values) =>
      negative(values, headroom(merge)) ??
      (typeof relative(values, merge) === 'bigint'
        ? `${headroom(merge)} is set, but ${merge} is the size ${values.get(merge)}, not a percentage`
        : undefined),
  },
];
