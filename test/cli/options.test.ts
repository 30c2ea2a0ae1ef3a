import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { elasticlint, findingsOf, folder, linesOf, stopReading, useCommand } from './command.js';

useCommand();

const good = 'cluster.name: logs\n';
const bad = 'cluster.name: [\n';
/** A comment that names no rule is a warning in any file. */
const fishy = '# elasticlint-disable-line no/such-rule\ncluster.name: logs\n';
const formats = ['pretty', 'json', 'sarif'];
// eslint-disable-next-line no-control-regex -- the escape character is what this is about
const colour = /\x1b\[/;

describe('wrong options: one line, exit 2', () => {
  it.each([
    [
      'an unknown option',
      ['--fromat', 'json'],
      "unknown option '--fromat'; did you mean '--format'?",
    ],
    [
      'an unknown format',
      ['--format', 'jsno'],
      'Allowed choices are pretty, text, json, jsonl, sarif',
    ],
    ['an option without its value', ['--format'], 'argument missing'],
    ['an unknown severity', ['--fail-on', 'fatal'], 'Allowed choices'],
    [
      'an unknown rule',
      ['--rule', 'suppressions/unsued=off'],
      "did you mean 'suppressions/unused'?",
    ],
    ['a rule without level', ['--rule', 'suppressions/unused'], 'write it as <rule>='],
    [
      'an option that the rule does not have',
      ['--rule', 'certificates/expiring=error,day=4'],
      "did you mean 'days'?",
    ],
    [
      'a value that an option does not take',
      ['--rule', 'certificates/expiring=error,days=0'],
      'a whole number from 1 on',
    ],
    ['an option without value', ['--rule', 'certificates/expiring=error,days'], 'write it as'],
    ['an unknown level', ['--rule', 'suppressions/unused=wraning'], "did you mean 'warning'?"],
    ['an unknown version', ['--es-version', '3.2'], 'Elasticsearch 3.2 is not known'],
    ['a version that is none', ['--es-version', 'latest'], "'latest' is no version"],
    ['a date of another form', ['--today', '1.2.2026'], 'YYYY-MM-DD'],
    ['a day that no calendar has', ['--today', '2026-02-30'], 'YYYY-MM-DD'],
    ['a count that is no number', ['--max-warnings', 'many'], 'a whole number'],
    ['a negative count', ['--max-warnings=-1'], 'a whole number'],
    ['an empty count', ['--max-warnings', ''], 'a whole number'],
    ['an unknown platform', ['--platform', 'cloud'], 'Allowed choices'],
    ['an unknown kind', ['--kind', 'yaml'], 'Allowed choices'],
    ['a report into a missing directory', ['--output', 'no/such/report.txt'], 'no/such/report.txt'],
    ['a report in place of a directory', ['--output', 'there'], 'there'],
  ])('%s', async (_what, options, said) => {
    const cwd = folder({ 'elasticsearch.yml': good, 'there/x': '' });
    const { code, stdout, stderr } = await elasticlint(['elasticsearch.yml', ...options], { cwd });
    expect(linesOf(stderr)).toHaveLength(1);
    expect(stderr).toMatch(/^elasticlint: /);
    expect(stderr).toContain(said);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it('a word too many', async () => {
    const { code, stderr } = await elasticlint(['explain', 'suppressions/unused', 'more']);
    expect(stderr).toContain('too many arguments');
    expect(code).toBe(2);
  });

  it('help and version are no failures', async () => {
    const help = await elasticlint(['--help']);
    expect([help.code, help.stderr]).toEqual([0, '']);
    expect(help.stdout).toContain('Usage: elasticlint');
    const version = await elasticlint(['--version']);
    expect([version.code, version.stderr]).toEqual([0, '']);
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe.each(formats)('exit codes, --format %s', (format) => {
  const run = async (path: string, ...options: string[]): Promise<number | null> => {
    const cwd = folder({
      'elasticsearch.yml': good,
      'bad-elasticsearch.yml': bad,
      'fishy-elasticsearch.yml': fishy,
    });
    return (await elasticlint(['--format', format, ...options, path], { cwd })).code;
  };

  it('0, 1, 2, 3', async () => {
    expect(await run('elasticsearch.yml')).toBe(0);
    expect(await run('fishy-elasticsearch.yml')).toBe(0);
    expect(await run('bad-elasticsearch.yml')).toBe(1);
    expect(await run('elasticsearch.yml', '--es-version', '1')).toBe(2);
    expect(await run('missing.yml')).toBe(3);
  });

  it('--exit-zero turns only 1 into 0', async () => {
    expect(await run('bad-elasticsearch.yml', '--exit-zero')).toBe(0);
    expect(await run('elasticsearch.yml', '--exit-zero', '--es-version', '1')).toBe(2);
    expect(await run('missing.yml', '--exit-zero')).toBe(3);
  });

  it('--fail-on and --max-warnings', async () => {
    expect(await run('fishy-elasticsearch.yml', '--fail-on', 'warning')).toBe(1);
    expect(await run('fishy-elasticsearch.yml', '--fail-on', 'info')).toBe(1);
    expect(await run('elasticsearch.yml', '--fail-on', 'info')).toBe(0);
    expect(await run('fishy-elasticsearch.yml', '--max-warnings', '0')).toBe(1);
    expect(await run('fishy-elasticsearch.yml', '--max-warnings', '1')).toBe(0);
  });

  it('--rule changes the severity, and off silences', async () => {
    expect(await run('fishy-elasticsearch.yml', '--rule', 'suppressions/malformed=error')).toBe(1);
    expect(
      await run(
        'fishy-elasticsearch.yml',
        '--rule',
        'suppressions/malformed=off',
        '--max-warnings',
        '0',
      ),
    ).toBe(0);
  });

  it('--rule sets options of a rule, stronger than the manifest', async () => {
    const workspace = folder();
    cpSync('fixtures/rules/settings/placeholder-unresolved/bad-unset', workspace, {
      recursive: true,
    });
    const rule = 'settings/placeholder-unresolved=error';
    const named = async (option: string): Promise<string[]> => {
      const args = ['--format', 'json', '--rule', option, '.'];
      const found = findingsOf(await elasticlint(args, { cwd: workspace }));
      return found.map(({ message }) => / sets (\w+)/.exec(message)![1]!);
    };
    expect(await named(rule)).toEqual(['RACK', 'NODE_ADDRESS', 'SEED_ONE']);
    expect(await named(`${rule},variables=RACK`)).toEqual(['NODE_ADDRESS', 'SEED_ONE']);
    const several = `${rule},variables=RACK,variables=SEED_ONE`;
    expect(await named(several)).toEqual(['NODE_ADDRESS']);
  });
});

describe('R36: --es-version', () => {
  it.each([
    ['9', 'judged as 9 (--es-version)'],
    ['9.1', 'judged as 9.1 (--es-version)'],
    ['9.1.2', 'judged as 9.1.2 (--es-version)'],
    ['8.19,9.1', 'judged as 8.19, 9.1 (--es-version)'],
    ['8.19-9.1', 'starts on all 3 versions'],
    ['>=8.18 <9', 'starts on all 2 versions'],
  ])('%s: says what it judged by, and from where', async (version, said) => {
    const cwd = folder({ 'elasticsearch.yml': good });
    const { code, stdout } = await elasticlint(['--es-version', version, '.'], { cwd });
    expect(stdout).toContain(said);
    expect(code).toBe(0);
  });

  it('is not needed: the newest known version, or that of the manifest, is named', async () => {
    const newest = await elasticlint(['.'], { cwd: folder({ 'elasticsearch.yml': good }) });
    expect(newest.stdout).toMatch(
      /judged as \d+\.\d+\S* \(the newest known; --es-version sets another\)/,
    );
    const cwd = folder({
      'elasticsearch.yml': good,
      'elasticlint.yml':
        'version: 1\nclusters: { a: { version: 8.19.21, nodes: elasticsearch.yml } }\n',
    });
    const declared = await elasticlint(['.'], { cwd });
    expect(declared.stdout).toContain('judged as 8.19.21 (elasticlint.yml)');
  });
});

describe('output', () => {
  const cwd = (): string => folder({ 'elasticsearch.yml': bad });

  it('goes to a file, whole and alone', async () => {
    const directory = cwd();
    const { code, stdout } = await elasticlint(
      ['--format', 'json', '--output', 'report.json', '.'],
      { cwd: directory },
    );
    expect(stdout).toBe('');
    expect(JSON.parse(readFileSync(join(directory, 'report.json'), 'utf8'))).toMatchObject({
      summary: { errors: 1 },
    });
    expect(code).toBe(1);
  });

  it('has no colours in a pipe, and those asked for', async () => {
    const run = async (options: string[], env: Record<string, string>): Promise<boolean> =>
      colour.test(
        (await elasticlint([...options, 'elasticsearch.yml'], { cwd: cwd(), env })).stdout,
      );
    expect(await run([], {})).toBe(false);
    expect(await run(['--color'], {})).toBe(true);
    expect(await run(['--color'], { NO_COLOR: '1' })).toBe(true);
    expect(await run([], { FORCE_COLOR: '1' })).toBe(true);
    expect(await run([], { FORCE_COLOR: '0' })).toBe(false);
    expect(await run([], { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
    expect(await run(['--no-color'], { FORCE_COLOR: '1' })).toBe(false);
    expect(await run(['--format', 'json', '--color'], {})).toBe(false);
  });

  it('is the same for any order of the arguments', async () => {
    const directory = folder({
      'a/elasticsearch.yml': bad,
      'b/elasticsearch.yml': fishy,
      'c/elasticsearch.yml': good,
    });
    const paths = ['a/elasticsearch.yml', 'b', 'c/*.yml'];
    for (const format of formats) {
      const there = await elasticlint(['--format', format, ...paths], { cwd: directory });
      const back = await elasticlint(['--format', format, ...[...paths].reverse(), 'a'], {
        cwd: directory,
      });
      expect(back.stdout).toBe(there.stdout);
    }
  });

  it('ends quietly when the reader goes away', async () => {
    const directory = folder({ 'elasticsearch.yml': 'a: 1\n'.repeat(5000) });
    const stderr = await stopReading(['--quiet', 'elasticsearch.yml'], directory);
    expect(stderr).toBe('');
  });

  /** Told to node, so that writing to standard output fails where some of it was written. */
  const failing = (code: string): string =>
    `data:text/javascript,${encodeURIComponent(`
import fs from 'node:fs';
const { writeSync } = fs;
let writes = 0;
fs.writeSync = (fd, bytes, ...others) => {
  if (fd !== 1) return writeSync(fd, bytes, ...others);
  if (writes++ > 0) throw Object.assign(new Error('${code}: it failed'), { code: '${code}' });
  return writeSync(fd, bytes.subarray(0, 100));
};`)}`;

  it('writes all of it into a pipe that makes nobody wait', async () => {
    const node = ['--import', failing('EAGAIN')];
    const { stdout } = await elasticlint(['rules'], { node });
    expect(stdout).toBe((await elasticlint(['rules'])).stdout);
  });

  it('says that the disk is full', async () => {
    const node = ['--import', failing('ENOSPC')];
    const { code, stderr } = await elasticlint(['schema'], { node });
    expect([code, stderr]).toEqual([
      2,
      'elasticlint: the output cannot be written: ENOSPC: it failed\n',
    ]);
  });
});

describe('standard input', () => {
  it('empty: nothing is wrong with an empty file', async () => {
    const { code, stderr } = await elasticlint(['--stdin'], { input: '' });
    expect([code, stderr]).toEqual([0, '']);
  });

  it('good and bad, under the given name', async () => {
    expect((await elasticlint(['--stdin'], { input: good })).code).toBe(0);
    const outcome = await elasticlint(
      ['--stdin', '--stdin-filename', 'n1/elasticsearch.yml', '--format', 'json'],
      {
        input: bad,
      },
    );
    expect(findingsOf(outcome).map(({ file }) => file)).toEqual(['n1/elasticsearch.yml']);
    expect(outcome.code).toBe(1);
  });

  it('--fix gives only the text on standard output', async () => {
    // a comment that silences nothing is removed by a safe fix
    const input =
      'cluster.name: logs\r\n# elasticlint-disable-next-line suppressions/malformed\r\nnode.name: a # stays\r\n';
    const { code, stdout, stderr } = await elasticlint(['--stdin', '--fix'], { input });
    expect(stdout).toBe('cluster.name: logs\r\nnode.name: a # stays\r\n');
    expect(stderr).toContain('no findings');
    expect(code).toBe(0);
  });

  it('--fix gives what cannot be fixed as it is, the findings on standard error', async () => {
    const { code, stdout, stderr } = await elasticlint(['--stdin', '--fix'], { input: bad });
    expect(stdout).toBe(bad);
    expect(stderr).toContain('error');
    expect(code).toBe(1);
  });
});

describe('--fix', () => {
  it('writes the file, says so, and reports what is left', async () => {
    const text = '# elasticlint-disable-next-line suppressions/malformed\ncluster.name: logs\n';
    const cwd = folder({ 'elasticsearch.yml': text, 'other/elasticsearch.yml': good });
    const { code, stdout, stderr } = await elasticlint(['--fix', '.'], { cwd });
    expect(readFileSync(join(cwd, 'elasticsearch.yml'), 'utf8')).toBe(good);
    expect(linesOf(stderr)).toEqual(['1 fixed in elasticsearch.yml']);
    expect(stdout).toContain('no findings in 2 files');
    expect(code).toBe(0);
    expect(existsSync(join(cwd, `elasticsearch.yml.${process.pid}.tmp`))).toBe(false);
  });
});
