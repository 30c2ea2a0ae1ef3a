import type { Related } from '../../src/core/index.js';
import type { Link } from '../../src/topology/link.js';

/** The versions of both sides that a predicate picks out, local first; only declared versions count. */
export function versionPairs(
  link: Link,
  wanted: (local: string, remote: string) => boolean,
): [local: string, remote: string][] {
  const [locals, remotes] = [link.from.facts.versions, link.to?.facts.versions];
  if (!locals || !remotes || !link.settings.enabled) return [];
  return locals.list.flatMap((local) =>
    remotes.list
      .filter((remote) => wanted(local, remote))
      .map((remote): [string, string] => [local, remote]),
  );
}

/** Where the manifest declares the two clusters. */
export function declarations({ from, to }: Link): Related[] {
  return [from, to].flatMap((cluster) =>
    cluster?.facts.declaredAt
      ? [
          {
            ...cluster.facts.declaredAt,
            message: `cluster ${cluster.name} is ${cluster.versions.text}`,
          },
        ]
      : [],
  );
}
