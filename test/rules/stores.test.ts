import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openWorkspace } from '../../src/workspace/session.js';
import { MemoryVfs } from '../../src/workspace/vfs.js';
import { json } from '../../src/reporters/json.js';

const root = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const bytesOf = (path: string): Uint8Array => new Uint8Array(readFileSync(join(root, path)));

interface Start {
  readonly name: string;
  /** Settings of the node; those of its keystore begin with an exclamation mark. */
  readonly settings: Readonly<Record<string, string>>;
  /** What each version says: `starts`, or the message with which it does not. */
  readonly says: Readonly<Record<string, string>>;
}

const { cases } = JSON.parse(readFileSync(join(root, 'stores/starts.json'), 'utf8')) as {
  cases: readonly Start[];
};

/** The files beside the node, as tools/stores/starts.ts makes them. */
function files(): Record<string, Uint8Array> {
  const found: Record<string, Uint8Array> = {};
  const names = readdirSync(join(root, 'stores'), { recursive: true, encoding: 'utf8' });
  for (const name of names.filter((one) => /\.\w+$/.test(one)))
    found[name] = bytesOf(`stores/${name}`);
  for (const name of ['remote-server', 'remote-server-ec']) {
    found[`${name}.crt`] = bytesOf(`certificates/${name}.crt`);
    found[`${name}.key`] = bytesOf(`certificates/keys/${name}.key`);
  }
  const [p12, jks] = [found['keytool-17.p12']!, found['keytool-17.jks']!];
  const text = (content: string): Uint8Array => new TextEncoder().encode(content);
  const changed = new Uint8Array(jks);
  changed[900] = changed[900]! ^ 1;
  const key = new TextDecoder().decode(found['keys/pkcs8-aes256.key']).split('\n');
  return {
    ...found,
    'cut.p12': p12.subarray(0, 700),
    'empty.p12': text(''),
    'empty.jks': text(''),
    'text.p12': text('not a store\n'),
    'text.jks': text('not a store\n'),
    'pem.p12': found['remote-server.crt']!,
    'p12.jks': p12,
    'jks.p12': jks,
    'changed.jks': changed,
    'cut.jks': jks.subarray(0, 700),
    'cut.key': text([...key.slice(0, 8), ...key.slice(-2)].join('\n')),
  };
}

const beside = files();

async function lintStart({ settings }: Start, version: string) {
  const entries = Object.entries(settings);
  const secret = entries.filter(([name]) => name.startsWith('!'));
  const plain = entries.filter(([name]) => !name.startsWith('!'));
  const yml = plain.map(([name, value]) => `${name}: "${value}"\n`).join('');
  const passwords = secret.map(([name], index) => `"${name.slice(1)}": { env: SECRET_${index} }`);
  const manifest = `version: 1
clusters:
  one:
    version: ${version}
    nodes: elasticsearch.yml
    keystore: keystore.txt
    passwords: { ${passwords.join(', ')} }
`;
  const all = {
    ...beside,
    'elasticsearch.yml': new TextEncoder().encode(yml),
    'keystore.txt': new TextEncoder().encode(
      ['keystore.seed', ...secret.map(([name]) => name.slice(1))].join('\n'),
    ),
    'elasticlint.yml': new TextEncoder().encode(manifest),
  };
  const vfs = new MemoryVfs(
    Object.fromEntries(Object.entries(all).map(([path, bytes]) => [`/work/${path}`, bytes])),
  );
  const env = Object.fromEntries(secret.map(([, value], index) => [`SECRET_${index}`, value]));
  const workspace = openWorkspace({ vfs, cwd: '/work', env, today: '2026-11-01' });
  const result = await workspace.lint(['/work/elasticlint.yml']);
  expect(result.crashes).toEqual([]);
  const output = json(result);
  for (const value of Object.values(env))
    expect(value.length > 3 && output.includes(value)).toBe(false);
  return result.findings.filter(
    ({ rule, severity }) =>
      /^(?:certificates.(?:unreadable|store-entries)|security.tls-keys-exclusive)$/.test(rule) &&
      severity === 'error',
  );
}

describe('a node refuses what we refuse', () => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', async (_, start) => {
    for (const version of ['7.17.28', '9.5.3']) {
      const findings = await lintStart(start, version);
      const refused = start.says[version] !== 'starts';
      expect(
        findings.map(({ text }) => text),
        `${version}: ${start.says[version]}`,
      ).toHaveLength(refused ? 1 : 0);
    }
  });
});
