import type { Coverage } from './coverage.js';
import type { Place, SourceText } from './text.js';

/** error: Elasticsearch refuses it or the link cannot work; warning: works but not as it seems; info: advice. */
export type Severity = 'error' | 'warning' | 'info';
/** likely: a heuristic, shown only with `--pedantic`. */
export type Confidence = 'certain' | 'likely';

export const severities: readonly Severity[] = ['error', 'warning', 'info'];

/** What rules of settings in general say, and special ones may say better. */
export type Matter = 'unknown setting' | 'deprecated setting' | 'invalid value' | 'conflict';

/** One replacement in one file. */
export interface Edit extends Place {
  readonly text: string;
}

/** Edits that cure a finding; `safe` when they keep what the configuration means today. */
export interface Fix {
  readonly safe: boolean;
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** Another place that the finding is about: the other cluster's file, the certificate, the losing duplicate. */
export interface Related extends Place {
  readonly message: string;
}

/** One thing that is wrong, with where, why and what to do. Made by the engine out of a rule's report. */
export interface Finding extends Place {
  readonly rule: string;
  readonly severity: Severity;
  /** What the rule itself says, where the user gave it another severity. */
  readonly ownSeverity?: Severity;
  readonly confidence: Confidence;
  /** What is wrong, as a clause without full stop. */
  readonly text: string;
  /** Why it matters and when it bites. */
  readonly why?: string;
  /** What to do. */
  readonly advice?: string;
  /** The flat key as Elasticsearch sees it, where a single setting is meant. */
  readonly setting?: string;
  /** Where the value of that setting stands. */
  readonly value?: Place;
  /** The keys of other settings that it is about, too. */
  readonly also?: readonly string[];
  /** The matter in which it says better what a general rule would say of the same settings. */
  readonly insteadOf?: Matter;
  readonly related: readonly Related[];
  readonly fix?: Fix;
  /** Lines on which a suppression comment may stand for this finding, beside the line it starts on. */
  readonly anchors: readonly number[];
}

/** The whole message in one paragraph: what, why, what to do. */
export function fullMessage(finding: Pick<Finding, 'text' | 'why' | 'advice'>): string {
  const sentences = [finding.text, finding.why, finding.advice].filter((part) => part);
  return sentences.map((part) => (/[.!?]$/.test(part!) ? part : `${part}.`)).join(' ');
}

/** `error` before `warning` before `info`: a number to compare with. */
export function weight(severity: Severity): number {
  return severities.length - severities.indexOf(severity);
}

/** Errors before warnings before advice; among equals the reading order stays. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => weight(b.severity) - weight(a.severity));
}

function samePlace(a: Finding, b: Finding): boolean {
  return (
    a.source.path === b.source.path &&
    a.range.start === b.range.start &&
    a.range.end === b.range.end &&
    a.rule === b.rule &&
    a.text === b.text
  );
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Reading order: file, place, weight, rule. */
export const inReadingOrder = (a: Finding, b: Finding): number =>
  byText(a.source.path, b.source.path) ||
  a.range.start - b.range.start ||
  weight(b.severity) - weight(a.severity) ||
  byText(a.rule, b.rule) ||
  a.range.end - b.range.end ||
  byText(a.text, b.text);

/** Findings in reading order, each said once. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const sorted = [...findings].sort(inReadingOrder);
  return sorted.filter((finding, index) => index === 0 || !samePlace(finding, sorted[index - 1]!));
}

/** A finding that is not shown, with the reason given: behind ` -- ` in a comment, or in the baseline. */
export interface Suppressed {
  readonly finding: Finding;
  readonly reason?: string;
}

/** What a run found, and over what; the input of every reporter. */
export interface Report {
  readonly findings: readonly Finding[];
  readonly files: readonly SourceText[];
  /** The findings that comments silenced. */
  readonly suppressed: readonly Suppressed[];
  /** The findings that a baseline knows, where one was given. */
  readonly baselined?: readonly Suppressed[];
  /** Newest version that the files were judged as; the JSON contract's `esVersion`. */
  readonly esVersion: string;
  /** The versions in words and where they came from: `8.19.21 and 9.5.3 (elasticlint.yml)`. */
  readonly judgedAs: string;
  /** Rules that threw: internal defects, exit 2. */
  readonly crashes: readonly { readonly rule: string; readonly error: string }[];
  /** What was decided and what could not be, where that was asked for. */
  readonly coverage?: readonly Coverage[];
}
