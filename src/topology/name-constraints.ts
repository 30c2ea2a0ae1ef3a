import { canonicalName, type X509 } from '../documents/x509.js';
import type { NameConstraints } from '../documents/x509-extensions.js';
import type { X509Name } from '../documents/x509-names.js';
import { commonName } from './host-name.js';

/** How a name stands to a subtree; `other` is of the same type and elsewhere. */
type Relation = 'within' | 'other' | 'different type';

/** Not all Java versions that Elasticsearch runs on decide the same. */
export type Keeps = boolean | 'depends on Java';

/**
 * Whether a certificate has only names that an authority above it may issue for, as Java's NameConstraintsExtension
 * decides: no name in an excluded subtree; and each name of a type that has permitted subtrees in one of them. Held
 * against JDKs in fixtures/oracle/chain-matrix.json.
 */
export function keepsNameConstraints(x509: X509, { permitted, excluded }: NameConstraints): Keeps {
  // Java fails over a subtree of no name, whatever the certificate has
  if ([...permitted, ...excluded].some(({ type, value }) => type === 'dns' && value === ''))
    return false;
  const names = constrainedNames(x509);
  const keeps = names.every((name) => {
    if (excluded.some((subtree) => relation(name, subtree) === 'within')) return false;
    const relations = permitted.map((subtree) => relation(name, subtree));
    return relations.includes('within') || !relations.includes('other');
  });
  // Java 17 takes the network of all IPv4 addresses for one of all addresses
  const everywhere = excluded.some(({ value }) => value === '0.0.0.0/0.0.0.0');
  return keeps && everywhere && names.some(({ type }) => type === 'ip') ? 'depends on Java' : keeps;
}

/** The subject, its e-mail addresses and its common name where nothing else says them, and the alternative names. */
function constrainedNames({ subject, names }: X509): X509Name[] {
  const common = names.some(({ type }) => type === 'dns') ? undefined : commonName(subject);
  const isHost = common !== undefined && /^[a-z][-\w.]*$/i.test(common);
  return [
    ...(subject === '' ? [] : [{ type: 'directory' as const, value: subject }]),
    ...(names.length > 0 ? names : emailsOf(subject)),
    ...(isHost ? [{ type: 'dns' as const, value: common }] : []),
  ];
}

/** RFC 2253 has no word for the e-mail address, so that it stands there as bytes: an IA5String. */
function emailsOf(subject: string): X509Name[] {
  return [...subject.matchAll(/1\.2\.840\.113549\.1\.9\.1=#16..((?:[\da-f]{2})+)/g)].map(
    ([, digits = '']) => ({ type: 'email', value: Buffer.from(digits, 'hex').toString('latin1') }),
  );
}

function relation(name: X509Name, subtree: X509Name): Relation {
  if (name.type !== subtree.type) return 'different type';
  return isWithin[name.type](name.value, subtree.value) ? 'within' : 'other';
}

/** A host that is a domain or below it; with a dot before the domain it must be below. */
function isBelow(host: string, domain: string): boolean {
  const [one, other] = [host.toLowerCase(), domain.toLowerCase()];
  return other.startsWith('.') ? one.endsWith(other) : one === other || one.endsWith(`.${other}`);
}

const isWithin: Readonly<Record<X509Name['type'], (value: string, subtree: string) => boolean>> = {
  dns: isBelow,
  ip: isInNetwork,
  email(value, subtree) {
    const [address, wanted] = [value.toLowerCase(), subtree.toLowerCase()];
    const host = address.slice(address.lastIndexOf('@') + 1);
    if (wanted.startsWith('.')) return host.endsWith(wanted);
    return wanted.includes('@') ? address === wanted : host === wanted;
  },
  uri(value, subtree) {
    const host = URL.canParse(value) ? new URL(value).hostname : '';
    const wanted = subtree.toLowerCase();
    return wanted.startsWith('.') ? host.endsWith(wanted) : host === wanted;
  },
  directory(value, subtree) {
    const [parts, wanted] = [partsOf(value), partsOf(subtree)];
    return wanted.every((part, at) => part === parts[at]);
  },
  other: () => false,
};

/** The parts of a distinguished name, the most general first. */
const partsOf = (name: string): string[] =>
  [...canonicalName(name).matchAll(/(?:\\.|[^,\\])+/gs)].map(([part]) => part).reverse();

const bytesOf = (address: string): number[] =>
  address.includes(':')
    ? expand(address).flatMap((group) => [group >> 8, group & 0xff])
    : address.split('.').map(Number);

function expand(address: string): number[] {
  const [head = [], tail = []] = address
    .split('::')
    .map((half) => half.split(':').flatMap((group) => (group ? [parseInt(group, 16)] : [])));
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

function isInNetwork(value: string, subtree: string): boolean {
  const [address, network, mask] = [value, ...subtree.split('/')].map(bytesOf);
  if (address!.length !== network!.length || !mask) return false;
  return address!.every((byte, at) => (byte & mask[at]!) === (network![at]! & mask[at]!));
}
