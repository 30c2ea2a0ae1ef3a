import type { Platform } from '../topology/cluster.js';
import { parseVersions } from '../settings/versions.js';
import schema from '../../schemas/manifest.schema.json' with { type: 'json' };
import type { ProjectOptions } from './project.js';

/** The section of the client's configuration that is ours: `elasticlint.esVersion` and so on. */
export const section = 'elasticlint';

/** What a person can choose in an editor, for each workspace folder. */
export interface ClientSettings extends ProjectOptions {
  /** The manifest to use instead of the nearest one, relative to the folder. */
  readonly manifest?: string;
  /** Offer comments that disable a rule, among the quick fixes. */
  readonly disableActions: boolean;
}

export const defaults: ClientSettings = { disableActions: true };

const platforms: readonly string[] = schema.definitions.cluster.properties.platform.enum;

/**
 * Reads what a client sent; what is of no use is left out.
 *
 * @param problem takes a line for each value that is not understood
 */
export async function readSettings(
  given: unknown,
  problem: (line: string) => void,
): Promise<ClientSettings> {
  const { esVersion, platform, pedantic, manifest, disableActions } = (
    typeof given === 'object' && given !== null ? given : {}
  ) as Readonly<Record<string, unknown>>;
  const text = (value: unknown): string | undefined =>
    typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  const version = text(esVersion);
  const isVersion = version === undefined || (await isVersions(version));
  if (!isVersion)
    problem(`elasticlint.esVersion: '${version}' is no version, such as 9.5, 8.19.21 or 8.15-8.19`);
  const where = text(platform);
  const isPlatform = where === undefined || platforms.includes(where);
  if (!isPlatform) problem(`elasticlint.platform: '${where}' is none of ${platforms.join(', ')}`);
  const path = text(manifest);
  return {
    ...(version !== undefined && isVersion && { esVersion: version }),
    ...(where !== undefined && isPlatform && { platform: where as Platform }),
    ...(pedantic === true && { pedantic }),
    ...(path !== undefined && { manifest: path }),
    disableActions: disableActions !== false,
  };
}

const isVersions = (text: string): Promise<boolean> =>
  parseVersions(text).then(
    () => true,
    () => false,
  );
