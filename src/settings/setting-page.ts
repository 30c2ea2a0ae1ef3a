import type { Catalogue, Setting } from './catalogue.js';
import type { Descriptions } from './descriptions.js';
import { allowedValues } from './grammar/allowed.js';
import { goneFor, renamedTo } from './renames.js';
import { knownMinors, minorOf } from './versions.js';

/** What can be said of a setting in one stretch of versions. */
export interface SettingFacts {
  /** First and last minor for which this holds. */
  readonly from: string;
  readonly to: string;
  readonly allowed: string;
  /** The default as text; `computed` where the node works it out; undefined where there is none. */
  readonly default?: string;
  /** The setting whose value is taken where this one is not set. */
  readonly fallback?: string;
  /** The only names that may stand for the star. */
  readonly names?: readonly string[];
  readonly change: string;
  readonly scope: Setting['scope'];
  readonly deprecated: boolean;
  /** As Elasticsearch names them: Dynamic, NodeScope, Filtered … */
  readonly properties: readonly string[];
}

/** All that is known of a setting, for the command `setting` and for hovers. */
export interface SettingPage {
  readonly key: string;
  readonly description?: string;
  readonly url?: string;
  /** The oldest and the newest minor that know it, where those are not the oldest and the newest of all. */
  readonly since?: string;
  readonly until?: string;
  readonly module: string;
  /** Not taken from a real distribution: the module is not published apart from the whole. */
  readonly inferred: boolean;
  readonly successor?: string;
  readonly facts: readonly SettingFacts[];
}

function howToChange({ secure, dynamic, operatorDynamic, final, scope }: Setting): string {
  if (secure) return 'in the keystore of every node';
  if (scope === 'index') {
    if (dynamic) return 'on an index, at any time';
    return final ? 'on an index, when it is created' : 'on an index, when it is created or closed';
  }
  if (final) return 'once, never again';
  if (dynamic) return 'by request, while the cluster runs';
  return operatorDynamic ? 'by request, by operators only' : 'in elasticsearch.yml, with a restart';
}

function factsOf(setting: Setting, minor: string): SettingFacts {
  const value = setting.computedDefault ? 'computed by the node' : setting.default;
  return {
    from: minor,
    to: minor,
    allowed: setting.secure
      ? 'a secret'
      : setting.group
        ? 'settings of any name below it'
        : allowedValues(setting.type),
    ...(value !== undefined && { default: value === '' ? 'empty' : value }),
    ...(setting.fallback !== undefined && { fallback: setting.fallback }),
    ...(setting.names && { names: setting.names }),
    change: howToChange(setting),
    scope: setting.scope,
    deprecated: setting.deprecated !== undefined,
    properties: setting.properties,
  };
}

const same = (a: SettingFacts, b: SettingFacts): boolean =>
  JSON.stringify({ ...a, from: '', to: '' }) === JSON.stringify({ ...b, from: '', to: '' });

/**
 * What is known of a key; undefined when no version knows it.
 *
 * @param minors the only ones to give facts of; default all that know it
 */
export function settingPage(
  key: string,
  catalogue: Catalogue,
  descriptions: Descriptions,
  minors: readonly string[] = knownMinors,
): SettingPage | undefined {
  const history = catalogue.history(key);
  const newest = history?.minors.at(-1);
  const setting = newest === undefined ? undefined : catalogue.find(key, newest);
  if (!history || !setting) return undefined;
  const facts: SettingFacts[] = [];
  for (const minor of history.minors.filter((one) => minors.includes(one))) {
    const found = factsOf(catalogue.find(key, minor)!, minor);
    const last = facts.at(-1);
    const follows = last && knownMinors.indexOf(minor) === knownMinors.indexOf(last.to) + 1;
    if (last && follows && same(last, found)) facts[facts.length - 1] = { ...last, to: minor };
    else facts.push(found);
  }
  const described = descriptions.of(setting.key);
  const successor = renamedTo(key)?.to ?? goneFor(key);
  return {
    key: setting.key,
    ...(described && { description: described.text, url: described.url }),
    ...(history.since !== knownMinors[0] && { since: history.since }),
    ...(history.until !== undefined && { until: minorOf(history.until) }),
    module: setting.module,
    inferred: !setting.measured,
    ...(successor !== undefined && { successor }),
    facts,
  };
}
