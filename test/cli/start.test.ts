import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtCommand, elasticlint, folder, useCommand, type Outcome } from './command.js';

useCommand();

const files = {
  'elasticsearch.yml': 'cluster.name: logs\nhttp.cors.enabled: yess\n',
  'tiny/elasticsearch.yml': 'cluster.name: a\n',
};

/** Runs the command as users start it, with a cache folder of its own. */
const start = (cache: string, args: readonly string[], cwd = folder(files)): Promise<Outcome> =>
  elasticlint(args, { cwd, env: { XDG_CACHE_HOME: cache }, ownProcess: true });

/** The files with the kept code of a script. */
function keptOf(cache: string, script: string): string[] {
  const base = join(cache, 'elasticlint/compiled');
  const [version = ''] = readdirSync(base);
  const names = readdirSync(join(base, version)).filter((name) => name.endsWith(`-${script}`));
  return names.map((name) => join(base, version, name));
}

const keptMain = (cache: string): string => keptOf(cache, 'main')[0]!;

const said = ({ code, stdout, stderr }: Outcome): unknown => ({ code, stdout, stderr });

describe('a start', () => {
  it('says the same with and without kept code, which it keeps once', async () => {
    const cache = folder();
    const cwd = folder(files);
    const first = await start(cache, ['elasticsearch.yml'], cwd);
    expect(first.code).toBe(1);
    expect(first.stdout).toMatch(/^elasticsearch\.yml\n/);
    expect(first.stdout).not.toContain('rehearsal');
    expect(first.stderr).toBe('');
    const kept = keptMain(cache);
    utimesSync(kept, 1000, 1000);
    expect(said(await start(cache, ['elasticsearch.yml'], cwd))).toEqual(said(first));
    expect(statSync(kept).mtimeMs).toBe(1_000_000);
  });

  it('keeps what most runs need, whatever is linted first', async () => {
    const [tiny, explained] = [folder(), folder()];
    expect((await start(tiny, ['--quiet', 'tiny'])).code).toBe(0);
    expect((await start(explained, ['--version'])).code).toBe(0);
    const [one, other] = [tiny, explained].map((cache) => statSync(keptMain(cache)).size);
    expect(one! / other!).toBeGreaterThan(0.99);
    expect(one! / other!).toBeLessThan(1.01);
  });

  it('does not keep what many files had compiled otherwise', async () => {
    // of the plainest kind it is not, so that the library is needed
    const text = 'cluster.name: &name logs\nnode.name: *name\n';
    const names = Array.from({ length: 200 }, (_, index) => `${index}/elasticsearch.yml`);
    const cwd = folder(Object.fromEntries(names.map((name) => [name, text])));
    const cache = folder();
    await start(cache, ['.'], cwd);
    expect(keptOf(cache, 'yaml')).toEqual([]);
    await start(cache, ['0'], cwd);
    expect(keptOf(cache, 'yaml')).toHaveLength(1);
  });

  it('goes on where nothing can be kept, and where what was kept is damaged', async () => {
    const cwd = folder(files);
    const file = join(folder({ file: '' }), 'file');
    const plain = await start(file, ['elasticsearch.yml'], cwd);
    expect(plain.code).toBe(1);
    const cache = folder();
    await start(cache, ['elasticsearch.yml'], cwd);
    const kept = keptMain(cache);
    const { size } = statSync(kept);
    writeFileSync(kept, 'not code');
    expect(said(await start(cache, ['elasticsearch.yml'], cwd))).toEqual(said(plain));
    expect(readFileSync(kept).length / size).toBeGreaterThan(0.99);
  });

  it.skipIf(process.platform === 'win32')('says that its working directory is gone', () => {
    const script = 'cd "$1" && rmdir "$1" && exec "$2" "$3" elasticsearch.yml';
    const args = [folder(), process.execPath, join(builtCommand(), 'cli.cjs')];
    const { status, stderr } = spawnSync('sh', ['-c', script, 'sh', ...args], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH },
    });
    expect(status).toBe(2);
    expect(stderr).toMatch(/elasticlint: the working directory is not there any more\n$/);
  });
});
