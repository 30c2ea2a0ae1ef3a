import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Desk } from '../lsp/desk.js';
import { useServers } from '../lsp/servers.js';
import { spentBy } from '../processor.js';

const { editor } = useServers();
const count = 1000;

it('R31: among 1,000 other YAML files the server reads none and rests', async () => {
  const names = Array.from({ length: count }, (_, index) => `k8s/part-${index}.yaml`);
  const files = Object.fromEntries(names.map((name) => [name, 'kind: Pod\n']));
  const { client, folder } = await editor(files);
  // what reads changes the time of access; that is not kept everywhere, so the text tells: a wrong one would be found
  for (const name of names) writeFileSync(join(folder, name), 'cluster.name: a\ncluster.name: b\n');
  await client.open(join(folder, names[0]!), 'cluster.name: a\ncluster.name: b\n');
  const other = await client.open(
    join(folder, 'elasticsearch.yml'),
    'cluster.name: a\ncluster.name: b\n',
  );
  await client.counts(other, 'yaml/duplicate-key', 1);
  const begin = spentBy(client.process.pid!);
  await sleep(3000);
  expect(spentBy(client.process.pid!) - begin).toBeLessThanOrEqual(30);
  expect(client.published.filter(({ diagnostics }) => diagnostics.length > 0)).toHaveLength(1);
  expect(client.logged).toEqual([]);
});

it('R31: not even an open file of another kind is read by the linter', async () => {
  const desk = new Desk();
  desk.put('/w/deployment.yaml', 'cluster.name: a\ncluster.name: b\n');
  expect(await desk.findings('/w/deployment.yaml')).toEqual([]);
  expect(await desk.complete('/w/other.yaml', 'cl|')).toEqual([]);
});

it('R31: each workspace folder has settings of its own', async () => {
  const desk = new Desk({}, {}, ['/a', '/b']);
  const settings = new Map([
    [undefined, { disableActions: true }],
    ['file:///a', { disableActions: true, esVersion: '7.17' }],
  ]);
  desk.service.setSettings(settings);
  const text = 'remote_cluster_server.enabled: true\n';
  const codes = async (path: string): Promise<unknown[]> => {
    desk.put(path, text);
    return (await desk.findings(path)).map(({ code }) => code);
  };
  expect(await codes('/a/elasticsearch.yml')).toContain('settings/not-yet-available');
  expect(await codes('/b/elasticsearch.yml')).not.toContain('settings/not-yet-available');
});
