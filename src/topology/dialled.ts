import { hostKind, isIpAddress, type DialledAddress } from './address.js';
import type { Cluster } from './cluster.js';
import type { Link } from './link.js';
import { listenerOf } from './listener.js';
import type { Interface, Node } from './node.js';
import { parsePorts } from './port.js';

const interfaces: readonly Interface[] = ['remote_cluster', 'transport', 'http'];

/** The ports that a node listens on, by interface, as people read them. */
export function listeningPorts(node: Node): string {
  return interfaces
    .flatMap((name) => {
      const port = listenerOf(node, name) && node.port(name);
      return port ? [`${port.text} (${name})`] : [];
    })
    .join(', ');
}

/** An address of a link that leads to nothing, and to which node if it leads to one. */
export interface Misdialled {
  readonly address: DialledAddress;
  /** The node is right and the port is not; no node is there at all; or all nodes answer on their own machine only. */
  readonly wrong: 'port' | 'host' | 'loopback';
  readonly node?: Node;
}

/** Everything by which a node may be reached is an address that the files give: nothing is left to names or chance. */
function isKnown(node: Node): boolean {
  return interfaces.every((name) =>
    (['bind', 'publish'] as const).every((what) => {
      const { hosts, unknown } = node.hosts(name, what);
      return !unknown && hosts.every(({ text, kind }) => kind === 'loopback' || isIpAddress(text));
    }),
  );
}

const names = (node: Node, what: 'bind' | 'publish'): string[] =>
  interfaces.flatMap((name) => node.hosts(name, what).hosts.map(({ text }) => text.toLowerCase()));

function answers(node: Node, port: number): boolean {
  return interfaces.some((name) => {
    const text = node.port(name)?.text;
    // a port that is not known, or no port at all, may be any
    return text === undefined || parsePorts(text) === undefined || node.listensOn(name, port);
  });
}

/** Whether the nodes answer at a port of the transport, and from their own machine only: a setting of each says so. */
function isInside({ nodes }: Cluster, port: number): boolean {
  return nodes.every((node) => {
    const { entry, hosts, unknown } = node.hosts('transport', 'bind');
    const loopback = entry && !unknown && hosts.every(({ kind }) => kind === 'loopback');
    return loopback && node.listensOn('transport', port);
  });
}

/**
 * The addresses of a link that the other side, if all its files are known, does not answer. A host that a node only
 * publishes may be translated on the way, so nothing is said of its port.
 */
export function misdialled({ to, addresses, intendedModel }: Link): Misdialled[] {
  if (!to || to.managed || to.nodes.length === 0) return [];
  const listed = new Set((to.facts.addresses ?? []).map((text) => text.toLowerCase()));
  return addresses.flatMap((address): Misdialled[] => {
    const host = address.target?.host.toLowerCase();
    const elsewhere = host !== undefined && hostKind(host) !== 'loopback';
    // of the remote cluster server remote/loopback-host speaks
    if (elsewhere && intendedModel === 'certificate' && isInside(to, address.target!.port))
      return [{ address, wrong: 'loopback', node: to.nodes[0]! }];
    if (host === undefined || listed.has(host) || listed.has(address.text.toLowerCase())) return [];
    const bound = to.nodes.filter((node) => names(node, 'bind').includes(host));
    if (bound.length > 0) {
      const silent = bound.every((node) => !answers(node, address.target!.port));
      return silent ? [{ address, wrong: 'port', node: bound[0]! }] : [];
    }
    const published = to.nodes.some((node) => names(node, 'publish').includes(host));
    if (published || !isIpAddress(host) || !to.nodes.every(isKnown)) return [];
    const wild = to.nodes.some((node) =>
      interfaces.some((name) =>
        node.hosts(name, 'bind').hosts.some(({ kind }) => kind === 'wildcard'),
      ),
    );
    return wild ? [] : [{ address, wrong: 'host' }];
  });
}

/** A link that dials the remote cluster server interface of a node from another machine, as far as the files tell. */
export function linkToServer(node: Node): Link | undefined {
  return node.cluster.incoming.find(
    (link) =>
      link.leavesTheMachine &&
      link.addresses.some(({ target }) => target && node.listensOn('remote_cluster', target.port)),
  );
}
