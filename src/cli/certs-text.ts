import { dayOf } from '../core/day.js';
import { daysLeft } from '../topology/chain.js';
import { contextNames, type InventoryRow, type Verdict } from '../topology/inventory.js';
import type { Node } from '../topology/node.js';
import { columns, wrapped } from './columns.js';

/** From this width on a certificate is a row of a table, below it a few lines of its own. */
const tableWidth = 120;

/** The names that a certificate is for: host names and addresses. */
export const namesOf = ({ file }: InventoryRow): string[] =>
  file.x509.names.flatMap(({ type, value }) => (type === 'dns' || type === 'ip' ? [value] : []));

/** What a verdict is called, where its own name does not say it well enough. */
const inWords: Readonly<Record<string, string>> = {
  trusted: '',
  anyone: ' (verifies nothing)',
  'no-anchor': ' (no authority of it)',
  expired: ' (it has expired)',
  'not-yet-valid': ' (it is not valid yet)',
  usage: ' (it is for another use)',
  'no-subject': ' (it has no subject)',
  'no-authority': ' (its issuer is no authority)',
  'no-certificate-signing': ' (its issuer may not sign certificates)',
  'path-length': ' (the chain is longer than an authority allows)',
  'name-constraints': ' (an authority does not allow its names)',
  'unknown-critical': ' (a critical extension is unknown)',
  algorithm: ' (the algorithm is refused)',
  'depends-on-java': ' (refused by some versions of Java)',
};

/** A node with its cluster, if a manifest gave that a name. */
export const nodeName = ({ name, cluster }: Node): string =>
  cluster.facts.declaredAt ? `${cluster.name}/${name}` : name;

/** Nodes of a cluster in one word where they are all of it. */
function nodesIn(nodes: readonly Node[]): string {
  const { cluster } = nodes[0]!;
  const all = cluster.nodes.length > 1 && cluster.nodes.every((node) => nodes.includes(node));
  return all ? cluster.name : [...new Set(nodes.map(nodeName))].join(', ');
}

/** Things that are alike but for the node, said once for each cluster. */
function byCluster<T extends { readonly node: Node }>(
  items: readonly T[],
  text: (item: T) => string,
): string[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = `${item.node.cluster.name}\n${text(item)}`;
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()].map(
    (group) => `${nodesIn(group.map(({ node }) => node))}: ${text(group[0]!)}`,
  );
}

const usedBy = ({ usedBy: uses }: InventoryRow): string[] =>
  byCluster(uses, ({ entry, off }) => `${entry.key}${off ? ' (switched off)' : ''}`);

const lets = ({ verdict }: Verdict): boolean => verdict === 'trusted' || verdict === 'anyone';

const judgedBy = (verdicts: readonly Verdict[]): string[] =>
  byCluster(
    verdicts,
    ({ context, verdict }) =>
      `${contextNames[context]}${inWords[verdict] ?? ` (${verdict.replaceAll('-', ' ')})`}`,
  );

const trustedBy = ({ verdicts }: InventoryRow): string[] => judgedBy(verdicts.filter(lets));
const refusedBy = ({ verdicts }: InventoryRow): string[] =>
  judgedBy(verdicts.filter((verdict) => !lets(verdict)));

/** How long a certificate is still valid, in a word or two. */
export function leftOf({ file: { x509 } }: InventoryRow, today: string): string {
  const left = daysLeft(x509, today);
  if (left < 0) return 'expired';
  return left === 0 ? 'today' : `${left} ${left === 1 ? 'day' : 'days'}`;
}

const validity = ({ file: { x509 } }: InventoryRow): string =>
  `${dayOf(x509.notBefore)} to ${dayOf(x509.notAfter)}`;

const issuerOf = ({ file: { x509 } }: InventoryRow): string =>
  x509.selfIssued ? 'itself' : x509.issuer;

const placesOf = ({ places }: InventoryRow): string[] =>
  places.map(({ source, range }) => `${source.path}:${source.position(range.start).line}`);

/** A certificate as lines below each other. */
function block(row: InventoryRow, today: string, width: number): string[] {
  const fields: [string, string][] = [
    ['role', row.roles.join(', ')],
    ['issued by', issuerOf(row)],
    ['names', namesOf(row).join(', ')],
    ['valid', validity(row)],
    ['file', placesOf(row).join(', ')],
    ['used by', usedBy(row).join('\n')],
    ['trusted by', trustedBy(row).join('\n')],
    ['refused by', refusedBy(row).join('\n')],
  ];
  const lines = fields
    .filter(([, text]) => text !== '')
    .flatMap(([name, text]) =>
      wrapped(text, width - 22).map(
        (line, index) => `${' '.repeat(10)}${(index === 0 ? name : '').padEnd(12)}${line}`,
      ),
    );
  const [first, ...more] = wrapped(row.file.x509.subject, width - 10);
  return [
    `${leftOf(row, today).padStart(9)} ${first}`,
    ...more.map((line) => `${' '.repeat(10)}${line}`),
    ...lines,
  ];
}

const headings = [
  'left',
  'role',
  'subject',
  'issued by',
  'names',
  'valid',
  'used by',
  'trusted by',
];

function cells(row: InventoryRow, today: string): string[] {
  const refused = refusedBy(row).map((text) => `NOT ${text}`);
  const uses = usedBy(row).map((text) => text.replace(': xpack.security.', ': …'));
  return [
    leftOf(row, today),
    row.roles.join(',\n') || '–',
    row.file.x509.subject,
    issuerOf(row),
    namesOf(row).join(', ') || '–',
    validity(row).replace(' to ', '\nto '),
    (uses.length > 0 ? uses : placesOf(row)).join('\n'),
    [...trustedBy(row), ...refused].join('\n') || '–',
  ];
}

/**
 * Certificates for people, one after the other as they expire.
 *
 * @param width of the terminal: a narrow one gets a few lines for each certificate, a wide one a table
 */
export function certificatesText(
  rows: readonly InventoryRow[],
  today: string,
  width: number,
): string[] {
  if (width < tableWidth) return rows.flatMap((row) => ['', ...block(row, today, width)]).slice(1);
  return columns([headings, ...rows.map((row) => cells(row, today))], width);
}
