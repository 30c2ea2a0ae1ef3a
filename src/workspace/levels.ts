import type { Finding } from '../core/finding.js';
import type { GivenOptions } from '../core/options.js';
import type { RuleMeta } from '../core/rule.js';
import type { Place } from '../core/text.js';
import type { AnyRule } from '../topology/rule.js';
import { UsageError } from './errors.js';
import type { Manifest } from './manifest.js';
import {
  checkedOptions,
  choiceFrom,
  type Level,
  type RuleChoice,
  type RuleSetting,
} from './rule-setting.js';
import { didYouMean } from '../core/nearest.js';

/** Which rules run where nobody says anything about them. */
export interface Defaults {
  /** Those in preview, too. */
  readonly preview?: boolean;
  /** The ids of the rules that ran in a former version, instead of those that run in this one. */
  readonly asOf?: readonly string[] | undefined;
}

/** A level that the user gave a rule, and where: in a manifest, or on the command line. */
interface Given {
  readonly level: Level;
  readonly place: Place | undefined;
}

/** The rules that run, and the severities and options that the user gave them. */
export class Levels {
  /** All rules: those of elasticlint and those of the manifest. */
  readonly rules: readonly AnyRule[];
  readonly #canonical = new Map<string, string>();
  readonly #given = new Map<string, Given>();
  readonly #former = new Map<string, Place | undefined>();
  /** Those that are given, not met in files. */
  readonly #formerAtFirst: ReadonlyMap<string, Place | undefined>;
  /** The ids of the rules that run. */
  readonly activeIds: ReadonlySet<string>;
  /** All rules but those that are off, in preview, or younger than the version that is asked for. */
  readonly active: readonly AnyRule[];
  /** The options that are set, by rule. */
  readonly options = new Map<string, GivenOptions>();

  /**
   * @param given stronger than the manifest's
   * @param defaults which rules run without being asked for
   * @param elsewhere ids of rules that other manifests of the run declare
   * @throws UsageError for an id that no rule has, and for options that it does not have or take
   */
  constructor(
    rules: readonly AnyRule[],
    manifest: Manifest | undefined,
    given: Readonly<Record<string, RuleSetting>>,
    defaults: Defaults = {},
    elsewhere: ReadonlySet<string> = new Set(),
  ) {
    const custom = [...(manifest?.customRules.values() ?? [])].map(({ rule }) => rule);
    this.rules = [...rules, ...custom];
    for (const rule of this.rules) {
      for (const id of [rule.id, ...(rule.aliases ?? [])]) this.#canonical.set(id, rule.id);
    }
    const set = (written: string, choice: RuleChoice): void => {
      const { level, place } = choice;
      const rule = this.#find(written, place);
      if (rule !== undefined) {
        this.#given.set(rule.id, { level, place });
        const options = { ...this.options.get(rule.id), ...checkedOptions(rule, choice) };
        this.options.set(rule.id, options);
      } else if (place || !elsewhere.has(written))
        throw new UsageError(
          `no rule is called '${written}'${didYouMean(written, this.#canonical.keys())}`,
          place,
        );
    };
    for (const [id, choice] of manifest?.rules ?? []) set(id, choice);
    for (const [id, setting] of Object.entries(given)) set(id, choiceFrom(setting));
    const asOf = defaults.asOf && new Set(defaults.asOf.map((id) => this.#canonical.get(id)));
    const runs = (rule: AnyRule): boolean => {
      const level = this.#given.get(rule.id)?.level;
      if (level !== undefined || custom.includes(rule)) return level !== 'off';
      return rule.preview ? defaults.preview === true : !asOf || asOf.has(rule.id);
    };
    this.active = this.rules.filter(runs);
    this.activeIds = new Set(this.active.map(({ id }) => id));
    this.#formerAtFirst = new Map(this.#former);
  }

  /** The same for another run: which former ids are used there is told anew. */
  forAnotherRun(): this {
    this.#former.clear();
    for (const [id, place] of this.#formerAtFirst) this.#former.set(id, place);
    return this;
  }

  /**
   * The id of a rule, given its id or a former one. That a former one was used is remembered.
   *
   * @param place where it was written, if that is known
   */
  resolve(id: string, place?: Place): string | undefined {
    const canonical = this.#canonical.get(id);
    if (canonical !== undefined && canonical !== id && !this.#former.has(id))
      this.#former.set(id, place);
    return canonical;
  }

  #find(written: string, place?: Place): AnyRule | undefined {
    const id = this.resolve(written, place);
    return this.rules.find((rule) => rule.id === id);
  }

  /** A line for each former id that was used so far. */
  get notes(): string[] {
    return [...this.#former].map(([id, place]) => {
      const text = `rule '${id}' is now called '${this.#canonical.get(id)}'; its former id still works`;
      return new UsageError(text, place).toText();
    });
  }

  /** What the user said of a rule: the level, and the place in a manifest; no place for the command line. */
  given(id: string): Given | undefined {
    return this.#given.get(id);
  }

  /** The rules that the suppression pass speaks through. */
  get suppressions(): { unused: RuleMeta; malformed: RuleMeta } {
    const find = (id: string): RuleMeta => this.#find(id)!;
    return { unused: find('suppressions/unused'), malformed: find('suppressions/malformed') };
  }

  /** Findings with the severities that the user set; those of rules that do not run are gone. */
  apply(findings: readonly Finding[]): Finding[] {
    return findings.flatMap((finding) => {
      if (!this.activeIds.has(finding.rule)) return [];
      const level = this.#given.get(finding.rule)?.level;
      return level && level !== 'off'
        ? [{ ...finding, severity: level, ownSeverity: finding.severity }]
        : [finding];
    });
  }
}
