import { relative } from 'node:path/posix';
import { currentDay } from '../core/day.js';
import type { WorkspaceOptions } from '../workspace/session.js';
import { entangled, stillSo, type Known } from '../workspace/units.js';
import type { UnitResult } from '../workspace/packed.js';
import { UsageError } from '../workspace/errors.js';
import { Cache } from './cache.js';
import { hashFor, lintInThreads, lintInTurn, usualJobs, type Settings } from './jobs.js';
import { tell } from './streams.js';
import { tuneFor } from './tuning.js';

/** The options of `elasticlint lint` that are about this. */
export interface SpreadOptions {
  readonly jobs?: string;
  readonly cache?: boolean;
  readonly cacheLocation?: string;
}

/** Where a cache lies unless the user says otherwise. */
const usualLocation = '.elasticlintcache';

/** Together so many files would take more than half a gigabyte of memory, so each is linted by itself even in one thread. */
const crowd = 10_000;

/** @throws UsageError */
function jobsOf({ jobs }: SpreadOptions): number | undefined {
  if (jobs === undefined || jobs === 'auto') return undefined;
  if (!/^[1-9]\d{0,2}$/.test(jobs))
    throw new UsageError(`--jobs ${jobs}: a whole number from 1 on is wanted, or auto`);
  return Number(jobs);
}

/**
 * How a run lints the files that no manifest governs: each by itself, in several threads or from what a cache knows.
 * Those that hang on one another are left to the main way, so that what is found is the same in any case.
 *
 * @param settings of the run, as they are for any of its files
 * @throws UsageError for wrong options, or a cache that is none
 */
export function spreading(
  options: SpreadOptions,
  settings: WorkspaceOptions,
): Pick<WorkspaceOptions, 'spread'> {
  const wanted = jobsOf(options);
  const cached = options.cache === true || options.cacheLocation !== undefined;
  const { vfs, onRead, env: _env, ...plain } = settings;
  const told: Settings = { ...plain, today: plain.today ?? currentDay() };
  const hash = hashFor(cached);
  const { cwd, ...config } = told;
  const cache = cached
    ? new Cache(options.cacheLocation ?? usualLocation, config, (line) =>
        tell(`elasticlint: ${line}`),
      )
    : undefined;
  return {
    async spread(asked) {
      const jobs = wanted ?? usualJobs(asked.length);
      const nothing = { units: [], left: new Set(asked.map(({ path }) => path)) };
      if (!cache && (jobs === 1 ? asked.length < crowd : asked.length < 2)) {
        tuneFor(asked.length);
        return nothing;
      }
      const name = ({ path, explicit }: (typeof asked)[number]): string =>
        `${explicit ? '' : '+'}${relative(cwd, path)}`;
      const found = new Map<string, { known: Known; unit: UnitResult }>();
      const take = (path: string, known: Known | undefined): boolean => {
        const unit = known && stillSo(known, { vfs, cwd }, hash);
        if (unit) found.set(path, { known, unit });
        return unit !== undefined;
      };
      const fresh = asked.filter((one) => !take(one.path, cache?.get(name(one))));
      tuneFor(fresh.length);
      const order = { settings: told, hashed: cached };
      const threads = Math.min(wanted ?? usualJobs(fresh.length), fresh.length);
      const linted =
        threads > 1 ? await lintInThreads(fresh, order, threads) : await lintInTurn(fresh, order);
      for (const [path, known] of linted) take(path, known);
      onRead?.(found.size);
      cache?.save(
        new Map(
          asked.flatMap((one) => {
            const known = found.get(one.path)?.known;
            return known ? [[name(one), known] as const] : [];
          }),
        ),
      );
      const tied = entangled(
        new Map([...found].map(([path, { known }]) => [relative(cwd, path), known])),
      );
      const units = [...found].filter(([path]) => !tied.has(relative(cwd, path)));
      const done = new Set(units.map(([path]) => path));
      return {
        units: units.map(([, { unit }]) => unit),
        left: new Set(asked.map(({ path }) => path).filter((path) => !done.has(path))),
      };
    },
  };
}
