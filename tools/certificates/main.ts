/**
 * Writes every certificate and key that the table names, or with `--check` compares the files
 * there are with what the table says and exits with 1 and a list when they differ.
 */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeCertificate } from './make.js';
import { TABLE, type Entry } from './table.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = 'fixtures/certificates';
const check = process.argv.includes('--check');

const problems: string[] = [];
/** What every file should hold, by its path from the root. */
const files = new Map<string, string>();

function keyPath(entry: Entry): string {
  return `${FOLDER}/keys/${entry.name}.key`;
}

/** The key is whatever its file holds: it is made once and then kept. */
function keyOf(entry: Entry): string | undefined {
  const path = join(ROOT, keyPath(entry));
  if (existsSync(path)) return readFileSync(path, 'utf8');
  if (check) return undefined;
  const { privateKey } = freshPair(entry);
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, pem);
  return pem;
}

function freshPair({ keyType, bits }: Entry): { privateKey: KeyObject } {
  if (keyType === 'Ed25519') return generateKeyPairSync('ed25519');
  if (keyType === 'EC') return generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return generateKeyPairSync('rsa', { modulusLength: bits ?? 2048 });
}

function entryOf(name: string): Entry {
  const entry = TABLE.find((candidate) => candidate.name === name);
  if (!entry) throw new Error(`the table has no ${name}`);
  return entry;
}

async function certificateOf(entry: Entry): Promise<string | undefined> {
  const issuer = entryOf(entry.issuer ?? entry.name);
  const key = keyOf(entry);
  const issuerKey = keyOf(issuer);
  return key && issuerKey ? makeCertificate(entry, issuer, key, issuerKey) : undefined;
}

async function collect(entry: Entry): Promise<void> {
  const certificate = await certificateOf(entry);
  const key = keyOf(entry);
  if (!certificate || !key) {
    problems.push(`${keyPath(entry)} or the key of its issuer is missing`);
    return;
  }
  const { copies = {} } = entry;
  const put = (paths: readonly string[] = [], text: string) => {
    for (const path of paths) files.set(path, text);
  };
  put([`${FOLDER}/${entry.name}.crt`, ...(copies.certificate ?? [])], certificate);
  put([keyPath(entry), ...(copies.key ?? [])], key);
  if (!entry.chain) return;
  const others = await Promise.all(entry.chain.map((name) => certificateOf(entryOf(name))));
  const chain = [certificate, ...others].join('');
  put([`${FOLDER}/${entry.name}-chain.crt`, ...(copies.chain ?? [])], chain);
}

function write(): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), text);
  }
  console.log(`${files.size} files written`);
}

function compare(): void {
  for (const [path, text] of files) {
    const there = join(ROOT, path);
    if (!existsSync(there)) problems.push(`${path} is missing`);
    else if (readFileSync(there, 'utf8') !== text) problems.push(`${path} differs`);
  }
  for (const folder of [FOLDER, `${FOLDER}/keys`]) {
    if (!existsSync(join(ROOT, folder))) continue;
    for (const file of readdirSync(join(ROOT, folder))) {
      const path = `${folder}/${file}`;
      if (/\.(crt|key)$/.test(file) && !files.has(path)) problems.push(`${path} is in no entry`);
    }
  }
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(`${files.size} files are what the table says`);
}

if (new Set(TABLE.map((entry) => entry.serial)).size < TABLE.length) {
  throw new Error('two entries of the table have the same serial');
}
for (const entry of TABLE) await collect(entry);
if (check) compare();
else write();
