import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pretty } from '../../src/reporters/pretty.js';
import { json } from '../../src/reporters/json.js';
import { MemoryVfs } from '../../src/workspace/vfs.js';
import { openWorkspace } from '../../src/workspace/session.js';
import type { Random } from '../bench/generate.js';
import { KEY_PASSWORD, PASSWORD } from '../stores/table.js';

/** A file of keys or certificates, and the setting that names it. */
interface Input {
  readonly file: string;
  readonly setting: string;
  readonly bytes: Uint8Array;
}

const prefix = 'xpack.security.transport.ssl';
const fixture = (path: string): Uint8Array =>
  new Uint8Array(readFileSync(fileURLToPath(new URL(`../../fixtures/${path}`, import.meta.url))));

/** What is damaged: a file of fixtures, and the setting that it stands under. */
const seeds = (
  [
    ['stores/openssl.p12', 'keystore.path'],
    ['stores/openssl-legacy.p12', 'keystore.path'],
    ['stores/openssl-sha512.p12', 'keystore.path'],
    ['stores/openssl-no-mac.p12', 'keystore.path'],
    ['stores/openssl-no-password.p12', 'keystore.path'],
    ['stores/openssl-no-mac.p12', 'truststore.path'],
    ['stores/keytool-25-open.p12', 'truststore.path'],
    ['stores/keytool-17-trust.p12', 'truststore.path'],
    ['stores/indefinite.p12', 'keystore.path'],
    ['stores/keytool-17.jks', 'keystore.path'],
    ['stores/keytool-17-trust.jks', 'truststore.path'],
    ['stores/keytool-17.jceks', 'truststore.path'],
    ['stores/keys/pkcs8-aes256.key', 'key'],
    ['stores/keys/pkcs8-aes128-sha512.key', 'key'],
    ['stores/keys/pkcs8-v1-rc2.key', 'key'],
    ['stores/keys/rsa-des3.key', 'key'],
    ['stores/keys/ec-aes256.key', 'key'],
    ['certificates/keys/remote-server.key', 'key'],
    ['certificates/keys/remote-server-ec.key', 'key'],
    ['certificates/remote-server.crt', 'certificate'],
    ['certificates/wildcards.crt', 'certificate'],
    ['certificates/remote-server-by-intermediate-chain.crt', 'certificate_authorities'],
  ] as const
).map(([path, name]): Input => ({
  file: path,
  setting: `${prefix}.${name}`,
  bytes: fixture(path),
}));

const beside: Readonly<Record<string, Uint8Array>> = {
  'node.crt': fixture('certificates/remote-server.crt'),
  'node.key': fixture('certificates/keys/remote-server.key'),
};

/** The settings of a node that has the file where it is damaged, and sound ones elsewhere. */
function settingsFor({ setting }: Input): string {
  const own = `${setting}: damaged.p12\n`;
  const pair = (name: 'certificate' | 'key', file: string): string =>
    setting === `${prefix}.${name}` ? '' : `${prefix}.${name}: ${file}\n`;
  const rest = setting.endsWith('keystore.path')
    ? ''
    : pair('certificate', 'node.crt') + pair('key', 'node.key');
  return `${prefix}.enabled: true\n${own}${rest}`;
}

const manifest = `version: 1
clusters:
  one:
    version: 9.5.3
    nodes: elasticsearch.yml
    keystore: keystore.txt
    passwords:
      ${prefix}.keystore.secure_password: { env: STORE }
      ${prefix}.truststore.secure_password: { env: STORE }
      ${prefix}.secure_key_passphrase: { env: KEY }
`;

/** Base64 lines of what must not be shown: the private keys that are in the files. */
const secrets = ['remote-server', 'remote-server-ec', 'remote-server-by-intermediate']
  .flatMap((name) => new TextDecoder().decode(fixture(`certificates/keys/${name}.key`)).split('\n'))
  .filter((line) => /^[\w+/=]{40,}$/.test(line));

const plain = (text: string): string => text;
const colors = { bold: plain, dim: plain, red: plain, yellow: plain, cyan: plain };

/** One damage to bytes, as transfers and people with bad intentions do it. */
function damage(random: Random, bytes: Uint8Array): Uint8Array {
  const at = random.below(bytes.length + 1);
  const length = random.below(Math.min(24, bytes.length - at) + 1);
  const [before, part, after] = [
    bytes.subarray(0, at),
    bytes.subarray(at, at + length),
    bytes.subarray(at + length),
  ];
  const noise = Uint8Array.from({ length }, () => random.below(256));
  const first = Uint8Array.from(bytes);
  switch (random.below(8)) {
    case 0:
      return before;
    case 1:
      return Buffer.concat([before, after]);
    case 2:
      return Buffer.concat([before, part, part, after]);
    case 3:
      return Buffer.concat([before, noise, after]);
    case 4:
      return Buffer.concat([before, noise, part, after]);
    case 5:
      // lengths and numbers of rounds are where reading goes astray
      return Buffer.concat([
        before,
        Uint8Array.from([random.pick([0, 0x7f, 0x80, 0x84, 0xff])]),
        after,
      ]);
    default:
      if (at < first.length) first[at] = first[at]! ^ (1 << random.below(8));
      return first;
  }
}

const block = /-----BEGIN [A-Z ]+-----\r?\n([\s\S]*?)-----END/;

/** A damage to the bytes that a PEM block holds, not to its text. */
function damageWithin(random: Random, bytes: Uint8Array): Uint8Array {
  const text = new TextDecoder('latin1').decode(bytes);
  const body = block.exec(text)?.[1];
  const base64 = body?.slice(body.search(/[\w+/=]{60,}/));
  if (!body || !base64) return damage(random, bytes);
  const inner = damage(random, new Uint8Array(Buffer.from(base64, 'base64')));
  const lines = Buffer.from(inner).toString('base64').replace(/.{64}/g, '$&\n');
  return new Uint8Array(Buffer.from(text.replace(base64, `${lines}\n`), 'latin1'));
}

/** Damaged stores, keys and certificates, linted with their passwords. */
export const fuzzer = {
  summary: 'damaged PKCS#12, JKS, PEM and DER files, each with its password',

  seed: (random: Random): Input => random.pick(seeds),

  mutate(random: Random, input: Input): Input {
    const isPem = input.setting.endsWith('.path') ? false : random.chance(60);
    const bytes = isPem ? damageWithin(random, input.bytes) : damage(random, input.bytes);
    return { ...input, bytes: new Uint8Array(bytes) };
  },

  async run(input: Input): Promise<string | undefined> {
    const texts = {
      'elasticlint.yml': manifest,
      'elasticsearch.yml': settingsFor(input),
      'keystore.txt': `${prefix}.secure_key_passphrase\n`,
    };
    const files = { ...beside, ...texts, 'damaged.p12': input.bytes };
    const absolute = Object.entries(files).map(([path, content]) => [`/${path}`, content] as const);
    const env = { STORE: PASSWORD, KEY: KEY_PASSWORD };
    const vfs = new MemoryVfs(Object.fromEntries(absolute));
    const workspace = openWorkspace({ vfs, cwd: '/', env, today: '2026-11-01', pedantic: true });
    const result = await workspace.lint(['/elasticlint.yml']);
    const [crash] = result.crashes;
    if (crash) return `the rule ${crash.rule} threw: ${crash.error}`;
    const own = result.findings.filter(({ rule }) =>
      /^certificates.(?:unreadable|store-entries)$/.test(rule),
    );
    if (own.length > 1)
      return `there are ${own.length} findings: ${own.map(({ text }) => text).join('; ')}`;
    if (own[0] && !/\S/.test(own[0].text)) return 'a finding says nothing';
    const output = json(result) + pretty(result, { colors, width: 200 });
    const shown = [PASSWORD, KEY_PASSWORD, ...secrets].find((secret) => output.includes(secret));
    return shown === undefined ? undefined : 'a password or a part of a private key is shown';
  },

  show: ({ file, setting, bytes }: Input): string =>
    `${file} as ${setting}: ${Buffer.from(bytes).toString('base64')}`,
};
