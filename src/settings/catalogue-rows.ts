import type { CatalogueFile, CatalogueRange, UnmeasuredRow } from './setting.js';

/** Rows by the first two names of their keys: in each text a line for each key, its other names, a tab and its JSON. */
type Rows = Readonly<Record<string, string>>;

/**
 * The catalogue as it is looked up: a file has a hundred of its four thousand settings, so rows stay texts until they
 * are asked for.
 */
export interface CatalogueRows extends Pick<
  CatalogueFile,
  'versions' | 'types' | 'properties' | 'modules'
> {
  /** Keys with a star, by what stands before it: their own beginnings, and others that some versions answer to. */
  readonly starred: Readonly<Record<string, readonly string[]>>;
  readonly settings: Rows;
  readonly unmeasured: Rows;
}

/** A key in two parts: its first two names, and the rest with the dot before it. */
function partsOf(key: string): [head: string, rest: string] {
  const end = key.indexOf('.', key.indexOf('.') + 1);
  return end < 0 ? [key, ''] : [key.slice(0, end), key.slice(end)];
}

function textsOf(settings: Readonly<Record<string, unknown>>): Rows {
  const texts = new Map<string, string>();
  for (const [key, row] of Object.entries(settings)) {
    const [head, rest] = partsOf(key);
    texts.set(head, `${texts.get(head) ?? '\n'}${rest}\t${JSON.stringify(row)}\n`);
  }
  return Object.fromEntries(texts);
}

/** Makes rows of the catalogue's file. */
export function rowsOf(file: CatalogueFile): CatalogueRows {
  const { versions, types, properties, modules, settings, unmeasured } = file;
  const starred = new Map<string, string[]>();
  for (const key of Object.keys({ ...settings, ...unmeasured })) {
    const star = key.indexOf('*');
    if (star < 0) continue;
    const others = (settings[key] ?? []).flatMap((range) => range[6]?.also ?? []);
    for (const prefix of new Set([key.slice(0, star), ...others]))
      starred.set(prefix, [...(starred.get(prefix) ?? []), key]);
  }
  return {
    ...{ versions, types, properties, modules },
    starred: Object.fromEntries(starred),
    settings: textsOf(settings),
    unmeasured: textsOf(unmeasured),
  };
}

function rowIn(rows: Rows, key: string): unknown {
  const [head, rest] = partsOf(key);
  const text = Object.hasOwn(rows, head) ? rows[head]! : '';
  const start = text.indexOf(`\n${rest}\t`);
  if (start < 0) return undefined;
  const json = start + rest.length + 2;
  return JSON.parse(text.slice(json, text.indexOf('\n', json)));
}

/** What stands under a key in measured versions, and in the sources of modules that none holds. */
export function rowsUnder(
  { settings, unmeasured }: CatalogueRows,
  key: string,
): { ranges: readonly CatalogueRange[] | undefined; unmeasured: UnmeasuredRow | undefined } {
  return {
    ranges: rowIn(settings, key) as readonly CatalogueRange[] | undefined,
    unmeasured: rowIn(unmeasured, key) as UnmeasuredRow | undefined,
  };
}

/** The keys of some rows. */
export function keysOf(rows: Rows): string[] {
  return Object.entries(rows).flatMap(([head, text]) =>
    text
      .slice(1, -1)
      .split('\n')
      .map((line) => head + line.slice(0, line.indexOf('\t'))),
  );
}
