import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readDer } from '../../../src/documents/der.js';
import { toDer } from '../../../src/documents/stores/ber.js';
import { StoreError } from '../../../src/documents/stores/error.js';
import { algorithmOf, decrypt } from '../../../src/documents/stores/pbe.js';
import { decryptRc2 } from '../../../src/documents/stores/rc2.js';
import { openStore } from '../../../src/documents/stores/store.js';

const bytesOf = (name: string): Uint8Array =>
  new Uint8Array(
    readFileSync(fileURLToPath(new URL(`../../../fixtures/stores/${name}`, import.meta.url))),
  );

// quick to open: no digest of 10,000 rounds goes before
const quick = ['openssl-no-mac.p12', 'keytool-17-trust.jks', 'keytool-25-open.p12'] as const;
const type = (name: string): string => (name.endsWith('.jks') ? 'jks' : 'pkcs12');

/** What comes of it: entries, or an error of our own; anything else fails the test. */
async function outcome(name: string, bytes: Uint8Array, password: string | undefined) {
  try {
    return await openStore(bytes, type(name), { store: password, key: password });
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
}

const hexBytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));

it.each([
  ['0000000000000000', 63, '0000000000000000', 'ebb773f993278eff'],
  ['ffffffffffffffff', 64, 'ffffffffffffffff', '278b27e42e2f0d49'],
  ['3000000000000000', 64, '1000000000000001', '30649edf9be7d2c2'],
  ['88', 64, '0000000000000000', '61a8a244adacccf0'],
  ['88bca90e90875a', 64, '0000000000000000', '6ccf4308974c267f'],
  ['88bca90e90875a7f0f79c384627bafb2', 64, '0000000000000000', '1a807d272bbe5db1'],
  ['88bca90e90875a7f0f79c384627bafb2', 128, '0000000000000000', '2269552ab0f85ca6'],
])('RC2 decrypts what RFC 2268 encrypts with key %s of %d bits', (key, bits, plain, cipher) => {
  const found = decryptRc2(hexBytes(key), new Uint8Array(8), hexBytes(cipher), bits);
  expect(Buffer.from(found).toString('hex')).toBe(plain);
});

it.each(quick)(
  '%s, cut off anywhere, gives nothing or an error of our own',
  async (name) => {
    const bytes = bytesOf(name);
    for (let length = 0; length < bytes.length; length++) {
      const found = await outcome(name, bytes.subarray(0, length), 'test-store-42');
      expect(found, `${length} bytes`).toBeInstanceOf(StoreError);
    }
  },
  60_000,
);

it('no other password opens a store or a key', async () => {
  const passwords = fc.string({ maxLength: 20 }).filter((text) => text !== 'test-store-42');
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('keytool-17-trust.jks', 'openssl-no-mac.p12'),
      passwords,
      async (name, password) => {
        const found = await outcome(name, bytesOf(name), password);
        // the certificates of one of them are not encrypted
        if (found instanceof StoreError) expect(found.fault).toBe('password');
        else expect(found.entries).toMatchObject([{ kind: 'key', keyFault: 'password' }]);
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);

it('bytes turned around anywhere end in entries or an error of our own', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...quick),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 }),
      async (name, changes) => {
        const bytes = new Uint8Array(bytesOf(name));
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        await outcome(name, bytes, 'test-store-42');
      },
    ),
    { numRuns: 1500 },
  );
}, 60_000);

it('random bytes are no store', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      expect(await outcome('random.p12', bytes, '')).toBeInstanceOf(StoreError);
    }),
  );
});

it('without a password, what is not encrypted is read', async () => {
  const jks = await outcome('keytool-17.jks', bytesOf('keytool-17.jks'), undefined);
  expect(jks).toMatchObject({ entries: [{ alias: 'ca' }, { alias: 'node', keyFault: 'locked' }] });
  const open = await outcome('keytool-25-open.p12', bytesOf('keytool-25-open.p12'), undefined);
  expect(open).toMatchObject({ entries: [{ alias: 'ca', kind: 'trusted' }] });
  const closed = await outcome('keytool-17.p12', bytesOf('keytool-17.p12'), undefined);
  expect(closed).toMatchObject({ fault: 'locked' });
});

it('the same bytes are opened once with a password, and anew with another one', async () => {
  const bytes = bytesOf('keytool-17-trust.jks');
  const open = (store: string) => openStore(bytes, 'jks', { store, key: undefined });
  const first = await open('test-store-42');
  expect(await open('test-store-42')).toBe(first);
  await expect(open('test-store-43')).rejects.toMatchObject({ fault: 'password' });
  expect(await open('test-store-42')).toBe(first);
});

it('what is nested without end is refused', () => {
  const deep = new Uint8Array(40_000).fill(0x30);
  for (let at = 1; at < deep.length; at += 2) deep[at] = 0x80;
  expect(() => toDer(deep)).toThrow('not valid DER');
});

/** PBES2 with AES-256 and that many rounds; lengths are left open. */
const pbes2 = (rounds: string): Uint8Array =>
  hexBytes(
    `308006092a864886f70d01050d3080308006092a864886f70d01050c308004080102030405060708${rounds}` +
      '00000000308006096086480165030401 2a041000000000000000000000000000000000 000000000000'.replaceAll(
        ' ',
        '',
      ),
  );

it.each([
  ['02020800', 'password'],
  ['02030f4241', 'password'],
  ['02032dc6c0', 'unsupported'],
  ['02035b8d80', 'unsupported'],
])('rounds %s end in %s', async (rounds, fault) => {
  const der = toDer(pbes2(rounds));
  const algorithm = algorithmOf(readDer(der));
  await expect(decrypt(algorithm, 'any', new Uint8Array(32))).rejects.toMatchObject({ fault });
});
