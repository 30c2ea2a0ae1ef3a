import { readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fullMessage } from '../../src/core/finding.js';
import { disk } from '../../src/workspace/disk.js';
import { openWorkspace } from '../../src/workspace/session.js';
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

  it('that cannot be looked at is none', async () => {
    const { client, folder } = await editor();
    symlinkSync('elasticlint.yml', join(folder, 'elasticlint.yml'));
    const uri = await client.open(join(folder, 'elasticsearch.yml'), 'a: 1\na: 2\n');
    expect(of(await client.settled(uri), duplicate)).toHaveLength(1);
    expect(client.logged).toEqual([expect.stringContaining('links lead in a circle') as string]);
  });

  it('is found above the folders that are open', async () => {
    const manifest = twoClusters['elasticlint.yml'];
    const { client, folder } = await editor({
      ...twoClusters,
      'elasticlint.yml': `${manifest}wrong: 1\n`,
    });
    const uri = pathToFileURL(join(folder, 'elasticlint.yml')).href;
    const two = await client.open(join(folder, remote), twoClusters[remote]);
    await client.counts(uri, 'manifest', 1);
    expect(await client.settled(two)).toEqual([]);
    const event = {
      added: [{ uri: pathToFileURL(join(folder, 'two')).href, name: 'two' }],
      removed: [{ uri: pathToFileURL(folder).href, name: 'all' }],
    };
    await client.notify('workspace/didChangeWorkspaceFolders', { event });
    write(join(folder, 'elasticlint.yml'), manifest);
    await client.notify('textDocument/didSave', { textDocument: { uri: two } });
    await client.until(
      () => client.severity(two, loopback) === 1,
      'it is dialled from outside its folder',
    );
    await client.counts(uri, 'manifest', 0);
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

it('the editor says of every file what the command says', async () => {
  const folder = join(import.meta.dirname, '../../examples/two-clusters');
  const { findings, files } = await openWorkspace({ vfs: disk, cwd: folder }).lint([
    'elasticlint.yml',
  ]);
  const { client } = await editor({}, { folders: [folder] });
  const paths = [
    ...new Set(
      [...findings, ...files.map((source) => ({ source }))].map(({ source }) => source.path),
    ),
  ];
  expect(paths.length).toBeGreaterThan(2);
  for (const path of paths) {
    const uri = await client.open(join(folder, path), readFileSync(join(folder, path), 'utf8'));
    const told = (await client.settled(uri)).map(({ code, message, range }) => ({
      code,
      message,
      start: range.start,
    }));
    const said = findings.filter(({ source }) => source.path === path);
    expect(told).toEqual(
      said.map((finding) => {
        const { line, column } = finding.source.position(finding.range.start);
        return {
          code: finding.rule,
          message: fullMessage(finding),
          start: { line: line - 1, character: column - 1 },
        };
      }),
    );
  }
});
