import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { elasticlint, findingsOf, folder, useCommand } from '../cli/command.js';

useCommand();

const text = `cluster.name: logs
cluster.remote.two:
  mode: proxy
  proxy_address: es.example.com:99999
http.port: nothing
`;

/** What is new when a text takes the place of another one, which the baseline knows. */
async function newIn(after: string, before = text): Promise<string[]> {
  const cwd = folder({ 'elasticsearch.yml': before });
  const args = ['--baseline', 'known.json', 'elasticsearch.yml'];
  expect((await elasticlint(['baseline', 'write', ...args], { cwd })).code).toBe(0);
  const same = await elasticlint([...args, '--format', 'json'], { cwd });
  expect([findingsOf(same), same.code]).toEqual([[], 0]);
  writeFileSync(join(cwd, 'elasticsearch.yml'), after);
  const outcome = await elasticlint([...args, '--format', 'json'], { cwd });
  const found = findingsOf(outcome).map(({ rule, line }) => `${rule}:${line}`);
  const hasErrors = findingsOf(outcome).some(({ severity }) => severity === 'error');
  expect(outcome.code).toBe(hasErrors ? 1 : 0);
  return found;
}

describe('R18: a baseline', () => {
  it.each([
    ['lines above', `# one\n\n# two\n${text}`],
    ['lines between', text.replace('http.port', '\n# note\nhttp.port')],
    ['another order', `http.port: nothing\n${text.replace('http.port: nothing\n', '')}`],
    ['CRLF', text.replaceAll('\n', '\r\n')],
    ['another indentation', text.replaceAll('  ', '      ')],
    [
      'quotes',
      text
        .replace('nothing', '"nothing"')
        .replace('es.example.com:99999', "'es.example.com:99999'"),
    ],
    ['blanks', text.replace('nothing', '  nothing   ')],
    ['a byte order mark', `\uFEFF${text}`],
    [
      'a dotted key',
      text.replace(
        'cluster.remote.two:\n  mode: proxy\n  proxy_address',
        'cluster.remote.two.mode: proxy\ncluster.remote.two.proxy_address',
      ),
    ],
  ])('keeps what it knows with %s', async (_, after) => {
    expect(after).not.toBe(text);
    expect(await newIn(after)).toEqual([]);
  });

  it('one mistake in place of another of the same rule in the same file is new', async () => {
    const other = await newIn(
      'cluster.name: logs\ntransport.port: nothing\n',
      'cluster.name: logs\nhttp.port: nothing\n',
    );
    expect(other).toEqual(['settings/invalid-value:2']);
    const value = await newIn(
      'cluster.name: logs\nhttp.port: something\n',
      'cluster.name: logs\nhttp.port: nothing\n',
    );
    expect(value).toEqual(['settings/invalid-value:2']);
  });

  it('one more of the same is new', async () => {
    const comment = '# elasticlint-disable-line no/such-rule\n';
    expect(await newIn(`${comment}${text}${comment}`, `${comment}${text}`)).toEqual([
      'suppressions/malformed:7',
    ]);
  });
});
