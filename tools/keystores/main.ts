/**
 * Makes the keystores of fixtures/keystores with Elasticsearch's own class, and records what that class says of them and
 * of damaged copies. Keystores that are there are kept: each making would draw other random bytes.
 */
import { createCipheriv, pbkdf2Sync, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { classPath, distribution } from '../oracle/distributions.js';
import { compile, ENVIRONMENT, run } from '../oracle/judge.js';
import { damaged, damages, resealed, type Damage } from './damage.js';

const FOLDER = fileURLToPath(new URL('../../fixtures/keystores', import.meta.url));
const SOURCES = [
  'java/Keystores.java',
  '../oracle/java/Json.java',
  '../oracle/java/Messages.java',
].map((path) => fileURLToPath(new URL(path, import.meta.url)));
/** One version for each format that is written: 4, 5, 6, 7, 7. */
const WRITERS = ['7.17.28', '8.0.0', '8.14.3', '8.19.21', '9.5.3'];
const READERS = ['7.17.28', '8.0.0', '8.14.3', '8.19.21', '9.5.3'];
/** Throwaway, as are the values; beyond ASCII, because how it becomes bytes is a part of the format. */
const PASSWORD = 'geheim Ω 42';
const ENTRIES = [
  'cluster.remote.two.credentials=throwaway-credentials',
  'xpack.security.http.ssl.keystore.secure_password=throwaway-password',
  'xpack.security.transport.ssl.secure_key_passphrase=throwaway-passphrase',
];

interface Answer {
  hasPassword?: string;
  names?: string[];
  refused?: string;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

async function ask(version: string, requests: readonly (readonly string[])[]): Promise<Answer[]> {
  const asked = distribution(version);
  const classes = compile(asked, SOURCES);
  const work = mkdtempSync(join(tmpdir(), 'elasticlint-keystores-'));
  try {
    const args = ['-Dlog4j2.disable.jmx=true', '-cp', `${classes}:${classPath(asked.home)}`];
    const output = await run(
      join(asked.jdk, 'bin', 'java'),
      [...args, 'Keystores', work],
      requests.map((request) => `${request.join('\t')}\n`).join(''),
      { env: ENVIRONMENT },
    );
    return output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Answer);
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** A keystore of format 3, which no version from 7.17 on writes, but all read: with a type behind each name. */
function formatThree(): Buffer {
  const [salt, iv] = [randomBytes(64), randomBytes(12)];
  const number = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32BE(value);
    return bytes;
  };
  const text = (value: string): Buffer =>
    Buffer.concat([Buffer.from([value.length >> 8, value.length & 255]), Buffer.from(value)]);
  const sized = (bytes: Buffer): Buffer => Buffer.concat([number(bytes.length), bytes]);
  const entries = ENTRIES.map((entry) => entry.split('=') as [string, string]).flatMap(
    ([name, value]) => [text(name), text('STRING'), sized(Buffer.from(value))],
  );
  const cipher = createCipheriv('aes-128-gcm', pbkdf2Sync('', salt, 10000, 16, 'sha512'), iv);
  cipher.setAAD(salt);
  const plain = Buffer.concat([number(ENTRIES.length), ...entries]);
  const encrypted = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  const data = Buffer.concat([sized(salt), sized(iv), sized(encrypted)]);
  const name = 'elasticsearch.keystore';
  const header = [Buffer.from('3fd76c17', 'hex'), Buffer.from([name.length]), Buffer.from(name)];
  return resealed(
    Buffer.concat([...header, number(3), Buffer.from([0]), sized(data), Buffer.alloc(16)]),
  );
}

const pathOf = (name: string): string => join(FOLDER, `${name}.keystore`);

/** The keystores that there should be, with their passwords. */
const wanted = [
  { name: 'format-3', password: '' },
  ...WRITERS.flatMap((version) => [
    { name: `${version}-open`, password: '', version },
    { name: `${version}-locked`, password: PASSWORD, version },
  ]),
];

async function make(): Promise<void> {
  for (const { name, password, version } of wanted.map((one) => ({ version: undefined, ...one }))) {
    const path = pathOf(name);
    if (existsSync(path)) continue;
    if (version === undefined) writeFileSync(path, formatThree());
    else {
      const entries = ENTRIES.map(base64).join(' ');
      await ask(version, [['make', base64(path), base64(password), entries]]);
    }
    console.log(path);
  }
}

/** Answers by the versions that give them: `"8.19.21 9.5.3": …`. */
type Verdicts = Record<string, Answer>;

function add(verdicts: Verdicts, version: string, answer: Answer): void {
  const same = Object.keys(verdicts).find(
    (versions) => JSON.stringify(verdicts[versions]) === JSON.stringify(answer),
  );
  if (same !== undefined) delete verdicts[same];
  verdicts[same === undefined ? version : `${same} ${version}`] = answer;
}

async function record(): Promise<void> {
  const whole = wanted.map(({ name, password }) => ({ name, password, verdicts: {} }));
  for (const version of READERS) {
    const answers = await ask(
      version,
      whole.map(({ name, password }) => ['read', base64(pathOf(name)), base64(password)]),
    );
    whole.forEach(({ verdicts }, index) => add(verdicts, version, answers[index]!));
  }
  const work = mkdtempSync(join(tmpdir(), 'elasticlint-damaged-'));
  const cases = [
    ...broken('7.17.28-open', ''),
    ...broken('7.17.28-locked', PASSWORD).filter((_, index) => index % 8 === 0),
    { name: '7.17.28-locked', password: '', damage: {} },
    { name: '7.17.28-locked', password: 'wrong', damage: {} },
    { name: '9.5.3-locked', password: 'wrong', damage: {} },
    { name: '9.5.3-open', password: 'needless', damage: {} },
  ];
  const requests = cases.map(({ name, password, damage }, index) => {
    const path = join(work, String(index));
    writeFileSync(path, damaged(readFileSync(pathOf(name)), damage));
    return ['read', base64(path), base64(password)];
  });
  const answers = await ask('9.5.3', requests);
  rmSync(work, { recursive: true });
  const rows = cases.map((one, index) => ({ ...one, ...answers[index] }));
  const lines = (list: readonly object[]): string =>
    list.map((item) => JSON.stringify(item)).join(',\n');
  const text = `{\n"keystores": [\n${lines(whole)}\n],\n"damaged": [\n${lines(rows)}\n]\n}\n`;
  writeFileSync(join(FOLDER, 'verdicts.json'), text);
}

function broken(
  name: string,
  password: string,
): { name: string; password: string; damage: Damage }[] {
  return damages(readFileSync(pathOf(name)).length).map((damage) => ({ name, password, damage }));
}

await make();
await record();
