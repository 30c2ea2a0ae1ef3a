import { join, resolve } from 'node:path';
import { plural } from '../reporters/summary.js';
import { disk, writeAtomically } from '../workspace/disk.js';
import { UsageError } from '../workspace/errors.js';
import { manifestNames } from '../workspace/manifest.js';
import { renderManifest, survey, type Survey } from '../workspace/propose.js';
import { openWorkspace } from '../workspace/session.js';
import { stdout, tell } from './streams.js';

function told({ clusters, links }: Survey): string {
  if (clusters.length === 0)
    return 'nothing to list was found, so it is a template: no elasticsearch.yml is here or below';
  const files = clusters.reduce((sum, cluster) => sum + cluster.files.length, 0);
  const matched = links.filter((link) => link.to).length;
  return `${plural(clusters.length, 'cluster')}, ${plural(files, 'file')}, ${plural(matched, 'link')}; set the versions, then run elasticlint`;
}

/**
 * `elasticlint init`: writes an elasticlint.yml for what is found below a directory.
 *
 * @param given the directory, relative to the working directory
 * @throws UsageError when there is no such directory, or a manifest is there already
 */
export async function init(
  given: string,
  options: { readonly force?: boolean; readonly stdout?: boolean },
): Promise<void> {
  const directory = resolve(given);
  if (disk.stat(directory)?.type !== 'directory')
    throw new UsageError(`${given}: no such directory`);
  const existing = manifestNames.find((name) => disk.stat(join(directory, name)) !== undefined);
  if (existing !== undefined && !options.force && !options.stdout) {
    throw new UsageError(
      `${join(given, existing)} is there already; --force replaces it, --stdout only prints`,
    );
  }
  const workspace = openWorkspace({ vfs: disk, cwd: process.cwd() });
  const found = await survey(workspace, directory);
  const text = await renderManifest(workspace, found);
  for (const line of found.unreadable) tell(`elasticlint: ${line}`);
  const path = join(directory, existing ?? manifestNames[0]!);
  if (options.stdout) stdout.write(text);
  else write(path, text);
  tell(`elasticlint: ${options.stdout ? '' : `wrote ${workspace.shown(path)}: `}${told(found)}`);
}

function write(path: string, text: string): void {
  try {
    writeAtomically(path, new TextEncoder().encode(text));
  } catch (error) {
    throw new UsageError(`${path}: ${(error as Error).message}`);
  }
}
