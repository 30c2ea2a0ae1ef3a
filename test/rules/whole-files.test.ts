import { describe, expect, it } from 'vitest';
import { compareWholeFiles, explained } from '../../tools/oracle/agreement.js';

/** `npm run oracle -- agree` compares all versions. */
const versions = ['7.17.28', '8.10.2', '8.19.21', '9.5.3'];

describe('whole files', () => {
  const compared = compareWholeFiles(versions);

  it('are judged as the real code judges them, but for those with a reason', async () => {
    for (const [version, { recorded, undecidable, differences }] of await compared) {
      expect(recorded + undecidable).toBeGreaterThanOrEqual(720);
      expect(recorded).toBeGreaterThan(690);
      const without = differences.filter(({ why }) => why === undefined);
      expect(without.map(({ name, reason }) => `${name} on ${version}: ${reason}`)).toEqual([]);
    }
  });

  it('differ where a reason is given', async () => {
    const agreement = await compared;
    const names = [...agreement.values()]
      .flatMap(({ differences }) => differences)
      .map(({ name }) => `files/${name}`);
    const listed = Object.keys(explained).filter((path) => !path.startsWith('files/payloads/'));
    expect([...new Set(names)].sort()).toEqual(listed.sort());
  });

  it('say apart what only a starting node refuses', async () => {
    const later = (await compared).get('9.5.3')!.later.map(({ reason }) => reason);
    expect(later).toContain(
      'cluster.initial_master_nodes is not allowed with discovery.type: single-node',
    );
    expect(later).toContain('the value http of http.port is no port or range of ports');
  });
});
