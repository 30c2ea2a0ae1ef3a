import type { Versions } from '../settings/versions.js';

/** The node roles with the first version that knows each; voting_only, ml and transform are x-pack's. */
const since: Readonly<Record<string, string>> = {
  master: '7.17',
  data: '7.17',
  data_content: '7.17',
  data_hot: '7.17',
  data_warm: '7.17',
  data_cold: '7.17',
  data_frozen: '7.17',
  ingest: '7.17',
  ml: '7.17',
  remote_cluster_client: '7.17',
  transform: '7.17',
  voting_only: '7.17',
  // of stateless clusters only, but every node from 8.6 on takes the names
  index: '8.6',
  search: '8.6',
};

/** The names that all of the given versions take in `node.roles`. */
export function rolesOf(versions: Versions): string[] {
  return Object.keys(since).filter((role) => versions.atLeast(since[role]!));
}

/** The first version that knows a role; undefined where none does. */
export const roleSince = (role: string): string | undefined => since[role];

/** The roles that have a boolean setting of their own up to 7.x, with what it is when it is not set. */
const legacyDefaults: Readonly<Record<string, boolean>> = {
  master: true,
  voting_only: false,
  data: true,
  ingest: true,
  ml: true,
  transform: true,
  remote_cluster_client: true,
};
const tiers = ['data_content', 'data_hot', 'data_warm', 'data_cold', 'data_frozen'];

/** The keys of the boolean role settings that 8.0 removed. */
export const legacyRoleSettings: readonly string[] = [...Object.keys(legacyDefaults), ...tiers].map(
  (role) => `node.${role}`,
);

/**
 * The roles that 7.x makes of the boolean settings.
 *
 * @param set what a role's setting says; undefined when it is not set
 */
export function rolesOfLegacy(set: (role: string) => boolean | undefined): string[] {
  const on = (role: string): boolean => set(role) ?? legacyDefaults[role]!;
  const roles = Object.keys(legacyDefaults).filter(on);
  // `data` holds all tiers; a tier alone is only left where `data` is off
  return on('data') ? roles : [...roles, ...tiers.filter((tier) => set(tier) === true)];
}

/** Whether a node is master and nothing else: nobody sends searches to it, so a role that those need may be missing. */
export const isDedicatedMaster = (names: readonly string[]): boolean =>
  names.includes('master') && names.every((name) => name === 'master' || name === 'voting_only');
