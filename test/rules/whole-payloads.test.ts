import { describe, expect, it } from 'vitest';
import { compareWholePayloads, explained } from '../../tools/oracle/agreement.js';

describe('whole settings requests', () => {
  const compared = compareWholePayloads();

  it('are judged by every version as the real code judges them, but for those with a reason', async () => {
    expect((await compared).size).toBe(27);
    for (const [version, { recorded, differences }] of await compared) {
      expect(recorded).toBeGreaterThanOrEqual(403);
      const without = differences.filter(({ why }) => why === undefined);
      expect(without.map(({ name, reason }) => `${name} on ${version}: ${reason}`)).toEqual([]);
    }
  });

  it('differ where a reason is given', async () => {
    const agreement = await compared;
    const names = [...agreement.values()]
      .flatMap(({ differences }) => differences)
      .map(({ name }) => `files/payloads/${name}`);
    const listed = Object.keys(explained).filter((path) => path.startsWith('files/payloads/'));
    expect([...new Set(names)].sort()).toEqual(listed.sort());
  });
});
