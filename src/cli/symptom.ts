import { rules } from '../../rules/registry.js';
import table from '../../schemas/symptoms.json' with { type: 'json' };
import { weight, type Finding } from '../core/finding.js';
import { findSymptoms, patternOf, type Match, type Symptom } from '../core/symptoms.js';
import { disk } from '../workspace/disk.js';
import { UsageError } from '../workspace/errors.js';
import { nearestManifest } from '../workspace/inputs.js';
import { openWorkspace } from '../workspace/session.js';
import { stdout } from './streams.js';

/** The options of `elasticlint explain`, as commander gives them. */
export interface ExplainOptions {
  readonly config?: string | boolean;
  readonly format: 'pretty' | 'json';
}

/** The table of symptoms, and the recorded messages of all rules. */
function symptoms(): Symptom[] {
  const recorded = rules.flatMap((rule): Symptom[] => {
    const messages = (rule.evidence ?? []).flatMap(({ message }) => patternOf(message) ?? []);
    return messages.length === 0
      ? []
      : [{ messages, means: `${rule.summary}.`, check: [], rules: [rule.id] }];
  });
  return [...table.symptoms, ...recorded];
}

/** Findings of the wanted rules in the files of the nearest manifest, heaviest first; undefined without a manifest. */
async function findingsOf(
  ids: ReadonlySet<string>,
  config: ExplainOptions['config'],
): Promise<{ findings: Finding[]; files: number } | undefined> {
  const cwd = process.cwd();
  const manifest =
    typeof config === 'string' ? config : config !== false && nearestManifest(disk, cwd, new Map());
  if (!manifest) return undefined;
  const workspace = openWorkspace({
    vfs: disk,
    cwd,
    manifest,
    pedantic: true,
  });
  const { findings, files } = await workspace.lint([manifest]);
  return {
    files: files.length,
    findings: findings
      .filter(({ rule }) => ids.has(rule))
      .sort((a, b) => weight(b.severity) - weight(a.severity)),
  };
}

/** Without matches whose rules others already name. */
function withoutRepetition(matches: readonly Match<Symptom>[]): Match<Symptom>[] {
  const named = new Set<string>();
  // the table says more than a recorded message alone
  const byWorth = [...matches].sort(
    (a, b) => Number(b.symptom.check.length > 0) - Number(a.symptom.check.length > 0),
  );
  return byWorth.filter(({ symptom }) => {
    const adds = symptom.rules.some((id) => !named.has(id));
    for (const id of symptom.rules) named.add(id);
    return adds;
  });
}

const summaryOf = new Map(rules.map((rule) => [rule.id, rule.summary]));

function* describe({ symptom, message, exact }: Match<Symptom>): Generator<string> {
  yield `${exact ? '' : 'perhaps: '}${message.replaceAll('*', '…')}`;
  yield `  ${symptom.means}`;
  for (const [index, step] of symptom.check.entries()) yield `  ${index + 1}. ${step}`;
  if (symptom.static === false) yield '  No file shows this for certain: ask the clusters.';
  for (const id of symptom.rules) yield `  rule ${id}: ${summaryOf.get(id) ?? ''}`;
  yield '';
}

function* inFiles(found: Awaited<ReturnType<typeof findingsOf>>): Generator<string> {
  if (!found) {
    yield 'With an elasticlint.yml that names the files of both clusters, this shows the line at fault.';
    return;
  }
  if (found.findings.length === 0) {
    yield `None of these rules finds anything in the ${found.files} files of elasticlint.yml.`;
    return;
  }
  yield 'In your files:';
  for (const { severity, text, rule, source, range } of found.findings) {
    const { line, column } = source.position(range.start);
    yield `  ${source.path}:${line}:${column}: ${severity}: ${text} (${rule})`;
  }
}

/**
 * `elasticlint explain "<log line>"`: what a message of Elasticsearch means, what to check, the rules that find its
 * cause, and with a manifest the lines at fault.
 *
 * @throws UsageError when nothing that is known is like it, or for a wrong manifest
 */
export async function explainSymptom(text: string, options: ExplainOptions): Promise<void> {
  const matches = withoutRepetition(findSymptoms(text, symptoms()));
  if (matches.length === 0)
    throw new UsageError(
      'no known message is like this one; give the text that stands in the log, not a description of it',
    );
  const ids = new Set(matches.flatMap(({ symptom }) => symptom.rules));
  const found = await findingsOf(ids, options.config);
  if (options.format === 'json') {
    const findings = (found?.findings ?? []).map(({ rule, severity, text, source, range }) => {
      const { line, column } = source.position(range.start);
      return { rule, severity, message: text, file: source.path, line, column };
    });
    const shown = matches.map(({ symptom: { means, check, rules: of }, message, exact }) => {
      return { message, exact, means, check, rules: of };
    });
    stdout.write(`${JSON.stringify({ matches: shown, findings }, undefined, 2)}\n`);
    return;
  }
  const lines = [...matches.flatMap((match) => [...describe(match)]), ...inFiles(found)];
  stdout.write(`${lines.join('\n')}\n`);
}
