import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { readX509, type X509 } from '../../src/documents/x509.js';
import { isPubliclyTrusted } from '../../src/topology/public-roots.js';

const read = (pem: string): Promise<X509> =>
  readX509(new Uint8Array(Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64')));
const fixture = (name: string): Promise<X509> =>
  read(readFileSync(`fixtures/certificates/${name}.crt`, 'utf8'));

describe('a chain', () => {
  it('leads to a public authority wherever in it that stands', async () => {
    const root = await read(rootCertificates[0]!);
    // no fixture is issued by a public authority: this one says that it is
    const server = {
      ...(await fixture('remote-server')),
      issuedBy: (x509: X509) => x509.subject === root.subject,
      authorityKeyId: root.subjectKeyId,
    };
    server.issuer = root.subject;
    const other = await fixture('other-ca');
    expect(await isPubliclyTrusted([root])).toBe(true);
    expect(await isPubliclyTrusted([server])).toBe(true);
    expect(await isPubliclyTrusted([server, root])).toBe(true);
    // what does not belong to it may stand behind it
    expect(await isPubliclyTrusted([server, other])).toBe(true);
  });

  it('of an own authority does not', async () => {
    const [server, ca] = [await fixture('public-server'), await fixture('public-ca')];
    expect(await isPubliclyTrusted([server, ca])).toBe(false);
    expect(await isPubliclyTrusted([])).toBe(false);
  });
});
