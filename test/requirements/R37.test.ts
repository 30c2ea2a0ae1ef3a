import { expect, it } from 'vitest';
import { uriOfPath } from '../../src/lsp/uri.js';
import { Desk } from '../lsp/desk.js';

const good = 'version: 1\nclusters:\n  a: { version: "7.17", nodes: elasticsearch.yml }\n';
const yml = '/w/elasticsearch.yml';
const manifest = '/w/elasticlint.yml';
const known = 'remote_cluster_server.enabled: true\n';

it('R37: an invalid manifest keeps the last good one, and its bad line is marked', async () => {
  const desk = new Desk({ [manifest]: good, [yml]: known });
  desk.put(yml, known);
  const codes = async (path: string): Promise<unknown[]> =>
    (await desk.findings(path)).map(({ code }) => code);
  const before = await codes(yml);
  expect(before).toContain('settings/not-yet-available');
  desk.put(manifest, good.replace('nodes', 'nodez'));
  const [bad, ...others] = await desk.findings(manifest);
  expect(others).toEqual([]);
  expect(bad).toMatchObject({ severity: 1, code: 'manifest', range: { start: { line: 2 } } });
  // the version of the last good one still counts, as of the text now
  desk.put(yml, `# changed\n${known}`);
  expect(await codes(yml)).toEqual(before);
  desk.put(manifest, good);
  expect(await codes(manifest)).toEqual([]);
  expect(desk.shown).toEqual([]);
});

it('R37: a client that pulls is told in one message of an invalid manifest that is not open', async () => {
  const desk = new Desk(
    { [manifest]: 'version: 2\n', [yml]: known },
    { textDocument: { diagnostic: {} } },
  );
  for (let time = 0; time < 3; time++) {
    desk.put(yml, `${'# more\n'.repeat(time)}${known}`);
    await desk.findings(yml);
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  expect(desk.shown).toHaveLength(1);
  expect(desk.published.filter(({ uri }) => uri === uriOfPath(yml))).toEqual([]);
});
