import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Distribution } from './distributions.js';
import { placeStandIns, settingsOf } from './stand-ins.js';

/** What became of a start: the node ran, or why it did not. */
export type Outcome = { readonly started: true } | { readonly refused: string };

const BOUND = 60_000;
/** Elasticsearch refuses to run as root. */
export const NOBODY = 65_534;

/** What every start is given beside the file: nothing that the rules look at. */
export const overrides = {
  'node.store.allow_mmap': 'false', // else a bootstrap check asks for a kernel setting
  'discovery.initial_state_timeout': '0s', // a node without a cluster says at once that it runs
  'cluster.routing.allocation.disk.threshold_enabled': 'false',
};

/** Copies of distributions that an unprivileged user can read, one a version. */
const copies = new Map<string, string>();

/** A copy of a distribution that an unprivileged user can read; made once, see {@link removeCopies}. */
export function readableHome({ version, home }: Distribution): string {
  const known = copies.get(version);
  if (known !== undefined) return known;
  const folder = mkdtempSync(join(tmpdir(), 'elasticlint-home-'));
  cpSync(home, folder, { recursive: true });
  chmodSync(folder, 0o755);
  // unzipping lost that these are programs
  for (const name of readdirSync(join(folder, 'bin'))) chmodSync(join(folder, 'bin', name), 0o755);
  // 7.17 writes the log of its garbage collector here
  mkdirSync(join(folder, 'logs'), { recursive: true });
  chmodSync(join(folder, 'logs'), 0o777);
  copies.set(version, folder);
  return folder;
}

/** Removes the copies of distributions that the starts have made. */
export function removeCopies(): void {
  for (const folder of copies.values()) rmSync(folder, { recursive: true });
  copies.clear();
}

/**
 * Starts a real node with the given elasticsearch.yml, and stops it as soon as it says that it runs or that it does
 * not. It gets a network of its own, with every IPv4 address that the file names, so that no port is taken; that and
 * the change of user need Linux and root.
 *
 * @throws Error when it says neither within 60 seconds
 */
export async function startNode(asked: Distribution, bytes: Uint8Array): Promise<Outcome> {
  const home = readableHome(asked);
  const work = mkdtempSync(join(tmpdir(), 'elasticlint-start-'));
  const config = join(work, 'config');
  try {
    for (const folder of ['data', 'logs', 'tmp']) mkdirSync(join(work, folder));
    // a node that is not new: a new one may add a security configuration of its own making
    writeFileSync(join(work, 'data', 'not-new'), '');
    cpSync(join(asked.home, 'config'), config, { recursive: true });
    rmSync(join(config, 'elasticsearch.keystore'), { force: true });
    writeFileSync(join(config, 'elasticsearch.yml'), bytes);
    const settings = settingsOf(bytes);
    const secure = placeStandIns(settings, config, asked.jdk);
    const environment = {
      PATH: process.env.PATH,
      HOSTNAME: 'es01.example.com',
      ES_JAVA_HOME: asked.jdk,
      ES_PATH_CONF: config,
      ES_TMPDIR: join(work, 'tmp'),
      // a start is short: what pays off later only costs
      ES_JAVA_OPTS: '-Xms400m -Xmx400m -XX:TieredStopAtLevel=1',
      CLI_JAVA_OPTS: '-XX:TieredStopAtLevel=1',
    };
    if (secure.size > 0) fillKeystore(home, secure, environment);
    execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, work]);
    const given = {
      ...overrides,
      'path.data': join(work, 'data'),
      'path.logs': join(work, 'logs'),
    };
    const flags = Object.entries(given).flatMap(([key, value]) => ['-E', `${key}=${value}`]);
    const addresses = new Set(
      Buffer.from(bytes)
        .toString('utf8')
        .match(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g),
    );
    const output = await run(home, flags, [...addresses].filter(isOwnable), environment);
    return outcomeOf(output, work);
  } finally {
    rmSync(work, { recursive: true });
  }
}

const isOwnable = (address: string): boolean => !/^(?:0|127|22[4-9]|23\d|255)\./.test(address);

/** Makes the keystore of the node that `env` speaks of, with these settings: `-f` also makes one that is not there. */
export function fillKeystore(
  home: string,
  secure: ReadonlyMap<string, string>,
  env: NodeJS.ProcessEnv,
): void {
  const tool = join(home, 'bin', 'elasticsearch-keystore');
  const input = [...secure.values()].map((value) => `${value}\n`).join('');
  execFileSync('bash', [tool, 'add', '-x', '-f', ...secure.keys()], { env, input, stdio: 'pipe' });
}

/** Runs until the node has started or ended; gives all it wrote. */
function run(
  home: string,
  flags: string[],
  addresses: string[],
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const network = ['ip link set lo up'];
  for (const address of ['10.255.255.1', ...addresses])
    network.push(`ip addr add ${address}/32 dev lo`);
  // the shell stays, as root, and is what `--kill-child` kills: a change of user would end that bond
  const user = `setpriv --reuid ${NOBODY} --regid ${NOBODY} --clear-groups`;
  const script = `${network.join(' && ')} && ${user} bash "$0" "$@"; exit $?`;
  const apart = ['--net', '--pid', '--fork', '--kill-child', '--mount-proc', 'sh', '-c', script];
  return new Promise((resolve, reject) => {
    const child = spawn('unshare', [...apart, join(home, 'bin', 'elasticsearch'), ...flags], {
      env,
      cwd: home,
    });
    let output = '';
    const bound = setTimeout(() => child.kill('SIGKILL'), BOUND);
    const take = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
      if (isStarted.test(output) || isEnded.test(output)) child.kill('SIGKILL');
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(bound);
      resolve(output);
    });
  });
}

/** What a node that runs has written. */
export const isStarted = /\]\[o\.e\.n\.Node +\] \[[^\]]*\] started/;
/** The last line of the launcher of 8.x and later, which does not always end itself. */
export const isEnded =
  /^ERROR: Elasticsearch (?:did not exit normally|died while starting up).*\n/m;
const bootstrap = /^bootstrap check failure \[\d+\] of \[\d+\]: (.*)$/gm;
/** Checks that speak of the machine, not of the file. */
const ofTheMachine =
  /^(?:max (?:file descriptors|virtual memory|number of threads|size virtual|file size)|memory locking|system call filters|initial heap size)/;
const thrown =
  /(?:^|booting Elasticsearch|Caused by: |Likely root cause: |" )((?:[a-z]\w*\.)+\w*(?:Exception|Error)): (.*)$/gm;
/** What wraps a message that is repeated behind it. */
export const wrapper = /^(?:(?:[a-z]\w*\.)+\w*(?:Exception|Error): )+/;

/** Reads what a node wrote: that it started, or the messages of what it failed of, joined with ` <- `. */
export function outcomeOf(output: string, work: string): Outcome {
  if (isStarted.test(output)) return { started: true };
  const text = output.replaceAll(work, '').replaceAll(/\/tmp\/elasticlint-home-\w+/g, '<home>');
  const failed = [...text.matchAll(bootstrap)].map(([, message]) => message!);
  const wrong = [...new Set(failed)].filter((message) => !ofTheMachine.test(message)).sort();
  if (failed.length > 0)
    return wrong.length > 0 ? { refused: wrong.join(' | ') } : { started: true };
  const causes = [...text.matchAll(thrown)].map(([, , message]) => message!.replace(wrapper, ''));
  if (causes.length === 0 || causes[0]!.startsWith('starting java failed'))
    throw new Error(
      `neither started nor refused within ${BOUND} ms, as far as this tells:\n${output}`,
    );
  const said = causes.filter(
    (message, i) => !causes.slice(0, i).some((before) => before.includes(message)),
  );
  return { refused: said.join(' <- ') };
}
