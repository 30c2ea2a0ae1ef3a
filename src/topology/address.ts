import type { Place } from '../core/text.js';

/** `host:port` as Elasticsearch takes it apart: at the last colon (RemoteConnectionStrategy.parsePort). */
export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** An address with its place in a file. */
export interface DialledAddress extends Place {
  readonly text: string;
  /** Undefined where the text is no `host:port`. */
  readonly target: HostPort | undefined;
}

/** Takes an address apart; undefined where Elasticsearch would refuse it or could never dial it. */
export function parseHostPort(text: string): HostPort | undefined {
  const colon = text.lastIndexOf(':');
  const port = text.slice(colon + 1);
  const host = text.slice(0, colon).replace(/^\[(.*)\]$/, '$1');
  if (colon <= 0 || !/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65535)
    return undefined;
  return { host, port: Number(port) };
}

export type HostKind =
  | 'loopback'
  | 'wildcard'
  | 'link-local'
  | 'private'
  | 'documentation'
  | 'multicast'
  | 'address'
  | 'special'
  | 'name';

const ipv4Kinds: readonly [pattern: RegExp, kind: HostKind][] = [
  [/^127\./, 'loopback'],
  [/^0\.0\.0\.0$|^0$/, 'wildcard'],
  [/^169\.254\./, 'link-local'],
  [
    /^10\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\.|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
    'private',
  ],
  [/^192\.0\.2\.|^198\.51\.100\.|^203\.0\.113\./, 'documentation'],
  [/^(?:22[4-9]|23\d)\./, 'multicast'],
];
/** Of addresses in small letters. */
const ipv6Kinds: readonly [pattern: RegExp, kind: HostKind][] = [
  [/^(?:0{0,4}:)*:?0{0,3}1$/, 'loopback'],
  [/^[0:]+$/, 'wildcard'],
  [/^::ffff:127\./, 'loopback'],
  [/^fe[89ab]/, 'link-local'],
  [/^f[cd]/, 'private'],
  [/^2001:0?db8:/, 'documentation'],
  [/^ff/, 'multicast'],
];

/** What a host text names: an address of some kind, one of Elasticsearch's `_special_` values, or a name. */
export function hostKind(host: string): HostKind {
  const text = host.replace(/^\[(.*)\]$/, '$1').replace(/%.*$/, '');
  const lower = text.toLowerCase();
  if (/^localhost\.?$|\.localhost\.?$/.test(lower)) return 'loopback';
  if (/^_local(?::ipv[46])?_$/.test(text) || /^_lo\d*(?::ipv[46])?_$/.test(text)) return 'loopback';
  if (/^_.*_$/.test(text)) return 'special';
  if (text === '0' || /^\d+(?:\.\d+){3}$/.test(text))
    return ipv4Kinds.find(([p]) => p.test(text))?.[1] ?? 'address';
  if (!text.includes(':')) return 'name';
  return ipv6Kinds.find(([p]) => p.test(lower))?.[1] ?? 'address';
}

/** Whether a host is an IP address, so that a certificate must name it as such. */
export const isIpAddress = (host: string): boolean =>
  /^\[?[\da-fA-F]*:[\da-fA-F:.%]*\]?$/.test(host) || /^\d+(?:\.\d+){3}$/.test(host);

/** Elastic's own services, recognised by the name that is dialled. */
export type ManagedService = 'ech' | 'ece' | 'serverless';

/** Which of Elastic's services a host name belongs to; the default names of ECE end in `<ip>.ip.es.io`. */
export function managedService(host: string): ManagedService | undefined {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (/\.\d{1,3}(?:\.\d{1,3}){3}\.ip\.es\.io$/.test(name)) return 'ece';
  if (/\.elastic\.cloud$/.test(name)) return 'serverless';
  return /\.(?:found\.io|elastic-cloud\.com|cloud\.es\.io)$/.test(name) ? 'ech' : undefined;
}

/**
 * Whether a text can be asked for as a server name in a TLS handshake: labels of letters, digits and hyphens (Java's
 * SNIHostName). Texts with other than ASCII letters are let pass, because Java turns them into such labels first.
 */
export function isServerName(text: string): boolean {
  if (/[^\0-\x7f]/.test(text)) return true;
  const labels = text.split('.');
  return labels.every((label) => /^(?!-)[a-zA-Z\d-]{1,63}$/.test(label) && !label.endsWith('-'));
}

/** Whether a name is one that clouds give to load balancers, or says itself that it is one. */
export const isBalancerName = (host: string): boolean =>
  /\.elb\.(?:[a-z\d-]+\.)?amazonaws\.com(?:\.cn)?$|\.cloudapp\.azure\.com$|\.(?:nip|sslip)\.io$/i.test(
    host,
  ) ||
  /(?:^|[-.])(?:lb|vip|nlb|alb|elb|ingress|haproxy|loadbalancer|load-balancer)\d*[-.]/i.test(host);

/** The address without scheme and path, with the port where it lacks one, and in brackets for IPv6. */
export function correctedAddress(text: string, port: number | undefined): string {
  const bare = text.replace(/^[a-z]+:\/\//i, '').replace(/\/.*$/, '');
  const whole = port === undefined || bare.includes(':') ? bare : `${bare}:${port}`;
  return whole.replace(/^([^[].*:.*):(\d+)$/, '[$1]:$2');
}

/** What keeps a text from being an address of a remote cluster. */
export type AddressFault = 'noPort' | 'badPort' | 'zero' | 'tooHigh' | 'scheme' | 'blank' | 'ipv6';

/** What is wrong with an address: first what Elasticsearch refuses, then what it accepts and can never dial. */
export function addressFault(text: string): AddressFault | undefined {
  const colon = text.lastIndexOf(':');
  const port = text.slice(colon + 1);
  if (colon < 0) return 'noPort';
  if (!/^[-+]?\d{1,10}$/.test(port)) return 'badPort';
  if (Number(port) <= 0) return 'zero';
  if (Number(port) > 65535) return 'tooHigh';
  const host = text.slice(0, colon);
  if (host.includes('://')) return 'scheme';
  if (/\s/.test(host) || host === '') return 'blank';
  return host.includes(':') && !/^\[.*\]$/.test(host) ? 'ipv6' : undefined;
}
