import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textValue } from '../../../src/settings/entry.js';
import { isEnded, isStarted, NOBODY, outcomeOf, overrides } from '../node.js';
import { settingsOf } from '../stand-ins.js';
import { liveHome } from './home.js';
import { keystoreOf } from './keystores.js';
import { onHost, type Host } from './network.js';

/** What a node is started with. */
export interface NodeSpec {
  readonly version: string;
  /** The folder of a workspace that becomes its config directory. */
  readonly folder: string;
  /** What goes into its keystore beside the password of the user elastic. */
  readonly secure: ReadonlyMap<string, string>;
  readonly license: string;
  /** Of the user elastic. */
  readonly password: string;
}

/** An answer of the node's HTTP interface. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const BOUND = 150_000;

const publish = /AbstractHttpServerTransport\] .*publish_address \{(?:[^/{}]*\/)?([^{}]+)\}/;

/** A real node that runs. */
export class Server {
  #output = '';
  readonly #host: Host;
  readonly #child: ChildProcess;
  readonly #work: string;
  readonly #spec: NodeSpec;
  readonly #environment: NodeJS.ProcessEnv;

  private constructor(
    host: Host,
    child: ChildProcess,
    work: string,
    spec: NodeSpec,
    environment: NodeJS.ProcessEnv,
  ) {
    this.#host = host;
    this.#child = child;
    this.#work = work;
    this.#spec = spec;
    this.#environment = environment;
  }

  /**
   * Starts a node, and waits until it says that it runs or that it does not.
   *
   * @returns the node, or the messages of what it failed of
   * @throws Error when it says neither in time
   */
  static async start(host: Host, spec: NodeSpec): Promise<Server | { refused: string }> {
    const { home, jdk } = liveHome(spec.version);
    const work = mkdtempSync(join(tmpdir(), 'elasticlint-link-'));
    const environment = prepare(home, jdk, work, spec);
    const given = {
      ...overrides,
      'path.data': join(work, 'data'),
      'path.logs': join(work, 'logs'),
      // says why a connection was not opened; the answers say only that it was not
      'logger.org.elasticsearch.transport.ProxyConnectionStrategy': 'debug',
      'xpack.license.self_generated.type': spec.license === 'basic' ? 'basic' : 'trial',
    };
    const flags = Object.entries(given).flatMap(([key, value]) => ['-E', `${key}=${value}`]);
    // the shell stays, as root, and is what `--kill-child` kills: a change of user would end that bond
    const user = `setpriv --reuid ${NOBODY} --regid ${NOBODY} --clear-groups`;
    const apart = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc'];
    const script = ['sh', '-c', `${user} bash "$0" "$@"; exit $?`];
    const [program, ...rest] = onHost(host, [
      ...apart,
      ...script,
      join(home, 'bin', 'elasticsearch'),
      ...flags,
    ]);
    const child = spawn(program!, rest, { env: environment, cwd: home });
    const server = new Server(host, child, work, spec, environment);
    try {
      await server.#settle();
      const outcome = outcomeOf(server.#output, work);
      if ('started' in outcome) {
        await server.#ready();
        return server;
      }
      // of the launcher, not of what it was to launch
      if (outcome.refused.startsWith('Invalid launch descriptor')) throw new Error(outcome.refused);
      await server.stop();
      return outcome;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  #settle(): Promise<void> {
    return new Promise((resolve, reject) => {
      const bound = setTimeout(resolve, BOUND);
      const done = (): void => {
        clearTimeout(bound);
        resolve();
      };
      const take = (chunk: Buffer): void => {
        this.#output += chunk.toString('utf8');
        if (isStarted.test(this.#output) || isEnded.test(this.#output)) done();
      };
      this.#child.stdout?.on('data', take);
      this.#child.stderr?.on('data', take);
      this.#child.on('error', reject);
      this.#child.on('close', done);
    });
  }

  /** All that it has written; `since` is the length at an earlier time. */
  log(since = 0): string {
    return this.#output.slice(since).replaceAll(this.#work, '');
  }

  /** How much it has written by now. */
  get written(): number {
    return this.log().length;
  }

  /** Asks its HTTP interface, from its own host. */
  request(method: string, path: string, body?: unknown, user = 'elastic'): Promise<Answer> {
    const bytes = readFileSync(join(this.#spec.folder, 'elasticsearch.yml'));
    const tls = textValue(settingsOf(bytes).get('xpack.security.http.ssl.enabled')) === 'true';
    const address = publish.exec(this.#output)?.[1] ?? '127.0.0.1:9200';
    const url = `${tls ? 'https' : 'http'}://${address}${path}`;
    const options = ['-s', '-k', '--globoff', '--max-time', '90', '-w', '\n%{http_code}'];
    const who = ['-u', `${user}:${this.#spec.password}`, '-X', method];
    const content = ['-H', 'Content-Type: application/json', '--data-binary', '@-'];
    const [program, ...rest] = onHost(this.#host, [
      'curl',
      ...options,
      ...who,
      ...(body === undefined ? [] : content),
      url,
    ]);
    return new Promise((resolve) => {
      const child = execFile(program!, rest, { maxBuffer: 1 << 24 }, (_, stdout) => {
        const end = stdout.lastIndexOf('\n');
        const status = Number(stdout.slice(end + 1));
        resolve({ status, body: parsed(stdout.slice(0, Math.max(end, 0))) });
      });
      child.stdin?.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  }

  /** Waits until the node leads its cluster. */
  async #ready(): Promise<void> {
    for (const deadline = Date.now() + BOUND; Date.now() < deadline;) {
      const { status } = await this.request('GET', '/_cluster/health?wait_for_events=languid');
      if (status === 200) return;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    throw new Error(`no cluster within ${BOUND} ms`);
  }

  /**
   * Gives the running node other secure settings, as `elasticsearch-keystore` and a request do.
   *
   * @returns whether it took them
   */
  async reload(secure: NodeSpec['secure']): Promise<boolean> {
    const config = join(this.#work, 'config');
    const { home } = liveHome(this.#spec.version);
    writeKeystore(home, config, { ...this.#spec, secure }, this.#environment);
    const { status, body } = await this.request('POST', '/_nodes/reload_secure_settings');
    return status === 200 && (body as { _nodes?: { failed?: number } })._nodes?.failed === 0;
  }

  /** Ends the node and removes its files. */
  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const closed = new Promise((resolve) => this.#child.once('close', resolve));
      this.#child.kill('SIGKILL');
      await closed;
    }
    rmSync(this.#work, { recursive: true, force: true });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Writes the config directory; gives the environment of the node. */
function prepare(home: string, jdk: string, work: string, spec: NodeSpec): NodeJS.ProcessEnv {
  for (const folder of ['data', 'logs', 'tmp']) mkdirSync(join(work, folder));
  // a node that is not new: a new one may add a security configuration of its own making
  writeFileSync(join(work, 'data', 'not-new'), '');
  const config = join(work, 'config');
  cpSync(join(home, 'config'), config, { recursive: true });
  rmSync(join(config, 'elasticsearch.keystore'), { force: true });
  cpSync(spec.folder, config, { recursive: true });
  const environment = {
    PATH: process.env.PATH,
    HOSTNAME: 'localhost',
    ES_JAVA_HOME: jdk,
    ES_PATH_CONF: config,
    ES_TMPDIR: join(work, 'tmp'),
    // a start is short: what pays off later only costs
    ES_JAVA_OPTS: '-Xms400m -Xmx400m -XX:TieredStopAtLevel=1',
    CLI_JAVA_OPTS: '-XX:TieredStopAtLevel=1',
  };
  writeKeystore(home, config, spec, environment);
  execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, work]);
  return environment;
}

/** Puts a keystore into a config directory, for the user that the node runs as. */
function writeKeystore(
  home: string,
  config: string,
  { version, password, secure }: NodeSpec,
  environment: NodeJS.ProcessEnv,
): void {
  const path = join(config, 'elasticsearch.keystore');
  const all = new Map([['bootstrap.password', password], ...secure]);
  writeFileSync(path, keystoreOf(version, home, all, environment));
  chownSync(path, NOBODY, NOBODY);
}
