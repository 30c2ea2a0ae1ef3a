import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver/node';
import { of, type Client } from './client.js';
import { twoClusters, useServers } from './servers.js';

const { editor } = useServers();

const shape = 'remote/address-shape';
const unused = 'suppressions/unused';
const withUrls =
  'cluster.remote:\r\n  far:\r\n    skip_unavailable: true\r\n    seeds: "https://far.example.com:9300" # 😀\r\n  near:\r\n    skip_unavailable: true\r\n    seeds: ["http://near.example.com:9300"]\r\n';

/** The one diagnostic of a rule in a document. */
async function only(client: Client, uri: string, rule: string): Promise<Diagnostic> {
  const [diagnostic, ...others] = of(await client.settled(uri), rule);
  expect(others).toEqual([]);
  return diagnostic!;
}

describe('a quick fix', () => {
  it.each([
    { form: 'versioned changes', workspaceEdit: { documentChanges: true } },
    { form: 'plain changes', workspaceEdit: {} },
  ])('cures its finding, told as $form', async ({ workspaceEdit }) => {
    const { client, folder } = await editor({}, { capabilities: { workspace: { workspaceEdit } } });
    const uri = await client.open(join(folder, 'elasticsearch.yml'), withUrls);
    const [first] = of(await client.settled(uri), shape);
    const actions = await client.actions(uri, first!.range, {
      diagnostics: [first!],
      only: ['quickfix'],
    });
    const [fix, ...others] = actions.filter((action) => action.isPreferred);
    expect(others).toEqual([]);
    expect(fix).toMatchObject({
      kind: 'quickfix',
      title: 'write far.example.com:9300',
      diagnostics: [first],
    });
    expect(first!.data).toEqual({ key: `${shape} 0`, fix: { title: fix!.title, safe: true } });
    expect('documentChanges' in fix!.edit!).toBe('documentChanges' in workspaceEdit);
    expect(await client.apply(fix!.edit!)).toEqual([uri]);
    expect(client.text(uri)).toBe(withUrls.replace('https://', ''));
    expect(of(await client.settled(uri), shape)).toHaveLength(1);
  });

  it('is made for the text as it is now, even right after a change', async () => {
    const { client, folder } = await editor();
    const uri = await client.open(join(folder, 'elasticsearch.yml'), withUrls);
    const [first] = of(await client.settled(uri), shape);
    void client.edit(uri, 0, 0, '# a comment\r\n');
    const range = {
      start: { line: first!.range.start.line + 1, character: 14 },
      end: { line: first!.range.start.line + 1, character: 14 },
    };
    const fix = (await client.actions(uri, range, { diagnostics: [first!] })).find(
      (action) => action.isPreferred,
    );
    await client.apply(fix!.edit!);
    expect(client.text(uri)).toBe(`# a comment\r\n${withUrls.replace('https://', '')}`);
  });

  it('is not offered elsewhere', async () => {
    const { client, folder } = await editor();
    const uri = await client.open(join(folder, 'elasticsearch.yml'), withUrls);
    const range = { start: { line: 2, character: 0 }, end: { line: 2, character: 4 } };
    const kinds = (await client.actions(uri, range)).filter((action) => action.isPreferred);
    expect(kinds).toEqual([]);
    expect(await client.actions('file:///not/open/elasticsearch.yml', range)).toEqual([]);
  });
});

describe('fix all', () => {
  it('applies every safe fix of the file, and no comment', async () => {
    const { client, folder } = await editor();
    const uri = await client.open(
      join(folder, 'elasticsearch.yml'),
      `${withUrls}# elasticlint-disable-next-line ${shape}\r\nnode.name: a\r\n`,
    );
    const { range } = await only(client, uri, unused);
    const everything = await client.actions(uri, range);
    expect(everything.filter((action) => action.kind !== 'quickfix')).toEqual([]);
    for (const kind of ['source', 'source.fixAll', 'source.fixAll.elasticlint']) {
      expect(await client.actions(uri, range, { only: [kind] })).toMatchObject([
        { kind: 'source.fixAll.elasticlint' },
      ]);
    }
    expect(await client.actions(uri, range, { only: ['source.fixAll.other', 'refactor'] })).toEqual(
      [],
    );
    const [all] = await client.actions(uri, range, { only: ['source.fixAll'] });
    await client.apply(all!.edit!);
    expect(client.text(uri)).toBe(
      `${withUrls.replace('https://', '').replace('http://', '')}node.name: a\r\n`,
    );
    expect(of(await client.settled(uri), shape)).toEqual([]);
    expect(await client.actions(uri, range, { only: ['source.fixAll'] })).toEqual([]);
  });
});

describe('disabling a rule', () => {
  it.each([
    {
      where: 'line',
      left: 1,
      head: `cluster.remote:\r\n  far:\r\n    skip_unavailable: true\r\n    # elasticlint-disable-next-line ${shape}\r\n    seeds:`,
    },
    { where: 'file', left: 0, head: `# elasticlint-disable-file ${shape}\r\ncluster.remote:\r\n` },
  ])('for this $where writes a comment that does it', async ({ where, left, head }) => {
    const { client, folder } = await editor();
    const uri = await client.open(join(folder, 'elasticsearch.yml'), withUrls);
    const [first] = of(await client.settled(uri), shape);
    const actions = await client.actions(uri, first!.range, { diagnostics: [first!] });
    const disable = actions.filter(({ title }) => title === `Disable ${shape} for this ${where}`);
    expect(disable).toMatchObject([{ kind: 'quickfix', diagnostics: [first] }]);
    await client.apply(disable[0]!.edit!);
    expect(client.text(uri).startsWith(head)).toBe(true);
    const after = await client.settled(uri);
    expect(of(after, shape)).toHaveLength(left);
    expect(of(after, unused)).toEqual([]);
  });

  it('stands above the key of a value of several lines', async () => {
    const { client, folder } = await editor();
    const text =
      'cluster.remote.far.skip_unavailable: true\ncluster.remote.far.seeds: [\n  "https://far.example.com:9300"\n  ]\n';
    const uri = await client.open(join(folder, 'elasticsearch.yml'), text);
    const { range } = await only(client, uri, shape);
    const disable = (await client.actions(uri, range)).find(
      ({ title }) => title === `Disable ${shape} for this line`,
    );
    await client.apply(disable!.edit!);
    expect(client.text(uri).split('\n')[1]).toBe(`# elasticlint-disable-next-line ${shape}`);
    expect(of(await client.settled(uri), shape)).toEqual([]);
  });

  it('is not offered where no comment may stand, for comments, or when it is not wanted', async () => {
    const { client, folder } = await editor();
    const payload = await client.open(
      join(folder, 'cluster-settings.json'),
      '{ "persistent": { "cluster.remote.far.seeds": ["far"] } }',
    );
    const inPayload = await only(client, payload, shape);
    expect(await client.actions(payload, inPayload.range)).toEqual([]);
    const uri = await client.open(
      join(folder, 'elasticsearch.yml'),
      `# elasticlint-disable-file ${shape}\n`,
    );
    const { range } = await only(client, uri, unused);
    expect((await client.actions(uri, range)).map(({ title }) => title)).toEqual([
      'remove the comment',
    ]);

    const quiet = await editor({}, { initializationOptions: { disableActions: false } });
    const other = await quiet.client.open(
      join(quiet.folder, 'elasticsearch.yml'),
      'cluster.remote.far.seeds: far\n',
    );
    const found = await only(quiet.client, other, shape);
    const titles = (await quiet.client.actions(other, found.range)).map(({ title }) => title);
    expect(titles.filter((title) => title.startsWith('Disable'))).toEqual([]);
  });

  it('is not offered in a manifest, whose comments are not read', async () => {
    const manifest = twoClusters['elasticlint.yml'].replace('alias: far', 'alias: fur');
    const { client, folder } = await editor({ ...twoClusters, 'elasticlint.yml': manifest });
    const uri = await client.open(join(folder, 'elasticlint.yml'), manifest);
    const { range } = await only(client, uri, 'link/alias-not-configured');
    expect(await client.actions(uri, range)).toEqual([]);
  });
});
