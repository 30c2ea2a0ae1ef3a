import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { lint } from '../src/index.js';
import { json } from '../src/reporters/json.js';
import { pretty } from '../src/reporters/pretty.js';
import { UsageError } from '../src/workspace/errors.js';
import type { LintResult } from '../src/workspace/session.js';
import { generateYml, Random } from './bench/generate.js';

/** Texts by path: what one call of `lint()` is given. */
type Files = Readonly<Record<string, string>>;

const payload = `{
  "persistent": {
    "cluster.remote.archive": { "mode": "proxy", "proxy_address": "archive.example.com:9443", "skip_unavailable": true },
    "cluster.routing.allocation.disk.watermark.low": "85%",
    "indices.recovery.max_bytes_per_sec": null
  },
  "transient": { "logger.org.elasticsearch.transport": "TRACE" }
}
`;
const requests = `# what is applied after the roll-out
PUT _cluster/settings
${payload}
POST /_security/cross_cluster/api_key
{
  "name": "archive",
  "access": { "search": [{ "names": ["logs-*"], "query": """{"term":{"a":1}}""" }], "replication": [{ "names": ["a"] }] },
  "certificate_identity": "CN=logs,O=Example,(C|c)=D[E-F]"
}

PUT _security/role/reader
{ "remote_indices": [{ "clusters": ["archive"], "names": ["logs-*"], "privileges": ["read", "read_cross_cluster"] }] }
`;
const manifest = `version: 1
clusters:
  logs:
    version: 8.15-8.19
    nodes: [elasticsearch.yml]
    settings: [cluster-settings.json]
    keystore: keystore.txt
  archive: { version: [8.19, 9.5.3], license: enterprise, addresses: [archive.example.com], apiKeys: requests.console }
links:
  - { from: logs, alias: archive, to: archive, use: [search] }
rules: { suppressions/unused: info }
ignore: ["**/old/**"]
`;
const keystore =
  'keystore.seed\ncluster.remote.archive.credentials\nxpack.security.http.ssl.keystore.secure_password\n';
const template = `cluster.name: {{ name | default("logs") }}
{% for host in groups['es'] %}
discovery.seed_hosts.{{ loop.index0 }}: "{{ host }}:9300"
{% endfor %}
node.roles: [{{ roles | join(', ') }}]  # elasticlint-disable-line yaml/syntax until=2026-12-31 -- generated
`;
const example = readFileSync(join(import.meta.dirname, 'bench/elasticsearch.yml'), 'utf8');

/** A realistic set of files to start from. */
function seedFiles(random: Random): Record<string, string> {
  const yml = random.pick([generateYml(random), example, template]);
  const files: Record<string, string> = { 'elasticsearch.yml': yml };
  if (random.chance(40)) files['cluster-settings.json'] = payload;
  if (random.chance(40)) files['requests.console'] = requests;
  if (random.chance(30)) files['elasticlint.yml'] = manifest;
  if (random.chance(20)) files['keystore.txt'] = keystore;
  return files;
}

const odd = [
  '\0',
  '\t',
  '\r',
  '\uFEFF',
  '\uD800',
  '🜁',
  '\u2028',
  '[',
  '{',
  '"',
  "'",
  '#',
  '&a ',
  '*a',
  '- ',
  ': ',
  '|\n',
];
const words = [
  'true',
  'null',
  '~',
  '${HOME}',
  '{{ x }}',
  '<%= y %>',
  '!!int 3',
  '"',
  '0x1F',
  '1e9',
  '---',
  '...',
  '%YAML',
];
const directive = '# elasticlint-disable-next-line yaml/syntax, no/such until=2026-02-31 -- why\n';

/** One small damage to a text, as people, editors and transfers do it. */
function mutate(random: Random, text: string): string {
  const at = random.below(text.length + 1);
  const length = random.below(Math.min(40, text.length + 1 - at));
  const lines = text.split('\n');
  const line = random.below(lines.length);
  const change = (next: string): string => lines.with(line, next).join('\n');
  const current = lines[line]!;
  switch (random.below(12)) {
    case 0:
      return text.slice(0, at) + String.fromCharCode(random.below(0x250)) + text.slice(at + 1);
    case 1:
      return text.slice(0, at) + text.slice(at + length);
    case 2:
      return (
        text.slice(0, at) + text.slice(at, at + length).repeat(2 + random.below(4)) + text.slice(at)
      );
    case 3:
      return change(`${' '.repeat(random.below(6))}${current.trimStart()}`);
    case 4:
      return change(current.replace(/[a-z](?=[a-z]*[.:])/, random.pick(['', 'x', 'aa', '.', ' '])));
    case 5:
      return lines.toSpliced(random.below(lines.length), 0, current).join('\n');
    case 6:
      return lines.toSpliced(line, 1).join('\n');
    case 7:
      return text.slice(0, at) + random.pick(odd) + text.slice(at);
    case 8:
      return change(current.replace(/:.*$/, `: ${random.pick(words)}`));
    case 9:
      return lines.toSpliced(line, 0, directive).join('\n');
    case 10:
      return text.slice(0, at);
    default:
      return random.chance(50)
        ? text.replaceAll('\n', '\r\n')
        : change(current.replaceAll(' ', '\t'));
  }
}

/** What is wrong with a report, if anything. */
function complaint({ crashes, findings }: LintResult): string | undefined {
  if (crashes[0]) return `the rule ${crashes[0].rule} threw: ${crashes[0].error}`;
  for (const finding of findings) {
    const places = [finding, ...finding.related, ...(finding.fix?.edits ?? [])];
    for (const { source, range } of places) {
      const inside =
        range.start >= 0 && range.end >= range.start && range.end <= source.text.length;
      if (inside && Number.isInteger(range.start) && Number.isInteger(range.end)) continue;
      return `${finding.rule} points outside of ${source.path}: ${range.start} to ${range.end} of ${source.text.length}`;
    }
    if (!/\S/.test(finding.text)) return `${finding.rule} says nothing`;
    const hole = /(?<![$\w{])\{\w+\}/.exec(finding.text);
    if (hole && !finding.source.text.includes(hole[0]))
      return `${finding.rule} left ${hole[0]} open`;
  }
  return undefined;
}

const plain = (text: string): string => text;
const colors = { bold: plain, dim: plain, red: plain, yellow: plain, cyan: plain };

/** What goes wrong with some files, if anything; a manifest that is refused is no trouble. */
async function trouble(files: Files): Promise<string | undefined> {
  const begin = process.cpuUsage();
  try {
    const result = await lint(files, { today: '2026-01-01', pedantic: true });
    const said = complaint(result);
    if (said !== undefined) return said;
    JSON.parse(json(result));
    pretty(result, { colors, width: 100 });
  } catch (error) {
    if (!(error instanceof UsageError))
      return `it threw ${error instanceof Error ? String(error.stack) : String(error)}`;
  }
  // time of the processor: a busy machine is no trouble
  const { user, system } = process.cpuUsage(begin);
  const spent = (user + system) / 1000;
  return spent > 1000 ? `it took ${spent.toFixed(0)} ms` : undefined;
}

/** Takes lines and whole files out as long as the trouble stays of the same kind. */
async function minimise(files: Files, said: string): Promise<Files> {
  const kind = (text: string | undefined): string | undefined =>
    text?.replace(/\d+/g, '').split('\n')[0];
  const same = async (candidate: Files): Promise<boolean> =>
    kind(await trouble(candidate)) === kind(said);
  let best = files;
  for (const path of Object.keys(files)) {
    const { [path]: _left, ...others } = best;
    if (Object.keys(others).length > 0 && (await same(others))) best = others;
  }
  for (const path of Object.keys(best)) {
    for (let size = best[path]!.length >> 1; size >= 1; size >>= 1) {
      for (let at = 0; at < best[path]!.length;) {
        const text = best[path]!;
        const shorter = { ...best, [path]: text.slice(0, at) + text.slice(at + size) };
        if (await same(shorter)) best = shorter;
        else at += size;
      }
    }
  }
  return best;
}

async function main(seconds: number, seed: number): Promise<void> {
  const random = new Random(seed);
  const end = performance.now() + seconds * 1000;
  let count = 0;
  while (performance.now() < end) {
    const files = seedFiles(random);
    for (let round = 0; round < 20 && performance.now() < end; round++) {
      const path = random.pick(Object.keys(files));
      files[path] = mutate(random, files[path]!);
      const said = await trouble(files);
      count++;
      if (said === undefined) continue;
      const smallest = await minimise(files, said);
      console.log(
        `after ${count} inputs with --seed ${seed}: ${(await trouble(smallest)) ?? said}`,
      );
      for (const [name, text] of Object.entries(smallest))
        console.log(`${name}: ${JSON.stringify(text)}`);
      process.exitCode = 1;
      return;
    }
  }
  console.log(
    `${count} inputs with --seed ${seed}: nothing threw, none took a second, all places are in their files`,
  );
}

const { seconds, seed } = new Command('fuzz')
  .description(
    'lints damaged files, and looks for crashes, long runs and places outside of the file',
  )
  .option('--seconds <count>', 'how long', '30')
  .option('--seed <number>', 'the same seed gives the same inputs', String(Date.now() % 1_000_000))
  .parse()
  .opts<{ seconds: string; seed: string }>();
await main(Number(seconds), Number(seed));
