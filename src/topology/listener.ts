import type { SettingEntry } from '../settings/entry.js';
import type { EffectiveHosts, Interface, Node } from './node.js';
import { parsePorts, type PortRange } from './port.js';

/** Where one interface of a node is going to listen: it takes the first of its ports that is free. */
export interface Listener {
  readonly name: Interface;
  readonly hosts: EffectiveHosts['hosts'];
  readonly ports: readonly PortRange[];
  /** The setting of the port, where there is one. */
  readonly entry: SettingEntry | undefined;
}

/** An interface with the ports that it may take; undefined when it is off or when something is not known. */
export function listenerOf(node: Node, name: Interface): Listener | undefined {
  if (name === 'remote_cluster' && !node.serverEnabled) return undefined;
  const [port, { hosts, unknown }] = [node.port(name), node.hosts(name, 'bind')];
  const ports = port && parsePorts(port.text);
  return !port || unknown || !ports ? undefined : { name, hosts, ports, entry: port.entry };
}

/** The port that it tries first. */
export const firstPort = (listener: Listener): number => listener.ports[0]!.from;

/** Whether it has no other port than the first. */
export function hasOnePort({ ports }: Listener): boolean {
  return ports.length === 1 && ports[0]!.from === ports[0]!.to;
}

/** Whether two listeners of one node share an address, so that they cannot share a port. */
export function sharesHost(a: Listener, b: Listener): boolean {
  return a.hosts.some((one) =>
    b.hosts.some(
      (other) =>
        one.text.toLowerCase() === other.text.toLowerCase() ||
        one.kind === 'wildcard' ||
        other.kind === 'wildcard',
    ),
  );
}

/** Whether listeners of two nodes have an address in common that only nodes on one machine can have. */
export function sharesMachine(a: Listener, b: Listener): boolean {
  const own = a.hosts.filter(({ kind }) => /^(?:address|private|documentation)$/.test(kind));
  return own.some(({ text }) => b.hosts.some((other) => other.text === text));
}
