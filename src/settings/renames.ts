import table from '../../schemas/renames.json' with { type: 'json' };

interface Renamed {
  readonly to: string;
  readonly removed?: string;
}

/** `search.remote.*.seeds` as a pattern for whole keys; the star is one name, or all that follows at the end. */
function pattern(key: string): RegExp {
  const [before, behind = ''] = key.split('*') as [string, string?];
  const star = behind === '' ? '(.+)' : '([-\\w]+)';
  return new RegExp(
    `^${before.replaceAll('.', '\\.')}${key.includes('*') ? star : ''}${behind.replaceAll('.', '\\.')}$`,
  );
}

/** What a table with stars says of a key: the exact row before those with a star. */
function lookUp<T>(
  rows: Readonly<Record<string, T>>,
  key: string,
): { row: T; star: string } | undefined {
  const exact = rows[key];
  if (exact !== undefined) return { row: exact, star: '' };
  for (const [written, row] of Object.entries(rows)) {
    const match = written.includes('*') ? pattern(written).exec(key) : undefined;
    if (match) return { row, star: match[1]! };
  }
  return undefined;
}

/** The key that takes the same value today, and since when the old one is gone where the catalogue cannot tell. */
export function renamedTo(key: string): Renamed | undefined {
  const found = lookUp<Renamed>(table.renamed, key);
  return found && { ...found.row, to: found.row.to.replace('*', found.star) };
}

/** What to do instead of a setting that is gone and has no single successor. */
export function goneFor(key: string): string | undefined {
  return lookUp<string>(table.gone, key)?.row;
}

/** What was meant by a key that never was one. */
export function mistakenFor(key: string): string | undefined {
  return (table.mistakes as Readonly<Record<string, string>>)[key.toLowerCase()];
}

/** The third-party plugin that a key belongs to, by its prefix. */
export function pluginOf(key: string): string | undefined {
  return Object.entries(table.plugins).find(([prefix]) => key.startsWith(prefix))?.[1];
}
