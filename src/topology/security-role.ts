import type { Place } from '../core/text.js';
import type { RequestBody } from '../documents/document.js';
import { itemsOf, pairOf, type Mapping, type Tree } from '../documents/tree.js';
import { isRestricted, textsOf } from '../settings/security-bodies/fields.js';
import type { BodyProblem } from '../settings/security-bodies/problem.js';
import { checkRole } from '../settings/security-bodies/role.js';
import type { Cluster } from './cluster.js';

/** A text of a body with its place. */
export interface PlacedText extends Place {
  readonly text: string;
}

/** One entry of `indices`, `remote_indices`, `search` or `replication`. */
export interface IndexAccess extends Place {
  readonly tree: Mapping;
  readonly names: readonly PlacedText[];
  /** In lower case; a key's entries have none, what they are for says it. */
  readonly privileges: readonly string[];
  /** Where the privileges stand. */
  readonly privilegesTree: Tree | undefined;
  /** The aliases that an entry of `remote_indices` is for. */
  readonly clusters: readonly PlacedText[];
  /** Some documents or fields are hidden. */
  readonly restricted: boolean;
  readonly allowsRestrictedIndices: boolean;
}

/** A role of the security API or of roles.yml. */
export interface SecurityRole extends Place {
  readonly cluster: Cluster;
  readonly body: RequestBody;
  /** From the path of the request, the key in roles.yml, or the name of the file. */
  readonly name: string;
  /** The body of this role alone. */
  readonly tree: Tree;
  readonly clusterPrivileges: readonly string[];
  readonly indices: readonly IndexAccess[];
  readonly remoteIndices: readonly IndexAccess[];
  readonly problems: readonly BodyProblem[];
}

/** Reads the entries of a list; anything but an object is left out. */
export function accessOf(body: RequestBody, entries: readonly Tree[]): IndexAccess[] {
  const { source } = body;
  const placed = (tree: Tree | undefined): PlacedText[] =>
    textsOf(tree).map(({ text, tree }) => ({ source, range: tree.range, text }));
  return entries
    .filter((entry): entry is Mapping => entry.kind === 'mapping')
    .map((entry) => {
      const value = (key: string): Tree | undefined => pairOf(entry, key)?.value;
      const restrictedIndices = value('allow_restricted_indices');
      return {
        source,
        range: entry.range,
        tree: entry,
        names: placed(value('names')),
        privileges: textsOf(value('privileges')).map(({ text }) => text.toLowerCase()),
        privilegesTree: value('privileges'),
        clusters: placed(value('clusters')),
        restricted: isRestricted(entry),
        allowsRestrictedIndices:
          restrictedIndices?.kind === 'scalar' && restrictedIndices.text === 'true',
      };
    });
}

const fieldsOfRoles = ['cluster', 'indices', 'index', 'remote_indices', 'run_as', 'applications'];

/** The trees of the roles in a body: one, or by name, as `GET _security/role` answers and as roles.yml has them. */
function* treesOf(body: RequestBody): Generator<{ name: string; tree: Tree; place: Place }> {
  const { source, tree } = body;
  if (!tree) return;
  const byName =
    tree.kind === 'mapping' &&
    tree.pairs.length > 0 &&
    tree.pairs.every(
      ({ key, value }) => value.kind === 'mapping' && !fieldsOfRoles.includes(key.text),
    );
  if (byName) {
    for (const { key, value } of tree.pairs)
      yield { name: key.text, tree: value, place: { source, range: key.range } };
    return;
  }
  const fromPath = /_security\/role\/([^/?]+)/.exec(body.path ?? '')?.[1];
  const fromFile = source.path
    .split('/')
    .at(-1)!
    .replace(/\.\w+$/, '');
  yield {
    name:
      fromPath === undefined
        ? fromFile
        : decodeURIComponent(fromPath.replace(/%(?![\dA-F]{2})/gi, '%25')),
    tree,
    place: { source, range: tree.range },
  };
}

/** The roles that a body creates, or that an answer lists. */
export function rolesOf(body: RequestBody, cluster: Cluster): SecurityRole[] {
  return [...treesOf(body)].map(({ name, tree, place }) => {
    const entries = (...keys: readonly string[]): IndexAccess[] =>
      keys.flatMap((key) => accessOf(body, itemsOf(pairOf(tree, key)?.value)));
    return {
      ...place,
      cluster,
      body,
      name,
      tree,
      clusterPrivileges: textsOf(pairOf(tree, 'cluster')?.value).map(({ text }) =>
        text.toLowerCase(),
      ),
      indices: entries('indices', 'index'),
      remoteIndices: entries('remote_indices'),
      problems: checkRole(tree, cluster.versions),
    };
  });
}
