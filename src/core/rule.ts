import type { Confidence, Fix, Matter, Related, Severity } from './finding.js';
import type { OptionsSchema, OptionValues } from './options.js';
import type { Place } from './text.js';

/** One way in which a rule speaks; `{name}` is filled from the report's data. */
export interface Message {
  /** What is wrong: a clause without full stop. */
  readonly text: string;
  /** Why it matters and when it bites. */
  readonly why?: string;
  /** What to do. */
  readonly advice?: string;
  /** Where it differs from the rule's. */
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  /** It says this of its settings, and why: the rules that say it in general are silent on them. */
  readonly insteadOf?: Matter;
}

/** What a real Elasticsearch says of it, and on which versions that was recorded. */
export interface Evidence {
  readonly message: string;
  readonly versions: string;
}

/** What a rule hands to the engine for one finding. */
export interface RuleReport<M extends string = string> extends Place {
  readonly message: M;
  readonly data?: Readonly<Record<string, string | number>>;
  /** The setting that is meant, with the place of its key, so that a comment above the key silences the finding. */
  readonly setting?: {
    readonly key: string;
    readonly keyPlace: Place;
    readonly valuePlace?: Place;
  };
  /** The keys of other settings that the finding is about, too. */
  readonly also?: readonly string[];
  readonly related?: readonly Related[];
  readonly fix?: Fix | undefined;
}

/** What every rule may use while it looks at a subject. */
export interface Context<M extends string = string, O extends OptionsSchema = OptionsSchema> {
  report(report: RuleReport<M>): void;
  /** The options of the rule, as set or by default. */
  readonly options: OptionValues<O>;
  /** The day that counts as today, `YYYY-MM-DD`. */
  readonly today: string;
}

/** What can be known of a cluster. */
export type Fact =
  'version' | 'nodes' | 'keystore' | 'license' | 'roles' | 'API keys' | 'certificates';

/** What a rule must know to decide: of the cluster that it looks at, or of the other side of a link. */
export type Need = Fact | `remote ${Fact}`;

/** Everything about a rule that is known without running it. */
export interface RuleMeta<M extends string = string, O extends OptionsSchema = OptionsSchema> {
  /** `<area>/<slug in words>`; never changes. */
  readonly id: string;
  /** Former ids that still work in configuration and comments. */
  readonly aliases?: readonly string[];
  readonly severity: Severity;
  readonly confidence?: Confidence;
  /** It is new: it runs only with `--preview`, or where a level is set for it. */
  readonly preview?: true;
  /** What it says in general, where no other rule says it better. */
  readonly matter?: Matter;
  /** One sentence, without full stop, for lists. */
  readonly summary: string;
  readonly messages: Readonly<Record<M, Message>>;
  /** What users can set of it, beside its level. */
  readonly options?: O;
  /** Promised by the rule and proved by the harness: some finding carries such a fix. */
  readonly fix?: 'safe' | 'unsafe';
  /** Without these it is silent because it does not know, which `--coverage` tells from being content. */
  readonly needs?: readonly Need[];
  readonly evidence?: readonly Evidence[];
  /** Further reading: Elastic's own pages. */
  readonly links?: readonly string[];
}

/** A rule: static knowledge, and what it does with each kind of subject of `S` that it subscribes to. */
export interface Rule<
  S extends object = Record<string, unknown>,
  M extends string = string,
  O extends OptionsSchema = OptionsSchema,
> extends RuleMeta<M, O> {
  /**
   * Of subjects that tell their `traits`, settings for instance, it looks at none that has none of these: it need not be
   * called for them. At all of them where left out.
   */
  readonly onlyFor?: readonly string[];
  readonly on: { readonly [K in keyof S]?: (subject: S[K], context: Context<M, O>) => void };
}

/** All severities that the rule's findings can have, heaviest first. */
export function severitiesOf(rule: RuleMeta): Severity[] {
  const used = Object.values<Message>(rule.messages).map(
    (message) => message.severity ?? rule.severity,
  );
  return (['error', 'warning', 'info'] as const).filter((severity) => used.includes(severity));
}
