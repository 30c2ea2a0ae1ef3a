import { readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { STORE_PASSWORD } from './files.js';
import { openNetwork, SIDES, type Network, type Side } from './network.js';
import { foundIn, messagesOf, warningsIn, type Outcome, type Reply } from './outcome.js';
import { Server, type Answer } from './server.js';
import { canReload, isReusable, keystoreNames, startKey, type LinkWorkspace } from './workspace.js';

const USER = 'jane';
const DOCUMENTS = [1, 2, 3];

const isRefusal = (server: Server | { refused: string }): server is { refused: string } =>
  !(server instanceof Server);

const replyOf = ({ status, body }: Answer): Reply =>
  status >= 200 && status < 300 ? 'accepted' : { refused: messagesOf(body) || `status ${status}` };

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A node that may serve several workspaces, or the messages with which it did not start. */
interface Kept {
  readonly key: string;
  readonly node: Server | { refused: string };
  /** What stands for the credentials in its keystore. */
  secret: string | undefined;
  /** How much it had written when it began to serve the workspace at hand. */
  since: number;
}

/** Two hosts on which workspaces come to life one after the other, with at most one node each. */
export class Bench {
  readonly #network: Network;
  readonly #kept: Partial<Record<Side, Kept>> = {};
  /** Made for this run, and nowhere written. */
  readonly #password = randomBytes(12).toString('hex');
  /** Answers to the creation of API keys on the remote node that runs, by body. */
  #keys = new Map<string, Answer>();

  private constructor(network: Network) {
    this.#network = network;
  }

  /** Makes the two hosts; {@link Bench.close} ends them. */
  static async open(): Promise<Bench> {
    return new Bench(await openNetwork());
  }

  /** Ends the nodes that still run, and the hosts. */
  async close(): Promise<void> {
    await this.clear();
    this.#network.close();
  }

  /** Ends the nodes, so that the next workspace gets new ones. */
  async clear(): Promise<void> {
    for (const side of SIDES) await this.#drop(side);
  }

  /** Brings a workspace to life, and tells what became of it. */
  async run(workspace: LinkWorkspace, credentials?: string): Promise<Outcome> {
    const { clusters } = workspace;
    const remoteKey = startKey(workspace, 'remote');
    const isNew = this.#kept.remote?.key !== remoteKey;
    if (isNew) this.#keys = new Map();
    // one that goes on dialling would be heard in the log of the remote node
    const isOther = this.#kept.local?.key !== startKey(workspace, 'local');
    if (isOther || (isNew && !isReusable(workspace))) await this.#drop('local');
    const remote = await this.#node(workspace, 'remote', remoteKey);
    if (isRefusal(remote)) return { works: false, remote };
    const bodies: Record<string, Reply> = {};
    try {
      for (const n of DOCUMENTS)
        await remote.request('PUT', `/logs-1/_doc/${n}?refresh=true`, { message: `document ${n}` });
      await send(workspace, 'remote', remote, this.#password, bodies);
      const secret = await this.#makeKeys(workspace, remote, bodies, credentials);
      if (clusters.remote.apiKeys && secret === undefined)
        return { works: false, remote: 'started', bodies };
      const local = await this.#node(workspace, 'local', startKey(workspace, 'local'), secret);
      if (isRefusal(local)) return { works: false, remote: 'started', local, bodies };
      await send(workspace, 'local', local, this.#password, bodies);
      const seen = await observe(workspace, local);
      const accepted = Object.values(bodies).every((reply) => reply === 'accepted');
      const works = accepted && (seen.found === DOCUMENTS.length || !searches(workspace));
      const logged = works ? undefined : this.#warnings();
      await this.#restore(workspace, 'local', local);
      return {
        works,
        remote: 'started',
        local: 'started',
        ...(Object.keys(bodies).length > 0 && { bodies }),
        ...seen,
        ...(logged && { logged }),
      };
    } finally {
      await this.#restore(workspace, 'remote', remote);
    }
  }

  async #drop(side: Side): Promise<void> {
    const kept = this.#kept[side];
    if (kept && !isRefusal(kept.node)) await kept.node.stop();
    delete this.#kept[side];
  }

  /** The node of a side, started where none that fits runs. A start that says nothing is tried once more. */
  async #node(
    workspace: LinkWorkspace,
    side: Side,
    key: string,
    secret?: string,
  ): Promise<Server | { refused: string }> {
    const kept = this.#kept[side];
    const secure = secureValues(keystoreNames(workspace, side), secret);
    if (kept?.key === key) {
      if (isRefusal(kept.node)) return kept.node;
      kept.since = kept.node.written;
      if (kept.secret === secret) return kept.node;
      kept.secret = secret;
      if (canReload(workspace) && (await kept.node.reload(secure))) return kept.node;
    }
    await this.#drop(side);
    const { version, license = 'trial' } = workspace.clusters[side];
    const spec = {
      version,
      license,
      secure,
      folder: join(workspace.folder, side),
      password: this.#password,
    };
    const start = (): Promise<Server | { refused: string }> =>
      Server.start(this.#network.hosts[side], spec);
    const node = await start().catch(start);
    this.#kept[side] = { key, node, secret, since: 0 };
    return node;
  }

  /** Makes the API keys of the remote side; gives what goes into the keystore of the local one. */
  async #makeKeys(
    { clusters, folder }: LinkWorkspace,
    remote: Server,
    bodies: Record<string, Reply>,
    credentials: string | undefined,
  ): Promise<string | undefined> {
    let secret: string | undefined;
    for (const path of clusters.remote.apiKeys ?? []) {
      const body = readFileSync(join(folder, path), 'utf8');
      const rest = credentials === 'rest key';
      const known = this.#keys.get(body);
      const answer =
        known ?? (await remote.request('POST', rest ? REST_KEYS : CROSS_CLUSTER_KEYS, body));
      this.#keys.set(body, answer);
      bodies[path] = replyOf(answer);
      const made = answer.body as { encoded?: string; api_key?: string };
      secret ??= credentials === 'api_key' ? made.api_key : made.encoded;
    }
    return secret;
  }

  #warnings(): Outcome['logged'] {
    const lists = SIDES.flatMap((side) => {
      const kept = this.#kept[side];
      if (!kept || isRefusal(kept.node)) return [];
      const list = warningsIn(kept.node.log(kept.since));
      return list.length > 0 ? [[side, list]] : [];
    });
    return lists.length > 0 ? (Object.fromEntries(lists) as Outcome['logged']) : undefined;
  }

  /** Takes back what requests have changed, so that the node can serve other workspaces; ends it where that fails. */
  async #restore({ clusters }: LinkWorkspace, side: Side, node: Server): Promise<void> {
    for (const path of bodiesOfRoles(clusters[side].roles))
      await node.request('DELETE', `/_security/role/${basename(path, '.json')}`);
    if (!clusters[side].settings) return;
    const all = { '*': null };
    const { status } = await node.request('PUT', '/_cluster/settings', {
      persistent: all,
      transient: all,
    });
    if (status !== 200) await this.#drop(side);
    await pause(500);
  }
}

const CROSS_CLUSTER_KEYS = '/_security/cross_cluster/api_key';
const REST_KEYS = '/_security/api_key';

const searches = ({ use }: LinkWorkspace): boolean => use.includes('search');

const bodiesOfRoles = (roles: readonly string[] = []): string[] =>
  roles.filter((path) => path.endsWith('.json'));

/** What stands for each secure setting: the secret of the API key, or the password of all stores. */
const secureValues = (
  names: readonly string[],
  secret = 'bm9ib2R5Om5vdGhpbmc=',
): Map<string, string> =>
  new Map(names.map((name) => [name, name.endsWith('.credentials') ? secret : STORE_PASSWORD]));

/** Sends what the manifest lists for a cluster: roles, and a user who has them, then settings in their order. */
async function send(
  { clusters, folder }: LinkWorkspace,
  side: Side,
  node: Server,
  password: string,
  bodies: Record<string, Reply>,
): Promise<void> {
  const { roles, settings = [] } = clusters[side];
  const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
  for (const path of bodiesOfRoles(roles))
    bodies[path] = replyOf(
      await node.request('PUT', `/_security/role/${basename(path, '.json')}`, read(path)),
    );
  if (roles && side === 'local')
    await node.request('PUT', `/_security/user/${USER}`, {
      password,
      roles: roles.flatMap((path) =>
        path.endsWith('.json')
          ? basename(path, '.json')
          : Object.keys((parse(read(path)) as object | null) ?? {}),
      ),
    });
  for (const path of settings)
    bodies[path] = replyOf(await node.request('PUT', '/_cluster/settings', read(path)));
}

/** What can be told from outside, and lasts: not addresses, not what the workspace says anyway. */
const TOLD = ['mode', 'num_nodes_connected', 'num_proxy_sockets_connected', 'skip_unavailable'];

/** Waits for the link, and searches over it; twice where the first search does not find everything. */
async function observe(
  { alias, clusters }: LinkWorkspace,
  local: Server,
): Promise<Partial<Outcome>> {
  const user = clusters.local.roles ? USER : 'elastic';
  const info = async (): Promise<Record<string, unknown> | undefined> => {
    const { body } = await local.request('GET', '/_remote/info');
    return (body as Record<string, Record<string, unknown> | undefined> | null)?.[alias];
  };
  for (let tries = 0; tries < 8 && (await info())?.connected === false; tries++) await pause(500);
  const search = (): Promise<Answer> =>
    local.request('GET', `/${alias}:logs-1/_search`, undefined, user);
  const first = await search();
  const missed = foundIn(first.body) < DOCUMENTS.length;
  if (missed) await pause(2000);
  const answer = missed ? await search() : first;
  const link = await info();
  const told = Object.entries(link ?? {}).filter(([key]) => TOLD.includes(key));
  const { status, body } = answer;
  const said = status === 0 ? 'no answer in time' : messagesOf(body);
  return {
    connected: link?.connected === true,
    ...(told.length > 0 && { link: Object.fromEntries(told) }),
    status,
    found: foundIn(body),
    ...(missed && foundIn(body) === DOCUMENTS.length && { atSecond: true }),
    ...(said !== '' && { said }),
  };
}
