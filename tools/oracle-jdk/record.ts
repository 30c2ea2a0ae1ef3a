/**
 * Records what the JDK says of distinguished names and patterns, for the tests to hold us to.
 *
 * Run with one or more `java` commands: `npx tsx tools/oracle-jdk/record.ts <java> [<java> …]`.
 * The last one is the truth; where an earlier one says something else, that is noted beside it.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CHAIN_CASES } from './chain-cases.js';
import { recordMatrix } from './matrix/record.js';
import { PATTERNS, TEXTS } from './pattern-cases.js';
import { run, utf16 } from './run.js';

interface Jdk {
  readonly version: string;
  readonly command: string;
}

function here(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

function lines(jdk: Jdk, program: string, input?: string, ...more: string[]): string[] {
  return run(jdk.command, [here(program), ...more], input)
    .trimEnd()
    .split('\n');
}

function jdkOf(command: string): Jdk {
  const [, version = 'unknown'] = /(\d+)/.exec(run(command, ['--version'])) ?? [];
  return { version, command };
}

function names(jdks: readonly Jdk[]): object[] {
  const answers = jdks.map((jdk) => lines(jdk, 'DistinguishedNames.java'));
  const text = (line: string) => {
    const right = line.split('\t')[1] ?? '';
    return right === '!' ? null : Buffer.from(right, 'hex').toString('utf8');
  };
  return (answers.at(-1) ?? []).map((line, row) => ({
    der: line.split('\t')[0],
    text: text(line),
    ...otherwise(jdks, line, (at) => answers[at]?.[row] ?? '', text),
  }));
}

function patterns(jdks: readonly Jdk[]): object[] {
  const input = PATTERNS.map(([pattern]) => [pattern, ...TEXTS].map(utf16).join('\t')).join('\n');
  const answers = jdks.map((jdk) => lines(jdk, 'JavaPatterns.java', `${input}\n`));
  const verdict = (line: string) =>
    line.startsWith('-')
      ? { refused: Buffer.from(line.slice(1), 'hex').toString('utf8') }
      : { matches: TEXTS.flatMap((_, text) => (line[text + 1] === '1' ? [text] : [])) };
  return PATTERNS.map(([pattern, promised], row) => {
    const line = answers.at(-1)?.[row] ?? '';
    const rest = otherwise(jdks, line, (at) => answers[at]?.[row] ?? '', verdict);
    return { pattern, promised, ...verdict(line), ...rest };
  });
}

function chains(jdks: readonly Jdk[]): object[] {
  const input = CHAIN_CASES.map(({ purpose, host, name, shown, anchors }) =>
    [purpose, host ?? '-', name ?? '-', shown.join(), anchors.join()].join('\t'),
  ).join('\n');
  const answers = jdks.map((jdk) => lines(jdk, 'Chains.java', `${input}\n`));
  const verdict = (line: string) =>
    line === '+'
      ? { trusted: true }
      : { refused: Buffer.from(line.slice(1), 'hex').toString('utf8') };
  return CHAIN_CASES.map((one, row) => {
    const line = answers.at(-1)?.[row] ?? '';
    const rest = otherwise(jdks, line, (at) => answers[at]?.[row] ?? '', verdict);
    return { ...one, ...verdict(line), ...rest };
  });
}

/** What the earlier JDKs say, by their version, where it is not what the last one says. */
function otherwise(
  jdks: readonly Jdk[],
  truth: string,
  lineOf: (jdk: number) => string,
  read: (line: string) => unknown,
): object {
  const different = jdks.flatMap(({ version }, at) =>
    lineOf(at) === truth ? [] : [[`jdk${version}`, read(lineOf(at))] as const],
  );
  return Object.fromEntries(different);
}

/** An object with one field a line. */
function manyLines(value: unknown, ascii: (value: unknown) => string): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return ascii(value);
  const lines = Object.entries(value).map(([field, one]) => `    ${ascii(field)}: ${ascii(one)}`);
  return `{\n${lines.join(',\n')}\n  }`;
}

/** One case a line, in ASCII, so that odd characters can be seen in a diff. */
function write(name: string, head: object, key: string, cases: readonly object[]): void {
  const ascii = (value: unknown) =>
    JSON.stringify(value).replace(
      /[^ -~]/g,
      (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  const fields = Object.entries(head).map(
    ([field, value]) => `  ${ascii(field)}: ${manyLines(value, ascii)},`,
  );
  const rows = cases.map((row) => `    ${ascii(row)}`).join(',\n');
  const text = `{\n${fields.join('\n')}\n  ${ascii(key)}: [\n${rows}\n  ]\n}\n`;
  writeFileSync(here(`../../fixtures/oracle/${name}.json`), text);
}

const commands = process.argv.slice(2);
const jdks = (commands.length > 0 ? commands : ['java']).map(jdkOf);
const recorded = { jdks: jdks.map(({ version }) => version) };
write('distinguished-names', recorded, 'names', names(jdks));
write('java-patterns', { ...recorded, texts: TEXTS }, 'patterns', patterns(jdks));
write('chains', recorded, 'chains', chains(jdks));
const matrix = recordMatrix(
  jdks.map((jdk) => (folder, input) => lines(jdk, 'Chains.java', input, folder)),
);
const openssl = run('openssl', ['version']).trim();
const cases = matrix.rows.map(({ title, java, openssl: said }) => ({
  title,
  java: java.at(-1),
  ...otherwise(jdks, java.at(-1) ?? '', (at) => java[at] ?? '', String),
  openssl: said,
}));
write('chain-matrix', { ...recorded, openssl, ...matrix.material }, 'cases', cases);
