import './reflect.js'; // before @peculiar/x509
import { createPrivateKey, createPublicKey, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import type { Entry } from './table.js';

const rsa = (hash: string) => ({ name: 'RSASSA-PKCS1-v1_5', hash });
const SIGNATURE = rsa('SHA-256');
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };
const USAGES = {
  serverAuth: x509.ExtendedKeyUsage.serverAuth,
  clientAuth: x509.ExtendedKeyUsage.clientAuth,
} as const;

/**
 * Makes the certificate of an entry and gives it as PEM.
 *
 * Takes the private keys (PKCS #8 PEM) of the entry and of its issuer, which must be an RSA key:
 * such signatures are the same each time, so the same table and keys give the same bytes.
 */
export async function makeCertificate(
  entry: Entry,
  issuer: Entry,
  key: string,
  issuerKey: string,
): Promise<string> {
  const publicKey = await importPublic(entry, key);
  const signature = rsa(entry.hash ?? 'SHA-256');
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: entry.serial,
    subject: new x509.Name(entry.subject),
    issuer: new x509.Name(issuer.subject),
    notBefore: new Date(entry.notBefore ?? '2026-01-01'),
    notAfter: new Date(entry.notAfter ?? '2036-01-01'),
    publicKey,
    signingAlgorithm: signature,
    signingKey: await webcrypto.subtle.importKey(
      'pkcs8',
      createPrivateKey(issuerKey).export({ type: 'pkcs8', format: 'der' }),
      signature,
      false,
      ['sign'],
    ),
    extensions: [
      new x509.BasicConstraintsExtension(entry.ca ?? false, undefined, true),
      new x509.KeyUsagesExtension(keyUsage(entry), true),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(await importPublic(issuer, issuerKey)),
      ...extendedUsage(entry),
      ...alternativeNames(entry),
    ],
  });
  return `${certificate.toString('pem')}\n`;
}

function keyUsage(entry: Entry): x509.KeyUsageFlags {
  if (entry.ca) return x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign;
  return x509.KeyUsageFlags.digitalSignature;
}

async function importPublic(entry: Entry, key: string): Promise<webcrypto.CryptoKey> {
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const algorithms = { RSA: SIGNATURE, EC: CURVE, Ed25519: { name: 'Ed25519' } };
  const algorithm = algorithms[entry.keyType ?? 'RSA'];
  return webcrypto.subtle.importKey('spki', spki, algorithm, true, ['verify']);
}

function extendedUsage(entry: Entry): x509.Extension[] {
  if (!entry.usage) return [];
  return [new x509.ExtendedKeyUsageExtension(entry.usage.map((usage) => USAGES[usage]))];
}

/** Encoded here, because the library has no `otherName` of a type of one's own. */
function alternativeNames(entry: Entry): x509.Extension[] {
  const names = [
    ...(entry.commonNames ?? []).map(otherName),
    ...(entry.emails ?? []).map((name) => tlv(0x81, Buffer.from(name, 'latin1'))),
    ...(entry.dns ?? []).map((name) => tlv(0x82, Buffer.from(name, 'latin1'))),
    ...(entry.uris ?? []).map((name) => tlv(0x86, Buffer.from(name, 'latin1'))),
    ...(entry.ip ?? []).map((address) => tlv(0x87, addressBytes(address))),
  ];
  if (names.length === 0) return [];
  return [new x509.Extension('2.5.29.17', false, tlv(0x30, Buffer.concat(names)))];
}

function otherName(text: string): Buffer {
  const commonName = tlv(0x06, Buffer.from([0x55, 4, 3]));
  return tlv(0xa0, Buffer.concat([commonName, tlv(0xa0, tlv(0x0c, Buffer.from(text)))]));
}

/** The bytes of an IPv4 address, or of an IPv6 address with at most one `::`. */
function addressBytes(address: string): Buffer {
  if (!address.includes(':')) return Buffer.from(address.split('.').map(Number));
  const [head = [], tail = []] = address.split('::').map((half) => half.split(':'));
  const gap = Array<string>(8 - head.length - tail.length).fill('0');
  const groups = [...head, ...gap, ...tail];
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

function tlv(tag: number, content: Buffer): Buffer {
  if (content.length > 0x7f) throw new Error('the alternative names are too long for this');
  return Buffer.concat([Buffer.from([tag, content.length]), content]);
}
