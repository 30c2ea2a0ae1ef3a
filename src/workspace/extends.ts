import { dirname, join, resolve } from 'node:path/posix';
import { UsageError } from './errors.js';
import { manifestNames, type Manifest } from './manifest.js';
import type { Place } from '../core/text.js';
import type { Vfs } from './vfs.js';

/** Where manifests are read from, and how. */
export interface ManifestReader {
  readonly vfs: Vfs;
  /** Reads one manifest, by its absolute path. @throws UsageError */
  read(path: string): Promise<Manifest>;
}

const isFile = (vfs: Vfs, path: string): boolean => vfs.stat(path)?.type === 'file';

/** The manifest in a directory. */
const manifestIn = (vfs: Vfs, directory: string): string | undefined =>
  manifestNames.map((name) => join(directory, name)).find((path) => isFile(vfs, path));

/**
 * The file that an entry of `extends` names: a path from the manifest on, or an installed package, which is looked for
 * where Node looks for it. Nothing is fetched, and no code of the package runs.
 */
function locate(vfs: Vfs, manifest: Manifest, named: Place & { readonly text: string }): string {
  const { text } = named;
  if (/^[a-z][a-z\d+.-]*:/i.test(text) || text.startsWith('//'))
    throw new UsageError(
      `'${text}' is no path and no package: elasticlint never uses the network`,
      named,
    );
  if (/^(?:\.{0,2}\/|\.{1,2}$)/.test(text)) {
    const path = resolve(manifest.directory, text);
    const found = isFile(vfs, path) ? path : manifestIn(vfs, path);
    if (found !== undefined) return found;
    throw new UsageError(`no manifest is at '${text}'`, named);
  }
  if (!/^(?:@[\w.-]+\/)?[\w-][\w.-]*(?:\/[\w.-]+)*$/.test(text))
    throw new UsageError(`'${text}' is no path and no package; paths begin with ./`, named);
  for (let at = manifest.directory; ; at = dirname(at)) {
    const path = join(at, 'node_modules', text);
    const found = isFile(vfs, path) ? path : manifestIn(vfs, path);
    if (found !== undefined) return found;
    if (at === dirname(at)) break;
  }
  throw new UsageError(
    `no package '${text}' with an elasticlint.yml is installed; paths begin with ./`,
    named,
  );
}

/** What a manifest that others build on must leave to them: it knows nothing of their files. */
function refuseClusters(manifest: Manifest, named: Place & { readonly text: string }): void {
  if (manifest.clusters.length === 0 && manifest.links.length === 0) return;
  throw new UsageError(
    `'${named.text}' describes clusters: what others extend holds rules, customRules, require-reason and ignore only`,
    named,
  );
}

/** One manifest on top of another one. */
function onTop(base: Manifest, own: Manifest): Manifest {
  const requireReason = own.requireReason ?? base.requireReason;
  return {
    ...own,
    rules: new Map([...base.rules, ...own.rules]),
    customRules: new Map([...base.customRules, ...own.customRules]),
    ignore: [...base.ignore, ...own.ignore],
    ...(requireReason && { requireReason }),
  };
}

/**
 * A manifest with all that it builds on: rules, custom rules, the ignore list (whose globs count from the manifest that
 * extends, not from the one that is extended) and `require-reason`. Its own word is stronger than theirs.
 *
 * @throws UsageError for an address of the network, a package that is not installed, a circle, and clusters in what is extended
 */
export async function withExtended(manifest: Manifest, reader: ManifestReader): Promise<Manifest> {
  return extended(manifest, reader, [manifest.path]);
}

async function extended(
  manifest: Manifest,
  reader: ManifestReader,
  above: readonly string[],
): Promise<Manifest> {
  let base: Manifest | undefined;
  for (const named of manifest.extends) {
    const path = locate(reader.vfs, manifest, named);
    if (above.includes(path))
      throw new UsageError(`'${named.text}' leads back to this manifest`, named);
    const other = await reader.read(path);
    refuseClusters(other, named);
    const whole = await extended(other, reader, [...above, path]);
    base = base ? onTop(base, whole) : whole;
  }
  return base ? onTop(base, manifest) : manifest;
}
