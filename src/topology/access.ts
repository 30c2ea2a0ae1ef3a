import type { Place } from '../core/text.js';
import {
  intersect,
  isWithin,
  matchesAny,
  readPattern,
  simplified,
  writeWildcard,
  type NamePattern,
  type Wildcard,
} from '../settings/name-patterns.js';
import type { Link, Use } from './link.js';
import type { IndexAccess, PlacedText, SecurityRole } from './security-role.js';

/** The index privileges that each use asks for, as the documentation has them. */
export const privilegesFor = {
  search: ['read', 'read_cross_cluster', 'view_index_metadata'],
  replication: ['cross_cluster_replication'],
  /** On the remote side, in the certificate model. */
  certificateSearch: ['read', 'read_cross_cluster'],
  certificateReplication: ['monitor', 'read'],
} as const;

/** Whether privileges have another in them; all names in lower case. */
export function grants(privileges: readonly string[], name: string): boolean {
  if (privileges.includes(name) || privileges.includes('all')) return true;
  return (name === 'view_index_metadata' || name === 'monitor') && privileges.includes('manage');
}

/** full: all that is asked for is left; undecided: regular expressions; unknown: the key or the remote's roles are not given. */
export type AccessVerdict = 'full' | 'narrower' | 'empty' | 'undecided' | 'unknown';

/** What one role can reach over one link for one use. */
export interface EffectiveAccess {
  readonly link: Link;
  readonly role: SecurityRole;
  readonly use: Use;
  /** The index patterns that the role asks for; with certificates whatever the remote's role gives. */
  readonly asked: readonly PlacedText[];
  /** What the key of the link, or the role of the same name on the remote cluster, allows. */
  readonly allowed: readonly PlacedText[];
  /** The patterns that are left; undefined where they are not known. */
  readonly left: readonly string[] | undefined;
  readonly verdict: AccessVerdict;
  /** Why, as a clause, where the verdict alone does not say it. */
  readonly reason?: string;
  /** Some documents or fields are hidden by a query or by field security of either side. */
  readonly restricted: boolean;
  /** Where the role asks. */
  readonly place: Place;
}

/** What two lists of patterns have in common. */
export interface Common {
  /** The patterns that certainly are in both. */
  readonly left: readonly string[];
  /** Whether all of the first list is in the second; undefined where regular expressions decide. */
  readonly whole: boolean | undefined;
  /** Some pair could not be compared. */
  readonly undecided: boolean;
}

/** Whether one pattern lies within the others; undefined where regular expressions decide. */
function isHeld(pattern: NamePattern, others: readonly NamePattern[]): boolean | undefined {
  if (others.some(({ text }) => text === pattern.text)) return true;
  const surely = others.flatMap(({ wildcards }) => wildcards ?? []);
  const held = pattern.atMost.map((steps) => isWithin(steps, surely));
  if (held.every((one) => one === true)) return true;
  const isExact = pattern.wildcards && others.every(({ wildcards }) => wildcards);
  return isExact && held.includes(false) ? false : undefined;
}

/** Compares the patterns that are asked for with those that are allowed. */
export function commonPatterns(asked: readonly string[], allowed: readonly string[]): Common {
  const theirs = allowed.map(readPattern);
  const left: Wildcard[] = [];
  const expressions: string[] = [];
  let undecided = false;
  const keep = ({ text, wildcards }: NamePattern): void => {
    if (wildcards) left.push(...wildcards);
    else expressions.push(text);
  };
  const held = asked.map(readPattern).map((pattern) => {
    const whole = isHeld(pattern, theirs);
    if (whole === true) keep(pattern);
    for (const other of whole === true ? [] : theirs) {
      if (isHeld(other, [pattern]) === true) {
        keep(other);
        continue;
      }
      const pairs = pattern.atMost.flatMap((a) => other.atMost.map((b) => intersect(a, b)));
      const isExact = pattern.wildcards && other.wildcards && pairs.every((pair) => pair);
      if (isExact) left.push(...pairs.flatMap((pair) => pair!));
      else undecided ||= pairs.some((pair) => pair?.length !== 0);
    }
    return whole;
  });
  const patterns = (simplified(left) ?? []).map(writeWildcard);
  const whole = held.includes(false) ? false : held.includes(undefined) ? undefined : true;
  return { left: [...new Set([...patterns, ...expressions])].sort(), whole, undecided };
}

const namesOf = (entries: readonly IndexAccess[]): PlacedText[] =>
  entries.flatMap(({ names }) => names);

const uses: readonly Use[] = ['search', 'replication'];

/** The entries of a role that are for an alias and a use. */
function entriesFor(role: SecurityRole, alias: string, use: Use): IndexAccess[] {
  const wanted = use === 'search' ? 'read' : 'cross_cluster_replication';
  return role.remoteIndices.filter(
    ({ clusters, privileges }) =>
      grants(privileges, wanted) &&
      matchesAny(
        clusters.map(({ text }) => text),
        alias,
      ) === true,
  );
}

function withKey(link: Link, role: SecurityRole, use: Use): EffectiveAccess[] {
  const entries = entriesFor(role, link.alias, use);
  if (entries.length === 0) return [];
  const asked = namesOf(entries);
  // which of several keys the link uses is not known: what one of them gives is possible
  const keys = (link.to?.apiKeys ?? []).filter(
    ({ wrong, access }) => !wrong && access.search.length + access.replication.length > 0,
  );
  const given = keys.flatMap(({ access }) => access[use]);
  const allowed = namesOf(given);
  const base = { link, role, use, asked, allowed, place: entries[0]! };
  const restricted = [...entries, ...given].some((entry) => entry.restricted);
  if (keys.length === 0)
    return [
      {
        ...base,
        restricted,
        left: undefined,
        verdict: 'unknown',
        reason: 'the API key is not given',
      },
    ];
  if (given.length === 0)
    return [
      { ...base, restricted, left: [], verdict: 'empty', reason: `the key is not for ${use}` },
    ];
  const { left, whole, undecided } = commonPatterns(
    asked.map(({ text }) => text),
    allowed.map(({ text }) => text),
  );
  const isKnown = !undecided && (whole !== undefined || left.length === 0);
  const verdict =
    whole === true ? 'full' : !isKnown ? 'undecided' : left.length > 0 ? 'narrower' : 'empty';
  return [{ ...base, restricted, left: verdict === 'undecided' ? undefined : left, verdict }];
}

function withCertificate(link: Link, role: SecurityRole, use: Use): EffectiveAccess[] {
  if (!link.to || (link.use.length > 0 && !link.use.includes(use))) return [];
  const base = { link, role, use, asked: [], place: role };
  if (link.to.roles.length === 0) {
    const reason = `the roles of ${link.to.name} are not given`;
    return [
      { ...base, allowed: [], restricted: false, left: undefined, verdict: 'unknown', reason },
    ];
  }
  const namesakes = link.to.roles.filter(({ name }) => name === role.name);
  const wanted = use === 'search' ? (['read'] as const) : privilegesFor.certificateReplication;
  const given = namesakes
    .flatMap(({ indices }) => indices)
    .filter(({ privileges }) => wanted.every((name) => grants(privileges, name)));
  // nobody asks for replication with certificates but by the cluster privilege
  if (
    use === 'replication' &&
    !role.clusterPrivileges.includes('manage_ccr') &&
    !link.use.includes(use)
  )
    return [];
  const reason =
    namesakes.length === 0
      ? `${link.to.name} has no role of this name`
      : `the role of this name on ${link.to.name} has no index for ${use}`;
  const allowed = namesOf(given);
  const left = allowed.map(({ text }) => text);
  const restricted = given.some((entry) => entry.restricted);
  return left.length > 0
    ? [{ ...base, allowed, restricted, left, verdict: 'full' }]
    : [{ ...base, allowed, restricted, left, verdict: 'empty', reason }];
}

/**
 * What the roles of a cluster can reach over one of its links: in the API-key model what a role's `remote_indices` and the
 * access of the key have in common, in the certificate model what the role of the same name on the remote cluster gives.
 * Nothing where the model is not known.
 */
export function effectiveAccess(link: Link): EffectiveAccess[] {
  const model = link.intendedModel;
  if (!model) return [];
  const one = model === 'api-key' ? withKey : withCertificate;
  return link.from.roles.flatMap((role) => uses.flatMap((use) => one(link, role, use)));
}
