import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { useCommand } from '../cli/command.js';
import { fishy, linked, run, runOf, type Log } from './support.js';

useCommand();

describe('R10: the size and order of SARIF', () => {
  it('is sorted worst first, and the category ends with a slash', async () => {
    const outcome = await run({ 'a/elasticsearch.yml': fishy, 'b/elasticsearch.yml': linked }, [
      ...['--format', 'sarif', '--sarif-category', 'search'],
      '.',
    ]);
    const levels = runOf(outcome).results.map(({ level }) => level);
    expect(levels.length).toBeGreaterThan(1);
    expect(levels).toEqual([...levels].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
    expect(runOf(outcome).automationDetails).toEqual({ id: 'search/' });
  });

  it('is cut above 5,000 results, with one notice that names the count, and stays small', async () => {
    const lines = Array.from({ length: 5200 }, (_, n) => `no.such.setting${n}: ${n}\n`).join('');
    const outcome = await run({ 'elasticsearch.yml': lines }, ['--format', 'sarif', '.']);
    expect(runOf(outcome).results).toHaveLength(5000);
    const [{ invocations }] = (JSON.parse(outcome.stdout) as Log & { runs: [Noticed] }).runs;
    const notices = invocations[0].toolExecutionNotifications;
    expect(notices).toHaveLength(1);
    expect(notices[0]!.message.text).toContain('5000 of 5200 findings');
    expect(gzipSync(outcome.stdout).length).toBeLessThan(10_000_000);
  }, 60_000);
});

interface Noticed {
  readonly invocations: [{ readonly toolExecutionNotifications: { message: { text: string } }[] }];
}

const order = ['error', 'warning', 'note'];
