import { resolve } from 'node:path/posix';
import { currentDay, dayOf } from '../core/day.js';
import expiring from '../../rules/certificates/expiring.js';
import type { Place } from '../core/text.js';
import { optionValues } from '../core/options.js';
import { calendar, type CalendarEvent } from '../reporters/calendar.js';
import type { Unread } from '../topology/certificate.js';
import { daysLeft } from '../topology/chain.js';
import type { Cluster } from '../topology/cluster.js';
import {
  inventoryOf,
  inventoryOfLink,
  type Inventory,
  type InventoryRow,
} from '../topology/inventory.js';
import type { Link } from '../topology/link.js';
import { disk } from '../workspace/disk.js';
import { expandGlob } from '../workspace/globs.js';
import { openWorkspace, type LintResult } from '../workspace/session.js';
import { certificatesText, namesOf, nodeName } from './certs-text.js';
import { exitCodes } from './exit.js';
import { checkDate } from './lint.js';
import { stdout, tell } from './streams.js';

/** What the user may say of `elasticlint certs`. */
export interface CertsOptions {
  readonly format: 'pretty' | 'json';
  readonly ics?: boolean;
  readonly config?: string | boolean;
  readonly today?: string;
}

/** All that is shown: of each cluster and link, and of files that no setting names. */
interface Shown {
  readonly clusters: readonly (Inventory & { readonly cluster: Cluster })[];
  readonly links: readonly (Inventory & { readonly link: Link })[];
  readonly files: readonly InventoryRow[];
  readonly unread: readonly Unread[];
}

async function shownOf(clusters: readonly Cluster[], today: string): Promise<Shown> {
  const all = await Promise.all(
    clusters.map(async (cluster) => ({
      cluster,
      ...(await inventoryOf(cluster, clusters, today)),
    })),
  );
  const links = clusters
    .flatMap((cluster) => cluster.links)
    .map((link) => ({ link, ...inventoryOfLink(link, today) }));
  const loose = all.filter(({ cluster }) => cluster.nodes.length === 0);
  const end = ({ file }: InventoryRow): number => file.x509.notAfter.getTime();
  return {
    clusters: all.filter(({ cluster, rows }) => cluster.nodes.length > 0 && rows.length > 0),
    links: links.filter(({ rows }) => rows.length > 0),
    files: loose.flatMap(({ rows }) => rows).sort((one, other) => end(one) - end(other)),
    unread: all.flatMap(({ unread }) => unread),
  };
}

const modelOf = ({ intendedModel: model }: Link): string =>
  model === 'api-key' ? 'API key' : 'TLS certificates';

function pretty({ clusters, links, files, unread }: Shown, today: string, width: number): string {
  const section = (title: string, rows: readonly InventoryRow[]): string[] =>
    rows.length > 0 ? [title, '', ...certificatesText(rows, today, width), ''] : [];
  const lines = [
    ...clusters.flatMap(({ cluster, rows }) => section(`cluster ${cluster.name}`, rows)),
    ...links.flatMap(({ link, rows }) =>
      section(`link ${link.from.name} → ${link.alias} (${modelOf(link)})`, rows),
    ),
    ...section('files', files),
  ];
  if (unread.length > 0) lines.push('not read', '', ...unread.map(unreadLine), '');
  return `${lines.join('\n').trimEnd()}\n`;
}

const lineOf = ({ source, range }: Place): { file: string; line: number } => ({
  file: source.path,
  line: source.position(range.start).line,
});

/** `certs/node.crt (elasticsearch.yml:4): no such file` */
function unreadLine(unread: Unread): string {
  const { file, line } = lineOf(unread);
  const named = unread.file === file ? `${file}:${line}` : `${unread.file} (${file}:${line})`;
  return `  ${named}: ${unread.why}`;
}

const plainRow =
  (today: string) =>
  (row: InventoryRow): object => {
    const { x509 } = row.file;
    return {
      subject: x509.subject,
      issuer: x509.issuer,
      serial: x509.serial,
      fingerprint: x509.fingerprint,
      notBefore: x509.notBefore.toISOString(),
      notAfter: x509.notAfter.toISOString(),
      daysLeft: daysLeft(x509, today),
      names: namesOf(row),
      authority: x509.isCa,
      roles: row.roles,
      files: row.places.map(lineOf),
      usedBy: row.usedBy.map(({ node, entry, off }) => ({
        cluster: node.cluster.name,
        node: node.name,
        setting: entry.key,
        off,
        ...lineOf(entry.keyPlace),
      })),
      verdicts: row.verdicts.map(({ node, context, verdict }) => ({
        cluster: node.cluster.name,
        node: node.name,
        context,
        verdict,
      })),
    };
  };

/** The JSON output; a contract: schemas/certificates-report.schema.json. */
function json({ clusters, links, files, unread }: Shown, today: string): string {
  const plain = plainRow(today);
  const report = {
    version: 1,
    today,
    clusters: clusters.map(({ cluster, rows }) => ({
      name: cluster.name,
      certificates: rows.map(plain),
    })),
    links: links.map(({ link, rows }) => ({
      from: link.from.name,
      alias: link.alias,
      ...(link.to && { to: link.to.name }),
      model: link.intendedModel,
      certificates: rows.map(plain),
    })),
    files: files.map(plain),
    unread: unread.map(({ file, why, ...place }) => ({ path: file, why, ...lineOf(place) })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** A day for each certificate, whatever clusters have it. */
function events({ clusters, files }: Shown): CalendarEvent[] {
  const byFingerprint = new Map<
    string,
    { row: InventoryRow; where: Set<string>; uses: string[] }
  >();
  const note = (row: InventoryRow, where: string): void => {
    const { fingerprint } = row.file.x509;
    const known = byFingerprint.get(fingerprint) ?? { row, where: new Set(), uses: [] };
    known.where.add(where);
    known.uses.push(...row.usedBy.map(({ node, entry }) => `${nodeName(node)}: ${entry.key}`));
    byFingerprint.set(fingerprint, known);
  };
  for (const { cluster, rows } of clusters) for (const row of rows) note(row, cluster.name);
  for (const row of files) note(row, row.file.source.path);
  return [...byFingerprint.values()].map(({ row, where, uses }) => {
    const { x509 } = row.file;
    const kind = row.roles.length > 0 ? ` (${row.roles.join(', ')})` : '';
    return {
      uid: `${x509.fingerprint}@elasticlint`,
      day: dayOf(x509.notAfter),
      summary: `${x509.subject} of ${[...where].join(', ')} expires${kind}`,
      description: [
        `Serial ${x509.serial}, issued by ${x509.issuer}`,
        `Valid until ${x509.notAfter.toISOString()}`,
        `Names: ${namesOf(row).join(', ') || 'none'}`,
        ...uses,
      ].join('\n'),
    };
  });
}

/** Files with certificates below directories in which nothing else was found. */
async function filesBelow(directories: readonly string[]): Promise<string[]> {
  const found = directories.map((directory) =>
    expandGlob(
      disk,
      resolve(process.cwd(), directory),
      '**/*.{pem,crt,cer,p12,pfx,pkcs12,jks,jceks}',
    ),
  );
  return (await Promise.all(found)).flat();
}

/** Reads what is asked for; a directory without settings may hold certificates. @throws UsageError */
async function read(paths: readonly string[], options: CertsOptions): Promise<LintResult> {
  const { config, today } = options;
  const workspace = openWorkspace({
    vfs: disk,
    cwd: process.cwd(),
    env: process.env,
    readsAllCertificates: true,
    ...(typeof config === 'string' && { manifest: config }),
    ...(config === false && { manifest: false as const }),
    ...(today !== undefined && { today }),
  });
  const isDirectory = (path: string): boolean =>
    disk.stat(resolve(process.cwd(), path))?.type === 'directory';
  const found = await workspace.read(paths);
  const bare = paths.filter((path) =>
    found.unmatched.some((line) => line.startsWith(`${path}: `) && isDirectory(path)),
  );
  const files = await filesBelow(bare);
  if (files.length === 0) return workspace.lint(paths);
  return workspace.lint([...paths.filter((path) => !bare.includes(path)), ...files]);
}

/**
 * `elasticlint certs [paths]`: the certificates of each cluster and link as they expire, who uses and who trusts them; as
 * text, as JSON, or as a calendar of the days on which they expire.
 *
 * @returns the exit code: clean, or nothing checked where no certificate was found
 * @throws UsageError as linting does
 */
export async function certs(given: readonly string[], options: CertsOptions): Promise<number> {
  checkDate(options.today);
  const today = options.today ?? currentDay();
  const { clusters, unmatched, unreadable } = await read(given.length > 0 ? given : ['.'], options);
  for (const line of [...unreadable, ...unmatched]) tell(`elasticlint: ${line}`);
  const shown = await shownOf(clusters, today);
  const found = shown.clusters.length + shown.files.length > 0;
  const { days } = optionValues(expiring.options);
  if (options.ics) stdout.write(calendar(events(shown), { today, alarmDays: Number(days) }));
  else if (options.format === 'json') stdout.write(json(shown, today));
  else if (found || shown.unread.length > 0)
    stdout.write(pretty(shown, today, stdout.columns ?? 110));
  if (unreadable.length > 0) return exitCodes.failed;
  if (!found)
    tell(
      'elasticlint: no certificate was found: name a manifest, an elasticsearch.yml or certificate files',
    );
  return found && unmatched.length === 0 ? exitCodes.clean : exitCodes.nothingChecked;
}
