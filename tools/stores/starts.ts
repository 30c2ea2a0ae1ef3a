/**
 * Records what Elasticsearch says at its start of stores and keys: of each kind and of each mistake, in several versions.
 * The files that are needed beside fixtures/stores (encrypted keys) are made where they are missing.
 */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { classPath, distribution } from '../oracle/distributions.js';
import { compile, ENVIRONMENT, run } from '../oracle/judge.js';
import { KEYS } from './keys.js';
import { KEY_PASSWORD, PASSWORD, TABLE } from './table.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const STORES = here('../../fixtures/stores');
const CERTIFICATES = here('../../fixtures/certificates');
const VERSIONS = ['7.17.28', '8.0.0', '8.19.21', '9.5.3'];

/** Settings of one node; those of the keystore begin with an exclamation mark. */
type Settings = Readonly<Record<string, string>>;

const transport = 'xpack.security.transport.ssl';
const http = 'xpack.security.http.ssl';
const on = { [`${transport}.enabled`]: 'true' };

function keystore(path: string, password?: string, more: Settings = {}): Settings {
  const secret: Settings =
    password === undefined ? {} : { [`!${transport}.keystore.secure_password`]: password };
  return { ...on, [`${transport}.keystore.path`]: path, ...secret, ...more };
}

function truststore(path: string, password?: string, more: Settings = {}): Settings {
  const secret: Settings =
    password === undefined ? {} : { [`!${transport}.truststore.secure_password`]: password };
  return {
    ...on,
    [`${transport}.key`]: 'remote-server.key',
    [`${transport}.certificate`]: 'remote-server.crt',
    [`${transport}.truststore.path`]: path,
    ...secret,
    ...more,
  };
}

function pem(key: string, certificate: string, passphrase?: string, more: Settings = {}): Settings {
  const secret: Settings =
    passphrase === undefined ? {} : { [`!${transport}.secure_key_passphrase`]: passphrase };
  return {
    ...on,
    [`${transport}.key`]: key,
    [`${transport}.certificate`]: certificate,
    ...secret,
    ...more,
  };
}

/** Files that are made for the cases alone. */
function prepare(config: string): void {
  cpSync(STORES, config, { recursive: true });
  for (const name of ['remote-server', 'remote-server-ec']) {
    cpSync(join(CERTIFICATES, `${name}.crt`), join(config, `${name}.crt`));
    cpSync(join(CERTIFICATES, 'keys', `${name}.key`), join(config, `${name}.key`));
  }
  const whole = readFileSync(join(STORES, 'keytool-17.p12'));
  writeFileSync(join(config, 'cut.p12'), whole.subarray(0, 700));
  writeFileSync(join(config, 'empty.p12'), '');
  writeFileSync(join(config, 'empty.jks'), '');
  writeFileSync(join(config, 'text.p12'), 'not a store\n');
  writeFileSync(join(config, 'text.jks'), 'not a store\n');
  cpSync(join(CERTIFICATES, 'remote-server.crt'), join(config, 'pem.p12'));
  cpSync(join(STORES, 'keytool-17.p12'), join(config, 'p12.jks'));
  cpSync(join(STORES, 'keytool-17.jks'), join(config, 'jks.p12'));
  const changed = Uint8Array.from(readFileSync(join(STORES, 'keytool-17.jks')));
  changed[900] = changed[900]! ^ 1;
  writeFileSync(join(config, 'changed.jks'), changed);
  writeFileSync(
    join(config, 'cut.jks'),
    readFileSync(join(STORES, 'keytool-17.jks')).subarray(0, 700),
  );
  const key = readFileSync(join(STORES, 'keys', 'pkcs8-aes256.key'), 'utf8').split('\n');
  writeFileSync(join(config, 'cut.key'), [...key.slice(0, 8), ...key.slice(-2)].join('\n'));
}

function makeKeys(): void {
  mkdirSync(join(STORES, 'keys'), { recursive: true });
  for (const [name, { of, command }] of Object.entries(KEYS)) {
    const path = join(STORES, 'keys', name);
    if (existsSync(path)) continue;
    const from = join(CERTIFICATES, 'keys', `${of}.key`);
    execFileSync(
      'openssl',
      [...command, '-in', from, '-out', path, '-passout', `pass:${KEY_PASSWORD}`],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
  }
}

const certificateOf = (name: string): string => `${KEYS[name]!.of}.crt`;

/** What is tried, by what it is called. */
function cases(): Record<string, Settings> {
  const all: Record<string, Settings> = {};
  for (const [file, { password = PASSWORD, ...recipe }] of Object.entries(TABLE)) {
    const keyPassword = 'keyPassword' in recipe ? recipe.keyPassword : undefined;
    const key: Settings =
      keyPassword === undefined
        ? {}
        : { [`!${transport}.keystore.secure_key_password`]: keyPassword };
    const type = (side: string): Settings =>
      file.endsWith('.jceks') ? { [`${transport}.${side}.type`]: 'jceks' } : {};
    all[`keystore ${file}`] = keystore(file, password, { ...key, ...type('keystore') });
    all[`truststore ${file}`] = truststore(file, password, type('truststore'));
  }
  for (const file of ['keytool-17.p12', 'keytool-17.jks']) {
    all[`keystore ${file}, wrong password`] = keystore(file, 'wrong');
    all[`keystore ${file}, no password`] = keystore(file);
    all[`keystore ${file}, wrong key password`] = keystore(file, PASSWORD, {
      [`!${transport}.keystore.secure_key_password`]: 'wrong',
    });
    all[`truststore ${file}, wrong password`] = truststore(file, 'wrong');
    all[`truststore ${file}, no password`] = truststore(file);
  }
  for (const file of [
    'cut.p12',
    'empty.p12',
    'empty.jks',
    'text.p12',
    'text.jks',
    'pem.p12',
    'p12.jks',
    'jks.p12',
    'changed.jks',
    'cut.jks',
    'keytool-17.jceks',
  ]) {
    all[`keystore ${file} by its name`] = keystore(file, PASSWORD);
    all[`truststore ${file} by its name`] = truststore(file, PASSWORD);
  }
  all['keystore keytool-17-trust.jks, not encrypted'] = keystore('keytool-17-trust.jks', PASSWORD);
  all['keystore of an unknown type'] = keystore('keytool-17.p12', PASSWORD, {
    [`${transport}.keystore.type`]: 'p12',
  });
  all['keystore, type in capitals'] = keystore('keytool-17.p12', PASSWORD, {
    [`${transport}.keystore.type`]: 'JKS',
  });
  all['keystore, legacy password'] = keystore('keytool-17.p12', undefined, {
    [`${transport}.keystore.password`]: PASSWORD,
  });
  all['keystore, both passwords'] = keystore('keytool-17.p12', PASSWORD, {
    [`${transport}.keystore.password`]: PASSWORD,
  });
  all['keystore, both key passwords'] = keystore('keytool-17.p12', PASSWORD, {
    [`!${transport}.keystore.secure_key_password`]: PASSWORD,
    [`${transport}.keystore.key_password`]: PASSWORD,
  });
  all['truststore, both passwords'] = truststore('keytool-17-trust.p12', PASSWORD, {
    [`${transport}.truststore.password`]: PASSWORD,
  });
  all['truststore of an unknown type'] = truststore('keytool-17-trust.p12', PASSWORD, {
    [`${transport}.truststore.type`]: 'pem',
  });
  all['key pkcs8-aes256.key, both passphrases'] = pem(
    'keys/pkcs8-aes256.key',
    'remote-server.crt',
    KEY_PASSWORD,
    { [`${transport}.key_passphrase`]: KEY_PASSWORD },
  );
  all['keystore of an unknown type, TLS off'] = keystore('keytool-17.p12', PASSWORD, {
    [`${transport}.keystore.type`]: 'p12',
    [`${transport}.enabled`]: 'false',
  });
  all['keystore, wrong password, TLS off'] = keystore('keytool-17.p12', 'wrong', {
    [`${transport}.enabled`]: 'false',
  });
  all['http keystore, wrong password, TLS off'] = {
    [`${http}.enabled`]: 'false',
    [`${http}.keystore.path`]: 'keytool-17.p12',
  };
  all['truststore, wrong password, nothing verified'] = truststore(
    'keytool-17-trust.p12',
    'wrong',
    { [`${transport}.verification_mode`]: 'none' },
  );
  all['keystore, password outside of ASCII'] = keystore('keytool-17.p12', 'pässwort');
  for (const name of Object.keys(KEYS)) {
    const path = `keys/${name}`;
    all[`key ${name}`] = pem(path, certificateOf(name), KEY_PASSWORD);
    all[`key ${name}, wrong passphrase`] = pem(path, certificateOf(name), 'wrong');
    all[`key ${name}, no passphrase`] = pem(path, certificateOf(name));
  }
  all['key pkcs8-aes256.key, legacy passphrase'] = pem(
    'keys/pkcs8-aes256.key',
    'remote-server.crt',
    undefined,
    { [`${transport}.key_passphrase`]: KEY_PASSWORD },
  );
  all['key cut.key'] = pem('cut.key', 'remote-server.crt', KEY_PASSWORD);
  all['key not encrypted, passphrase given'] = pem(
    'remote-server.key',
    'remote-server.crt',
    KEY_PASSWORD,
  );
  return all;
}

async function ask(
  version: string,
  requests: readonly Settings[],
): Promise<{ refused?: string }[]> {
  const asked = distribution(version);
  const sources = [
    'java/TlsFiles.java',
    '../oracle/java/Json.java',
    '../oracle/java/Messages.java',
  ];
  const classes = compile(asked, sources.map(here));
  const work = mkdtempSync(join(tmpdir(), 'elasticlint-starts-'));
  const config = join(work, 'config');
  mkdirSync(config);
  prepare(config);
  try {
    const lines = requests.map((settings) =>
      Object.entries(settings)
        .map(([name, value]) => Buffer.from(`${name}=${value}`).toString('base64'))
        .join('\t'),
    );
    const output = await run(
      join(asked.jdk, 'bin', 'java'),
      [
        '-Dlog4j2.disable.jmx=true',
        '-cp',
        `${classes}:${classPath(asked.home)}`,
        'TlsFiles',
        config,
      ],
      `${lines.join('\n')}\n`,
      { env: ENVIRONMENT },
    );
    return output
      .trim()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as { refused?: string });
  } finally {
    rmSync(work, { recursive: true });
  }
}

makeKeys();
const all = Object.entries(cases());
const verdicts: Record<string, Record<string, string>> = Object.fromEntries(
  all.map(([name]) => [name, {}]),
);
for (const version of VERSIONS) {
  const answers = await ask(
    version,
    all.map(([, settings]) => settings),
  );
  all.forEach(([name], index) => (verdicts[name]![version] = answers[index]!.refused ?? 'starts'));
}
const rows = all.map(([name, settings]) =>
  JSON.stringify({ name, settings, says: verdicts[name] }),
);
writeFileSync(join(STORES, 'starts.json'), `{"cases":[\n${rows.join(',\n')}\n]}\n`);
console.log(`${rows.length} cases recorded`);
