import { describe, expect, it } from 'vitest';
import { lint } from '../../src/index.js';

/** `rule:line` of what is found in an elasticsearch.yml. */
async function found(text: string): Promise<string[]> {
  const { findings } = await lint({ 'elasticsearch.yml': text }, { today: '2026-11-22' });
  return findings.map(({ rule, source, range }) => `${rule}:${source.position(range.start).line}`);
}

describe('R14: comments that silence', () => {
  it.each([
    ['the next line', '# elasticlint-disable-next-line settings/unknown -- ours\nfoo.bar: 1\n'],
    ['this line', 'foo.bar: 1 # elasticlint-disable-line settings/unknown -- ours\n'],
    ['the file', 'foo.bar: 1\n# elasticlint-disable-file settings/unknown -- ours\n'],
    [
      'several rules until a day',
      '# elasticlint-disable-next-line settings/unknown, yaml/duplicate-key until=2026-12-31 -- ours\nfoo.bar: 1\nfoo.bar: 2 # elasticlint-disable-line yaml/duplicate-key, settings/unknown\n',
    ],
    [
      'a value of several lines',
      '# elasticlint-disable-next-line settings/invalid-value -- soon\nbootstrap.memory_lock:\n  "maybe\n  later"\n',
    ],
    [
      'a list of several lines',
      '# elasticlint-disable-next-line node/bootstrap-names -- soon\ncluster.initial_master_nodes:\n  - a\n  - a\n',
    ],
    ['line ends of Windows', '# elasticlint-disable-next-line settings/unknown\r\nfoo.bar: 1\r\n'],
  ])('%s', async (_what, text) => {
    const bare = text.replaceAll(/ ?# elasticlint.*/g, '');
    expect(await found(bare)).not.toEqual([]);
    expect((await found(text)).filter((one) => !one.startsWith('suppressions/unused'))).toEqual([]);
  });

  it('work in a file with errors of syntax', async () => {
    const text =
      '# elasticlint-disable-next-line yaml/syntax -- a template does this\ncluster.name: [\n';
    expect(await found(text.slice(text.indexOf('\n') + 1))).toEqual(['yaml/syntax:1']);
    expect(await found(text)).toEqual([]);
  });

  it.each([
    ['a directive that is none', '# elasticlint-disable-nextline settings/unknown\nfoo.bar: 1\n'],
    ['a rule that is none', '# elasticlint-disable-next-line settings/unknow\nfoo.bar: 1\n'],
    ['no rule at all', '# elasticlint-disable-next-line\nfoo.bar: 1\n'],
  ])('%s is itself found, and silences nothing', async (_what, text) => {
    expect(await found(text)).toEqual(['suppressions/malformed:1', 'settings/unknown:2']);
  });
});
