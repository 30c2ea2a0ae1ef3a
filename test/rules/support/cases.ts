import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path/posix';

/** Where the fixtures of all rules live, relative to the root of the project. */
export const fixtureRoot = 'fixtures/rules';

/** Files of a workspace by their path in it. */
export type Files = Readonly<Record<string, Uint8Array>>;

/** One fixture of a rule: a file, or a directory that is a workspace. */
export interface Case {
  /** The id of the rule under test. */
  readonly rule: string;
  /** As listed: `bad-tab.yml`, or the name of the directory. */
  readonly name: string;
  readonly bad: boolean;
  readonly directory: boolean;
  /** What `--es-version` is set to: the part of the name behind `@`. */
  readonly esVersion: string | undefined;
  readonly files: Files;
  /** The files beside it that hold what is expected of a bad case. */
  readonly expectedPath: string;
  readonly fixedPath: string;
}

/** The fixtures of one rule, and names in its folder that mean nothing. */
export interface RuleCases {
  readonly cases: readonly Case[];
  readonly strays: readonly string[];
}

const casePattern = /^(bad|ok)-[\w.@,-]+$/;
const recordEndings = ['.expected', '.fixed'];

/** The name under which a single file is linted; fixtures/rules/README.md tells it to people. */
export function fileNameOf(name: string): string {
  const ending = name.slice(name.lastIndexOf('.') + 1);
  if (ending === 'yml') return 'elasticsearch.yml';
  if (ending === 'json') {
    if (name.includes('role')) return 'role.json';
    return name.includes('api-key') ? 'api-key.json' : 'cluster-settings.json';
  }
  return { txt: 'keystore.txt', console: 'requests.console' }[ending] ?? name;
}

const borrowed = /^(?:@fixtures\/(?:certificates|keystores|stores)\/[\w./-]+\s*)+$/;

const repeated = /^@repeat (\d+) (.+)\n?$/;

/**
 * What a fixture stands for: `@fixtures/certificates/…`, `@fixtures/keystores/…` or `@fixtures/stores/…` in all its lines
 * for the content of those files, one after the other; `@repeat <count> <line>` for that line so many times; anything else for itself.
 */
export function expand(bytes: Uint8Array): Uint8Array {
  const text = new TextDecoder().decode(bytes);
  const [, count, line] = repeated.exec(text) ?? [];
  if (count !== undefined) return new TextEncoder().encode(`${line}\n`.repeat(Number(count)));
  if (!borrowed.test(text)) return bytes;
  const paths = text.trim().split(/\s+/);
  return Buffer.concat(paths.map((path) => readFileSync(path.slice(1))));
}

/** All files below a directory, by their path relative to it, each as what it stands for. */
export function readDirectory(directory: string): Files {
  const paths = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => statSync(join(directory, path)).isFile())
    .sort();
  return Object.fromEntries(
    paths.map((path) => [path, expand(readFileSync(join(directory, path)))]),
  );
}

function readCase(folder: string, rule: string, name: string): Case {
  const path = join(folder, name);
  const directory = statSync(path).isDirectory();
  const stem = directory ? name : name.slice(0, name.lastIndexOf('.'));
  const esVersion = stem.includes('@') ? stem.slice(stem.indexOf('@') + 1) : undefined;
  return {
    rule,
    name,
    bad: name.startsWith('bad-'),
    directory,
    esVersion,
    files: directory ? readDirectory(path) : { [fileNameOf(name)]: expand(readFileSync(path)) },
    expectedPath: join(folder, `${stem}.expected`),
    fixedPath: join(folder, `${stem}.fixed`),
  };
}

/** Reads the fixtures of a rule. `root` is the folder of all rules' fixtures. */
export function casesOf(rule: string, root: string = fixtureRoot): RuleCases {
  const folder = join(root, rule);
  if (!existsSync(folder)) return { cases: [], strays: [] };
  const names = readdirSync(folder).sort();
  const isRecord = (name: string): boolean => recordEndings.some((end) => name.endsWith(end));
  const caseNames = names.filter((name) => casePattern.test(name) && !isRecord(name));
  const cases = caseNames.map((name) => readCase(folder, rule, name));
  const records = new Set(
    cases.filter((one) => one.bad).flatMap((one) => [one.expectedPath, one.fixedPath]),
  );
  const clashes = cases.filter(
    (one, index) => cases.findIndex((other) => other.expectedPath === one.expectedPath) !== index,
  );
  const strays = names.filter(
    (name) => !caseNames.includes(name) && !records.has(join(folder, name)),
  );
  return { cases, strays: [...strays, ...clashes.map((one) => one.name)] };
}

/** The `<area>/<rule>` folders that hold fixtures. */
export function fixtureFolders(root: string = fixtureRoot): string[] {
  const folders = (path: string): string[] =>
    readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  if (!existsSync(root)) return [];
  return folders(root).flatMap((area) =>
    folders(join(root, area)).map((rule) => `${area}/${rule}`),
  );
}
