import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { readX509, type X509 } from '../../src/documents/x509.js';

const NAMES = [
  ['local-ca', 'CN=Local CA,O=Example', 'local-ca'],
  ['remote-ca', 'CN=Remote CA,O=Example', 'remote-ca'],
  ['other-ca', 'CN=Other CA,O=Somebody Else', 'other-ca'],
  ['public-ca', 'CN=Public CA,O=Stand-in for a public authority', 'public-ca'],
  ['remote-intermediate', 'CN=Remote Intermediate CA,O=Example', 'remote-ca'],
  ['remote-server', 'CN=remote.example.com', 'remote-ca'],
  ['remote-server-by-intermediate', 'CN=remote.example.com', 'remote-intermediate'],
  ['remote-server-ec', 'CN=remote.example.com', 'remote-ca'],
  ['remote-transport', 'CN=remote-node.example.com', 'remote-ca'],
  ['expired-server', 'CN=remote.example.com', 'remote-ca'],
  ['public-server', 'CN=*.cloud.example.net', 'public-ca'],
  ['other-server', 'CN=other.example.org', 'other-ca'],
  ['local-transport', 'CN=local.example.com', 'local-ca'],
  ['local-signing', 'CN=local-signing.example.com,OU=search,O=Example,C=NL', 'local-ca'],
  [
    'local-signing-multi',
    // As JDK 17 and 25 write it.
    'CN=multi.example.com+OU=search \\+ find+1.3.6.1.4.1.32473.1=#13066e6f64652d31,' +
      'O=Café Búrgi\\, Söhne,C=NL',
    'local-ca',
  ],
] as const;

function pemOf(name: string): string {
  return readFileSync(new URL(`../../fixtures/certificates/${name}.crt`, import.meta.url), 'utf8');
}

function derOf(name: string): Uint8Array {
  return new Uint8Array(Buffer.from(pemOf(name).split('-----')[2] ?? '', 'base64'));
}

describe('readX509', () => {
  const read = new Map<string, X509>();
  const certificate = (name: string): X509 => {
    const found = read.get(name);
    if (!found) throw new Error(`no ${name}`);
    return found;
  };

  beforeAll(async () => {
    for (const [name] of NAMES) read.set(name, await readX509(derOf(name)));
  });

  it.each(NAMES)('reads the names of %s', (name, subject, issuer) => {
    expect(certificate(name).subject).toBe(subject);
    expect(certificate(name).issuer).toBe(certificate(issuer).subject);
    expect(certificate(name).selfIssued).toBe(name === issuer);
    expect(certificate(name).isCa).toBe(name.endsWith('-ca') || name === 'remote-intermediate');
  });

  it.each(NAMES)('knows that only its issuer made %s', (name, _, issuer) => {
    const makers = NAMES.filter(([other]) => certificate(name).issuedBy(certificate(other)));
    expect(makers.map(([maker]) => maker)).toEqual([issuer]);
  });

  it('is not taken in by a name when the signature is wrong', async () => {
    const der = derOf('remote-server');
    const forged = await readX509(der.with(-1, (der.at(-1) ?? 0) ^ 1));
    expect(forged.issuer).toBe(certificate('remote-ca').subject);
    expect(forged.issuedBy(certificate('remote-ca'))).toBe(false);
  });

  it('is not taken in by a key when the name is another', async () => {
    const renamed = Buffer.from(derOf('remote-ca'))
      .toString('latin1')
      .replaceAll('Remote CA', 'Remote CB');
    const maker = await readX509(Buffer.from(renamed, 'latin1'));
    expect(maker.publicKey).toBe(certificate('remote-ca').publicKey);
    expect(certificate('remote-server').issuedBy(maker)).toBe(false);
  });

  it('reads every field', () => {
    const transport = certificate('remote-transport');
    expect(transport.der).toEqual(derOf('remote-transport'));
    const ownTest = ['der', 'issuedBy', 'belongsTo'];
    const others = Object.entries(transport).filter(([name]) => !ownTest.includes(name));
    expect(Object.fromEntries(others)).toEqual({
      subject: 'CN=remote-node.example.com',
      issuer: 'CN=Remote CA,O=Example',
      serial: '14',
      notBefore: new Date('2026-01-01T00:00:00Z'),
      notAfter: new Date('2036-01-01T00:00:00Z'),
      names: [
        { type: 'other', value: 'remote-node.node.remote.cluster.example', oid: '2.5.4.3' },
        { type: 'dns', value: 'remote.example.com' },
        { type: 'dns', value: 'remote-node.example.com' },
        { type: 'ip', value: '10.20.0.11' },
      ],
      namesAreCritical: false,
      nameConstraints: null,
      unknownCritical: [],
      isCa: false,
      authority: false,
      pathLength: null,
      version: 3,
      signs: true,
      signsCertificates: false,
      subjectKeyId: '3d02be40148f0b08fc98dbc4742f83153c129679',
      authorityKeyId: certificate('remote-ca').subjectKeyId,
      selfIssued: false,
      extendedKeyUsage: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'],
      keyType: 'RSA',
      keyBits: 2048,
      curve: null,
      signatureAlgorithm: 'SHA256withRSA',
      fingerprint: 'c817ef9e632e79259e4ac29261cfe8ca7a82b75fb6be50cc84b0c4af0e3204b9',
      publicKey: 'ff20acbd3da0a4ae8eb992774f8a477db8e8f051b9da53e41dceeccba5285a23',
    });
  });

  it('reads every type of alternative name', () => {
    expect(certificate('other-server').names).toEqual([
      { type: 'email', value: 'who@example.org' },
      { type: 'dns', value: 'other.example.org' },
      { type: 'uri', value: 'https://example.org/node' },
      { type: 'ip', value: '::1' },
      { type: 'ip', value: '2001:db8:0:1:1:1:1:1' },
    ]);
    expect(certificate('remote-server-by-intermediate').names).toContainEqual({
      type: 'ip',
      value: '2001:db8::20:11',
    });
    expect(certificate('local-ca').names).toEqual([]);
  });

  it('reads an EC key under an RSA signature', () => {
    const { keyType, keyBits, signatureAlgorithm } = certificate('remote-server-ec');
    expect({ keyType, keyBits, signatureAlgorithm }).toEqual({
      keyType: 'EC',
      keyBits: 256,
      signatureAlgorithm: 'SHA256withRSA',
    });
  });

  it('tells a restricted use from none', () => {
    expect(certificate('remote-server').extendedKeyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(certificate('local-signing').extendedKeyUsage).toBeNull();
  });

  it('reads the validity of one that has expired', () => {
    expect(certificate('expired-server').notBefore).toEqual(new Date('2024-01-01T00:00:00Z'));
    expect(certificate('expired-server').notAfter).toEqual(new Date('2025-01-01T00:00:00Z'));
  });

  const refusal = 'The bytes are not an X.509 certificate that can be read.';

  it('refuses what is not one certificate in DER', async () => {
    const der = derOf('remote-server');
    await expect(readX509(new Uint8Array())).rejects.toThrow(refusal);
    await expect(readX509(Buffer.from(pemOf('remote-server')))).rejects.toThrow(refusal);
    await expect(readX509(Buffer.concat([der, der]))).rejects.toThrow(refusal);
    await expect(readX509(der.subarray(0, -1))).rejects.toThrow(refusal);
  });

  it('throws nothing but that one error, however the bytes are damaged', async () => {
    const der = derOf('remote-server-by-intermediate');
    const damaged = fc
      .tuple(fc.nat(der.length - 1), fc.integer({ min: 0, max: 255 }))
      .map(([at, byte]) => der.with(at, byte));
    await fc.assert(
      fc.asyncProperty(fc.oneof(damaged, fc.uint8Array()), async (bytes) => {
        try {
          const found = await readX509(bytes);
          expect(found.issuedBy(found)).toBe(false);
        } catch (error) {
          expect((error as Error).message).toBe(refusal);
        }
      }),
      { numRuns: 500 },
    );
  });
});
