import type { Finding } from '../core/finding.js';
import type { RuleMeta } from '../core/rule.js';
import type { AnyRule } from '../topology/rule.js';
import { UsageError } from './errors.js';
import type { Level, Manifest } from './manifest.js';
import { didYouMean } from '../core/nearest.js';

/** The rules that run, and the severities that the user gave them. */
export class Levels {
  readonly #canonical = new Map<string, string>();
  readonly #levels = new Map<string, Level>();

  /**
   * @param given stronger than the manifest's
   * @throws UsageError for an id that no rule has
   */
  constructor(
    readonly rules: readonly AnyRule[],
    manifest: Manifest | undefined,
    given: Readonly<Record<string, Level>>,
  ) {
    for (const rule of rules) {
      for (const id of [rule.id, ...(rule.aliases ?? [])]) this.#canonical.set(id, rule.id);
    }
    const set = (id: string, level: Level, place?: UsageError['place']): void => {
      const rule = this.resolve(id);
      if (rule === undefined)
        throw new UsageError(
          `no rule is called '${id}'${didYouMean(id, this.#canonical.keys())}`,
          place,
        );
      this.#levels.set(rule, level);
    };
    for (const [id, { level, place }] of manifest?.rules ?? []) set(id, level, place);
    for (const [id, level] of Object.entries(given)) set(id, level);
  }

  /** The id of a rule, given its id or a former one. */
  resolve(id: string): string | undefined {
    return this.#canonical.get(id);
  }

  /** All rules but those that are off. */
  get active(): readonly AnyRule[] {
    return this.rules.filter((rule) => this.#levels.get(rule.id) !== 'off');
  }

  /** The rules that the suppression pass speaks through. */
  get suppressions(): { unused: RuleMeta; malformed: RuleMeta } {
    const find = (id: string): RuleMeta => this.rules.find((rule) => rule.id === id)!;
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
