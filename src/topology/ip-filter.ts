import { listValue, type SettingEntry } from '../settings/entry.js';
import type { Link } from './link.js';
import type { Node } from './node.js';

/** An IPv4 address as a number; undefined for anything else. */
function numberOf(address: string): number | undefined {
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(address)) return undefined;
  const parts = address.split('.').map(Number);
  return parts.every((part) => part <= 255)
    ? parts.reduce((sum, part) => sum * 256 + part)
    : undefined;
}

/** Whether a rule of a filter is for an address: `_all`, an IPv4 address or a network; undefined for names and others. */
function isFor(rule: string, address: number): boolean | undefined {
  if (rule === '_all') return true;
  const [base = '', length = '32'] = rule.split('/');
  const start = numberOf(base);
  if (start === undefined || !/^\d{1,2}$/.test(length)) return undefined;
  const size = 2 ** (32 - Number(length));
  return Math.floor(address / size) === Math.floor(start / size);
}

/** A filter of an interface: what it lets in goes before what it keeps out, and what neither names is let in (IPFilter). */
export interface IpFilter {
  readonly allow: SettingEntry | undefined;
  readonly deny: SettingEntry | undefined;
}

const transport = 'xpack.security.transport.filter';
const server = 'xpack.security.remote_cluster.filter';

/** The filter before the interface that a link dials: the remote cluster server takes that of the transport if it has none. */
export function filterBefore({ settings: file, cluster }: Node, link: Link): IpFilter | undefined {
  const settings = file.overlaid(cluster.persistent).overlaid(cluster.transient);
  if (settings.flag(`${transport}.enabled`) === false) return undefined;
  const of = (prefix: string): IpFilter => ({
    allow: settings.get(`${prefix}.allow`),
    deny: settings.get(`${prefix}.deny`),
  });
  const own = of(server);
  return link.intendedModel === 'api-key' && (own.allow ?? own.deny) ? own : of(transport);
}

const rulesOf = (entry: SettingEntry | undefined): string[] =>
  entry ? listValue(entry).map(({ text }) => text) : [];

/** Whether a filter keeps an address out; false also where that is not known. */
export function keepsOut({ allow, deny }: IpFilter, text: string): boolean {
  const address = numberOf(text);
  if (address === undefined || !deny || deny.unknown || allow?.unknown) return false;
  const allowed = rulesOf(allow).map((rule) => isFor(rule, address));
  if (allowed.some((known) => known !== false)) return false;
  return rulesOf(deny).some((rule) => isFor(rule, address) === true);
}
