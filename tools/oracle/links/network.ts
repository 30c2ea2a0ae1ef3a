import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The two sides of a link, as the folders of a workspace are called. */
export type Side = 'local' | 'remote';
export const SIDES: readonly Side[] = ['remote', 'local'];

/** What each host has: the first address is that of the wire between the two, the others are reached over it. */
const ADDRESSES: Readonly<Record<Side, readonly string[]>> = {
  local: ['10.10.0.11'],
  remote: ['10.20.0.11', '10.20.0.12'],
};
/** Of the remote host alone: as that of a container, no other host can reach it. */
const INSIDE = '172.17.0.2';

/** What names mean on both hosts; no other name means anything. */
const HOSTS = `127.0.0.1 localhost
10.10.0.11 local.example.com
10.20.0.11 remote.example.com remote-node.example.com
10.20.0.12 balancer.example.com
172.17.0.2 container.example.com
`;

/** A host of its own: a network namespace, with names of its own. */
export interface Host {
  readonly side: Side;
  /** The process whose namespaces make up the host. */
  readonly pid: number;
}

/** Two hosts and the wire between them. */
export interface Network {
  readonly hosts: Readonly<Record<Side, Host>>;
  /** Ends both hosts, and everything that runs on them. */
  close(): void;
}

/** The command line that runs another one on a host. */
export const onHost = ({ pid }: Host, command: readonly string[]): string[] => [
  'nsenter',
  ...['--target', String(pid), '--net', '--mount'],
  ...command,
];

function makeHost(side: Side, folder: string): { host: Host; child: ChildProcess } {
  const [names, resolver] = [join(folder, 'hosts'), join(folder, 'resolv.conf')];
  const mounts = `mount --bind ${names} /etc/hosts && mount --bind ${resolver} /etc/resolv.conf`;
  const script = `${mounts} && ip link set lo up && echo ready && exec sleep infinity`;
  const child = spawn('unshare', ['--net', '--mount', 'sh', '-c', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.pid === undefined) throw new Error('unshare does not run');
  return { host: { side, pid: child.pid }, child };
}

const isReady = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    child.stdout?.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`a host ended with ${code}: is this root?`)));
  });

/**
 * Makes two hosts that see each other and nothing else, so that binding to loopback, publish addresses and filters mean
 * what they mean between machines. Needs Linux, root and iproute2; nothing of it is left when it is closed.
 */
export async function openNetwork(): Promise<Network> {
  const folder = mkdtempSync(join(tmpdir(), 'elasticlint-hosts-'));
  writeFileSync(join(folder, 'hosts'), HOSTS);
  writeFileSync(join(folder, 'resolv.conf'), '');
  const local = makeHost('local', folder);
  const remote = makeHost('remote', folder);
  const close = (): void => {
    local.child.kill('SIGKILL');
    remote.child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await Promise.all([isReady(local.child), isReady(remote.child)]);
    const run = (host: Host, line: string): unknown => {
      const [program, ...args] = onHost(host, line.split(' '));
      return execFileSync(program!, args);
    };
    run(local.host, `ip link add wire type veth peer name wire netns ${remote.host.pid}`);
    for (const { host } of [local, remote]) {
      for (const address of ADDRESSES[host.side]) run(host, `ip addr add ${address}/8 dev wire`);
      run(host, 'ip link set wire up');
    }
    run(remote.host, `ip addr add ${INSIDE}/32 dev lo`);
  } catch (error) {
    close();
    throw error;
  }
  return { hosts: { local: local.host, remote: remote.host }, close };
}
