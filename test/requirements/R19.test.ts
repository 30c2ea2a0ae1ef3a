import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { elasticlint, folder, useCommand, type Outcome } from '../cli/command.js';

useCommand();

const wrong = (key: string): string => `cluster.name: logs\n${key}: nothing\n`;
const silenced = '# elasticlint-disable-next-line settings/unknown -- of a plugin\nno.such: 1\n';

interface Entry {
  readonly file: string;
  readonly setting?: string;
  readonly reason?: string;
  readonly until?: string;
}

/** A folder with two mistakes and something silenced, and what can be done there. */
function project() {
  const cwd = folder({
    'a/elasticsearch.yml': wrong('http.port') + silenced,
    'b/elasticsearch.yml': wrong('transport.port'),
  });
  return {
    run: (...args: string[]): Promise<Outcome> => elasticlint(args, { cwd }),
    write: (path: string, text: string): void => writeFileSync(join(cwd, path), text),
    remove: (path: string): void => rmSync(join(cwd, path)),
    text: (): string => readFileSync(join(cwd, 'known.json'), 'utf8'),
    entries: (): Entry[] =>
      (JSON.parse(readFileSync(join(cwd, 'known.json'), 'utf8')) as { findings: Entry[] }).findings,
  };
}

const file = ['--baseline', 'known.json'];

describe('R19: a baseline', () => {
  it.each([[[...file, '.']], [['baseline', 'update', ...file]], [['baseline', 'prune', ...file]]])(
    'that is missing exits 2: %j',
    async (args) => {
      const { code, stdout, stderr } = await project().run(...args);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain('known.json is not there');
    },
  );

  it.each([
    ['no JSON', '{'],
    ['another file', '{"version":2}'],
    ['no list', '{"version":1}'],
    ['an entry without its rule', '{"version":1,"findings":[{"file":"a","fingerprint":"x"}]}'],
    [
      'an unknown key',
      '{"version":1,"findings":[{"rule":"a/b","file":"a","fingerprint":"x","resaon":"y"}]}',
    ],
    [
      'a wrong date',
      '{"version":1,"findings":[{"rule":"a/b","file":"a","fingerprint":"x","until":"2026-02-30"}]}',
    ],
    [
      'a wrong count',
      '{"version":1,"findings":[{"rule":"a/b","file":"a","fingerprint":"x","count":0}]}',
    ],
  ])('that is none exits 2: %s', async (_, text) => {
    const here = project();
    here.write('known.json', text);
    const { code, stderr } = await here.run(...file, '.');
    expect(code).toBe(2);
    expect(stderr).toContain('known.json is no baseline');
  });

  it('is written, hides what it knows, and the summary counts', async () => {
    const here = project();
    const written = await here.run(
      'baseline',
      'write',
      ...file,
      '--reason',
      'since 2019',
      '--until',
      '2027-01-31',
    );
    expect([written.code, written.stdout]).toEqual([0, '']);
    expect(here.entries()).toMatchObject([
      {
        file: 'a/elasticsearch.yml',
        setting: 'http.port',
        reason: 'since 2019',
        until: '2027-01-31',
      },
      { file: 'b/elasticsearch.yml', setting: 'transport.port', reason: 'since 2019' },
    ]);
    expect(here.text()).not.toMatch(/"line"|nothing/);
    const { code, stdout } = await here.run(...file, '--today', '2027-01-31', '.');
    expect(stdout).toContain('0 new, 2 baselined, 1 suppressed');
    expect(code).toBe(0);
    const again = await here.run('baseline', 'write', ...file);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('--force');
  });

  it('new findings fail; update takes them in and keeps reasons; prune takes out what is gone', async () => {
    const here = project();
    await here.run('baseline', 'write', ...file, '--reason', 'old');
    here.write('b/elasticsearch.yml', wrong('http.host.x'));
    const failed = await here.run(...file, '.');
    expect(failed.code).toBe(1);
    expect(failed.stdout).toContain('1 new, 1 baselined, 1 suppressed');
    expect(failed.stderr).toContain('1 entry of the baseline gone');
    expect(failed.stderr).toContain(
      'b/elasticsearch.yml: settings/invalid-value (transport.port) – old',
    );
    await here.run('baseline', 'prune', ...file);
    expect(here.entries().map(({ setting }) => setting)).toEqual(['http.port']);
    expect((await here.run(...file, '.')).code).toBe(1);
    await here.run('baseline', 'update', ...file, '--reason', 'young');
    expect(here.entries().map(({ setting, reason }) => [setting, reason])).toEqual([
      ['http.port', 'old'],
      ['http.host.x', 'young'],
    ]);
    expect((await here.run(...file, '.')).code).toBe(0);
  });

  it('--update-baseline makes the file, and takes in what is new', async () => {
    const here = project();
    expect((await here.run(...file, '--update-baseline', '.')).code).toBe(0);
    expect(here.entries()).toHaveLength(2);
    const before = here.text();
    expect((await here.run(...file, '--update-baseline', '.')).code).toBe(0);
    expect(here.text()).toBe(before);
    expect((await here.run('--update-baseline', '.')).code).toBe(2);
  });

  it('what was not looked at is neither gone nor taken out; a file that is gone is', async () => {
    const here = project();
    await here.run('baseline', 'write', ...file);
    const { code, stderr } = await here.run(...file, 'a/elasticsearch.yml');
    expect([code, stderr]).toEqual([0, '']);
    await here.run('baseline', 'update', ...file, 'a/elasticsearch.yml');
    expect(here.entries()).toHaveLength(2);
    here.remove('b/elasticsearch.yml');
    expect((await here.run(...file, 'a/elasticsearch.yml')).stderr).toContain(
      'b/elasticsearch.yml',
    );
    await here.run('baseline', 'prune', ...file, 'a/elasticsearch.yml');
    expect(here.entries()).toHaveLength(1);
  });

  it('an entry whose day has passed hides nothing, and is listed', async () => {
    const here = project();
    await here.run('baseline', 'write', ...file, '--until', '2026-12-31');
    const { code, stdout, stderr } = await here.run(...file, '--today', '2027-01-01', '.');
    expect(code).toBe(1);
    expect(stdout).toContain('2 new, 0 baselined, 1 suppressed');
    expect(stderr).toContain('2 entries of the baseline expired');
  });

  it('another format says the counts on standard error, and keeps its own output clean', async () => {
    const here = project();
    await here.run('baseline', 'write', ...file);
    const { stdout, stderr } = await here.run(...file, '--format', 'json', '.');
    expect(JSON.parse(stdout)).toMatchObject({ findings: [], summary: { files: 2 } });
    expect(stderr).toContain('0 new, 2 baselined, 1 suppressed');
  });

  it.each(['pretty', 'github', 'markdown', 'html', 'junit'])(
    'the summary of %s counts without one, too',
    async (format) => {
      const { stdout } = await project().run('--format', format, '.');
      expect(stdout).toContain('2 new, 0 baselined, 1 suppressed');
    },
  );

  it('an unknown action is refused with the nearest one', async () => {
    const { code, stderr } = await project().run('baseline', 'wirte');
    expect(code).toBe(2);
    expect(stderr).toContain("did you mean 'write'?");
  });
});
