import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { distribution } from './distributions.js';
import { RECORDED_VERSIONS } from './record.js';
import { startNode, type Outcome } from './node.js';

/** The rules whose fixtures are started: their errors mean that the node does not start. */
export const STARTED_RULES: readonly string[] = [
  'security/tls-enabled-unset',
  'security/tls-keys-exclusive',
  'security/tls-no-key-material',
  'security/tls-path-outside-config',
  'security/realm-order',
  'security/weak-protocol',
  'node/port-overlap',
  'node/publish-address',
  'node/bootstrap-names',
  'security/transport-tls-missing',
  'remote/server-no-certificate',
  'node/mixed-roles',
  'node/unknown-role',
  'node/voting-only-not-master',
  'node/discovery-unset',
];

/** `fixtures/oracle/starts.json`: what became of each fixture by version, and of which text. */
export interface Recordings {
  readonly cases: Readonly<Record<string, Readonly<Record<string, Outcome>>>>;
  readonly sha256: Readonly<Record<string, string>>;
}

export const nothing: Recordings = { cases: {}, sha256: {} };

/**
 * The distributions that a fixture is started on: that of the version in its name, else 8.19 and the newest one. What is
 * fine is started on the newest one only, which takes the longest and tells the least. Older 8.x would need older Java.
 */
export function versionsOf(name: string): string[] {
  const minor = /@(\d+\.\d+)/.exec(name)?.[1];
  if (minor === undefined)
    return name.includes('/ok-') ? RECORDED_VERSIONS.slice(-1) : RECORDED_VERSIONS.slice(-2);
  return RECORDED_VERSIONS.filter((version) => version.startsWith(`${minor}.`));
}

/** The fixtures that can be started, by their name under `root`: single files without placeholders. */
export function startable(root: string): string[] {
  return STARTED_RULES.flatMap((rule) => {
    const folder = join(root, rule);
    const names = existsSync(folder) ? readdirSync(folder).sort() : [];
    return names
      .filter((name) => /^(?:bad|ok)-.*\.yml$/.test(name))
      .filter((name) => !/\$\{|\{\{/.test(readFileSync(join(folder, name), 'utf8')))
      .map((name) => `${rule}/${name}`)
      .filter((name) => versionsOf(name).length > 0);
  });
}

/**
 * Starts each fixture on its versions, one node at a time. What is recorded of the same text is not asked again.
 *
 * @param done is told after every fixture what is known by then, so that a long run can be interrupted
 */
export async function recordStarts(
  root: string,
  before: Recordings,
  done: (known: Recordings) => void,
): Promise<Recordings> {
  const cases: Record<string, Record<string, Outcome>> = {};
  const sha256: Record<string, string> = {};
  for (const name of startable(root)) {
    const bytes = readFileSync(join(root, name));
    sha256[name] = createHash('sha256').update(bytes).digest('hex');
    const known = before.sha256[name] === sha256[name] ? before.cases[name] : undefined;
    cases[name] = {};
    for (const version of versionsOf(name)) {
      cases[name][version] = known?.[version] ?? (await startNode(distribution(version), bytes));
    }
    done({ cases: { ...before.cases, ...cases }, sha256: { ...before.sha256, ...sha256 } });
  }
  return { cases, sha256 };
}
