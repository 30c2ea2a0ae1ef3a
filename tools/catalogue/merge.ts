import { readFileSync } from 'node:fs';
import type { CatalogueFile, CatalogueRange, UnmeasuredRow } from '../../src/settings/catalogue.js';
import type { BatteryValue } from './battery.js';
import type { Dump, DumpedSetting } from './dump.js';
import { inferType } from './infer.js';
import { defaultRoles, widened } from './reviewed.js';

/** What the code of one version says on both machines. */
export interface Measured {
  version: string;
  big: Dump;
  small: Dump;
}

/** A setting whose type does not explain all verdicts. */
export interface Unexplained {
  key: string;
  version: string;
  type: string;
  values: BatteryValue[];
}

interface Row {
  type: string;
  value: string | null | true;
  properties: string;
  module: string;
  more: { fallback?: string; also?: string; names?: string[] };
}

/** One line of unmeasured.jsonl. */
interface Unmeasured {
  key: string;
  module: string;
  type: string;
  values?: string[];
  min?: string | number;
  max?: string | number;
  default?: string;
  dynamic?: true;
  operator_dynamic?: true;
  scope: 'node' | 'index';
  secure?: true;
  deprecated?: true | string;
  since?: string;
  removed?: string;
  uncertain?: true;
  group?: true;
}

/** A pool of texts, numbered in order of use. */
class Pool {
  readonly #numbers = new Map<string, number>();

  number(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  get texts(): string[] {
    return [...this.#numbers.keys()];
  }
}

/**
 * One catalogue of all versions.
 *
 * @param measured oldest first
 */
export function merge(measured: readonly Measured[]): {
  file: CatalogueFile;
  unexplained: Unexplained[];
} {
  const unexplained: Unexplained[] = [];
  const rows = new Map<string, (Row | undefined)[]>();
  measured.forEach(({ version, big, small }, at) => {
    const other = new Map(small.settings.map((setting) => [setting.key, setting]));
    for (const setting of big.settings) {
      const key = starred(setting);
      const row = rowOf(setting, other.get(setting.key), version, (type, values) =>
        unexplained.push({ key, version, type, values }),
      );
      const history = rows.get(key) ?? [];
      history[at] = row;
      rows.set(key, history);
    }
  });
  const pools = { types: new Pool(), properties: new Pool(), modules: new Pool() };
  const settings = Object.fromEntries(
    [...rows].sort(byKey).map(([key, history]) => [key, ranges(history, measured.length, pools)]),
  );
  const unmeasured = Object.fromEntries(
    readUnmeasured().map((row) => [row.key, unmeasuredRow(row, pools)]),
  );
  return {
    unexplained,
    file: {
      versions: measured.map(({ version }) => version),
      types: pools.types.texts,
      properties: pools.properties.texts,
      modules: pools.modules.texts,
      settings,
      unmeasured,
    },
  };
}

const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);

/** The registered key with a star for what users name: `cluster.remote.*.seeds`, `logger.*`. */
export function starred({ key, prefix, suffix, group }: DumpedSetting): string {
  if (prefix !== undefined) return suffix === undefined ? `${prefix}*` : `${prefix}*.${suffix}`;
  return group && key.endsWith('.') ? `${key}*` : key;
}

function rowOf(
  setting: DumpedSetting,
  small: DumpedSetting | undefined,
  version: string,
  differs: (type: string, values: BatteryValue[]) => void,
): Row {
  const byProcessors =
    small !== undefined && JSON.stringify(small.bounds) !== JSON.stringify(setting.bounds);
  const inferred = inferType(setting, version, byProcessors);
  const type = widened(setting.key, inferred.type, version);
  if (inferred.differing.length > 0) differs(type, inferred.differing);
  const text =
    setting.key === 'node.roles' ? defaultRoles(setting.default!, version) : setting.default;
  const follows = small !== undefined && small.default !== setting.default;
  const computed = setting.key !== 'node.roles' && (follows || 'defaultError' in setting);
  const shape = [setting.list && 'list', setting.group && 'group', setting.secure && 'secure'];
  return {
    type,
    value: computed || text?.startsWith('/') ? true : (text ?? null),
    properties: [...shape, ...setting.properties].filter(Boolean).join(' '),
    module: setting.module,
    more: {
      ...(setting.fallback
        ? { fallback: setting.fallback.replace(/(?<=^|\.)x1(?=\.|$)/, '*') }
        : {}),
      ...(setting.fallbackPrefix ? { also: setting.fallbackPrefix } : {}),
      ...(setting.names ? { names: setting.names } : {}),
    },
  };
}

type Pools = Record<'types' | 'properties' | 'modules', Pool>;

/** Versions in a row that say the same are one range. */
function ranges(history: (Row | undefined)[], versions: number, pools: Pools): CatalogueRange[] {
  const found: CatalogueRange[] = [];
  for (let from = 0; from < versions; from++) {
    const row = history[from];
    if (!row) continue;
    const text = JSON.stringify(row);
    let to = from;
    while (JSON.stringify(history[to + 1]) === text) to++;
    const range = [from, to, pools.types.number(row.type), row.value] as const;
    const place = [
      pools.properties.number(row.properties),
      pools.modules.number(row.module),
    ] as const;
    found.push(
      Object.keys(row.more).length > 0 ? [...range, ...place, row.more] : [...range, ...place],
    );
    from = to;
  }
  return found;
}

function readUnmeasured(): Unmeasured[] {
  const text = readFileSync(new URL('unmeasured.jsonl', import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Unmeasured);
}

function unmeasuredRow(row: Unmeasured, pools: Pools): UnmeasuredRow {
  const properties = [
    row.type === 'list' && 'list',
    row.group && 'group',
    row.secure && 'secure',
    row.deprecated && 'DeprecatedWarning',
    row.operator_dynamic ? 'OperatorDynamic' : row.dynamic && 'Dynamic',
    row.scope === 'index' ? 'IndexScope' : 'NodeScope',
  ];
  const more = {
    ...(row.uncertain ? { uncertain: true as const } : {}),
    ...(row.since ? { since: row.since } : {}),
    ...(row.removed ? { removed: row.removed } : {}),
    ...(typeof row.deprecated === 'string' ? { deprecated: row.deprecated } : {}),
  };
  const facts = [
    pools.types.number(unmeasuredType(row)),
    row.default ?? null,
    pools.properties.number(properties.filter(Boolean).join(' ')),
    pools.modules.number(row.module),
  ] as const;
  return Object.keys(more).length > 0 ? [...facts, more] : facts;
}

/** The type as it was read in sources; bounds that are no text of the type's grammar are left out. */
function unmeasuredType({ type, values, min = '', max = '' }: Unmeasured): string {
  if (type === 'enum')
    return `words-any-case ${values!.map((word) => word.toLowerCase()).join('|')}`;
  if (type === 'list') return 'list of string';
  if (['boolean'].includes(type)) return type;
  if (!['int', 'long', 'float', 'double', 'time', 'bytes', 'memory'].includes(type))
    return 'string';
  return min !== '' || max !== '' ? `${type} ${min}..${max}` : type;
}
