import { isDay } from '../core/day.js';
import { subjectHash, type Finding, type SourceText, type Suppressed } from '../core/index.js';
import { didYouMean } from '../core/nearest.js';
import { UsageError } from './errors.js';

/** A known finding. It holds no line, and of a value only a short hash. */
export interface BaselineEntry {
  readonly rule: string;
  /** Relative to the folder of the baseline, with `/`. */
  readonly file: string;
  readonly setting?: string;
  /** Of the setting's value, or of the line's text where no setting is meant. */
  readonly fingerprint: string;
  /** How many of them there are, if more than one. */
  readonly count?: number;
  /** Why it stays. */
  readonly reason?: string;
  /** The last day on which it counts as known, `YYYY-MM-DD`. */
  readonly until?: string;
}

/** What a baseline must know to be compared with findings. */
export interface Comparison {
  readonly today: string;
  /** The path of a source relative to the folder of the baseline. */
  readonly pathOf: (source: SourceText) => string;
  /** Canonical id of a rule, given its id or a former one. */
  readonly resolve: (id: string) => string | undefined;
  /** Whether a file was looked at, or is no longer there: only of such can an entry be gone. */
  readonly checked: (file: string) => boolean;
}

/** Findings against a baseline. */
export interface Compared {
  /** Those that the baseline does not know, or not any more. */
  readonly findings: readonly Finding[];
  readonly baselined: readonly Suppressed[];
  /** Entries of which there are fewer now. */
  readonly gone: readonly BaselineEntry[];
  /** Entries whose day has passed, although the finding is still there. */
  readonly expired: readonly BaselineEntry[];
  /** Entries that name a rule by a former id. */
  readonly renamed: readonly BaselineEntry[];
}

type Field = keyof BaselineEntry;
const wanted: readonly Field[] = ['rule', 'file', 'fingerprint'];
const optional: readonly Field[] = ['setting', 'count', 'reason', 'until'];
const known: readonly string[] = [...wanted, ...optional];

/** What is wrong with an entry, in words; undefined when nothing is. */
function faultOf(entry: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null) return 'is no object';
  const fields = Object.entries(entry);
  const lacking = wanted.find((field) => !(field in entry));
  if (lacking !== undefined) return `lacks '${lacking}'`;
  for (const [field, value] of fields) {
    if (!known.includes(field)) return `has an unknown key '${field}'${didYouMean(field, known)}`;
    if (field === 'count' ? !Number.isSafeInteger(value) || value < 1 : typeof value !== 'string')
      return `has a wrong ${field}`;
    if (field === 'until' && !isDay(value as string))
      return `has a wrong date '${String(value)}': write it as YYYY-MM-DD`;
  }
  return undefined;
}

const identity = (entry: BaselineEntry, rule = entry.rule): string =>
  JSON.stringify([rule, entry.file, entry.setting ?? '', entry.fingerprint]);

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The findings that a project knows and lives with, for now. */
export class Baseline {
  constructor(readonly entries: readonly BaselineEntry[] = []) {}

  /**
   * Reads a baseline.
   *
   * @param path as people see it
   * @throws UsageError when it is not what `toString` writes
   */
  static parse(text: string, path: string): Baseline {
    const wrong = (fault: string): never => {
      throw new UsageError(`${path} is no baseline of elasticlint: ${fault}`);
    };
    let read: unknown;
    try {
      read = JSON.parse(text.replace(/^\uFEFF/, ''));
    } catch (error) {
      return wrong((error as Error).message);
    }
    const { version, findings } = (read ?? {}) as Record<string, unknown>;
    if (version !== 1) wrong("it lacks 'version': 1");
    if (!Array.isArray(findings)) return wrong("it lacks the list 'findings'");
    findings.forEach((entry, index) => {
      const fault = faultOf(entry);
      if (fault !== undefined) wrong(`entry ${index + 1} ${fault}`);
    });
    return new Baseline(findings as BaselineEntry[]);
  }

  /** Tells new findings from known ones. */
  compare(findings: readonly Finding[], how: Comparison): Compared {
    const left = new Map<string, { entry: BaselineEntry; count: number }>();
    for (const entry of this.entries) {
      const key = identity(entry, how.resolve(entry.rule));
      const count = (left.get(key)?.count ?? 0) + (entry.count ?? 1);
      left.set(key, { entry, count });
    }
    const fresh: Finding[] = [];
    const baselined: Suppressed[] = [];
    const expired = new Set<BaselineEntry>();
    for (const finding of findings) {
      const match = left.get(identity(entryOf(finding, how)));
      if (!match || match.count === 0) {
        fresh.push(finding);
        continue;
      }
      match.count--;
      const { reason, until } = match.entry;
      if (until !== undefined && until < how.today) {
        expired.add(match.entry);
        fresh.push(finding);
      } else baselined.push({ finding, ...(reason !== undefined && { reason }) });
    }
    const gone = [...left.values()].filter(
      ({ entry, count }) => count > 0 && how.checked(entry.file),
    );
    return {
      findings: fresh,
      baselined,
      gone: gone.map(({ entry, count }) => ({ ...entry, ...(count > 1 && { count }) })),
      expired: [...expired],
      renamed: this.entries.filter(({ rule }) => (how.resolve(rule) ?? rule) !== rule),
    };
  }

  /**
   * The baseline after a run: without what is gone, and on demand with what is new. Reasons and dates stay.
   *
   * @param more what to write to new entries; undefined to take none
   */
  updated(
    findings: readonly Finding[],
    how: Comparison,
    more?: Pick<BaselineEntry, 'reason' | 'until'>,
  ): Baseline {
    const now = new Map<string, { entry: BaselineEntry; count: number }>();
    for (const finding of findings) {
      const entry = entryOf(finding, how);
      const one = now.get(identity(entry)) ?? { entry, count: 0 };
      now.set(identity(entry), one);
      one.count++;
    }
    const entries: BaselineEntry[] = [];
    for (const entry of this.entries) {
      const rule = how.resolve(entry.rule) ?? entry.rule;
      const match = now.get(identity(entry, rule));
      const { count: before = 1, ...rest } = entry;
      const found = match ? (more ? match.count : Math.min(match.count, before)) : 0;
      const count = how.checked(entry.file) ? found : Math.max(found, before);
      now.delete(identity(entry, rule));
      if (count > 0) entries.push({ ...rest, rule, ...(count > 1 && { count }) });
    }
    if (more)
      for (const { entry, count } of now.values())
        entries.push({ ...entry, ...(count > 1 && { count }), ...more });
    return new Baseline(entries);
  }

  /** The text of the file: an entry a line, in an order of its own, so that it merges well. */
  toString(): string {
    const lines = this.entries
      .map((entry) => ({ key: identity(entry), line: `    ${JSON.stringify(entry)}` }))
      .sort((a, b) => byText(a.key, b.key))
      .map(({ line }) => line);
    const list = lines.length > 0 ? `\n${lines.join(',\n')}\n  ` : '';
    return `{\n  "version": 1,\n  "findings": [${list}]\n}\n`;
  }
}

function entryOf(finding: Finding, { pathOf }: Comparison): BaselineEntry {
  const { rule, source, setting } = finding;
  return {
    rule,
    file: pathOf(source),
    ...(setting !== undefined && { setting }),
    fingerprint: subjectHash(finding),
  };
}

/** An entry as a line for people. */
export function describeEntry({ rule, file, setting, reason }: BaselineEntry): string {
  const about = setting === undefined ? '' : ` (${setting})`;
  return `${file}: ${rule}${about}${reason === undefined ? '' : ` – ${reason}`}`;
}
