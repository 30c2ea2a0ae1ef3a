import { resolve } from 'node:path';
import type { Migration } from '../topology/migration.js';
import { migrationOf } from '../topology/migration.js';
import type { Link } from '../topology/link.js';
import { disk, writeAtomically } from '../workspace/disk.js';
import { UsageError } from '../workspace/errors.js';
import { nearestManifest } from '../workspace/inputs.js';
import { lintMigrated } from '../workspace/migrated.js';
import { openWorkspace } from '../workspace/session.js';
import { exitCodes } from './exit.js';
import { stdout } from './streams.js';

/** The options of `elasticlint migrate`, as commander gives them. */
export interface MigrateOptions {
  readonly config?: string;
  readonly link?: string;
  readonly output?: string;
}

const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\`\n`;
const json = (body: unknown): string => JSON.stringify(body, undefined, 2);
const request = (line: string, body: unknown): string =>
  fenced('console', `${line}\n${json(body)}`);
const shell = (...lines: string[]): string => fenced('sh', lines.join('\n'));

/** Numbered sections. */
class Plan {
  readonly #parts: string[] = [];
  #steps = 0;

  step(title: string, ...paragraphs: readonly (string | false | undefined)[]): void {
    this.text(`## ${++this.#steps}. ${title}`, ...paragraphs);
  }

  text(...paragraphs: readonly (string | false | undefined)[]): void {
    this.#parts.push(...paragraphs.flatMap((part) => part || []));
  }

  toString(): string {
    return `${this.#parts.map((part) => part.trimEnd()).join('\n\n')}\n`;
  }
}

const nulls = (settings: Readonly<Record<string, unknown>>): Record<string, null> =>
  Object.fromEntries(Object.keys(settings).map((key) => [key, null]));

function prepareRemote(plan: Plan, { to, server, names, key }: Migration): void {
  if (server.length > 0) {
    plan.step(
      `On ${to.name}: switch the remote cluster server on`,
      `The certificate of the interface must carry the names that are dialled (${names.join(', ')}); in sniff mode also the addresses that the nodes publish. With a CA of your own:`,
      shell(
        `bin/elasticsearch-certutil cert --pem --name remote-cluster-server ${names.map((name) => `${/^[\d.:]+$/.test(name) ? '--ip' : '--dns'} ${name}`).join(' ')} --ca-cert ca.crt --ca-key ca.key`,
      ),
      ...server.map(
        ({ node, lines }) =>
          `In \`${node.document.source.path}\`:\n\n${fenced('yaml', lines.join('\n'))}`,
      ),
      'Restart the nodes one after the other. The transport port stays open, so nothing is interrupted.',
    );
  }
  plan.step(
    `On ${to.name}: create the key`,
    request('POST /_security/cross_cluster/api_key', key),
    'Keep the `encoded` value of the answer; it is shown only once.',
  );
}

function prepareLocal(plan: Plan, { link, to, client, roles }: Migration): void {
  const { from } = link;
  if (client.length > 0) {
    plan.step(
      `On ${from.name}: trust the certificate of ${to.name}`,
      `Copy the CA that issued the certificate of the interface to \`certs/${to.name}-ca.crt\` in the configuration directory of each node.`,
      ...client.map(
        ({ node, lines }) =>
          `In \`${node.document.source.path}\`:\n\n${fenced('yaml', lines.join('\n'))}`,
      ),
      'Restart the nodes one after the other. The link goes on as it is.',
    );
  }
  if (roles.length > 0) {
    plan.step(
      `On ${from.name}: give the roles what they had on ${to.name}`,
      'From now on the roles of this cluster decide, within what the key allows.',
      ...roles.map(({ name, body }) =>
        request(`PUT /_security/role/${encodeURIComponent(name)}`, body),
      ),
    );
  }
}

function switchOver(plan: Plan, { link, before, settings, edits }: Migration): void {
  const { alias, from } = link;
  plan.step(
    'Pause what uses the link',
    `Pause followers and auto-follow patterns that read from ${alias}, and transforms, watches and datafeeds that search it.`,
    link.use.includes('replication') &&
      fenced('console', 'POST /<follower index>/_ccr/pause_follow'),
  );
  plan.step(
    `On ${from.name}: disconnect, store the key, connect`,
    before && request('PUT /_cluster/settings', { persistent: nulls(before) }),
    'On every node:',
    shell(`bin/elasticsearch-keystore add cluster.remote.${alias}.credentials`),
    fenced('console', 'POST /_nodes/reload_secure_settings'),
    settings && request('PUT /_cluster/settings', { persistent: settings }),
    edits.length > 0 &&
      `The address stands in elasticsearch.yml, so the nodes must be restarted with the new one:\n\n${fenced(
        'diff',
        edits
          .map(({ source, range, text }) => {
            const { line, column } = source.position(range.start);
            const old = source.slice(source.lineRange(line));
            const end = column - 1 + (range.end - range.start);
            return `--- ${source.path}:${line}\n-${old}\n+${old.slice(0, column - 1)}${text}${old.slice(end)}`;
          })
          .join('\n'),
      )}`,
  );
  plan.step(
    'Check, and go on',
    fenced('console', `GET /_remote/info\nGET /${alias}:*/_search?size=0`),
    `\`${alias}\` must be connected and show \`cluster_credentials\`. Then resume what was paused. When no other link needs it, take the CA of ${link.to!.name} out of the trust of the transport interface.`,
  );
}

function wayBack(plan: Plan, { link, before, settings, edits }: Migration): void {
  const { alias } = link;
  plan.text(
    '## The way back\n',
    'Nothing above takes away what the certificate model needs, until the last step. To return:',
    settings ? request('PUT /_cluster/settings', { persistent: nulls(settings) }) : '',
    shell(
      `bin/elasticsearch-keystore remove cluster.remote.${alias}.credentials   # on every node`,
    ),
    fenced('console', 'POST /_nodes/reload_secure_settings'),
    before ? request('PUT /_cluster/settings', { persistent: before }) : '',
    edits.length > 0
      ? 'Put the old address back into elasticsearch.yml and restart the nodes.'
      : '',
  );
}

function write(migration: Migration, checked: readonly string[]): string {
  const { link, to, notes } = migration;
  const plan = new Plan();
  plan.text(
    `# Alias ${link.alias} of cluster ${link.from.name}: from TLS certificates to an API key for ${to.name}\n`,
    notes.map((note) => `- ${note}`).join('\n'),
  );
  prepareRemote(plan, migration);
  prepareLocal(plan, migration);
  switchOver(plan, migration);
  wayBack(plan, migration);
  plan.text('## The files after it, linted\n', checked.map((line) => `- ${line}`).join('\n'));
  return plan.toString();
}

/** The links that are meant: all that could be migrated, or the one with the given name. @throws UsageError */
function chosen(links: readonly Link[], wanted: string | undefined): Link[] {
  const named = links.filter(
    ({ alias, from }) =>
      wanted === undefined || wanted === alias || wanted === `${from.name}/${alias}`,
  );
  if (wanted !== undefined && named.length === 0)
    throw new UsageError(`no link is called '${wanted}': give <alias> or <cluster>/<alias>`);
  return wanted === undefined ? named.filter(({ model }) => model !== 'api-key') : named;
}

/**
 * `elasticlint migrate api-key`: prints, for each link of the manifest that uses TLS certificates, the ordered plan to
 * the API-key model, the way back, and what linting the changed files finds.
 *
 * @returns the exit code: 1 where something is against it, or where the changed files have errors
 * @throws UsageError
 */
export async function migrate(options: MigrateOptions): Promise<number> {
  const cwd = process.cwd();
  const manifest =
    options.config === undefined
      ? nearestManifest(disk, cwd, new Map())
      : resolve(cwd, options.config);
  if (manifest === undefined)
    throw new UsageError('an elasticlint.yml that names the files of both clusters is needed');
  const workspace = openWorkspace({ vfs: disk, cwd, manifest });
  const { clusters, findings } = await workspace.lint([manifest]);
  const links = chosen(
    clusters.flatMap((cluster) => cluster.links),
    options.link,
  );
  if (links.length === 0) throw new UsageError('no link uses TLS certificates');
  const texts: string[] = [];
  let clean = true;
  for (const link of links) {
    const migration = migrationOf(link);
    if (!('to' in migration)) {
      clean = false;
      texts.push(
        `# Alias ${link.alias} of cluster ${link.from.name}\n\n${migration.obstacles.map((text) => `- ${text}`).join('\n')}\n`,
      );
      continue;
    }
    const after = await lintMigrated(workspace, manifest, findings, migration);
    clean &&= after.errors === 0;
    texts.push(write(migration, after.lines));
  }
  const text = texts.join('\n');
  if (options.output === undefined) stdout.write(text);
  else writeAtomically(resolve(options.output), new TextEncoder().encode(text));
  return clean ? exitCodes.clean : exitCodes.findings;
}
