import { diskValidators } from './validators/disk.js';
import { realmValidators } from './validators/realms.js';
import { remoteValidators } from './validators/remotes.js';
import { nanosOf, numberOf, ordered, type Validator } from './validators/validator.js';
import { compareVersions } from './versions.js';

export type { Validator, Values } from './validators/validator.js';

const retention = 'data_streams.lifecycle.retention';
const capacity = 'health.shard_capacity.unhealthy_threshold';
const downloads = 'indices.recovery.max_concurrent_snapshot_file_downloads';

/** No retention below 10 seconds; negative values stand for none. */
const longEnough = (key: string): Validator => ({
  keys: [key],
  since: '8.16',
  check: (values) => {
    const nanos = values.isSet(key) ? nanosOf(values, key) : undefined;
    return nanos !== undefined && nanos >= 0 && nanos < 10e9
      ? `${key} (${values.get(key)}) must not be below 10s`
      : undefined;
  },
});

/** Both ends of a queue, whose defaults are what the pool has. */
const queueSizes = (pool: string): Validator => {
  const [min, max] = ['min', 'max'].map((end) => `thread_pool.${pool}.${end}_queue_size`);
  return {
    keys: [min!, max!],
    reads: [min!, max!],
    until: '8.0',
    check: ordered(min!, max!, numberOf, false),
  };
};

/**
 * What Elasticsearch's own validators check between settings. Complete for the modules of the measured distributions: what
 * reads what was asked of the settings themselves, in each minor.
 */
export const validators: readonly Validator[] = [
  ...diskValidators,
  ...realmValidators,
  ...remoteValidators,
  longEnough(`${retention}.default`),
  longEnough(`${retention}.max`),
  {
    keys: [`${retention}.default`, `${retention}.max`],
    reads: [`${retention}.default`, `${retention}.max`],
    since: '8.16',
    check: ordered(`${retention}.default`, `${retention}.max`, nanosOf, false),
  },
  {
    keys: [`${capacity}.red`, `${capacity}.yellow`],
    reads: [`${capacity}.red`, `${capacity}.yellow`],
    since: '9.3',
    check: ordered(`${capacity}.red`, `${capacity}.yellow`, numberOf, true),
  },
  {
    keys: ['telemetry.export.interval'],
    reads: ['telemetry.export.send_timeout'],
    since: '9.5',
    check: ordered('telemetry.export.send_timeout', 'telemetry.export.interval', nanosOf, true),
  },
  {
    keys: ['telemetry.logs.enabled'],
    since: '9.5',
    check: ({ get }) =>
      get('telemetry.logs.enabled') === 'true' && !get('telemetry.logs.endpoint')
        ? 'telemetry.logs.enabled needs telemetry.logs.endpoint'
        : undefined,
  },
  {
    keys: [`${downloads}_per_node`],
    reads: [downloads],
    check: ordered(downloads, `${downloads}_per_node`, numberOf, false),
  },
  queueSizes('search'),
  queueSizes('search_throttled'),
  {
    keys: ['cluster.initial_master_nodes'],
    atStart: true,
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
