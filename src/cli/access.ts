import { effectiveAccess, type EffectiveAccess } from '../topology/access.js';
import { openWorkspace } from '../workspace/session.js';
import { disk } from '../workspace/disk.js';
import { exitCodes } from './exit.js';
import { stdout, tell } from './streams.js';

/** What the user may say of `elasticlint access`. */
export interface AccessOptions {
  readonly format: 'pretty' | 'json';
  readonly config?: string;
}

const texts = (list: readonly { readonly text: string }[]): string[] => [
  ...new Set(list.map(({ text }) => text)),
];

/** One row as the JSON output has it; a contract like that of the findings. */
function plain({ link, role, place, ...row }: EffectiveAccess): object {
  const { line, column } = place.source.position(place.range.start);
  return {
    from: link.from.name,
    alias: link.alias,
    ...(link.to && { to: link.to.name }),
    model: link.intendedModel,
    role: role.name,
    use: row.use,
    asked: texts(row.asked),
    allowed: texts(row.allowed),
    ...(row.left && { left: row.left }),
    verdict: row.verdict,
    ...(row.reason !== undefined && { reason: row.reason }),
    restricted: row.restricted,
    file: place.source.path,
    line,
    column,
  };
}

const headings = ['link', 'role', 'use', 'asks for', 'allowed', 'left', ''];

function cells({
  link,
  role,
  use,
  asked,
  allowed,
  left,
  verdict,
  reason,
  restricted,
}: EffectiveAccess): string[] {
  const list = (items: readonly string[]): string => items.join(' ') || '–';
  const notes = [
    verdict === 'full' ? '' : (reason ?? verdict),
    restricted ? 'some documents or fields hidden' : '',
  ];
  return [
    `${link.from.name} → ${link.alias}`,
    role.name,
    use,
    // with certificates nothing but the other side decides
    link.intendedModel === 'certificate' ? '(certificates)' : list(texts(asked)),
    list(texts(allowed)),
    left ? list(left) : '?',
    notes.filter((note) => note !== '').join('; '),
  ];
}

/** A table with columns as wide as their widest cell. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/**
 * `elasticlint access [paths]`: what each role can reach over each link, after the API key or the role of the same name on
 * the other side.
 *
 * @returns the exit code: clean, or nothing checked where no role and no link were found
 * @throws UsageError as linting does
 */
export async function access(paths: readonly string[], options: AccessOptions): Promise<number> {
  const { config, format } = options;
  const workspace = openWorkspace({
    vfs: disk,
    cwd: process.cwd(),
    env: process.env,
    ...(config !== undefined && { manifest: config }),
  });
  const { clusters, unmatched, unreadable } = await workspace.lint(
    paths.length > 0 ? paths : ['.'],
  );
  for (const line of [...unreadable, ...unmatched]) tell(`elasticlint: ${line}`);
  const rows = clusters.flatMap(({ links }) => links.flatMap(effectiveAccess));
  if (format === 'json')
    stdout.write(`${JSON.stringify({ version: 1, access: rows.map(plain) }, null, 2)}\n`);
  else if (rows.length > 0) stdout.write(`${table([headings, ...rows.map(cells)])}\n`);
  if (unreadable.length > 0) return exitCodes.failed;
  if (rows.length > 0) return exitCodes.clean;
  tell(
    'elasticlint: nothing to show: the manifest must give roles, and a keystore or the other side of a link',
  );
  return exitCodes.nothingChecked;
}
