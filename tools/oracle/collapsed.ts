/** What one version says of one file: by part of the verdict, items that have a message or only are there. */
export type Parts = Record<string, Record<string, string | true>>;

/** The parts that all versions say: where an item has a message, its number in `messages` by versions, else the versions. */
type Collapsed = Record<string, Record<string, string | Record<string, number>>>;

/** Verdicts of many versions on many files in little space. */
export interface CollapsedRecording {
  /** All versions that were asked, oldest first. */
  versions: string[];
  messages: string[];
  cases: Record<string, Collapsed>;
}

/** Gathers verdicts. `verdicts` holds for every name what each of the versions says, in their order. */
export function collapse(
  versions: readonly string[],
  verdicts: ReadonlyMap<string, readonly Parts[]>,
): CollapsedRecording {
  const messages = [...verdicts.values()]
    .flat()
    .flatMap((parts) => Object.values(parts).flatMap((items) => Object.values(items)))
    .filter((message) => message !== true);
  const pool = [...new Set(messages)].sort(byCodeUnit);
  const numbers = new Map(pool.map((message, i) => [message, i]));
  const cases = [...verdicts].map(([name, said]): [string, Collapsed] => [
    name,
    collapseOne(versions, said, (message) => numbers.get(message) ?? -1),
  ]);
  return { versions: [...versions], messages: pool, cases: sorted(Object.fromEntries(cases)) };
}

/** What a version says of a file of the recording. Throws when the recording does not have it. */
export function verdictOf(recording: CollapsedRecording, name: string, version: string): Parts {
  const found = recording.cases[name];
  if (!found) throw new Error(`no verdict on ${name} is recorded`);
  const within = (ranges: string): boolean =>
    versionsOf(ranges, recording.versions).includes(version);
  const parts: Parts = {};
  for (const [part, items] of Object.entries(found)) {
    for (const [item, said] of Object.entries(items)) {
      const message =
        typeof said === 'string'
          ? within(said)
          : recording.messages[Object.entries(said).find(([ranges]) => within(ranges))?.[1] ?? -1];
      if (message === undefined || message === false) continue;
      parts[part] = { ...parts[part], [item]: message };
    }
  }
  return parts;
}

/** `7.17.28 8.5.0-9.5.3`: runs of versions as they stand in `all`. */
export function rangesOf(versions: readonly string[], all: readonly string[]): string {
  const runs: string[][] = [];
  all.forEach((version, i) => {
    if (!versions.includes(version)) return;
    const previous = all[i - 1];
    const run = runs.at(-1);
    if (run && previous !== undefined && run.at(-1) === previous) run.push(version);
    else runs.push([version]);
  });
  return runs
    .map((run) => (run.length > 1 ? `${run[0] ?? ''}-${run.at(-1) ?? ''}` : run.join('')))
    .join(' ');
}

/** The versions that `rangesOf` wrote. */
export function versionsOf(ranges: string, all: readonly string[]): string[] {
  return ranges.split(' ').flatMap((range) => {
    const [first = '', last = first] = range.split('-');
    return all.slice(all.indexOf(first), all.indexOf(last) + 1);
  });
}

function collapseOne(
  versions: readonly string[],
  said: readonly Parts[],
  numberOf: (message: string) => number,
): Collapsed {
  const found = new Map<string, Map<string, Map<string | true, string[]>>>();
  said.forEach((parts, i) => {
    for (const [part, items] of Object.entries(parts)) {
      for (const [item, message] of Object.entries(items)) {
        const byItem = found.get(part) ?? new Map<string, Map<string | true, string[]>>();
        const byMessage = byItem.get(item) ?? new Map<string | true, string[]>();
        byMessage.set(message, [...(byMessage.get(message) ?? []), versions[i] ?? '']);
        found.set(part, byItem.set(item, byMessage));
      }
    }
  });
  const collapsed: Collapsed = {};
  for (const [part, byItem] of found) {
    const items: Collapsed[string] = {};
    for (const [item, byMessage] of byItem) {
      const alone = byMessage.get(true);
      items[item] = alone
        ? rangesOf(alone, versions)
        : Object.fromEntries(
            [...byMessage].map(([message, where]) => [
              rangesOf(where, versions),
              numberOf(String(message)),
            ]),
          );
    }
    collapsed[part] = sorted(items);
  }
  return sorted(collapsed);
}

function sorted<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => byCodeUnit(a, b)));
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
