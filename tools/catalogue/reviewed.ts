/** Types that no class or message tells, by key; a type is taken only if it agrees with the recorded verdicts. */
export const REVIEWED: readonly (readonly [RegExp, string])[] = [
  [/^(?:cluster|search)\.remote\.\*\.seeds$/, 'list of host-port'],
  [/^(?:cluster|search)\.remote\.\*\.proxy/, 'optional-host-port'],
  [/\.filter\.(?:allow|deny)$/, 'list of filter-rule'],
  [/watermark/, 'relative-bytes'],
  [
    /^node\.roles$/,
    'roles data|data_cold|data_content|data_frozen|data_hot|data_warm|index|ingest|master|ml|remote_cluster_client|search|transform|voting_only',
  ],
  [
    /^node\.roles$/,
    'roles data|data_cold|data_content|data_frozen|data_hot|data_warm|ingest|master|ml|remote_cluster_client|transform|voting_only',
  ],
];

/** Roles of 7.17 that come from modules, which the published distribution lacks. */
const MODULE_ROLES = ['ml', 'transform', 'voting_only'];

/** The type with what modules add to its words, where no distribution at hand holds them. */
export function widened(key: string, type: string, version: string): string {
  if (key !== 'node.roles' || !version.startsWith('7.')) return type;
  const words = /^(?:list of words|roles) (.*)$/.exec(type)?.[1]?.split('|') ?? [];
  return `roles ${[...new Set([...words, ...MODULE_ROLES])].sort().join('|')}`;
}

/** The default of node.roles, which comes in no fixed order, with the roles that modules add. */
export function defaultRoles(text: string, version: string): string {
  const added = version.startsWith('7.') ? ['ml', 'transform'] : [];
  return JSON.stringify([...new Set([...(JSON.parse(text) as string[]), ...added])].sort());
}
