import {
  fullMessage,
  worstFirst,
  type Finding,
  type Fix,
  type Related,
  type Report,
} from '../core/finding.js';
import { stableFingerprints } from '../core/fingerprint.js';
import type { RuleMeta } from '../core/rule.js';
import { maskSecrets } from '../core/secrets.js';
import type { SourceText } from '../core/text.js';
import { lineHashes } from './fingerprint.js';
import { Artifacts, firstLineRegion, region, sourceRoot } from './sarif/places.js';
import { levels, ruleDescriptor } from './sarif/rules.js';

/** What the SARIF format depends on beside the report. */
export interface SarifContext {
  /** All rules, whether they found something or not. */
  readonly rules: readonly RuleMeta[];
  /** The version of elasticlint. */
  readonly toolVersion: string;
  /** The page of a rule in Markdown, if it has one. */
  readonly page: (rule: string) => string | undefined;
  /** List what comments silenced and the baseline knows, too, marked as suppressed. GitHub shows such results as alerts all the same. */
  readonly suppressed?: boolean;
  /** Tells several uploads for one commit apart. */
  readonly category?: string;
  /** The path from the root of the repository, given a path of the report; the same path where left out. */
  readonly pathInRepository?: (path: string) => string;
}

/** GitHub shows no more of one upload. */
const mostResults = 5000;

/** Brackets before a parenthesis would be read as a link. */
const withoutLinks = (text: string): string => text.replace(/\[([^[\]]*)\](?=\()/g, '\\[$1\\]');

const linkText = (text: string): string => text.replace(/[[\]\\]/g, '\\$&');

/** The results of one report. */
class Results {
  readonly #hashes = new Map<SourceText, string[]>();
  readonly #fingerprints: ReadonlyMap<Finding, string>;

  constructor(
    findings: readonly Finding[],
    readonly artifacts: Artifacts,
    readonly ruleIndexes: ReadonlyMap<string, number>,
  ) {
    this.#fingerprints = stableFingerprints(findings, (source) => artifacts.path(source));
  }

  /** A finding as SARIF has it. */
  result(finding: Finding) {
    const { fix, related } = finding;
    return {
      ruleId: finding.rule,
      ruleIndex: this.ruleIndexes.get(finding.rule) ?? -1,
      level: levels[finding.severity],
      message: { text: this.message(finding) },
      locations: [
        {
          physicalLocation: {
            artifactLocation: this.artifacts.location(finding.source),
            region: firstLineRegion(finding),
          },
        },
      ],
      ...(related.length > 0 && {
        relatedLocations: related.map((place, at) => this.related(place, at + 1)),
      }),
      partialFingerprints: {
        primaryLocationLineHash: this.lineHash(finding),
        'elasticlint/v1': this.#fingerprints.get(finding)!,
      },
      ...(fix && canBeShown(fix) && { fixes: [this.fix(fix)] }),
      properties: {
        confidence: finding.confidence,
        ...(finding.setting !== undefined && { setting: finding.setting }),
      },
    };
  }

  private message(finding: Finding): string {
    const links = finding.related.map(({ source, range, message }, at) => {
      const place = `${this.artifacts.path(source)}:${source.position(range.start).line}`;
      return `See [${linkText(place)}](${at + 1}): ${withoutLinks(fullMessage({ text: message }))}`;
    });
    return [withoutLinks(fullMessage(finding)), ...links].join(' ');
  }

  private related(place: Related, id: number) {
    return {
      id,
      physicalLocation: {
        artifactLocation: this.artifacts.location(place.source),
        region: firstLineRegion(place),
      },
      message: { text: withoutLinks(place.message) },
    };
  }

  private lineHash({ source, range }: Finding): string {
    const hashes = this.#hashes.get(source) ?? lineHashes(source);
    this.#hashes.set(source, hashes);
    return hashes[source.position(range.start).line - 1]!;
  }

  private fix({ title, safe, edits }: Fix) {
    return {
      description: { text: safe ? title : `${title} (changes what the configuration means)` },
      artifactChanges: [...new Set(edits.map((edit) => edit.source))].map((source) => ({
        artifactLocation: this.artifacts.location(source),
        replacements: edits
          .filter((edit) => edit.source === source)
          .map((edit) => ({
            deletedRegion: region(source, edit.range),
            insertedContent: { text: edit.text },
          })),
      })),
    };
  }
}

/** A fix that writes a secret would show it, and with dots in its place it would be a wrong fix. */
function canBeShown({ edits }: Fix): boolean {
  return edits.length > 0 && !edits.some((edit) => edit.source.hasSecret(edit.text));
}

function notifications(report: Report, ruleIndexes: ReadonlyMap<string, number>) {
  const crashes = report.crashes.map(({ rule, error }) => ({
    level: 'error',
    message: { text: `Internal error in ${rule}: ${maskSecrets(error)}. The other rules went on.` },
    associatedRule: { id: rule, index: ruleIndexes.get(rule) ?? -1 },
  }));
  const count = report.findings.length;
  if (count <= mostResults) return crashes;
  const text = `${mostResults} of ${count} findings are listed, the worst first; ${count - mostResults} are left out.`;
  return [...crashes, { level: 'warning', message: { text } }];
}

function sourcesOf(report: Report, findings: readonly Finding[]): SourceText[] {
  const named = findings.flatMap(({ source, related, fix }) => [
    source,
    ...related.map((place) => place.source),
    ...(fix?.edits ?? []).map((edit) => edit.source),
  ]);
  return [...report.files, ...named];
}

/**
 * `--format sarif`: SARIF 2.1.0 as GitHub's code scanning takes it, one run with the worst findings first.
 *
 * @returns the log as JSON text with a line end
 */
export function sarif(report: Report, context: SarifContext): string {
  const { rules, category } = context;
  const ruleIndexes = new Map(rules.map((rule, index) => [rule.id, index]));
  const silenced = context.suppressed
    ? [
        ...report.suppressed.map((one) => ({ ...one, kind: 'inSource' })),
        ...(report.baselined ?? []).map((one) => ({ ...one, kind: 'external' })),
      ]
    : [];
  const all = [...report.findings, ...silenced.map(({ finding }) => finding)];
  const artifacts = new Artifacts(
    sourcesOf(report, all),
    report.files,
    context.pathInRepository ?? ((path) => path),
  );
  const results = new Results(all, artifacts, ruleIndexes);
  const run = {
    tool: {
      driver: {
        name: 'elasticlint',
        semanticVersion: context.toolVersion,
        rules: rules.map((rule) => ruleDescriptor(rule, context.page(rule.id))),
      },
    },
    ...(category !== undefined && { automationDetails: { id: category.replace(/\/*$/, '/') } }),
    invocations: [
      {
        executionSuccessful: report.crashes.length === 0,
        toolExecutionNotifications: notifications(report, ruleIndexes),
      },
    ],
    originalUriBaseIds: { [sourceRoot]: { description: { text: 'The root of the repository.' } } },
    artifacts: artifacts.list(),
    columnKind: 'utf16CodeUnits',
    newlineSequences: ['\r\n', '\n', '\r'],
    results: [
      ...worstFirst(report.findings)
        .slice(0, mostResults)
        .map((finding) => results.result(finding)),
      ...silenced.map(({ finding, reason, kind }) => ({
        ...results.result(finding),
        suppressions: [{ kind, ...(reason !== undefined && { justification: reason }) }],
      })),
    ],
    properties: {
      esVersion: report.esVersion,
      judgedAs: report.judgedAs,
      suppressed: report.suppressed.length,
      ...(report.baselined && { baselined: report.baselined.length }),
    },
  };
  const schema = 'https://json.schemastore.org/sarif-2.1.0.json';
  return `${JSON.stringify({ $schema: schema, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}
