import { readFileSync } from 'node:fs';

/**
 * Runs something and says how many milliseconds of the processor the tests took meanwhile: unlike time of the clock, a
 * busy machine adds little to it. Other tests of the same process count, so only generous bounds hold; close ones are the
 * benchmark's.
 */
export async function processorTime(action: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await action();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** How many milliseconds of the processor another process took so far; Linux says so. */
export function spentBy(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
