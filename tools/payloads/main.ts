/**
 * Asks every known version what it says of bodies of the security API, and which privileges it knows; writes
 * fixtures/oracle/security-payloads.json and schemas/payloads/privileges.json.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { classPath, distribution, KNOWN_DISTRIBUTIONS } from '../oracle/distributions.js';
import { compile, ENVIRONMENT, run } from '../oracle/judge.js';
import { bodies } from './bodies.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = ['SecurityPayloads', '../../oracle/java/Json', '../../oracle/java/Messages'].map(
  (name) => fileURLToPath(new URL(`java/${name}.java`, import.meta.url)),
);
type Privileges = Record<'cluster' | 'index' | 'remoteCluster', string[]>;

/** What one version says: the privileges, then of each body null or why it is refused. */
async function ask(version: string): Promise<[Privileges, ...(string | null)[]]> {
  const asked = distribution(version);
  const output = await run(
    join(asked.jdk, 'bin', 'java'),
    [
      '-XX:TieredStopAtLevel=1',
      '-Dlog4j2.disable.jmx=true',
      ...['-cp', `${compile(asked, SOURCES)}:${classPath(asked.home)}`],
      'SecurityPayloads',
    ],
    [
      'privileges',
      ...bodies.map(({ kind, body }) => `${kind}\t${Buffer.from(body).toString('base64')}`),
    ]
      .map((line) => `${line}\n`)
      .join(''),
    { env: ENVIRONMENT },
  );
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as string) as unknown as [Privileges, ...(string | null)[]];
}

const versions = [...KNOWN_DISTRIBUTIONS];
const answers = new Map<string, [Privileges, ...(string | null)[]]>();
const waiting = [...versions];
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      answers.set(next, await ask(next));
  }),
);

/** Versions as a range along the known ones where they are one: `8.10.2-9.5.3`. */
function ranges(list: readonly string[]): string {
  const spans: string[] = [];
  for (let i = 0; i < versions.length; i++) {
    if (!list.includes(versions[i]!)) continue;
    const start = i;
    while (i + 1 < versions.length && list.includes(versions[i + 1]!)) i++;
    spans.push(start === i ? versions[i]! : `${versions[start]}-${versions[i]}`);
  }
  return spans.join(' ');
}

const said = (message: string | null): string | null =>
  message === null ? null : message.replace(/@[0-9a-f]{5,8}\b/g, '@…').slice(0, 400);

const cases = bodies.map(({ kind, body }, index) => {
  const byMessage = new Map<string | null, string[]>();
  for (const version of versions) {
    const message = said(answers.get(version)![index + 1] as string | null);
    byMessage.set(message, [...(byMessage.get(message) ?? []), version]);
  }
  const accepted = byMessage.get(null);
  const refused = [...byMessage].filter(([message]) => message !== null);
  return JSON.stringify({
    kind,
    body,
    ...(accepted && { accepted: ranges(accepted) }),
    ...(refused.length > 0 && {
      refused: Object.fromEntries(refused.map(([message, list]) => [ranges(list), message])),
    }),
  });
});
writeFileSync(
  join(ROOT, 'fixtures/oracle/security-payloads.json'),
  `{\n"versions": ${JSON.stringify(versions)},\n"cases": [\n${cases.join(',\n')}\n]\n}\n`,
);

const kinds = ['cluster', 'index', 'remoteCluster'] as const;
const known = (kind: (typeof kinds)[number], version: string): string[] =>
  answers.get(version)![0][kind];
const privileges = kinds.map((kind) => {
  const names = [...new Set(versions.flatMap((version) => known(kind, version)))].sort();
  const rows = names.map((name): [string, string] => [
    name,
    ranges(versions.filter((version) => known(kind, version).includes(name))).replace(
      /(\d+\.\d+)\.\d+/g,
      '$1',
    ),
  ]);
  return [kind, Object.fromEntries(rows)] as const;
});
writeFileSync(
  join(ROOT, 'schemas/payloads/privileges.json'),
  `${JSON.stringify(Object.fromEntries(privileges), null, 2)}\n`,
);
