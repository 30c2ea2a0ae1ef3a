import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useServers } from '../lsp/servers.js';

const { editor } = useServers();
const text = 'cluster.name: one\ncluster.name: two\n';

it('R21: a client that pulls gets each finding by pulling, and nothing is pushed', async () => {
  const capabilities = { textDocument: { diagnostic: {}, publishDiagnostics: {} } };
  const told = await editor({}, { capabilities });
  expect(told.capabilities.diagnosticProvider).toBeDefined();
  const uri = await told.client.open(join(told.folder, 'elasticsearch.yml'), text);
  const pulled = await told.client.pulled(uri);
  expect(pulled.map(({ code }) => code)).toEqual(['yaml/duplicate-key']);
  await told.client.edit(uri, 0, 0, '# c\n');
  expect(await told.client.pulled(uri)).toHaveLength(1);
  expect(told.client.published).toEqual([]);
});

it('R21: any other client gets each finding pushed, once', async () => {
  const { client, folder, capabilities } = await editor();
  expect(capabilities.diagnosticProvider).toBeUndefined();
  const uri = await client.open(join(folder, 'elasticsearch.yml'), text);
  await client.settled(uri);
  await client.edit(uri, 0, 0, '# c\n');
  expect(await client.settled(uri)).toHaveLength(1);
  expect(client.published).toHaveLength(2);
});
