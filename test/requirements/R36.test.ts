import { describe, expect, it } from 'vitest';
import { newestVersion } from '../../src/settings/versions.js';
import { elasticlint, findingsOf, folder, useCommand, type Outcome } from '../cli/command.js';

useCommand();

const yml = 'cluster.name: logs\n';
const manifest = (version: string): string =>
  `version: 1\nclusters:\n  logs: { version: ${version}, nodes: elasticsearch.yml }\n`;

const lint = (files: Readonly<Record<string, string>>, ...args: string[]): Promise<Outcome> =>
  elasticlint([...args, '.'], { cwd: folder({ 'elasticsearch.yml': yml, ...files }) });

/** What a summary says of versions: which, and from where. */
const judgedAs = ({ stdout }: Outcome): string | undefined => / judged as (.*)/.exec(stdout)?.[1];

describe('R36: a run says by which versions it judged, and who said so', () => {
  it.each([
    ['9', '"9"'],
    ['9.1', '"9.1"'],
    ['9.1.2', '9.1.2'],
    ['8.19, 9.1', '["8.19", "9.1"]'],
  ])('%s is taken as an option and from a manifest', async (option, yaml) => {
    const asked = await lint({}, '--es-version', option);
    expect([asked.code, asked.stderr]).toEqual([0, '']);
    expect(judgedAs(asked)).toBe(`${option} (--es-version)`);
    const read = await lint({ 'elasticlint.yml': manifest(yaml) });
    expect([read.code, read.stderr]).toEqual([0, '']);
    expect(judgedAs(read)).toBe(`${option} (elasticlint.yml)`);
  });

  it.each(['8.15-8.19', '8.15 - 8.19', '>=8.15 <9'])(
    '%s is a range: an option gives a table of its versions, a manifest one run',
    async (range) => {
      const asked = await lint({}, '--es-version', range);
      expect([asked.code, asked.stderr]).toEqual([0, '']);
      expect(asked.stdout).toContain('8.15 – 8.19');
      expect(asked.stdout).toContain('starts on all 5 versions');
      const read = await lint({ 'elasticlint.yml': manifest(`"${range}"`) });
      expect([read.code, read.stderr]).toEqual([0, '']);
      expect(judgedAs(read)).toBe(`${range} (elasticlint.yml)`);
    },
  );

  it('what nobody said is the newest known one, and is called so', async () => {
    const said = judgedAs(await lint({}));
    expect(said).toContain(newestVersion);
    expect(said).toContain('the newest known');
    expect(said).toContain('--es-version');
  });

  it.each(['json', 'sarif', 'html', 'markdown'])('%s names it, too', async (format) => {
    const { stdout } = await lint({}, '--es-version', '8.19.3', '--format', format);
    expect(stdout).toContain('8.19.3');
  });

  it.each(['nine', '1', '9.1.x.y', '>9 <8'])('%s is refused', async (version) => {
    const { code, stdout, stderr } = await lint({}, '--es-version', version);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(version);
  });

  it.each([
    ['9.1', false],
    ['7.17', true],
    ['7.17, 9.1', true],
  ])('judges by it: %s', async (version, tooOld) => {
    const files = { 'elasticsearch.yml': 'remote_cluster_server.enabled: true\n' };
    const outcome = await lint(files, '--es-version', version, '--format', 'json');
    const rules = findingsOf(outcome).map(({ rule }) => rule);
    expect(rules.includes('settings/not-yet-available')).toBe(tooOld);
  });
});
