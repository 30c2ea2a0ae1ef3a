import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { parse } from 'yaml';
import { isPayloadPath, isYmlPath } from '../src/documents/parse.js';
import { manifestNames } from '../src/workspace/manifest.js';
import { bundle } from './bundle.js';
import { releaseTree } from './release-tree.js';

/*
 * Tries the hooks of .pre-commit-hooks.yaml with the real pre-commit: a commit of a bad file is stopped, of a good one
 * it passes, and files that are not part of a commit are left alone. The hooks come from the tree of a release, whose
 * installation fetches nothing, and once from a commit without the built command. Wants python3, git, and access to the
 * registries of Python and npm. Exits with 1 at the first thing that is not as it should be; --keep leaves the directory.
 */

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly files: string;
}

const repository = dirname(import.meta.dirname);
const root = realpathSync(mkdtempSync(join(tmpdir(), 'elasticlint-pre-commit-')));
/** The environment of somebody who commits: nothing of the npm that runs this script, nobody's own settings of git. */
const environment: Record<string, string | undefined> = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:npm_|NODE)/i.test(name)),
  ),
  PATH: (process.env.PATH ?? '')
    .split(delimiter)
    .filter((path) => !path.includes('node_modules'))
    .join(delimiter),
  PRE_COMMIT_HOME: join(root, 'cache'),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'try',
  GIT_AUTHOR_EMAIL: 'try@example.com',
  GIT_COMMITTER_NAME: 'try',
  GIT_COMMITTER_EMAIL: 'try@example.com',
};

function step(text: string): void {
  console.log(`- ${text}`);
}

function check(isTrue: boolean, text: string, output = ''): void {
  if (!isTrue) throw new Error(`not so: ${text}\n${output}`);
  step(text);
}

/** Runs a program; gives its exit code and all it printed. */
function run(
  cwd: string,
  program: string,
  args: readonly string[],
  env = environment,
): { code: number | null; output: string } {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (error) throw error;
  return { code: status, output: stdout + stderr };
}

/** Runs a program that must succeed; gives what it printed to standard output. */
const must = (cwd: string, program: string, ...args: string[]): string =>
  execFileSync(program, args, {
    cwd,
    env: environment,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  }).trim();

function write(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}

/** Makes a directory a repository with one commit of all that is in it; gives the commit. */
function commitAll(directory: string): string {
  must(directory, 'git', 'init', '--quiet');
  must(directory, 'git', 'add', '--all', '--force');
  must(directory, 'git', 'commit', '--quiet', '--message', 'as it is now');
  return must(directory, 'git', 'rev-parse', 'HEAD');
}

/** The files of this repository as they are now, committed to a repository of their own; gives the commit. */
function cloneWorkingTree(directory: string): string {
  const files = must(
    repository,
    'git',
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
  ).split('\0');
  for (const file of files.filter((name) => name !== '' && existsSync(join(repository, name)))) {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    copyFileSync(join(repository, file), join(directory, file));
  }
  return commitAll(directory);
}

/** The hooks must ask for the very names that discovery looks for; their pattern is the same to Python and to us. */
function checkPatterns(hooks: readonly Hook[]): void {
  const names = [
    'elasticsearch.yml',
    'a/b/elasticsearch.yaml',
    'my-elasticsearch.yml',
    'hot.elasticsearch.yml',
    'Elasticsearch.YML',
    'elasticsearch.yml.j2',
    'elasticsearch.yml.erb',
    'elasticsearch.yml.bak',
    'elasticsearch.json',
    'elasticsearch.yml/x',
    'cluster-settings.json',
    'a/prod.cluster_settings.json',
    'cluster-settings.yml',
    'elasticlint.yml',
    'a/elasticlint.yaml',
    'docker-compose.yml',
    'values.yaml',
    'package.json',
    'my-elasticlint.yml',
    'elasticsearch/config.yml',
  ];
  const wanted = names.filter(
    (name) =>
      isYmlPath(name) || isPayloadPath(name) || manifestNames.includes(name.replace(/^.*\//, '')),
  );
  for (const hook of hooks) {
    const pattern = new RegExp(hook.files.replace('(?xi)', '').replace(/\s+/g, ''), 'i');
    const taken = names.filter((name) => pattern.test(name));
    check(
      String(taken) === String(wanted),
      `${hook.id} takes the files that discovery finds`,
      `${String(taken)}\ninstead of\n${String(wanted)}`,
    );
  }
}

/** Says what a commit of the given files does: whether it is made, and what was printed. */
class Scratch {
  constructor(
    readonly directory: string,
    readonly bin: string,
    readonly env: Record<string, string | undefined>,
  ) {}

  static create(
    name: string,
    bin: string,
    config: string,
    env: Record<string, string | undefined> = environment,
  ): Scratch {
    const directory = join(root, name);
    mkdirSync(directory);
    must(directory, 'git', 'init', '--quiet');
    write(directory, { '.pre-commit-config.yaml': config });
    must(directory, join(bin, 'pre-commit'), 'install');
    return new Scratch(directory, bin, env);
  }

  commit(files: Readonly<Record<string, string>>): { made: boolean; output: string } {
    write(this.directory, files);
    return this.again(Object.keys(files));
  }

  /** Commits files as they are on disk now. */
  again(files: readonly string[]): { made: boolean; output: string } {
    must(this.directory, 'git', 'add', ...files);
    const { code, output } = run(
      this.directory,
      'git',
      ['commit', '--message', 'a change'],
      this.env,
    );
    return { made: code === 0, output };
  }
}

const bad = 'cluster.name: one\ncluster.name: two\n';
const good = 'cluster.name: one\n';

/** What must hold for either hook. */
function tryHook(scratch: Scratch): void {
  const files = { 'docker-compose.yml': bad, 'untouched/elasticsearch.yml': bad };
  write(scratch.directory, files);
  const stopped = scratch.commit({ 'elasticsearch.yml': bad });
  check(
    !stopped.made && stopped.output.includes('yaml/duplicate-key'),
    'a bad file is stopped',
    stopped.output,
  );
  check(
    !stopped.output.includes('untouched') && stopped.output.includes('in 1 file '),
    'only the file of the commit was linted',
    stopped.output,
  );
  const passed = scratch.commit({ 'elasticsearch.yml': good });
  check(passed.made && passed.output.includes('Passed'), 'a good file passes', passed.output);
  const unrelated = scratch.commit({ 'docker-compose.yml': bad });
  check(
    unrelated.made && unrelated.output.includes('Skipped'),
    'the hook does not run for other files',
    unrelated.output,
  );
  const ignored = scratch.commit({
    'elasticlint.yml': 'version: 1\nignore: ["templates/**"]\n',
    'templates/elasticsearch.yml': bad,
  });
  check(
    ignored.made && ignored.output.includes('Passed'),
    'what the manifest ignores is left alone',
    ignored.output,
  );
  const broken = scratch.commit({ 'elasticlint.yml': 'version: 1\nignored: []\n' });
  check(
    !broken.made && broken.output.includes("unknown key 'ignored'"),
    'a wrong manifest is stopped',
    broken.output,
  );
}

const fixable =
  'cluster.name: three\n# not to be touched\ncluster.remote.one.seeds: ["https://10.0.0.1:9300"]\n';

/** What must hold for either hook that fixes. */
function tryFix(scratch: Scratch): void {
  write(scratch.directory, { 'untouched/elasticsearch.yml': fixable });
  const stopped = scratch.commit({ 'elasticsearch.yml': fixable });
  const fixed = readFileSync(join(scratch.directory, 'elasticsearch.yml'), 'utf8');
  check(
    !stopped.made && stopped.output.includes('files were modified by this hook'),
    'a commit that could be fixed is stopped',
    stopped.output,
  );
  check(
    fixed.includes('"10.0.0.1:9300"') && fixed.includes('# not to be touched'),
    'the file is fixed',
    fixed,
  );
  const other = readFileSync(join(scratch.directory, 'untouched/elasticsearch.yml'), 'utf8');
  check(other === fixable, 'no other file is', other);
  const passed = scratch.again(['elasticsearch.yml']);
  check(passed.made, 'then it passes', passed.output);
}

/** Findings of a run of the command, as texts that can be compared. */
function findings(command: string, directory: string, files: readonly string[]): string[] {
  const { output } = run(directory, command, ['--format', 'json', '--force-exclude', ...files]);
  return (JSON.parse(output) as { findings: unknown[] }).findings.map((finding) =>
    JSON.stringify(finding),
  );
}

/** pre-commit may hand the files over in several batches: their findings together must be those of one run. */
function checkBatches(command: string, scratch: Scratch): void {
  const files = {
    'elasticlint.yml':
      'version: 1\nclusters:\n  one: { nodes: one/elasticsearch.yml }\n  two: { nodes: two/elasticsearch.yml }\nlinks: [{ from: one, alias: far, to: two }]\n',
    'one/elasticsearch.yml':
      'cluster.remote.far: { mode: proxy, proxy_address: "two.example.com:9443" }\n',
    'two/elasticsearch.yml': `remote_cluster_server.enabled: true\n${bad}`,
  };
  write(scratch.directory, files);
  const paths = ['one/elasticsearch.yml', 'two/elasticsearch.yml'];
  const together = findings(command, scratch.directory, paths);
  const apart = new Set(paths.flatMap((path) => findings(command, scratch.directory, [path])));
  check(
    together.length > 0 && String([...apart].sort()) === String(together.sort()),
    'batches find what one run finds',
  );
}

/** A release: the hooks are installed without a registry, and do what they promise. */
async function tryRelease(bin: string): Promise<void> {
  const dist = join(root, 'dist');
  const linter = join(root, 'release');
  await bundle(dist);
  releaseTree(linter, { dist });
  const commit = commitAll(linter);
  const config = (id: string): string =>
    `default_language_version: { node: system }\nrepos:\n- repo: ${linter}\n  rev: ${commit}\n  hooks:\n  - id: ${id}\n`;
  const nowhere = 'http://127.0.0.1:9/';
  const offline = { ...environment, npm_config_registry: nowhere, npm_config_offline: 'true' };
  const node = Scratch.create('node', bin, config('elasticlint'), offline);
  const installed = run(node.directory, join(bin, 'pre-commit'), ['install-hooks'], offline);
  check(installed.code === 0, 'pre-commit installs the hook and fetches nothing', installed.output);
  tryHook(node);
  tryFix(Scratch.create('node-fix', bin, config('elasticlint-fix'), offline));

  const found = must(join(root, 'cache'), 'find', '.', '-path', '*/bin/elasticlint').split('\n');
  check(found.length === 1, 'the command is installed once', found.join('\n'));
  const command = join(join(root, 'cache'), found[0]!);
  checkBatches(command, node);
  step('the same with the hooks for an installed command');
  const PATH = `${dirname(command)}${delimiter}${environment.PATH ?? ''}`;
  tryHook(Scratch.create('system', bin, config('elasticlint-system'), { ...environment, PATH }));
  tryFix(
    Scratch.create('system-fix', bin, config('elasticlint-fix-system'), { ...environment, PATH }),
  );
}

/** A commit without the built command: it is built on the way. `try-repo` is what people try it with. */
function tryCommit(bin: string): void {
  const linter = join(root, 'linter');
  mkdirSync(linter);
  cloneWorkingTree(linter);
  const directory = join(root, 'try-repo');
  mkdirSync(directory);
  must(directory, 'git', 'init', '--quiet');
  for (const [text, code] of [
    [bad, 1],
    [good, 0],
  ] as const) {
    write(directory, { 'elasticsearch.yml': text });
    must(directory, 'git', 'add', 'elasticsearch.yml');
    const tried = run(directory, join(bin, 'pre-commit'), [
      'try-repo',
      linter,
      'elasticlint',
      '--files',
      'elasticsearch.yml',
    ]);
    check(tried.code === code, `try-repo of a commit ends with ${code}`, tried.output);
  }
}

async function main(): Promise<void> {
  const hooks = parse(readFileSync(join(repository, '.pre-commit-hooks.yaml'), 'utf8')) as Hook[];
  checkPatterns(hooks);
  must(root, 'python3', '-m', 'venv', 'venv');
  const bin = join(root, 'venv/bin');
  must(root, join(bin, 'pip'), 'install', '--quiet', '--disable-pip-version-check', 'pre-commit');
  step(must(root, join(bin, 'pre-commit'), '--version'));
  await tryRelease(bin);
  tryCommit(bin);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  if (process.argv.includes('--keep')) console.log(root);
  else rmSync(root, { recursive: true, force: true });
}
