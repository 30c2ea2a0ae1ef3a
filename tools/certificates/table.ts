import type { JsonName } from '@peculiar/x509';

/** One certificate, and where its files go besides `fixtures/certificates/`. */
export interface Entry {
  readonly name: string;
  /** Hexadecimal; never change it for a certificate that exists. */
  readonly serial: string;
  /** In the order of the encoding: Java's RFC 2253 text reads from the last to the first. */
  readonly subject: JsonName;
  /** The name of the entry that signs it; without one it signs itself. */
  readonly issuer?: string;
  readonly keyType?: 'RSA' | 'EC' | 'Ed25519';
  /** Of an RSA key; 2048 unless said otherwise. */
  readonly bits?: number;
  /** What its issuer signs; SHA-256 unless said otherwise. */
  readonly hash?: 'SHA-1';
  readonly ca?: boolean;
  readonly dns?: readonly string[];
  readonly ip?: readonly string[];
  readonly emails?: readonly string[];
  readonly uris?: readonly string[];
  /** Values of `otherName` 2.5.4.3, as `elasticsearch-certutil` writes them for `cn`. */
  readonly commonNames?: readonly string[];
  readonly usage?: readonly ('serverAuth' | 'clientAuth')[];
  readonly notBefore?: string;
  readonly notAfter?: string;
  /** Writes `<name>-chain.crt` too: the certificate, then these. */
  readonly chain?: readonly string[];
  /** Paths from the root of the repository to which the certificate or the key is copied. */
  readonly copies?: {
    readonly certificate?: readonly string[];
    readonly key?: readonly string[];
    readonly chain?: readonly string[];
  };
}

const BROKEN = 'examples/two-clusters';
const FIXED = 'examples/two-clusters-fixed';
const CLOUD = ['examples/cloud-remote', 'examples/cloud-remote-fixed'];

/** The same path in the example that has the mistakes and in the one without. */
function both(path: string): string[] {
  return [`${BROKEN}/${path}`, `${FIXED}/${path}`];
}

function pair(path: string): { certificate: string[]; key: string[] } {
  return { certificate: both(`${path}.crt`), key: both(`${path}.key`) };
}

/** The same path in both examples with a remote in Elastic Cloud. */
const cloud = (path: string): string[] => CLOUD.map((example) => `${example}/${path}`);

function organisation(unit: string, commonName: string): JsonName {
  return [{ C: ['NL'] }, { O: ['Example'] }, { OU: [unit] }, { CN: [commonName] }];
}

const TRANSPORT = ['serverAuth', 'clientAuth'] as const;

/** Every certificate of the fixtures and examples. A new one needs a line here and a new serial. */
export const TABLE: readonly Entry[] = [
  {
    name: 'local-ca',
    serial: '01',
    subject: [{ O: ['Example'] }, { CN: ['Local CA'] }],
    ca: true,
    copies: {
      certificate: [
        ...both('local/certs/ca.crt'),
        ...both('remote/certs/signing-ca.crt'),
        ...cloud('local/certs/ca.crt'),
      ],
    },
  },
  {
    name: 'remote-ca',
    serial: '02',
    subject: [{ O: ['Example'] }, { CN: ['Remote CA'] }],
    ca: true,
    copies: {
      certificate: [...both('remote/certs/ca.crt'), `${FIXED}/local/certs/remote-ca.crt`],
    },
  },
  {
    name: 'other-ca',
    serial: '03',
    subject: [{ O: ['Somebody Else'] }, { CN: ['Other CA'] }],
    ca: true,
  },
  {
    name: 'public-ca',
    serial: '04',
    subject: [{ O: ['Stand-in for a public authority'] }, { CN: ['Public CA'] }],
    ca: true,
  },
  {
    name: 'remote-intermediate',
    serial: '10',
    subject: [{ O: ['Example'] }, { CN: ['Remote Intermediate CA'] }],
    issuer: 'remote-ca',
    ca: true,
  },
  {
    name: 'remote-server',
    serial: '11',
    subject: [{ CN: ['remote.example.com'] }],
    issuer: 'remote-ca',
    dns: ['remote.example.com'],
    ip: ['10.20.0.11'],
    usage: ['serverAuth'],
    copies: pair('remote/certs/server'),
  },
  {
    name: 'remote-server-by-intermediate',
    serial: '12',
    subject: [{ CN: ['remote.example.com'] }],
    issuer: 'remote-intermediate',
    dns: ['remote.example.com'],
    ip: ['10.20.0.11', '2001:db8::20:11'],
    usage: ['serverAuth'],
    chain: ['remote-intermediate'],
  },
  {
    name: 'remote-server-ec',
    serial: '13',
    subject: [{ CN: ['remote.example.com'] }],
    issuer: 'remote-ca',
    keyType: 'EC',
    dns: ['remote.example.com'],
  },
  {
    name: 'remote-transport',
    serial: '14',
    subject: [{ CN: ['remote-node.example.com'] }],
    issuer: 'remote-ca',
    dns: ['remote.example.com', 'remote-node.example.com'],
    ip: ['10.20.0.11'],
    commonNames: ['remote-node.node.remote.cluster.example'],
    usage: TRANSPORT,
    copies: pair('remote/certs/transport'),
  },
  {
    name: 'expired-server',
    serial: '15',
    subject: [{ CN: ['remote.example.com'] }],
    issuer: 'remote-ca',
    dns: ['remote.example.com'],
    ip: ['10.20.0.11'],
    usage: TRANSPORT,
    notBefore: '2024-01-01',
    notAfter: '2025-01-01',
  },
  {
    name: 'public-server',
    serial: '16',
    subject: [{ CN: ['*.cloud.example.net'] }],
    issuer: 'public-ca',
    dns: ['*.cloud.example.net', 'cloud.example.net'],
    usage: TRANSPORT,
  },
  {
    name: 'other-server',
    serial: '17',
    subject: [{ CN: ['other.example.org'] }],
    issuer: 'other-ca',
    dns: ['other.example.org'],
    ip: ['::1', '2001:db8:0:1:1:1:1:1'],
    emails: ['who@example.org'],
    uris: ['https://example.org/node'],
  },
  {
    name: 'local-transport',
    serial: '20',
    subject: [{ CN: ['local.example.com'] }],
    issuer: 'local-ca',
    dns: ['local.example.com'],
    ip: ['10.10.0.11'],
    commonNames: ['local-node.node.local.cluster.example'],
    usage: TRANSPORT,
    copies: {
      certificate: [...both('local/certs/transport.crt'), ...cloud('local/certs/node.crt')],
      key: [...both('local/certs/transport.key'), ...cloud('local/certs/node.key')],
    },
  },
  {
    name: 'local-signing',
    serial: '21',
    subject: organisation('search', 'local-signing.example.com'),
    issuer: 'local-ca',
    copies: pair('local/certs/signing'),
  },
  {
    name: 'local-signing-multi',
    serial: '22',
    subject: [
      { C: ['NL'] },
      { O: ['Café Búrgi, Söhne'] },
      { CN: ['multi.example.com'], OU: ['search + find'], '1.3.6.1.4.1.32473.1': ['node-1'] },
    ],
    issuer: 'local-ca',
  },
  {
    name: 'local-signing-ec',
    serial: '23',
    subject: organisation('search', 'local-signing.example.com'),
    issuer: 'local-ca',
    keyType: 'EC',
  },
  {
    name: 'expired-ca',
    serial: '05',
    subject: [{ O: ['Example'] }, { CN: ['Old CA'] }],
    ca: true,
    notBefore: '2020-01-01',
    notAfter: '2026-06-01',
  },
  {
    name: 'soon-ca',
    serial: '06',
    subject: [{ O: ['Example'] }, { CN: ['Ageing CA'] }],
    ca: true,
    notAfter: '2026-12-10',
  },
  {
    name: 'server-by-expired-ca',
    serial: '18',
    subject: [{ CN: ['remote.example.com'] }],
    issuer: 'expired-ca',
    dns: ['remote.example.com'],
  },
  {
    name: 'soon-server',
    serial: '19',
    subject: [{ CN: ['remote.example.com'] }],
    issuer: 'remote-ca',
    dns: ['remote.example.com'],
    ip: ['10.20.0.11'],
    usage: TRANSPORT,
    notAfter: '2026-12-10',
  },
  {
    name: 'future-server',
    serial: '1a',
    subject: [{ CN: ['remote.example.com'] }],
    issuer: 'remote-ca',
    dns: ['remote.example.com'],
    ip: ['10.20.0.11'],
    usage: TRANSPORT,
    notBefore: '2027-01-01',
  },
  {
    name: 'nameless-server',
    serial: '1b',
    subject: [{ O: ['Example'] }, { CN: ['remote.example.com'] }],
    issuer: 'remote-ca',
  },
  {
    name: 'client-only',
    serial: '1c',
    subject: [{ CN: ['remote.example.com'] }],
    issuer: 'remote-ca',
    dns: ['remote.example.com'],
    ip: ['10.20.0.11'],
    usage: ['clientAuth'],
  },
  {
    name: 'short-key',
    serial: '1d',
    subject: [{ CN: ['remote.example.com'] }],
    issuer: 'remote-ca',
    bits: 1024,
    dns: ['remote.example.com'],
    ip: ['10.20.0.11'],
  },
  {
    name: 'sha1-server',
    serial: '1e',
    subject: [{ CN: ['remote.example.com'] }],
    issuer: 'remote-ca',
    hash: 'SHA-1',
    dns: ['remote.example.com'],
    ip: ['10.20.0.11'],
  },
  {
    name: 'self-signed-server',
    serial: '1f',
    subject: [{ CN: ['remote.example.com'] }],
    dns: ['remote.example.com'],
    ip: ['10.20.0.11'],
  },
  {
    name: 'local-signing-ed25519',
    serial: '24',
    subject: organisation('search', 'local-signing.example.com'),
    issuer: 'local-ca',
    keyType: 'Ed25519',
  },
  {
    name: 'expired-signing',
    serial: '25',
    subject: organisation('search', 'local-signing.example.com'),
    issuer: 'local-ca',
    notBefore: '2024-01-01',
    notAfter: '2025-01-01',
  },
  {
    name: 'expired-intermediate',
    serial: '26',
    subject: [{ O: ['Example'] }, { CN: ['Old Intermediate CA'] }],
    issuer: 'remote-ca',
    ca: true,
    notBefore: '2020-01-01',
    notAfter: '2026-06-01',
  },
  {
    name: 'server-by-expired-intermediate',
    serial: '27',
    subject: [{ CN: ['remote.example.com'] }],
    issuer: 'expired-intermediate',
    dns: ['remote.example.com'],
  },
  {
    name: 'second-intermediate',
    serial: '28',
    subject: [{ O: ['Example'] }, { CN: ['Second Intermediate CA'] }],
    issuer: 'remote-intermediate',
    ca: true,
  },
  {
    name: 'server-by-second',
    serial: '29',
    subject: [{ CN: ['remote.example.com'] }],
    issuer: 'second-intermediate',
    dns: ['remote.example.com'],
  },
  {
    name: 'server-by-leaf',
    serial: '2a',
    subject: [{ CN: ['remote.example.com'] }],
    issuer: 'remote-transport',
    dns: ['remote.example.com'],
  },
  {
    name: 'address-only',
    serial: '2b',
    subject: [{ CN: ['remote.example.com'] }],
    issuer: 'remote-ca',
    ip: ['10.20.0.13'],
  },
  {
    name: 'wildcards',
    serial: '2c',
    subject: [{ CN: ['wildcards.example.com'] }],
    issuer: 'remote-ca',
    dns: [
      'es*.example.com',
      'n*e*-a.example.com',
      '*.b.*.example.com',
      '*',
      '*.internal',
      'Upper.Example.com',
    ],
  },
  {
    name: 'local-signing-for-servers',
    serial: '2d',
    subject: organisation('search', 'local-signing.example.com'),
    issuer: 'local-ca',
    usage: ['serverAuth'],
  },
  {
    name: 'local-signing-by-leaf',
    serial: '2e',
    subject: organisation('search', 'local-signing.example.com'),
    issuer: 'local-transport',
    chain: ['local-transport'],
  },
];
