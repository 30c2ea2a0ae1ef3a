import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { of } from './client.js';
import { twoClusters, useServers } from './servers.js';

const { raw, editor } = useServers();
const duplicate = 'yaml/duplicate-key';
const loopback = 'remote/loopback-host';
const twice = 'cluster.name: one\ncluster.name: two\n';

/** The exit code of a server whose editor has died; it looks for that only every few seconds. */
let orphaned: Promise<unknown[]>;
beforeAll(async () => {
  const parent = spawn(process.execPath, ['-e', '']);
  await once(parent, 'exit');
  const orphan = raw([], true);
  orphaned = once(orphan.process, 'exit');
  await orphan.initialize({ processId: parent.pid! });
});

describe('the life of a server', () => {
  it('introduces itself', async () => {
    const { capabilities, serverInfo } = await raw([
      '--stdio',
      `--clientProcessId=${process.pid}`,
    ]).initialize();
    expect(serverInfo?.name).toBe('elasticlint');
    expect(capabilities.positionEncoding).toBe('utf-16');
    expect(capabilities.diagnosticProvider).toBeUndefined();
    expect(capabilities.codeActionProvider).toEqual({
      codeActionKinds: ['quickfix', 'source.fixAll.elasticlint'],
    });
  });

  it('ends with 0 after shutdown, with 1 without', async () => {
    const { client } = await editor();
    expect(await client.end()).toBe(0);
    const { client: other } = await editor();
    expect(await other.exit()).toBe(1);
  });

  it('refuses requests before initialize and after shutdown', async () => {
    const { client } = await editor();
    await client.connection.sendRequest('shutdown');
    await expect(client.pull('file:///elasticsearch.yml')).rejects.toThrow('shut down');
    await expect(raw().pull('file:///elasticsearch.yml')).rejects.toThrow('initialize');
  });

  it('ends when the pipe does', async () => {
    const { client } = await editor();
    const ended = once(client.process, 'exit');
    client.process.stdin!.end();
    expect((await ended)[0]).toBe(1);
  });
});

describe('pushed diagnostics', () => {
  it('follow the unsaved text', async () => {
    const { client, folder } = await editor({ 'elasticsearch.yml': 'cluster.name: fine\n' });
    const uri = await client.open(join(folder, 'elasticsearch.yml'), twice);
    const [diagnostic, ...others] = of(await client.settled(uri), duplicate);
    expect(others).toEqual([]);
    expect(diagnostic).toMatchObject({
      source: 'elasticlint',
      severity: 1,
      range: { start: { line: 1, character: 0 }, end: { line: 1, character: 12 } },
      data: { key: 'yaml/duplicate-key 0' },
    });
    await client.replace(uri, 'cluster.name: two', 'node.name: two');
    expect(await client.settled(uri)).toEqual([]);
    await client.replace(uri, 'node.name', 'cluster.name');
    expect(of(await client.settled(uri), duplicate)).toHaveLength(1);
    await client.close(uri);
    await client.until(() => client.pushed(uri)?.length === 0, 'they went away');
  });

  it('come once for a burst of changes', async () => {
    const { client, folder } = await editor();
    const uri = await client.open(join(folder, 'elasticsearch.yml'), twice);
    await client.settled(uri);
    const before = client.published.length;
    client.burst(uri, 50, '# one more line\n');
    const [diagnostic] = of(await client.settled(uri), duplicate);
    expect(diagnostic!.range.start.line).toBe(51);
    // one for the whole burst, and some more should the machine be asleep in its middle
    expect(client.published.length - before).toBeLessThanOrEqual(5);
  });

  it('name the other place, when the client wants to know it', async () => {
    const capabilities = { textDocument: { publishDiagnostics: { relatedInformation: true } } };
    const { client, folder } = await editor({}, { capabilities });
    const uri = await client.open(join(folder, 'elasticsearch.yml'), twice);
    const [diagnostic] = of(await client.settled(uri), duplicate);
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 12 } };
    expect(diagnostic!.relatedInformation).toEqual([
      { location: { uri, range }, message: expect.any(String) as string },
    ]);
    const { client: plain } = await editor();
    const other = await plain.open(join(folder, 'elasticsearch.yml'), twice);
    expect(of(await plain.settled(other), duplicate)[0]).not.toHaveProperty('relatedInformation');
  });

  it('grey out what is of no use, when the client can', async () => {
    const textDocument = { publishDiagnostics: { tagSupport: { valueSet: [1 as const] } } };
    const { client, folder } = await editor({}, { capabilities: { textDocument } });
    const text = `# elasticlint-disable-file ${duplicate}\n`;
    const uri = await client.open(join(folder, 'elasticsearch.yml'), text);
    expect(of(await client.settled(uri), 'suppressions/unused')).toMatchObject([{ tags: [1] }]);
    const { client: plain } = await editor();
    await plain.open(join(folder, 'elasticsearch.yml'), text);
    expect(of(await plain.settled(uri), 'suppressions/unused')[0]).not.toHaveProperty('tags');
  });

  it('come only for files that we know', async () => {
    const { client, folder } = await editor();
    const strangers = ['docker-compose.yml', 'package.json', 'ca.crt'].map((name) =>
      client.open(join(folder, name), twice),
    );
    for (const uri of await Promise.all(strangers)) expect(await client.settled(uri)).toEqual([]);
    await client.open('untitled:Untitled-1', twice);
    await client.open('git:/elasticsearch.yml', twice);
    await client.open('file:///50%.yml', twice);
    const known = await client.open('untitled:/somewhere/elasticsearch.yml', twice);
    expect(of(await client.settled(known), duplicate)).toHaveLength(1);
    expect(new Set(client.published.map(({ uri }) => uri)).size).toBe(4);
  });

  it('keep CRLF, blanks and letters of all kinds in names apart', async () => {
    const { client, folder } = await editor();
    const uri = await client.open(
      join(folder, 'Große Würfel #1/elasticsearch.yml'),
      'a: 1\r\n\r\nb: 2\r\nb: 3\r\n',
    );
    const range = { start: { line: 3, character: 0 }, end: { line: 3, character: 1 } };
    expect(of(await client.settled(uri), duplicate)).toMatchObject([{ range }]);
  });

  it('survive changes and closings of what is not open, and a second opening', async () => {
    const { client, folder } = await editor();
    const path = join(folder, 'elasticsearch.yml');
    const stray = { uri: pathToFileURL(path).href, version: 7 };
    await client.notify('textDocument/didChange', {
      textDocument: stray,
      contentChanges: [{ text: 'a: 1' }],
    });
    await client.notify('textDocument/didClose', { textDocument: stray });
    await client.open(path, 'cluster.name: one\n');
    const uri = await client.open(path, twice);
    await client.counts(uri, duplicate, 1);
    const wild = { start: { line: 90, character: 4 }, end: { line: 80, character: 900 } };
    await client.changed(uri, [{ range: wild, text: '# end' }]);
    expect(of(await client.settled(uri), duplicate)).toHaveLength(1);
  });
});

describe('pulled diagnostics', () => {
  const capabilities = {
    textDocument: { diagnostic: {}, publishDiagnostics: {} },
    workspace: { diagnostics: { refreshSupport: true } },
  };

  it('are never pushed, too', async () => {
    const { client, folder } = await editor({ 'elasticsearch.yml': twice }, { capabilities });
    const path = join(folder, 'elasticsearch.yml');
    const uri = await client.open(path, 'cluster.name: fine\n');
    expect(await client.pulled(uri)).toEqual([]);
    await client.edit(uri, 0, 0, 'cluster.name: first\n');
    const report = await client.pull(uri);
    expect(report.kind === 'full' && of(report.items, duplicate)).toHaveLength(1);
    expect(await client.pull(uri, report.resultId)).toEqual({
      kind: 'unchanged',
      resultId: report.resultId,
    });
    await client.close(uri);
    expect(of(await client.pulled(uri), duplicate)).toMatchObject([
      { range: { start: { line: 1 } } },
    ]);
    expect(
      await client.pulled(pathToFileURL(join(folder, 'nowhere/elasticsearch.yml')).href),
    ).toEqual([]);
    expect(client.published).toEqual([]);
  });

  it('are asked for again when another file changes them', async () => {
    const { client, folder } = await editor(twoClusters, { capabilities });
    const one = await client.open(
      join(folder, 'one/elasticsearch.yml'),
      twoClusters['one/elasticsearch.yml'],
    );
    const two = await client.open(
      join(folder, 'two/elasticsearch.yml'),
      twoClusters['two/elasticsearch.yml'],
    );
    await client.pulled(one);
    expect(of(await client.pulled(two), loopback)).toMatchObject([{ severity: 1 }]);
    await client.replace(one, '9443', '9444');
    await client.until(() => client.refreshes === 1, 'the other file is to be pulled again');
    expect(of(await client.pulled(two), loopback)).toMatchObject([{ severity: 2 }]);
    expect(client.published).toEqual([]);
  });

  it('are announced, and a manifest that is not valid is shown once', async () => {
    const files = { ...twoClusters, 'elasticlint.yml': 'version: 2\n' };
    const { client, folder, capabilities: offered } = await editor(files, { capabilities });
    expect(offered.diagnosticProvider).toMatchObject({
      interFileDependencies: true,
      workspaceDiagnostics: false,
    });
    const uri = await client.open(join(folder, 'one/elasticsearch.yml'), twice);
    await client.until(() => client.shown.length > 0, 'the manifest is complained about');
    await client.edit(uri, 0, 0, '# a comment\n');
    expect(await client.pulled(uri)).toEqual([]);
    expect(client.shown).toEqual([expect.stringContaining('elasticlint.yml:1:') as string]);
  });
});

describe('columns', () => {
  const text = '"😀e\u0301": { b: 1, "😀": 2, "😀": 3 }\n';

  it.each([
    { offered: ['utf-8', 'utf-16'], encoding: 'utf-8', start: 30, end: 36 },
    { offered: ['utf-32', 'utf-16', 'utf-8'], encoding: 'utf-16', start: 25, end: 29 },
    { offered: undefined, encoding: 'utf-16', start: 25, end: 29 },
  ])(
    'are counted in $encoding for a client that offers $offered',
    async ({ offered, encoding, start, end }) => {
      const general = offered ? { positionEncodings: offered } : {};
      const { client, folder, capabilities } = await editor({}, { capabilities: { general } });
      expect(capabilities.positionEncoding).toBe(encoding);
      const uri = await client.open(join(folder, 'elasticsearch.yml'), text);
      const ranges = of(await client.settled(uri), duplicate).map(({ range }) => range);
      expect(ranges).toEqual([
        { start: { line: 0, character: start }, end: { line: 0, character: end } },
      ]);
      // what the client counts in its own units lands at the same place: the second 😀 becomes c
      const name = { start: { line: 0, character: start }, end: { line: 0, character: end } };
      const behind = { line: 0, character: start + 1 };
      await client.notify('textDocument/didChange', {
        textDocument: { uri, version: 2 },
        contentChanges: [
          { range: name, text: 'c' },
          { range: { start: behind, end: behind }, text: ' ' },
        ],
      });
      await client.until(() => client.published.at(-1)?.version === 2, 'the change is judged');
      expect(of(client.pushed(uri)!, duplicate)).toEqual([]);
      expect(of(client.pushed(uri)!, 'yaml/syntax')).toEqual([]);
    },
  );

  it('step over a byte order mark that the editor keeps', async () => {
    const { client, folder } = await editor();
    const uri = await client.open(join(folder, 'elasticsearch.yml'), '\uFEFF{ a: 1, a: 2 }');
    const starts = of(await client.settled(uri), duplicate).map(({ range }) => range.start);
    expect(starts).toEqual([{ line: 0, character: 9 }]);
  });
});

it('a server ends when its editor dies', async () => {
  expect((await orphaned)[0]).toBe(1);
});
