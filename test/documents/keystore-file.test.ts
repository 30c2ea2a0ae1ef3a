import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  KeystoreError,
  openKeystore,
  readEnvelope,
  readContents,
  type KeystorePassword,
} from '../../src/documents/keystore-file.js';
import { parseBytes } from '../../src/documents/parse.js';
import { openWorkspace } from '../../src/workspace/session.js';
import { MemoryVfs } from '../../src/workspace/vfs.js';
import { damaged, type Damage } from '../../tools/keystores/damage.js';

interface Answer {
  readonly hasPassword?: 'yes' | 'no';
  readonly names?: readonly string[];
  readonly refused?: string;
}

/** What Elasticsearch's own class says, recorded by tools/keystores. */
const recorded = JSON.parse(readFileSync('fixtures/keystores/verdicts.json', 'utf8')) as {
  keystores: { name: string; password: string; verdicts: Record<string, Answer> }[];
  damaged: ({ name: string; password: string; damage: Damage } & Answer)[];
};

const bytesOf = (name: string): Buffer => readFileSync(`fixtures/keystores/${name}.keystore`);

/** The names, or undefined where the keystore is refused; anything but a KeystoreError fails the test. */
async function names(bytes: Uint8Array, password: string): Promise<readonly string[] | undefined> {
  try {
    return (await readContents(readEnvelope(bytes), password)).names;
  } catch (error) {
    if (!(error instanceof KeystoreError)) throw error;
    expect(error.message).not.toContain('\n');
    return undefined;
  }
}

describe('keystores that Elasticsearch wrote', () => {
  for (const { name, password, verdicts } of recorded.keystores) {
    it(`${name} has the names that Elasticsearch reads`, async () => {
      const verdict = Object.entries(verdicts).find(([versions]) => versions.includes('9.5.3'))![1];
      const bytes = bytesOf(name);
      expect(verdict.names).toBeDefined();
      expect(readEnvelope(bytes).hasPassword ? 'yes' : 'no').toBe(verdict.hasPassword);
      expect(await names(bytes, password)).toEqual(verdict.names);
    });
  }
});

describe('damaged keystores', () => {
  it('are accepted and refused as Elasticsearch does', async () => {
    expect(recorded.damaged.length).toBeGreaterThan(100);
    for (const { name, password, damage, names: read } of recorded.damaged) {
      const label = `${name} ${JSON.stringify(damage)}`;
      expect(await names(damaged(bytesOf(name), damage), password), label).toEqual(read);
    }
  }, 30_000);

  it('never crash, wherever they are cut', async () => {
    const whole = bytesOf('7.17.28-open');
    for (let length = 0; length < whole.length; length++) {
      const part = whole.subarray(0, length);
      expect(await names(part, '')).toBeUndefined();
      expect(await names(damaged(part, length < 16 ? {} : { reseal: true }), '')).toBeUndefined();
    }
  }, 30_000);

  it('never crash, whatever bit is turned', async () => {
    const whole = bytesOf('7.17.28-open');
    const bits = Array.from(
      { length: whole.length },
      (_, at) => [at, 1 << ((at * 5) % 8)] as const,
    );
    for (const flip of bits) expect(await names(damaged(whole, { flip }), '')).toBeUndefined();
  }, 30_000);
});

const open = async (name: string, password?: KeystorePassword) => {
  const document = parseBytes('es/elasticsearch.keystore', bytesOf(name));
  if (document.kind !== 'keystore-file') throw new Error(document.kind);
  return openKeystore(document, password);
};

describe('a keystore as a document', () => {
  it('is known by its first bytes, whatever its name', () => {
    expect(parseBytes('some.txt', bytesOf('9.5.3-open')).kind).toBe('keystore-file');
    expect(parseBytes('some.txt', bytesOf('9.5.3-open'), 'keystore-list').kind).toBe(
      'keystore-file',
    );
  });

  it('becomes a list of names with places, without any value', async () => {
    const document = await open('9.5.3-open');
    expect(document.source.text).toBe(
      'cluster.remote.two.credentials\nkeystore.seed\nxpack.security.http.ssl.keystore.secure_password\nxpack.security.transport.ssl.secure_key_passphrase\n',
    );
    expect(JSON.stringify(document)).not.toContain('throwaway');
    expect(document.source.encoding).toBe('binary');
  });

  it('asks for a password only where one is needed', async () => {
    expect((await open('9.5.3-open', { text: 'needless', origin: 'X' })).kind).toBe(
      'keystore-list',
    );
    const said = async (password?: KeystorePassword) =>
      (await open('9.5.3-locked', password)).problems.map(({ code, text }) => `${code}: ${text}`);
    expect(await said()).toEqual([
      'keystore-locked: the keystore has a password, and none is given',
    ]);
    expect(await said({ text: undefined, origin: 'X' })).toEqual([
      'keystore-locked: the keystore has a password, and X is not set',
    ]);
    expect(await said({ text: 'wrong', origin: 'X' })).toEqual([
      'keystore: the password does not open the keystore, or the keystore is damaged',
    ]);
    expect(await said({ text: 'geheim Ω 42', origin: 'X' })).toEqual([]);
  });
});

describe('a keystore in a manifest', () => {
  const lint = async (keystore: string, env: Record<string, string>) => {
    const files = {
      '/elasticlint.yml':
        'version: 1\nclusters:\n  local: { version: 9.5.3, nodes: a.yml, keystore: "*.keystore", keystorePassword: { env: KEY } }\n',
      '/a.yml':
        'cluster.remote.one.mode: proxy\ncluster.remote.one.proxy_address: "one.example.com:9443"\ncluster.remote.one.skip_unavailable: true\n',
      '/elasticsearch.keystore': bytesOf(keystore),
    };
    return openWorkspace({ vfs: new MemoryVfs(files), cwd: '/', env }).lint(['.']);
  };

  it('is opened with the password of the environment, and its entries are checked', async () => {
    const { findings, crashes } = await lint('9.5.3-locked', { KEY: 'geheim Ω 42' });
    expect(crashes).toEqual([]);
    const found = findings.find(({ rule }) => rule === 'remote/alias-credential-mismatch');
    expect(found?.source.path).toBe('elasticsearch.keystore');
    expect(found?.source.slice(found.range)).toBe('cluster.remote.two.credentials');
  });

  it('offers no fix that would write into it', async () => {
    const { findings } = await lint('9.5.3-open', {});
    const touched = findings.flatMap(({ fix }) => fix?.edits ?? []);
    expect(touched.filter(({ source }) => source.encoding === 'binary')).toEqual([]);
    expect(findings.some(({ source }) => source.encoding === 'binary')).toBe(true);
  });

  it('never shows the password', async () => {
    const result = await lint('9.5.3-locked', { KEY: 'not-the-password-77' });
    expect(result.findings.map(({ rule }) => rule)).toContain('files/keystore');
    const said = result.findings.map(({ text, why, advice }) => [text, why, advice]);
    expect(JSON.stringify(said)).not.toContain('not-the-password-77');
  });
});
