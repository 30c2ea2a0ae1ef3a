import { describe, expect, it } from 'vitest';
import { lint } from '../../src/index.js';

/** What is found on a day in a file with an unknown setting and a comment above it, under a manifest. */
async function found(words: string, today: string, manifest = 'version: 1\n'): Promise<string[]> {
  const text = `# elasticlint-disable-next-line settings/unknown ${words}\nfoo.bar: 1\n`;
  const files = { 'elasticlint.yml': manifest, 'elasticsearch.yml': text };
  const { findings } = await lint(files, { today });
  return findings.map(({ rule, text: said }) => `${rule}: ${said}`);
}

const unknown = 'settings/unknown: no version of Elasticsearch knows the setting foo.bar';

describe('R15: a suppression ends', () => {
  it('on the day after its date, and says so', async () => {
    expect(await found('until=2026-11-22 -- soon', '2026-11-22')).toEqual([]);
    expect(await found('until=2026-11-22 -- soon', '2026-11-23')).toEqual([
      'suppressions/malformed: this suppression ended on 2026-11-22',
      unknown,
    ]);
  });

  it.each(['22.11.2026', '2026-02-30', 'tomorrow', ''])(
    'at once, where its date is %j',
    async (date) => {
      expect(await found(`until=${date} -- soon`, '2026-11-22')).toEqual([
        `suppressions/malformed: until=${date} is no date`,
        unknown,
      ]);
    },
  );

  it('with require-reason where it gives no reason', async () => {
    const manifest = 'version: 1\nrequire-reason: true\n';
    expect(await found('-- ours', '2026-11-22', manifest)).toEqual([]);
    for (const words of ['', '--', '-- ', 'until=2026-12-31'])
      expect(await found(words, '2026-11-22', manifest)).toEqual([
        'suppressions/malformed: elasticlint-disable-next-line gives no reason',
        unknown,
      ]);
    expect(await found('', '2026-11-22', 'version: 1\nrequire-reason: false\n')).toEqual([]);
  });
});
