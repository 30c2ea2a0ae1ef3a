import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SourceText } from '../../src/core/text.js';
import { parsePem } from '../../src/documents/pem.js';
import type { SettingEntry } from '../../src/settings/entry.js';
import { keyMaterialOf } from '../../src/topology/certificate.js';

const folder = 'fixtures/certificates';
const read = (path: string): string => readFileSync(`${folder}/${path}`, 'utf8');
const items = ['one.pem', 'two.pem'].map((text) => ({
  ...new SourceText('elasticsearch.yml', text).firstLine(),
  text,
}));
const entry = { key: 'xpack.security.transport.ssl.key', items } as unknown as SettingEntry;
const pem = (text: string) => parsePem(new SourceText('node.key', text));
const text = (name: string, options: object): string =>
  createPrivateKey(read(`keys/${name}.key`)).export({ format: 'pem', ...options } as {
    format: 'pem';
    type: 'pkcs8';
  }) as string;

const closed = { cipher: 'aes-128-cbc', passphrase: 'throwaway' };
const parameters = '-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n';

describe('private keys in PEM files', () => {
  const forms: readonly (readonly [form: string, name: string, text: string])[] = [
    ['PKCS#8', 'remote-server', text('remote-server', { type: 'pkcs8' })],
    ['PKCS#1', 'remote-server', text('remote-server', { type: 'pkcs1' })],
    ['SEC1', 'remote-server-ec', text('remote-server-ec', { type: 'sec1' })],
    [
      'SEC1 behind its parameters',
      'remote-server-ec',
      parameters + text('remote-server-ec', { type: 'sec1' }),
    ],
    [
      'PKCS#8 behind other text',
      'remote-server',
      `Bag Attributes\n${text('remote-server', { type: 'pkcs8' })}`,
    ],
  ];

  it.each(forms)('%s: belongs to its certificate and to no other', async (_, name, form) => {
    const { keys } = await keyMaterialOf(entry, [pem(form)]);
    const { certificates } = await keyMaterialOf(entry, [
      pem(read(`${name}.crt`) + read('local-transport.crt')),
    ]);
    expect(keys).toHaveLength(1);
    expect(certificates.map(({ x509 }) => x509.belongsTo(keys[0]!.key!))).toEqual([true, false]);
  });

  it.each([
    ['PKCS#8', text('remote-server', { type: 'pkcs8', ...closed })],
    ['PKCS#1', text('remote-server', { type: 'pkcs1', ...closed })],
    ['damaged', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'],
  ])('%s, encrypted or damaged: stays closed', async (_, form) => {
    const { keys } = await keyMaterialOf(entry, [pem(form)]);
    expect(keys.map(({ key }) => key)).toEqual([undefined]);
  });
});

describe('key material', () => {
  it('is complete when every file is there and every certificate could be read', async () => {
    const good = pem(read('remote-ca.crt'));
    const bad = pem('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    const complete = async (documents: Parameters<typeof keyMaterialOf>[1]): Promise<boolean> =>
      (await keyMaterialOf(entry, documents)).complete;
    expect(await complete([good, good])).toBe(true);
    expect(await complete([good, bad])).toBe(false);
    expect(await complete([good, undefined])).toBe(false);
    const { unread } = await keyMaterialOf(entry, [good, undefined]);
    expect(unread.map(({ file }) => file)).toEqual(['two.pem']);
  });
});
