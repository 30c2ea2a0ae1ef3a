import { loadCatalogue } from '../settings/catalogue.js';
import { loadDescriptions } from '../settings/descriptions.js';
import { goneFor, mistakenFor, pluginOf, renamedTo } from '../settings/renames.js';
import { settingPage, type SettingPage } from '../settings/setting-page.js';
import { nearestKeys } from '../settings/suggest-key.js';
import { newestVersion } from '../settings/versions.js';
import { UsageError } from '../workspace/errors.js';

const span = (from: string, to: string): string => (from === to ? from : `${from} to ${to}`);

function* lines(page: SettingPage, asked: string): Generator<string> {
  yield page.key === asked ? page.key : `${asked} (${page.key})`;
  if (page.description !== undefined) yield page.description;
  yield '';
  const since = page.since === undefined ? 'in all known versions' : `since ${page.since}`;
  yield `known     ${page.until === undefined ? since : `${page.since === undefined ? 'up' : `${since},`} to ${page.until}`}`;
  yield `module    ${page.module}${page.inferred ? ' (read in sources and documentation, not measured)' : ''}`;
  if (page.successor !== undefined) yield `instead   ${page.successor}`;
  for (const facts of page.facts) {
    if (page.facts.length > 1) yield `\n${span(facts.from, facts.to)}`;
    yield `value     ${facts.allowed}`;
    if (facts.default !== undefined) yield `default   ${facts.default}`;
    yield `set       ${facts.change}${facts.scope === 'index' ? ' (on indices)' : ''}`;
    if (facts.deprecated) yield 'note      deprecated';
  }
  if (page.url !== undefined) yield `\n${page.url}`;
}

/**
 * `elasticlint setting <key>`: what a setting is, by version.
 *
 * @throws UsageError for a key that no version knows, with the nearest ones
 */
export async function printSetting(key: string, format: 'pretty' | 'json'): Promise<void> {
  const [catalogue, descriptions] = await Promise.all([loadCatalogue(), loadDescriptions()]);
  const page = settingPage(key, catalogue, descriptions);
  if (page) {
    console.log(
      format === 'json' ? JSON.stringify(page, null, 2) : [...lines(page, key)].join('\n'),
    );
    return;
  }
  const instead = renamedTo(key)?.to ?? goneFor(key) ?? mistakenFor(key);
  if (instead !== undefined)
    throw new UsageError(
      `no version from 7.17 on knows '${key}'; what takes its place: ${instead}`,
    );
  const plugin = pluginOf(key);
  if (plugin !== undefined)
    throw new UsageError(`'${key}' is a setting of ${plugin}, not of Elasticsearch`);
  const near = nearestKeys(catalogue, key, newestVersion);
  const hint = near.length > 0 ? `; near it are ${near.join(', ')}` : '';
  throw new UsageError(`no version of Elasticsearch knows '${key}'${hint}`);
}
