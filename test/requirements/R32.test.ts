import { describe, expect, it } from 'vitest';
import { elasticlint, folder, useCommand, type Shown } from '../cli/command.js';

useCommand();

const anchors = Array.from({ length: 1000 }, (_, i) => `node.attr.a${i}: &a${i} v\n`).join('');
const aliases = Array.from({ length: 1000 }, (_, i) => `node.attr.b${i}: *a${i}\n`).join('');
const tenTimes = (name: string): string => `[${Array(10).fill(name).join(', ')}]`;
const bomb = Array.from(
  { length: 12 },
  (_, i) => `node.attr.l${i}: &l${i} ${tenTimes(i === 0 ? 'lol' : `*l${i - 1}`)}\n`,
).join('');
const conflict =
  'cluster.name: a\n<<<<<<< HEAD\nnode.name: b\n=======\nnode.name: c\n>>>>>>> theirs\n';

describe('R32: hostile files are answered soon, in one finding', () => {
  it.each([
    ['1,000 anchors with an alias each', anchors + aliases, 'yaml/alias-not-resolved'],
    ['a YAML bomb', bomb, 'yaml/alias-not-resolved'],
    ['the markers of an unfinished merge', conflict, 'yaml/syntax'],
    ['a file of 50 MB', 'a: b\n'.repeat(10_000_000), 'files/too-large'],
  ])('%s', async (_, text, rule) => {
    const cwd = folder({ 'elasticsearch.yml': text });
    const args = ['--format', 'json', '--no-config', 'elasticsearch.yml'];
    const { stdout, milliseconds } = await elasticlint(args, { cwd });
    const { findings } = JSON.parse(stdout) as { findings: Shown[] };
    expect(findings.map((finding) => finding.rule)).toEqual([rule]);
    // time of the processor, 0.1 to 0.5 s on a quiet machine; the benchmark has the close bounds
    expect(milliseconds).toBeLessThan(5000);
  });
});
