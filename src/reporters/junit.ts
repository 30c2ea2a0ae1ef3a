import { fullMessage, weight, type Finding, type Report, type Severity } from '../core/finding.js';
import { maskSecrets } from '../core/secrets.js';
import { hidden } from './summary.js';
import type { RepositoryContext } from './repository.js';
import { attributes, escapeXml } from './xml.js';

/** What the JUnit format depends on beside the report. */
export interface JunitContext extends RepositoryContext {
  /** Findings from this severity on are failures; the others are passed tests with a text. */
  readonly failOn: Severity;
}

/** The tests of one file. */
class Suite {
  readonly #cases: string[] = [];
  failures = 0;
  errors = 0;
  skipped = 0;

  constructor(readonly path: string) {}

  get tests(): number {
    return this.#cases.length;
  }

  add(name: string, inside = ''): void {
    const head = `    <testcase${attributes({ name, classname: this.path, time: 0 })}`;
    this.#cases.push(inside === '' ? `${head}/>` : `${head}>${inside}</testcase>`);
  }

  toString(): string {
    const { path: name, tests, failures, errors, skipped } = this;
    const head = `  <testsuite${attributes({ name, tests, failures, errors, skipped, time: 0 })}>`;
    return [head, ...this.#cases, '  </testsuite>'].join('\n');
  }
}

function nameOf({ rule, source, range }: Finding): string {
  const { line, column } = source.position(range.start);
  return `${rule} at ${line}:${column}`;
}

/** `--format junit`: a suite a file and a test a finding; a file without findings is one passed test. */
export function junit(report: Report, { pathInRepository, failOn }: JunitContext): string {
  const suites = new Map<string, Suite>();
  const suiteOf = (path: string): Suite => {
    const suite = suites.get(path) ?? new Suite(pathInRepository(path));
    suites.set(path, suite);
    return suite;
  };
  for (const { path } of report.files) suiteOf(path);
  for (const finding of report.findings) {
    const { severity: type, text: message } = finding;
    const suite = suiteOf(finding.source.path);
    const said = escapeXml(fullMessage(finding));
    if (weight(type) >= weight(failOn)) {
      suite.failures++;
      suite.add(nameOf(finding), `<failure${attributes({ message, type })}>${said}</failure>`);
    } else suite.add(nameOf(finding), `<system-out>${type}: ${said}</system-out>`);
  }
  for (const { finding, reason } of [...report.suppressed, ...(report.baselined ?? [])]) {
    const suite = suiteOf(finding.source.path);
    suite.skipped++;
    suite.add(nameOf(finding), `<skipped${attributes({ message: reason ?? '' })}/>`);
  }
  for (const { rule, error } of report.crashes) {
    const suite = suiteOf('elasticlint');
    suite.errors++;
    const message = maskSecrets(error);
    suite.add(rule, `<error${attributes({ message, type: 'internal error' })}/>`);
  }
  for (const suite of suites.values()) if (suite.tests === 0) suite.add('no findings');
  const all = [...suites.values()];
  const sum = (count: (suite: Suite) => number): number =>
    all.reduce((total, suite) => total + count(suite), 0);
  const totals = {
    name: `elasticlint: ${hidden(report)}`,
    tests: sum(({ tests }) => tests),
    failures: sum(({ failures }) => failures),
    errors: sum(({ errors }) => errors),
    time: 0,
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes(totals)}>`,
    ...all.map(String),
    '</testsuites>',
    '',
  ].join('\n');
}
