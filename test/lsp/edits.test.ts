import { join } from 'node:path';
import { expect, it } from 'vitest';
import { spentBy } from '../processor.js';
import { of } from './client.js';
import { useServers } from './servers.js';

const { editor } = useServers();

/** Numbers that look random and are the same at every run (a linear congruential generator). */
function* numbers(seed: number): Generator<(below: number) => number, never> {
  let state = seed;
  for (;;) {
    yield (below) => {
      state = (state * 1664525 + 1013904223) % 2 ** 32;
      return Math.floor((state / 2 ** 32) * below);
    };
  }
}

const realistic = `# the search cluster, Zürich 😀
cluster.name: search-zurich
node:
  name: \${HOSTNAME}
  roles: [master, data_hot, ingest, remote_cluster_client]
path.data: /var/lib/elasticsearch
path.logs: /var/log/elasticsearch

network:
  host: ["_local_", "_site_"]
  publish_host: es1.example.com
http.port: 9200
discovery.seed_hosts:
  - es1.example.com
  - es2.example.com:9300
  - "[2001:db8::3]:9300"
cluster.initial_master_nodes: ["es1", "es2", "es3"]

xpack.security.enabled: true
xpack.security.transport.ssl:
  enabled: true
  verification_mode: certificate # every node has the same
  keystore.path: certs/transport.p12
  truststore.path: certs/transport.p12

remote_cluster_server.enabled: true
remote_cluster.port: 9443
cluster:
  remote:
    logs-eu:
      mode: proxy
      proxy_address: logs.eu.example.com:9443
      server_name: logs.eu.example.com
      skip_unavailable: false
    "logs-us":
      seeds: [ "https://logs.us.example.com:9300", 'logs2.us.example.com:9300' ]
  # elasticlint-disable-next-line remote/mode-mismatch until=2999-12-31 -- to be moved
  remote.archive.proxy_address: archive.example.com:9400
action.auto_create_index: |
  .monitoring*,logs-*
description: >-
  several lines
  of text, 100 % harmless
`;
/** Each line ends with a comment that is complained about, whatever becomes of the rest: so every line shows where it is. */
const marked = realistic.replaceAll('\n', ' # é😀 # elasticlint-oops ü\n');

const pieces = [
  '\n',
  '\r\n',
  '  ',
  '\t',
  ':',
  ': ',
  '- ',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  '#',
  '&a',
  '*a',
  '|',
  '---\n',
  '%',
  '😀',
  'e\u0301',
  '\uFEFF',
  '\ud83d',
  'a: 1\n',
  '{{ x }}',
  '# elasticlint-disable-file yaml/syntax\n',
];

/** One edit as a person, or a cat, makes it; `whole`: no letter is cut in two. */
function randomEdit(
  text: string,
  random: (below: number) => number,
  whole: boolean,
): { start: number; end: number; text: string } {
  const at = (offset: number): number => {
    const bounded = Math.min(offset, text.length);
    return whole && bounded > 0 && text.codePointAt(bounded - 1)! > 0xffff ? bounded - 1 : bounded;
  };
  const start = at(random(text.length + 1));
  const piece = pieces[random(pieces.length)]!;
  const kind = random(4);
  if (kind === 0) return { start, end: at(start + random(30)), text: '' };
  if (kind === 1) return { start, end: at(start + random(4)), text: piece };
  const from = random(text.length + 1);
  return { start, end: start, text: kind === 2 ? piece : text.slice(from, from + random(60)) };
}

it.each(['utf-16', 'utf-8'])(
  '300 random edits end where a fresh look begins (%s)',
  async (encoding) => {
    const capabilities = { general: { positionEncodings: [encoding] } };
    const { client, folder } = await editor({}, { capabilities });
    const path = join(folder, 'elasticsearch.yml');
    const uri = await client.open(path, marked);
    const random = numbers(7).next().value;
    for (let count = 0; count < 300; count++) {
      const { start, end, text } = randomEdit(client.text(uri), random, encoding === 'utf-8');
      if (encoding === 'utf-16') await client.edit(uri, start, end, text);
      else await client.editInBytes(uri, start, end, text);
      // now and then the server gets the time to lint what is half typed
      if (count % 10 === 0) await client.settled(uri);
    }
    const after = await client.settled(uri);
    expect(of(after, 'suppressions/malformed').length).toBeGreaterThan(10);
    const fresh = await editor({}, { capabilities });
    const again = await fresh.client.open(
      join(fresh.folder, 'elasticsearch.yml'),
      client.text(uri),
    );
    expect(await fresh.client.settled(again)).toEqual(after);
    expect([...client.logged, ...fresh.client.logged]).toEqual([]);
    expect(await client.end()).toBe(0);
  },
);

it('answers a change in a file of 1,000 lines soon', async () => {
  const { client, folder } = await editor();
  const remote = (n: number): string =>
    `cluster.remote.c${n}:\n  mode: proxy\n  proxy_address: c${n}.example.com:9443\n  skip_unavailable: true\n`;
  const uri = await client.open(
    join(folder, 'elasticsearch.yml'),
    Array.from({ length: 250 }, (_, n) => remote(n)).join(''),
  );
  await client.settled(uri);
  const before = spentBy(client.process.pid!);
  for (let count = 0; count < 9; count++) {
    await client.edit(uri, 0, 0, `# ${count}\n`);
    await client.settled(uri);
  }
  // 1 to 2 s on a quiet machine; what an editor waits for is in the benchmark
  expect(spentBy(client.process.pid!) - before).toBeLessThan(15_000);
});
