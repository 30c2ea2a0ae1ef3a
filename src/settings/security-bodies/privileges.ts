import table from '../../../schemas/payloads/privileges.json' with { type: 'json' };
import { compareVersions, minorOf, type Versions } from '../versions.js';

export type PrivilegeKind = 'cluster' | 'index' | 'remoteCluster';

/** What stands for itself beside the names: patterns of actions (ClusterPrivilegeResolver, IndexPrivilege). */
const actions: Readonly<Record<PrivilegeKind, RegExp>> = {
  cluster: /^(?:cluster:|indices:admin\/template\/|indices:admin\/index_template\/)/,
  index: /^(?:indices:|internal:transport\/proxy\/indices:)/,
  remoteCluster: /^$(?!)/,
};

/** Whether a version lies in spans such as `8.19 9.1-9.5`. */
export const inSpans = (spans: string, version: string): boolean =>
  spans.split(' ').some((span) => {
    const [from, to = from] = span.split('-') as [string, string?];
    const minor = minorOf(version);
    return compareVersions(minor, from) >= 0 && compareVersions(minor, to) <= 0;
  });

/** The names of the privileges that all of the versions know. */
export function privilegeNames(kind: PrivilegeKind, versions: Versions): string[] {
  return Object.entries(table[kind])
    .filter(([, spans]) => versions.list.every((version) => inSpans(spans, version)))
    .map(([name]) => name);
}

/** Whether all of the versions take a text for a privilege; names are taken in any case. */
export function isPrivilege(kind: PrivilegeKind, text: string, versions: Versions): boolean {
  const name = text.toLowerCase().trim();
  if (actions[kind].test(name)) return true;
  if (!Object.hasOwn(table[kind], name)) return false;
  const spans = (table[kind] as Readonly<Record<string, string>>)[name]!;
  return versions.list.every((version) => inSpans(spans, version));
}
