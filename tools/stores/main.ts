/**
 * Makes the stores of fixtures/stores with the programs that people make them with, and records what JDKs read in them.
 * Stores that are there are kept: each making would draw other random bytes.
 *
 * Run with the `java` commands of a JDK 17 and a newer one: `npm run stores -- <java 17> <java 25>`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { distribution } from '../oracle/distributions.js';
import { run } from '../oracle/judge.js';
import { cuts, damaged, type StoreCase } from './damage.js';
import { withOpenLengths } from './indefinite.js';
import {
  KEY_PASSWORD,
  PASSWORD,
  TABLE,
  type Certutil,
  type Keytool,
  type Openssl,
} from './table.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const FOLDER = here('../../fixtures/stores');
const CERTIFICATES = here('../../fixtures/certificates');

const [java17 = 'java', java25 = java17] = process.argv.slice(2);
const homeOf = (java: string): string =>
  dirname(dirname(execFileSync('readlink', ['-f', java], { encoding: 'utf8' }).trim()));
const jdks = { '17': homeOf(java17), '25': homeOf(java25) };

const work = mkdtempSync(join(tmpdir(), 'elasticlint-stores-'));
const quiet: { readonly stdio: ['ignore', 'ignore', 'pipe'] } = {
  stdio: ['ignore', 'ignore', 'pipe'],
};

const certificateOf = (name: string): string => join(CERTIFICATES, `${name}.crt`);
const keyOf = (name: string): string => join(CERTIFICATES, 'keys', `${name}.key`);

/** A key with its chain as a store that every keytool can import. */
function bundled(name: string, alias: string): string {
  const path = join(work, `${name}.p12`);
  const chain = ['remote-intermediate', 'remote-ca'].filter((one) => one !== name);
  writeFileSync(
    join(work, 'chain.pem'),
    chain.map((one) => readFileSync(certificateOf(one), 'utf8')).join(''),
  );
  execFileSync(
    'openssl',
    [
      ...['pkcs12', '-export', '-in', certificateOf(name), '-inkey', keyOf(name), '-name', alias],
      ...['-certfile', join(work, 'chain.pem'), '-passout', `pass:${PASSWORD}`, '-out', path],
    ],
    quiet,
  );
  return path;
}

function byKeytool(path: string, recipe: Keytool): void {
  const { type, password = PASSWORD } = recipe;
  const jvm = (recipe.jvm ?? []).map((option) => `-J${option}`);
  const keytool = (...args: string[]): void => {
    const own = ['-keystore', path, '-storetype', type, '-storepass', password];
    const command = join(jdks[recipe.jdk], 'bin', 'keytool');
    execFileSync(command, [...args, ...own, '-noprompt', ...jvm], quiet);
  };
  const keyPassword = recipe.keyPassword ?? password;
  for (const [alias, name] of Object.entries(recipe.keys ?? {})) {
    if (name === 'new') {
      const kind = ['-keyalg', 'EC', '-groupname', 'secp256r1', '-validity', '3650'];
      keytool('-genkeypair', '-alias', alias, '-dname', 'CN=fresh,O=Example', ...kind);
      continue;
    }
    const from = [
      '-srckeystore',
      bundled(name, alias),
      '-srcstoretype',
      'PKCS12',
      '-srcstorepass',
      PASSWORD,
    ];
    const destination = ['-deststoretype', type, '-destkeystore', path, '-deststorepass', password];
    execFileSync(
      join(jdks[recipe.jdk], 'bin', 'keytool'),
      [
        '-importkeystore',
        ...from,
        '-srcalias',
        alias,
        ...destination,
        '-destkeypass',
        keyPassword,
        '-noprompt',
        ...jvm,
      ],
      quiet,
    );
  }
  for (const [alias, name] of Object.entries(recipe.trusted ?? {}))
    keytool('-importcert', '-alias', alias, '-file', certificateOf(name));
}

function byOpenssl(
  path: string,
  { key, certificates, options, password = PASSWORD }: Openssl,
): void {
  const all = join(work, 'all.pem');
  const names = [...(key ? [key] : []), ...certificates];
  writeFileSync(all, names.map((one) => readFileSync(certificateOf(one), 'utf8')).join(''));
  const secret = key ? ['-inkey', keyOf(key)] : [];
  execFileSync(
    'openssl',
    [
      'pkcs12',
      '-export',
      '-in',
      all,
      ...secret,
      ...options,
      '-passout',
      `pass:${password}`,
      '-out',
      path,
    ],
    quiet,
  );
}

function byCertutil(path: string, { version, password = PASSWORD }: Certutil): void {
  const { home, jdk } = distribution(version);
  const args = ['ca', '--out', path, '--pass', password, '--keysize', '2048'];
  const env = { ...process.env, ES_JAVA_HOME: jdk, JAVA_HOME: jdk };
  execFileSync('bash', [join(home, 'bin', 'elasticsearch-certutil'), ...args], { ...quiet, env });
}

function make(): void {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, recipe] of Object.entries(TABLE)) {
    const path = join(FOLDER, name);
    if (existsSync(path)) continue;
    if (recipe.by === 'keytool') byKeytool(path, recipe);
    else if (recipe.by === 'openssl') byOpenssl(path, recipe);
    else if (recipe.by === 'certutil') byCertutil(path, recipe);
    else writeFileSync(path, withOpenLengths(readFileSync(join(FOLDER, recipe.of))));
    console.log(name);
  }
}

/** What a JDK says of a store. */
interface Answer {
  readonly entries?: readonly object[];
  readonly anchors?: readonly string[];
  readonly refused?: string;
}

async function ask(home: string, requests: readonly (readonly string[])[]): Promise<Answer[]> {
  const sources = ['java/Stores.java', '../oracle/java/Json.java', '../oracle/java/Messages.java'];
  const classes = join(work, 'classes');
  mkdirSync(classes, { recursive: true });
  execFileSync(join(jdks['17'], 'bin', 'javac'), ['-d', classes, ...sources.map(here)], quiet);
  const lines = requests.map((request) =>
    request.map((text) => Buffer.from(text).toString('base64')).join('\t'),
  );
  const output = await run(
    join(home, 'bin', 'java'),
    ['-cp', classes, 'Stores'],
    `${lines.join('\n')}\n`,
    {
      env: {},
    },
  );
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line.replaceAll(work, '<work>')) as Answer);
}

const typeOf = (name: string): string =>
  name.endsWith('.jks') ? 'jks' : name.endsWith('.jceks') ? 'JCEKS' : 'PKCS12';

/** The cases of fixtures/stores/verdicts.json: each store as it is, with other passwords and types, and damaged. */
function cases(): StoreCase[] {
  const whole = Object.entries(TABLE).map(
    ([file, { password = PASSWORD, ...recipe }]): StoreCase => {
      const keyPassword = 'keyPassword' in recipe ? recipe.keyPassword : undefined;
      return { file, type: typeOf(file), password, keyPassword: keyPassword ?? password };
    },
  );
  const wrong = whole.flatMap((one): StoreCase[] => [
    { ...one, password: 'wrong', keyPassword: 'wrong' },
    { ...one, password: '', keyPassword: '' },
    { ...one, type: typeOf(one.file) === 'jks' ? 'PKCS12' : 'jks' },
  ]);
  const [first, second] = ['keytool-25.jks', 'keytool-17.p12'].map((file) =>
    whole.find((one) => one.file === file)!,
  );
  const keys = [first!, second!].flatMap((one): StoreCase[] => [
    { ...one, keyPassword: 'wrong' },
    { ...one, keyPassword: PASSWORD },
    { ...one, keyPassword: KEY_PASSWORD },
    { ...one, password: 'pässwörd', keyPassword: 'pässwörd' },
  ]);
  const broken = [
    'keytool-17-trust.p12',
    'keytool-17-legacy.p12',
    'keytool-17-trust.jks',
    'openssl.p12',
    'openssl-no-mac.p12',
  ].flatMap((file) => {
    const one = whole.find((candidate) => candidate.file === file)!;
    const bytes = readFileSync(join(FOLDER, file));
    return cuts(bytes.length).map((damage): StoreCase => ({ ...one, damage }));
  });
  return [...whole, ...wrong, ...keys, ...broken];
}

async function record(): Promise<void> {
  const all = cases();
  const requests = all.map(({ file, type, password, keyPassword, damage }, index) => {
    const path = join(work, `case-${index}`);
    writeFileSync(path, damaged(readFileSync(join(FOLDER, file)), damage));
    return [path, type, password, keyPassword];
  });
  const [of17, of25] = [await ask(jdks['17'], requests), await ask(jdks['25'], requests)];
  const rows = all.map((one, index) => {
    const [older, newer] = [of17[index]!, of25[index]!];
    const differs = JSON.stringify(older) !== JSON.stringify(newer);
    return JSON.stringify({ ...one, ...newer, ...(differs && { jdk17: older }) });
  });
  writeFileSync(join(FOLDER, 'verdicts.json'), `{"cases":[\n${rows.join(',\n')}\n]}\n`);
  console.log(`${rows.length} cases recorded`);
}

try {
  make();
  await record();
} finally {
  rmSync(work, { recursive: true });
}
