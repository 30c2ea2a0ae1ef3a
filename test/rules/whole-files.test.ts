import { expect, it } from 'vitest';
import { compareWholeFiles, compareWholePayloads } from '../../tools/oracle/agreement.js';
import type { AgreementByVersion } from '../../tools/oracle/agreement.js';

/** Oldest, newest, and the last of the middle; `ALL_VERSIONS=1` takes all 27, which takes a minute. */
const versions = process.env['ALL_VERSIONS']
  ? undefined
  : ['7.17.28', '8.10.2', '8.19.21', '9.5.3'];

/** Every difference with the versions that it is true of. */
function listed(agreement: AgreementByVersion): string {
  const where = new Map<string, string[]>();
  for (const [version, { differences }] of agreement) {
    for (const { name, reason } of differences) {
      const line = `${name}: ${reason}`;
      where.set(line, [...(where.get(line) ?? []), version]);
    }
  }
  const sum = (count: 'same' | 'recorded'): number =>
    [...agreement.values()].reduce((all, one) => all + one[count], 0);
  const lines = [...where].map(([line, found]) => `${line} (${found.join(', ')})\n`).sort();
  return `# ${sum('same')} of ${sum('recorded')} verdicts are the same; where they differ, this is how.\n${lines.join('')}`;
}

const listOf = (what: string): string => `../../fixtures/oracle/${what}-differences.txt`;

it('whole files are judged as the real code judges them, but for what is listed', async () => {
  await expect(listed(await compareWholeFiles(versions))).toMatchFileSnapshot(listOf('files'));
});

it('whole payloads are judged as the real code judges them, but for what is listed', async () => {
  await expect(listed(await compareWholePayloads(versions))).toMatchFileSnapshot(
    listOf('payloads'),
  );
});
