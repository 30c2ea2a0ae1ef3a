interface Recorded {
  cases?: Record<string, Record<string, unknown>>;
}

/** What differs between two recordings, a few readable lines for each case; empty when they are the same text. */
export function compareRecordings(committed: string, fresh: string): string[] {
  if (committed === fresh) return [];
  const before = (JSON.parse(committed) as Recorded).cases ?? {};
  const after = (JSON.parse(fresh) as Recorded).cases ?? {};
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const lines = names.flatMap((name) => difference(name, before[name], after[name]));
  return lines.length > 0 ? lines : ['  same verdicts, other text: record again'];
}

function difference(
  name: string,
  before: Record<string, unknown> | undefined,
  after: Record<string, unknown> | undefined,
): string[] {
  if (!before) return [`  ${name}: not recorded yet`];
  if (!after) return [`  ${name}: recorded, but the file is gone`];
  const old = linesOf(before);
  const now = linesOf(after);
  const gone = old.filter((line) => !now.includes(line)).map((line) => `    - ${line}`);
  const come = now.filter((line) => !old.includes(line)).map((line) => `    + ${line}`);
  return gone.length + come.length === 0 ? [] : [`  ${name}:`, ...gone, ...come];
}

/** A line for each version and part of its verdict, whichever way equal verdicts are gathered. */
function linesOf(verdicts: Record<string, unknown>): string[] {
  return Object.entries(verdicts).flatMap(([versions, verdict]) =>
    versions
      .split(' ')
      .flatMap((version) =>
        Object.entries(verdict as object).map(
          ([part, value]) => `${version} ${part}: ${JSON.stringify(value)}`,
        ),
      ),
  );
}
