import type { Finding, Matter } from './finding.js';
import { optionValues, type GivenOptions } from './options.js';
import type { Context, Message, Rule, RuleMeta, RuleReport } from './rule.js';
import { maskSecrets } from './secrets.js';
import type { SourceText } from './text.js';

/** A subject with the name that rules subscribe to. */
export type Subject<S extends object> = { [K in keyof S]: { type: K; subject: S[K] } }[keyof S];

/** Findings, and the rules that threw. */
export interface RunResult {
  readonly findings: Finding[];
  readonly crashes: { rule: string; error: string }[];
}

function fill(template: string, data: RuleReport['data']): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = data?.[name];
    return value === undefined ? whole : maskSecrets(String(value));
  });
}

/** Turns a rule's report into a finding: texts filled, severity and confidence settled, secrets masked. */
export function toFinding(rule: RuleMeta, report: RuleReport): Finding {
  const message: Message | undefined = rule.messages[report.message];
  if (!message) throw new Error(`no message '${report.message}'`);
  const { why, advice } = message;
  return {
    rule: rule.id,
    severity: message.severity ?? rule.severity,
    confidence: message.confidence ?? rule.confidence ?? 'certain',
    text: fill(message.text, report.data),
    ...(why !== undefined && { why: fill(why, report.data) }),
    ...(advice !== undefined && { advice: fill(advice, report.data) }),
    source: report.source,
    range: report.range,
    ...(report.setting && { setting: report.setting.key }),
    ...(report.setting?.valuePlace && { value: report.setting.valuePlace }),
    ...(report.also && { also: report.also }),
    related: (report.related ?? []).map((place) => ({
      ...place,
      message: maskSecrets(place.message),
    })),
    ...(report.fix?.edits.every(({ source }) => source.isFixable) && {
      fix: { ...report.fix, title: maskSecrets(report.fix.title) },
    }),
    ...(message.insteadOf && { insteadOf: message.insteadOf }),
    anchors:
      report.setting && report.setting.keyPlace.source === report.source
        ? [report.source.position(report.setting.keyPlace.range.start).line]
        : [],
  };
}

/** A finding with what it says in general. */
interface Said {
  readonly finding: Finding;
  readonly matter: Matter | undefined;
}

/** One mistake, one finding: a general one is left out where a special one is about the same setting of the file. */
function saidOnce(said: readonly Said[]): Finding[] {
  const better = new Map<SourceText, Set<string>>();
  for (const { finding } of said) {
    const { insteadOf } = finding;
    if (!insteadOf || finding.confidence !== 'certain') continue;
    const known = better.get(finding.source) ?? new Set();
    for (const key of [finding.setting, ...(finding.also ?? [])]) known.add(`${insteadOf} ${key}`);
    better.set(finding.source, known);
  }
  return said
    .filter(
      ({ finding, matter }) =>
        !matter || !better.get(finding.source)?.has(`${matter} ${finding.setting}`),
    )
    .map(({ finding }) => finding);
}

/** What a rule does with one kind of subject; this is called a thousand times for a file. */
interface Listener {
  readonly look: (subject: unknown, context: Context) => void;
  /** Which of the rules it is. */
  readonly rule: number;
}

/** The listeners of one kind of subject. */
interface Listeners {
  /** Those that look at each. */
  readonly always: Listener[];
  /** Those that look at what has a trait, by that. */
  readonly byTrait: Map<string, Listener[]>;
}

/** The listeners that look at subjects with these traits only, each once. */
function lookingFor(byTrait: Listeners['byTrait'], traits: readonly string[]): Iterable<Listener> {
  const found = traits.flatMap((trait) => byTrait.get(trait) ?? []);
  return traits.length > 1 ? new Set(found) : found;
}

const prepared = new WeakMap<object, ReadonlyMap<unknown, Listeners>>();

/** The listeners of some rules by the kind of subject; as long as it is the same list of rules, they are the same. */
function listenersOf<S extends object>(rules: readonly Rule<S>[]): ReadonlyMap<unknown, Listeners> {
  const known = prepared.get(rules);
  if (known) return known;
  const listeners = new Map<unknown, Listeners>();
  for (const [index, { on, onlyFor }] of rules.entries()) {
    for (const type of Object.keys(on) as (keyof S)[]) {
      const listener = { look: on[type] as Listener['look'], rule: index };
      const ofType: Listeners = listeners.get(type) ?? { always: [], byTrait: new Map() };
      listeners.set(type, ofType);
      if (!onlyFor) ofType.always.push(listener);
      for (const trait of onlyFor ?? [])
        ofType.byTrait.set(trait, [...(ofType.byTrait.get(trait) ?? []), listener]);
    }
  }
  prepared.set(rules, listeners);
  return listeners;
}

/**
 * One pass over the subjects. A rule that throws is named among the crashes and left out of the rest of the pass;
 * all others go on.
 *
 * @param run the day that counts as today, and the options that are set, by rule
 */
export function runRules<S extends object>(
  rules: readonly Rule<S>[],
  subjects: Iterable<Subject<S>>,
  run: { readonly today: string; readonly options?: ReadonlyMap<string, GivenOptions> },
): RunResult {
  const said: Said[] = [];
  const crashes: RunResult['crashes'] = [];
  const listeners = listenersOf(rules);
  const broken = new Set<number>();
  const contexts: Context[] = [];
  const contextOf = (index: number): Context => {
    const rule = rules[index]!;
    return (contexts[index] = {
      today: run.today,
      options: optionValues(rule.options, run.options?.get(rule.id)),
      report: (found) => void said.push({ finding: toFinding(rule, found), matter: rule.matter }),
    });
  };
  const call = ({ look, rule }: Listener, subject: unknown): void => {
    if (broken.size > 0 && broken.has(rule)) return;
    try {
      look(subject, contexts[rule] ?? contextOf(rule));
    } catch (error) {
      broken.add(rule);
      const text = error instanceof Error ? error.message : String(error);
      crashes.push({ rule: rules[rule]!.id, error: text });
    }
  };
  for (const { type, subject } of subjects) {
    const concerned = listeners.get(type);
    if (!concerned) continue;
    for (const listener of concerned.always) call(listener, subject);
    if (concerned.byTrait.size === 0) continue;
    const { traits } = subject as { readonly traits: readonly string[] };
    if (traits.length > 0)
      for (const listener of lookingFor(concerned.byTrait, traits)) call(listener, subject);
  }
  return { findings: saidOnce(said), crashes };
}
