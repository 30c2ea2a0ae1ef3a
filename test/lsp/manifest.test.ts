import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { of } from './client.js';
import { twoClusters, useServers, write } from './servers.js';

const { editor } = useServers();
const duplicate = 'yaml/duplicate-key';
const loopback = 'remote/loopback-host';
const twice = 'cluster.name: one\ncluster.name: two\n';

describe('a manifest', () => {
  const remote = 'two/elasticsearch.yml';

  it('ties files together: an unsaved change of one cluster changes the findings of the other', async () => {
    const { client, folder } = await editor(twoClusters);
    const two = await client.open(join(folder, remote), twoClusters[remote]);
    const severity = (): number | undefined => client.severity(two, loopback);
    await client.until(() => severity() === 1, 'the interface that is dialled in vain is an error');
    const one = await client.open(
      join(folder, 'one/elasticsearch.yml'),
      twoClusters['one/elasticsearch.yml'],
    );
    await client.replace(one, '9443', '9444');
    await client.until(() => severity() === 2, 'the interface that nobody dials is a warning');
    await client.close(one);
    await client.until(() => severity() === 1, 'what is on disk holds again');
  });

  it('that is not valid gets one diagnostic; the last good one holds meanwhile', async () => {
    const { client, folder } = await editor(twoClusters);
    const two = await client.open(join(folder, remote), twoClusters[remote]);
    const before = await client.settled(two);
    expect(of(before, loopback)).toHaveLength(1);
    const manifest = await client.open(
      join(folder, 'elasticlint.yml'),
      twoClusters['elasticlint.yml'],
    );
    await client.replace(manifest, 'nodes: [one', 'nodez: [one');
    const [diagnostic, ...others] = await client.settled(manifest);
    expect(others).toEqual([]);
    expect(diagnostic).toMatchObject({
      severity: 1,
      range: { start: { line: 2, character: 25 }, end: { line: 2, character: 30 } },
    });
    expect(diagnostic!.message).toContain("did you mean 'nodes'");
    expect(client.pushed(two)).toEqual(before);
    await client.replace(two, 'true', 'false');
    expect(of(await client.settled(two), loopback)).toEqual([]);
    await client.replace(manifest, 'nodez', 'nodes');
    expect(await client.settled(manifest)).toEqual([]);
  });

  it('that was never valid is shown even when it is not open, and nothing is judged without it', async () => {
    const { client, folder } = await editor({ ...twoClusters, 'elasticlint.yml': 'version: 2\n' });
    const two = await client.open(join(folder, remote), `${twoClusters[remote]}${twice}`);
    const manifest = pathToFileURL(join(folder, 'elasticlint.yml')).href;
    await client.counts(manifest, 'manifest', 1);
    expect(await client.settled(two)).toEqual([]);
    write(join(folder, 'elasticlint.yml'), twoClusters['elasticlint.yml']);
    await client.notify('workspace/didChangeWatchedFiles', {
      changes: [{ uri: manifest, type: 2 }],
    });
    await client.counts(manifest, 'manifest', 0);
    await client.counts(two, duplicate, 1);
  });

  it('counts from the moment it is written, and no longer when it is renamed', async () => {
    const { client, folder } = await editor({
      [remote]: twoClusters[remote],
      'one/elasticsearch.yml': twoClusters['one/elasticsearch.yml'],
    });
    const two = await client.open(join(folder, remote), twoClusters[remote]);
    const severity = (): number | undefined => client.severity(two, loopback);
    await client.until(() => severity() === 2, 'it is judged alone');
    const manifest = join(folder, 'elasticlint.yml');
    write(manifest, twoClusters['elasticlint.yml']);
    await client.notify('workspace/didChangeWatchedFiles', {
      changes: [{ uri: pathToFileURL(manifest).href, type: 1 }],
    });
    await client.until(() => severity() === 1, 'it is judged with the other cluster');
    renameSync(manifest, `${manifest}.old`);
    await client.notify('workspace/didChangeWatchedFiles', {
      changes: [{ uri: pathToFileURL(manifest).href, type: 3 }],
    });
    await client.until(() => severity() === 2, 'it is judged alone again');
  });

  it('whose file is deleted is judged without it', async () => {
    const { client, folder } = await editor(twoClusters);
    const two = await client.open(join(folder, remote), twoClusters[remote]);
    await client.until(() => client.severity(two, loopback) === 1, 'it is dialled');
    const one = join(folder, 'one/elasticsearch.yml');
    rmSync(one);
    await client.notify('workspace/didChangeWatchedFiles', {
      changes: [{ uri: pathToFileURL(one).href, type: 3 }],
    });
    await client.until(() => client.severity(two, loopback) === 2, 'nobody dials it');
  });

  it('has files watched, when the client can', async () => {
    const capabilities = { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } };
    const { client } = await editor({}, { capabilities });
    await client.connection.sendRequest('shutdown');
    expect(client.registered.map(({ method }) => method)).toEqual([
      'workspace/didChangeWatchedFiles',
    ]);
  });
});
