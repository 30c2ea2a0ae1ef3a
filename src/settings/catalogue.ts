import { compareVersions, knownMinors, minorOf } from './versions.js';
import { parseType, type ValueType } from './grammar/type.js';
import { keysOf, rowsUnder, type CatalogueRows } from './catalogue-rows.js';
import { FoundSetting, propertiesOf, type SettingProperties } from './found-setting.js';
import type { CatalogueRange, History, Setting, UnmeasuredRow } from './setting.js';

export type { CatalogueFile, CatalogueRange, History, Setting, UnmeasuredRow } from './setting.js';

interface Registered {
  readonly key: string;
  readonly ranges: readonly CatalogueRange[];
  readonly unmeasured?: UnmeasuredRow;
  readonly suffix: string;
}

/** What was asked of a version already, and which of the measured ones stands for it. */
interface Asked {
  readonly at: number;
  readonly found: Map<string, Setting | undefined>;
}

interface Match {
  readonly registered: Registered;
  readonly namespace?: string;
  readonly rest?: string;
  /** What stands before the star: the key's own, or one that only some versions answer to. */
  readonly prefix?: string;
}

const namespaceOfSuffix = /^([-\w]+)\.(.+)$/s;
const namespaceOfPrefix = /^(?:[-\w]+\.)*[-\w]+$/;

/** All settings of all versions. */
export class Catalogue {
  readonly #asked = new Map<string, Asked>();
  readonly #starred = new Map<string, readonly Registered[]>();
  readonly #minors: readonly string[];
  readonly #keys = new Map<string, readonly string[]>();
  #all: readonly string[] | undefined;
  readonly #types = new Map<number, ValueType>();
  readonly #properties = new Map<number, SettingProperties>();

  constructor(private readonly rows: CatalogueRows) {
    this.#minors = rows.versions.map(minorOf);
  }

  #registered(key: string): Registered | undefined {
    const { ranges, unmeasured } = rowsUnder(this.rows, key);
    if (!ranges && !unmeasured) return undefined;
    const star = key.indexOf('*');
    return {
      key,
      ranges: ranges ?? [],
      suffix: star < 0 ? '' : key.slice(star + 2),
      ...(unmeasured && { unmeasured }),
    };
  }

  /**
   * What a version registers under a key: exactly, as item of a list, or by the pattern of an affix or group setting,
   * with the same grammar of names as Elasticsearch.
   *
   * @param key a flat key, without `persistent.` or `transient.`
   * @param version `8.19` or `8.19.21`: stands for the measured distribution of its minor
   */
  find(key: string, version: string): Setting | undefined {
    let asked = this.#asked.get(version);
    if (!asked) this.#asked.set(version, (asked = { at: this.#at(version), found: new Map() }));
    const { at, found } = asked;
    const known = found.get(key);
    if (known || found.has(key)) return known;
    const setting = this.#look(key, version, at);
    // an editor asks for each half-typed key: more than any set of files has are not kept
    if (found.size >= 8_000) found.clear();
    found.set(key, setting);
    return setting;
  }

  #look(key: string, version: string, at: number): Setting | undefined {
    for (const match of this.#matches(key)) {
      const { registered } = match;
      const range = registered.ranges.find(([from, to]) => from <= at && at <= to);
      const properties = this.rows.properties[(range?.[4] ?? registered.unmeasured?.[2])!];
      if (properties === undefined || !this.#fits(match, properties)) continue;
      if (!answers(match, range)) continue;
      if (range) return this.#setting(key, match, this.rows.versions[at]!, range);
      if (registered.unmeasured && !outside(registered.unmeasured, version))
        return this.#unmeasured(key, match, version);
    }
    return undefined;
  }

  /** In which versions the key is known, if in any. */
  history(key: string): History | undefined {
    const minors = knownMinors.filter((minor) => this.find(key, minor));
    const match = [...this.#matches(key)].find(
      ({ registered }) => registered.ranges.length > 0 || registered.unmeasured,
    );
    const [since] = minors;
    if (since === undefined) {
      const later = match?.registered.unmeasured?.[4]?.since;
      return match && later
        ? { key: match.registered.key, since: later, minors: [], measured: false }
        : undefined;
    }
    const newest = minors.at(-1)!;
    const found = this.find(key, newest)!;
    return {
      key: found.key,
      since,
      ...(newest === knownMinors.at(-1) ? {} : { until: newest }),
      minors,
      measured: found.measured,
    };
  }

  /** All registered keys of a version, stars as they are, sorted; those of unmeasured modules are among them. */
  keysIn(version: string): readonly string[] {
    const minor = minorOf(version);
    const known = this.#keys.get(minor);
    if (known) return known;
    const keys = this.keys.filter((key) => this.registers(key, version)).sort();
    this.#keys.set(minor, keys);
    return keys;
  }

  /** Whether a key, with its star, is among `keysIn`; of few keys this is told sooner. */
  registers(key: string, version: string): boolean {
    const { ranges, unmeasured } = rowsUnder(this.rows, key);
    const at = this.#at(version);
    const isMeasured = ranges?.some(([from, to]) => from <= at && at <= to) === true;
    return isMeasured || (unmeasured !== undefined && !outside(unmeasured, version));
  }

  /** All registered keys of all versions. */
  get keys(): readonly string[] {
    this.#all ??= [...new Set([...keysOf(this.rows.settings), ...keysOf(this.rows.unmeasured)])];
    return this.#all;
  }

  #at(version: string): number {
    const at = this.#minors.indexOf(minorOf(version));
    return at >= 0 ? at : this.#minors.length - 1;
  }

  /** Candidates by the key alone, most exact first. */
  *#matches(key: string): Generator<Match> {
    const exact = key.includes('*') ? undefined : this.#registered(key);
    if (exact) yield { registered: exact };
    const item = /\.\d+$/.exec(key);
    const list = item ? this.#registered(key.slice(0, item.index)) : undefined;
    if (list) yield { registered: list, rest: item![0] };
    for (let dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
      const prefix = key.slice(0, dot + 1);
      for (const starred of this.#starredBehind(prefix)) {
        const match = matchStar(starred, key.slice(dot + 1));
        if (match) yield { ...match, prefix };
      }
    }
  }

  /** Registered keys with a star, by what precedes it. */
  #starredBehind(prefix: string): readonly Registered[] {
    const { starred } = this.rows;
    if (!Object.hasOwn(starred, prefix)) return [];
    let known = this.#starred.get(prefix);
    if (!known) {
      known = starred[prefix]!.map((key) => this.#registered(key)!);
      this.#starred.set(prefix, known);
    }
    return known;
  }

  /** What only the properties of the version decide: lists have items, groups take any name. */
  #fits({ registered, namespace, rest }: Match, properties: string): boolean {
    if (registered.suffix === '' && namespace !== undefined) {
      return hasWord(properties, 'group') || namespaceOfPrefix.test(namespace);
    }
    return rest === undefined || registered.key.includes('*') || hasWord(properties, 'list');
  }

  #type(index: number): ValueType {
    const known = this.#types.get(index);
    if (known) return known;
    const type = parseType(this.rows.types[index]!);
    this.#types.set(index, type);
    return type;
  }

  /** @param version the measured one */
  #setting(asked: string, match: Match, version: string, range: CatalogueRange): Setting {
    const [, , type, value, properties, module, more] = range;
    const setting = this.#found(asked, match, version, [
      type,
      this.#propertiesAt(properties),
      module,
    ]);
    if (typeof value === 'string') setting.default = value;
    setting.computedDefault = value === true;
    setting.fallback = more?.fallback?.replace('*', match.namespace ?? '*');
    setting.names = more?.names;
    return setting;
  }

  #unmeasured(asked: string, match: Match, version: string): Setting {
    const [type, value, properties, module, more] = match.registered.unmeasured!;
    const known = this.#propertiesAt(properties);
    const later =
      more?.deprecated && compareVersions(minorOf(version), minorOf(more.deprecated)) < 0;
    const holding = later ? { ...known, deprecated: undefined } : known;
    const setting = this.#found(asked, match, version, [type, holding, module]);
    if (value !== null) setting.default = value;
    setting.measured = false;
    setting.uncertain = more?.uncertain === true;
    return setting;
  }

  #found(
    asked: string,
    { registered: { key }, namespace, rest }: Match,
    version: string,
    [type, properties, module]: readonly [
      type: number,
      properties: SettingProperties,
      module: number,
    ],
  ): FoundSetting {
    const [valueType, moduleName] = [this.#type(type), this.rows.modules[module]!];
    const setting = new FoundSetting(key, asked, version, valueType, moduleName, properties);
    setting.namespace = namespace;
    setting.rest = rest;
    return setting;
  }

  #propertiesAt(index: number): SettingProperties {
    let known = this.#properties.get(index);
    if (!known) this.#properties.set(index, (known = propertiesOf(this.rows.properties[index]!)));
    return known;
  }
}

/** `one.seeds` against `*.seeds`; the pattern of a setting without a suffix takes everything here. */
function matchStar(registered: Registered, tail: string): Match | undefined {
  const { suffix } = registered;
  if (suffix === '') return tail === '' ? undefined : { registered, namespace: tail };
  const parts = namespaceOfSuffix.exec(tail);
  if (!parts) return undefined;
  const [, namespace, rest] = parts as unknown as [string, string, string];
  if (rest === suffix) return { registered, namespace };
  return rest.startsWith(`${suffix}.`)
    ? { registered, namespace, rest: rest.slice(suffix.length) }
    : undefined;
}

/** Another prefix than the key's own is known to the versions that say so. */
const answers = ({ registered, prefix = '' }: Match, range: CatalogueRange | undefined): boolean =>
  registered.key.startsWith(prefix) || range?.[6]?.also === prefix;

const hasWord = (words: string, word: string): boolean => ` ${words} `.includes(` ${word} `);

/** Not in this version by what its sources say; nothing is concluded where they were not read. */
function outside([, , , , more]: UnmeasuredRow, version: string): boolean {
  if (more?.since && compareVersions(minorOf(version), minorOf(more.since)) < 0) return true;
  return (
    more?.removed !== undefined && compareVersions(minorOf(version), minorOf(more.removed)) >= 0
  );
}

let loading: Promise<Catalogue> | undefined;

/** The catalogue, read on first use. */
export function loadCatalogue(): Promise<Catalogue> {
  loading ??= import('./catalogue-rows.generated.json', { with: { type: 'json' } }).then(
    ({ default: rows }) => new Catalogue(rows),
  );
  return loading;
}
