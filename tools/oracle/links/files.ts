import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SIDES } from './network.js';
import type { Material, SideSpec, Values, Workspace } from './table/shape.js';

const CERTIFICATES = fileURLToPath(new URL('../../../fixtures/certificates', import.meta.url));
/** Of all stores and encrypted keys of the workspaces; protects nothing. */
export const STORE_PASSWORD = 'throwaway';

const plain = /^[\w./:-]+$/;
const item = (value: string): string => (/^[\w./-]+$/.test(value) ? value : JSON.stringify(value));
const quoted = (value: string): string => (plain.test(value) ? value : JSON.stringify(value));

/** An elasticsearch.yml with these values, a line for each. */
function ymlOf(values: Values): string {
  return Object.entries(values)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => {
      if (Array.isArray(value)) return `${key}: [${value.map(item).join(', ')}]\n`;
      return `${key}: ${typeof value === 'string' ? quoted(value) : String(value)}\n`;
    })
    .join('');
}

const jsonOf = (body: object): string => `${JSON.stringify(body, undefined, 2)}\n`;

/** The names of a side's files, as the manifest lists them. */
function listed(spec: SideSpec): Record<string, string[]> {
  const { settings = [], roles = {} } = spec;
  return {
    settings: settings.map((_, i) =>
      settings.length === 1 ? 'settings.json' : `settings-${i + 1}.json`,
    ),
    roles: [
      ...Object.keys(roles).map((name) => `roles/${name}.json`),
      ...(spec.files?.['roles.yml'] === undefined ? [] : ['roles.yml']),
    ],
    apiKeys: spec.apiKey ? ['api-key.json'] : [],
  };
}

function manifestOf({ alias = 'logs', use = ['search'], ...workspace }: Workspace): string {
  const clusters = SIDES.toReversed().flatMap((side) => {
    const spec = workspace[side];
    const lines = [`  ${side}:`, `    version: ${spec.version}`];
    if (spec.license) lines.push(`    license: ${spec.license}`);
    lines.push(`    nodes: ${side}/elasticsearch.yml`);
    if (spec.keystore) lines.push(`    keystore: ${side}/keystore.txt`);
    for (const [key, names] of Object.entries(listed(spec)))
      if (names.length > 0)
        lines.push(`    ${key}: [${names.map((name) => `${side}/${name}`).join(', ')}]`);
    if (spec.addresses) lines.push(`    addresses: [${spec.addresses.join(', ')}]`);
    return lines;
  });
  const link = `  - { from: local, alias: ${alias}, to: remote, use: [${use.join(', ')}] }`;
  return [`# ${workspace.shows}.`, 'version: 1', '', 'clusters:', ...clusters, '', 'links:', link]
    .map((line) => `${line}\n`)
    .join('');
}

/** Makes a store once; one that is there is kept, since no two are the same. */
function storeOf(material: Extract<Material, { store: string }>, path: string): Uint8Array {
  if (existsSync(path)) return readFileSync(path);
  const { store, certificate, key } = material;
  const at = (name: string): string => join(CERTIFICATES, name);
  const made = join('/tmp', `elasticlint-store-${process.pid}`);
  const password = ['-storepass', STORE_PASSWORD, '-storetype', store];
  if (key === undefined)
    execFileSync(
      'keytool',
      [
        '-importcert',
        '-noprompt',
        '-alias',
        'ca',
        '-file',
        at(certificate),
        '-keystore',
        made,
      ].concat(password),
      { stdio: 'pipe' },
    );
  else
    execFileSync('openssl', [
      ...['pkcs12', '-export', '-name', 'node', '-in', at(certificate), '-inkey', at(key)],
      ...['-passout', `pass:${STORE_PASSWORD}`, '-out', made],
    ]);
  const bytes = readFileSync(made);
  execFileSync('rm', [made]);
  return bytes;
}

function contentOf(content: string | Material, path: string): Uint8Array {
  if (typeof content === 'string') return Buffer.from(content);
  if ('store' in content) return storeOf(content, path);
  return Buffer.concat(content.map((name) => readFileSync(join(CERTIFICATES, name))));
}

/**
 * What a workspace consists of: the content of each file by its path in the folder of the workspace.
 *
 * @param folder where it is, to keep what cannot be made again
 */
export function filesOf(workspace: Workspace, folder: string): Map<string, Uint8Array> {
  const manifest = Buffer.from(manifestOf(workspace));
  const files = new Map<string, Uint8Array>([['elasticlint.yml', manifest]]);
  for (const side of SIDES) {
    const spec = workspace[side];
    const put = (name: string, content: string): unknown =>
      files.set(`${side}/${name}`, Buffer.from(content));
    const names = listed(spec);
    put('elasticsearch.yml', spec.text ?? ymlOf(spec.yml));
    if (spec.keystore) put('keystore.txt', spec.keystore.map((name) => `${name}\n`).join(''));
    spec.settings?.forEach((body, i) => put(names.settings![i]!, jsonOf(body)));
    for (const [name, body] of Object.entries(spec.roles ?? {}))
      put(`roles/${name}.json`, jsonOf(body));
    if (spec.apiKey) put('api-key.json', jsonOf(spec.apiKey));
    for (const [name, content] of Object.entries(spec.files ?? {}))
      if (content !== '')
        files.set(`${side}/${name}`, contentOf(content, join(folder, side, name)));
  }
  return files;
}
