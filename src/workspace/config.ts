import { dirname, relative, resolve } from 'node:path/posix';
import type { Place } from '../core/text.js';
import { nodeAt } from '../documents/tree.js';
import { parseYml } from '../documents/yaml.js';
import { assumedVersions } from '../settings/versions.js';
import { UsageError } from './errors.js';
import { expandGlob, globMatcher } from './globs.js';
import { nearestManifest } from './inputs.js';
import type { Manifest } from './manifest.js';
import type { Workspace } from './session.js';

/** Something that holds for a file, and who says so: a place in a manifest, an option, or `default`. */
export interface Configured {
  readonly name: string;
  readonly value: string;
  readonly from: string;
}

/** What holds for a file. */
export interface FileConfig {
  readonly file: string;
  readonly values: readonly Configured[];
  /** All rules with their levels. */
  readonly rules: readonly Configured[];
}

const shownPlace = ({ source, range }: Place): string => {
  const { line, column } = source.position(range.start);
  return `${source.path}:${line}:${column}`;
};

/** The place of a value in a manifest, by its JSON pointer. */
function placeIn(manifest: Manifest, pointer: string): string {
  const { tree } = parseYml(manifest.source);
  return shownPlace({ source: manifest.source, range: nodeAt(tree!, pointer).tree.range });
}

const escaped = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');

/** What each cluster of the manifest says of a file that it lists. */
async function clusterValues(
  { options }: Workspace,
  manifest: Manifest,
  path: string,
): Promise<Configured[]> {
  const values: Configured[] = [];
  for (const { facts, files } of manifest.clusters) {
    const at = `/clusters/${escaped(facts.name)}`;
    for (const { key, patterns } of files)
      for (const pattern of patterns) {
        const matched = await expandGlob(options.vfs, manifest.directory, pattern.text);
        if (!matched.includes(path)) continue;
        values.push({
          name: 'cluster',
          value: `${facts.name} (${key})`,
          from: shownPlace(pattern),
        });
        const { versions, platform, license } = facts;
        const said = { version: versions?.text, platform, license };
        for (const [name, value] of Object.entries(said))
          if (value !== undefined)
            values.push({ name, value, from: placeIn(manifest, `${at}/${name}`) });
      }
  }
  return values;
}

/** The manifest that governs a file, and why. */
function governing(workspace: Workspace, path: string): { path?: string; why: string } {
  const { vfs, cwd, manifest } = workspace.options;
  if (manifest === false) return { why: '--no-config' };
  if (manifest !== undefined) return { path: resolve(cwd, manifest), why: '--config' };
  const found = nearestManifest(vfs, dirname(path), new Map());
  if (found !== undefined) return { path: found, why: 'the nearest one at or above the file' };
  return { why: 'none is at or above the file, up to the root of the repository' };
}

/** What the manifest says of its files in general, and of this one. */
async function manifestValues(
  workspace: Workspace,
  manifest: Manifest,
  path: string,
): Promise<Configured[]> {
  const matching: Configured[] = [];
  for (const pattern of manifest.ignore) {
    const ignores = await globMatcher([pattern.text]);
    if (!ignores(relative(manifest.directory, path))) continue;
    matching.push({ name: 'ignored by', value: pattern.text, from: shownPlace(pattern) });
  }
  const { requireReason } = manifest;
  return [
    ...manifest.extends.map((named) => ({
      name: 'extends',
      value: named.text,
      from: shownPlace(named),
    })),
    ...matching,
    ...(requireReason
      ? [
          {
            name: 'require-reason',
            value: String(requireReason.value),
            from: shownPlace(requireReason.place),
          },
        ]
      : []),
    ...(await clusterValues(workspace, manifest, path)),
  ];
}

/**
 * What holds for a file, each value with where it comes from.
 *
 * @param given the path, relative to the working directory
 * @throws UsageError for a file that is not there, a wrong manifest, an unknown rule
 */
export async function configOf(workspace: Workspace, given: string): Promise<FileConfig> {
  const { vfs, cwd, esVersion, platform } = workspace.options;
  const path = resolve(cwd, given);
  if (vfs.stat(path)?.type !== 'file') throw new UsageError(`${given}: no such file`);
  const { path: manifestPath, why } = governing(workspace, path);
  const manifest =
    manifestPath === undefined ? undefined : await workspace.wholeManifest(manifestPath);
  const values: Configured[] = [
    {
      name: 'manifest',
      value: manifestPath === undefined ? 'none' : workspace.shown(manifestPath),
      from: why,
    },
    ...(manifest ? await manifestValues(workspace, manifest, path) : []),
  ];
  const isOwned = values.some(({ name }) => name === 'cluster');
  const add = (name: string, value: string, from: string): void => {
    if (!values.some((one) => one.name === name)) values.push({ name, value, from });
  };
  if (esVersion !== undefined && !isOwned) add('version', esVersion, '--es-version');
  if (platform !== undefined && !isOwned) add('platform', platform, '--platform');
  add('version', assumedVersions.text, 'default: the newest known');
  add('require-reason', 'false', 'default');
  const levels = await workspace.levels(manifest);
  const active = new Set(levels.active);
  const rules = levels.rules.map((rule): Configured => {
    const said = levels.given(rule.id);
    const custom = manifest?.customRules.get(rule.id);
    const own = custom ? shownPlace(custom) : 'default';
    if (!said) return { name: rule.id, value: active.has(rule) ? rule.severity : 'off', from: own };
    const from = said.place ? shownPlace(said.place) : '--rule';
    return { name: rule.id, value: said.level, from };
  });
  return { file: workspace.shown(path), values, rules };
}
