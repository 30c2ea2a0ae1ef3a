import { describe, expect, it } from 'vitest';
import { useCommand } from '../cli/command.js';
import { linked, run, runOf } from './support.js';

useCommand();

const prints = async (text: string): Promise<readonly Readonly<Record<string, string>>[]> =>
  runOf(await run({ 'elasticsearch.yml': text }, ['--format', 'sarif', '.'])).results.map(
    ({ partialFingerprints }) => partialFingerprints,
  );

// that the line hashes are those of GitHub's action is held by test/reporters/fingerprint.test.ts on recorded ones
describe('R8: fingerprints in SARIF', () => {
  it('stay the same when unrelated lines are inserted above, and with CRLF', async () => {
    const before = await prints(linked);
    expect(before.length).toBeGreaterThan(0);
    for (const one of before)
      expect(Object.keys(one).sort()).toEqual(['elasticlint/v1', 'primaryLocationLineHash']);
    expect(await prints(`# one\n\n# two\n${linked}`)).toEqual(before);
    expect(await prints(linked.replaceAll('\n', '\r\n'))).toEqual(before);
  });
});
