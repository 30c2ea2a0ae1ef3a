import { loadCatalogue, type Catalogue } from '../settings/catalogue.js';
import { loadDescriptions } from '../settings/descriptions.js';
import { goneFor, mistakenFor, pluginOf, renamedTo } from '../settings/renames.js';
import { settingPage, type SettingPage } from '../settings/setting-page.js';
import { keysBelow, nearestKeys } from '../settings/suggest-key.js';
import {
  knownMinors,
  minorOf,
  newestVersion,
  parseVersions,
  VersionError,
} from '../settings/versions.js';
import { UsageError } from '../workspace/errors.js';
import { stdout } from './streams.js';

const span = (from: string, to: string): string => (from === to ? from : `${from} to ${to}`);

/** The options of `elasticlint setting`, as commander gives them. */
export interface SettingOptions {
  readonly format: 'pretty' | 'json';
  readonly esVersion?: string;
}

/** In which versions a setting is known, in words. */
function known({ since, until }: SettingPage): string {
  if (since === undefined) return until === undefined ? 'in all known versions' : `up to ${until}`;
  return until === undefined ? `since ${since}` : span(since, until);
}

function* lines(page: SettingPage, asked: string): Generator<string> {
  yield page.key === asked ? page.key : `${asked} (${page.key})`;
  if (page.description !== undefined) yield page.description;
  yield '';
  yield `known       ${known(page)}`;
  yield `module      ${page.module}${page.inferred ? ' (read in sources and documentation, not measured)' : ''}`;
  if (page.successor !== undefined) yield `instead     ${page.successor}`;
  for (const facts of page.facts) {
    if (page.facts.length > 1) yield `\n${span(facts.from, facts.to)}`;
    yield `value       ${facts.allowed}`;
    if (facts.default !== undefined) yield `default     ${facts.default}`;
    if (facts.fallback !== undefined) yield `unset       takes the value of ${facts.fallback}`;
    if (facts.names !== undefined) yield `* is        ${facts.names.join(', ')}`;
    yield `set         ${facts.change}`;
    if (facts.deprecated) yield 'note        deprecated';
    yield `properties  ${facts.properties.join(', ')}`;
  }
  if (page.url !== undefined) yield `\n${page.url}`;
}

const MOST_SHOWN = 12;

function listed(keys: readonly string[]): string {
  const more = keys.length - MOST_SHOWN;
  return keys.slice(0, MOST_SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** What to say of a key that no version knows. */
function unknown(key: string, catalogue: Catalogue): UsageError {
  if (key === '') return new UsageError('a key is wanted, for instance http.port');
  const instead = renamedTo(key)?.to ?? goneFor(key) ?? mistakenFor(key);
  if (instead !== undefined)
    return new UsageError(
      `no version from ${knownMinors[0]} on knows '${key}'; what takes its place: ${instead}`,
    );
  const plugin = pluginOf(key);
  if (plugin !== undefined)
    return new UsageError(`'${key}' is a setting of ${plugin}, not of Elasticsearch`);
  const below = keysBelow(catalogue, key, newestVersion);
  if (below.length > 0)
    return new UsageError(`'${key}' is no setting itself; below it are ${listed(below)}`);
  const near = nearestKeys(catalogue, key, newestVersion);
  const verb = near.length > 1 ? 'are' : 'is';
  const hint = near.length > 0 ? `; near it ${verb} ${near.join(', ')}` : '';
  return new UsageError(`no version of Elasticsearch knows '${key}'${hint}`);
}

/** The minors that are asked for. @throws UsageError for no version */
async function minorsOf(esVersion: string | undefined): Promise<readonly string[]> {
  if (esVersion === undefined) return knownMinors;
  const versions = await parseVersions(esVersion).catch((error: unknown) => {
    throw error instanceof VersionError ? new UsageError(error.message) : error;
  });
  return versions.list.map(minorOf);
}

/**
 * `elasticlint setting <key>`: what a setting is, by version.
 *
 * @param given the flat key, also as a payload has it (`persistent.…`) or as the pages write it (`cluster.remote.*.seeds`)
 * @throws UsageError for a key that no version knows, with the nearest ones
 */
export async function printSetting(given: string, options: SettingOptions): Promise<void> {
  const minors = await minorsOf(options.esVersion);
  const [catalogue, descriptions] = await Promise.all([loadCatalogue(), loadDescriptions()]);
  const key = given.trim().replace(/^(?:persistent|transient)\./, '');
  const page = settingPage(key.replaceAll('*', 'name'), catalogue, descriptions, minors);
  if (!page) throw unknown(key, catalogue);
  if (page.facts.length === 0)
    throw new UsageError(
      `Elasticsearch ${options.esVersion} does not know '${key}': it is known ${known(page)}`,
    );
  const text =
    options.format === 'json' ? JSON.stringify(page, null, 2) : [...lines(page, key)].join('\n');
  stdout.write(`${text}\n`);
}
