import type { X509 } from '../documents/x509.js';
import { isIpAddress } from './address.js';

/**
 * Whether a certificate is one for a host, as Java's HostnameChecker decides for TLS: an address must be among the
 * addresses; a name among the names, or, where there is no name at all, be the common name. Held against JDKs in
 * fixtures/oracle/chains.json.
 *
 * @param host as it is dialled, or the server name that is asked for
 */
export function coversHost(x509: X509, host: string): boolean {
  const plain = host.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  if (isIpAddress(plain)) {
    const wanted = plainAddress(plain);
    return x509.names.some(({ type, value }) => type === 'ip' && plainAddress(value) === wanted);
  }
  if (!isHostName(plain)) return false;
  const names = x509.names.filter(({ type }) => type === 'dns').map(({ value }) => value);
  const common = names.length > 0 ? undefined : commonName(x509.subject);
  return (common === undefined ? names : [common]).some((name) => matches(plain, name));
}

/**
 * Whether Java takes a text for a host name at all: there must be nothing but letters, digits and hyphens between the dots
 * (SNIHostName), no underscore, and numbers alone are an address in short.
 */
export const isHostName = (text: string): boolean =>
  !/[^-.a-z\d\u0080-\uffff]/i.test(text) && !/^[\d.]+$/.test(text);

/** An address in its one shortest form, without a zone. */
function plainAddress(text: string): string {
  const address = text.replace(/%.*$/, '');
  if (!address.includes(':')) return address;
  if (!URL.canParse(`http://[${address}]`)) return address;
  const { hostname } = new URL(`http://[${address}]`);
  // to Java an IPv4 address that is written as one of IPv6 is an IPv4 address
  const [, high, low] = /^\[::ffff:([\da-f]+):([\da-f]+)\]$/.exec(hostname) ?? [];
  if (high === undefined || low === undefined) return hostname;
  return [high, low]
    .map((group) => parseInt(group, 16))
    .flatMap((group) => [group >> 8, group & 0xff])
    .join('.');
}

/**
 * Label by label; a `*` stands for any part of the first label, and a dot must follow it somewhere. Before Java 25 it may
 * stand in other labels, too.
 */
function matches(host: string, pattern: string): boolean {
  const star = pattern.lastIndexOf('*');
  if (star >= 0 && (!pattern.slice(star).includes('.') || pattern === '*.')) return false;
  const [labels, wanted] = [host, pattern].map((text) => text.toLowerCase().split('.'));
  return (
    labels!.length === wanted!.length &&
    labels!.every((label) => label !== '') &&
    matchesLabel(labels![0]!, wanted![0]!.split('*')) &&
    labels!.slice(1).join('.') === wanted!.slice(1).join('.')
  );
}

/** Whether a label is these parts in their order, with anything between them. */
function matchesLabel(label: string, parts: readonly string[]): boolean {
  const [first, last] = [parts[0]!, parts.at(-1)!];
  if (parts.length === 1) return label === first;
  // of a label in Punycode Java compares what it stands for
  if (label.startsWith('xn--') && parts.some((part) => part !== '')) return false;
  if (!label.startsWith(first) || !label.endsWith(last)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = label.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at + last.length <= label.length;
}

/** The most specific common name of an RFC 2253 text. */
export function commonName(subject: string): string | undefined {
  const value = /^(?:(?:\\.|[^\\])*?[,+])??CN=((?:\\.|[^,+\\])*)/s.exec(subject)?.[1];
  return value?.replace(/\\(.)/gs, '$1');
}
