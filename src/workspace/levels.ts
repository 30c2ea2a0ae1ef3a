import type { Finding } from '../core/finding.js';
import type { GivenOptions } from '../core/options.js';
import type { RuleMeta } from '../core/rule.js';
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

/** The rules that run, and the severities and options that the user gave them. */
export class Levels {
  readonly #canonical = new Map<string, string>();
  readonly #levels = new Map<string, Level>();
  /** The options that are set, by rule. */
  readonly options = new Map<string, GivenOptions>();

  /**
   * @param given stronger than the manifest's
   * @throws UsageError for an id that no rule has, and for options that it does not have or take
   */
  constructor(
    readonly rules: readonly AnyRule[],
    manifest: Manifest | undefined,
    given: Readonly<Record<string, RuleSetting>>,
  ) {
    for (const rule of rules) {
      for (const id of [rule.id, ...(rule.aliases ?? [])]) this.#canonical.set(id, rule.id);
    }
    const set = (written: string, choice: RuleChoice): void => {
      const rule = this.#find(written);
      if (rule === undefined)
        throw new UsageError(
          `no rule is called '${written}'${didYouMean(written, this.#canonical.keys())}`,
          choice.place,
        );
      this.#levels.set(rule.id, choice.level);
      this.options.set(rule.id, { ...this.options.get(rule.id), ...checkedOptions(rule, choice) });
    };
    for (const [id, choice] of manifest?.rules ?? []) set(id, choice);
    for (const [id, setting] of Object.entries(given)) set(id, choiceFrom(setting));
  }

  /** The id of a rule, given its id or a former one. */
  resolve(id: string): string | undefined {
    return this.#canonical.get(id);
  }

  #find(written: string): AnyRule | undefined {
    const id = this.resolve(written);
    return this.rules.find((rule) => rule.id === id);
  }

  /** All rules but those that are off. */
  get active(): readonly AnyRule[] {
    return this.rules.filter((rule) => this.#levels.get(rule.id) !== 'off');
  }

  /** The rules that the suppression pass speaks through. */
  get suppressions(): { unused: RuleMeta; malformed: RuleMeta } {
    const find = (id: string): RuleMeta => this.#find(id)!;
    return { unused: find('suppressions/unused'), malformed: find('suppressions/malformed') };
  }

  /** Findings with the severities that the user set; those of rules that are off are gone. */
  apply(findings: readonly Finding[]): Finding[] {
    return findings.flatMap((finding) => {
      const level = this.#levels.get(finding.rule);
      if (level === 'off') return [];
      return level ? [{ ...finding, severity: level, ownSeverity: finding.severity }] : [finding];
    });
  }
}
