import { dirname, join } from 'node:path/posix';
import { applyFixes } from '../core/fix.js';
import type { Finding, SourceText } from '../core/index.js';
import { encode } from '../documents/decode.js';
import { lineEnd } from '../documents/edit.js';
import type { Migration } from '../topology/migration.js';
import { openWorkspace, type Workspace } from './session.js';
import { MemoryVfs } from './vfs.js';

/** What linting the files of a workspace finds after a migration, and did not find before. */
export interface Migrated {
  readonly errors: number;
  /** A line for people for each finding, or one that says that there is none. */
  readonly lines: readonly string[];
}

const pathOf = (manifest: string, name: string): string =>
  join(dirname(manifest), '.elasticlint-migrated', name);

/** Texts of files with lines added at their end and edits applied. */
function changedTexts({ server, client, edits }: Migration): Map<SourceText, string> {
  const texts = applyFixes([{ safe: true, title: '', edits }]);
  for (const { node, lines } of [...server, ...client]) {
    const { source } = node.document;
    const text = texts.get(source) ?? source.text;
    const end = lineEnd(text);
    const begun = text === '' || text.endsWith('\n') ? '' : end;
    texts.set(source, `${text}${begun}${lines.join(end)}${end}`);
  }
  return texts;
}

/** The manifest with further files listed under keys of its clusters. */
async function withFiles(
  text: string,
  added: readonly { cluster: string; key: string; path: string }[],
): Promise<string> {
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text);
  for (const { cluster, key, path } of added) {
    const place = ['clusters', cluster, key];
    const listed = document.toJS() as {
      clusters: Record<string, Record<string, string | string[] | undefined>>;
    };
    // the new list of keystore entries stands for those of all nodes
    const before = key === 'keystore' ? undefined : listed.clusters[cluster]?.[key];
    document.setIn(place, [...(before === undefined ? [] : [before].flat()), path]);
  }
  return document.toString();
}

const same = (a: Finding, b: Finding): boolean =>
  a.rule === b.rule && a.text === b.text && a.source.path === b.source.path;

/**
 * Lints the files as they would be after a migration, in memory.
 *
 * @param manifest absolute path of the manifest that governs the link
 * @param before what linting it finds today
 */
export async function lintMigrated(
  workspace: Workspace,
  manifest: string,
  before: readonly Finding[],
  migration: Migration,
): Promise<Migrated> {
  const overlay = new MemoryVfs({}, workspace.options.vfs);
  const { link, to, settings, key, roles } = migration;
  for (const [source, text] of changedTexts(migration))
    overlay.write(workspace.pathOf(source), encode(source, text));
  const added: { cluster: string; key: string; path: string }[] = [];
  const add = (cluster: string, place: string, name: string, content: string): void => {
    const path = pathOf(manifest, name);
    overlay.write(path, content);
    added.push({ cluster, key: place, path });
  };
  const from = link.from.name;
  const names = link.from.keystores.flatMap((keystore) => keystore.names.map(({ name }) => name));
  const credentials = `cluster.remote.${link.alias}.credentials`;
  // one list for all nodes, as the plan stores the key on each of them
  add(from, 'keystore', 'keystore.txt', `${[...new Set([...names, credentials])].join('\n')}\n`);
  if (settings) add(from, 'settings', 'settings.json', JSON.stringify({ persistent: settings }));
  add(to.name, 'apiKeys', 'api-key.json', JSON.stringify(key));
  for (const { name, body } of roles)
    add(from, 'roles', `${encodeURIComponent(name)}.json`, JSON.stringify(body));
  const bytes = overlay.read(manifest);
  overlay.write(manifest, await withFiles(new TextDecoder().decode(bytes), added));
  const after = await openWorkspace({ ...workspace.options, vfs: overlay }).lint([manifest]);
  const news = after.findings.filter((finding) => !before.some((other) => same(finding, other)));
  const lines = news.map(
    ({ severity, text, rule, source }) => `${severity}: ${text} (${rule}, ${source.path})`,
  );
  return {
    errors: news.filter(({ severity }) => severity === 'error').length,
    lines: lines.length > 0 ? lines : ['no findings beside those that were there before'],
  };
}
