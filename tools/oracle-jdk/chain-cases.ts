/** One handshake to be judged; certificates and anchors by their names in fixtures/certificates. */
export interface ChainCase {
  readonly purpose: 'server' | 'client';
  /** Dialled, and then looked for in the certificate; without it names do not count. */
  readonly host?: string;
  /** The server name that is asked for. */
  readonly name?: string;
  readonly shown: readonly string[];
  readonly anchors: readonly string[];
}

const ROOT = ['remote-ca'];

/** Chains and the anchors that they are held against, without regard to names. */
const CHAINS: readonly (readonly [shown: readonly string[], anchors: readonly string[]])[] = [
  [['remote-server'], ROOT],
  [['remote-server'], ['local-ca']],
  [['remote-server'], ['local-ca', 'remote-ca']],
  [['remote-server', 'remote-ca'], ROOT],
  [['remote-server', 'other-ca'], ROOT],
  [['remote-server', 'remote-ca'], ['other-ca']],
  [['remote-transport'], ROOT],
  [['remote-server-ec'], ROOT],
  [['remote-server-by-intermediate', 'remote-intermediate'], ROOT],
  [['remote-server-by-intermediate', 'remote-intermediate', 'remote-ca'], ROOT],
  [['remote-server-by-intermediate', 'remote-ca', 'remote-intermediate'], ROOT],
  [['remote-server-by-intermediate'], ROOT],
  [['remote-server-by-intermediate'], ['remote-intermediate']],
  [['remote-server-by-intermediate'], ['remote-ca', 'remote-intermediate']],
  [['remote-server-by-intermediate', 'remote-intermediate'], ['remote-intermediate']],
  [['remote-server-by-intermediate', 'remote-intermediate'], ['other-ca']],
  [['server-by-second', 'second-intermediate', 'remote-intermediate'], ROOT],
  [['server-by-second', 'remote-intermediate', 'second-intermediate'], ROOT],
  [['server-by-second', 'second-intermediate'], ROOT],
  [['server-by-second', 'second-intermediate'], ['remote-intermediate']],
  [['server-by-second'], ['second-intermediate']],
  [['server-by-second', 'remote-intermediate'], ROOT],
  [['expired-server'], ROOT],
  [['expired-server'], ['expired-server']],
  [['future-server'], ROOT],
  [['future-server'], ['future-server']],
  [['soon-server'], ROOT],
  [['server-by-expired-ca'], ['expired-ca']],
  [['server-by-expired-ca', 'expired-ca'], ['expired-ca']],
  [['server-by-expired-intermediate', 'expired-intermediate'], ROOT],
  [['server-by-expired-intermediate', 'expired-intermediate'], ['expired-intermediate']],
  [['server-by-expired-intermediate'], ['expired-intermediate']],
  [['self-signed-server'], ['self-signed-server']],
  [['self-signed-server'], ROOT],
  [['remote-server'], ['remote-server']],
  [['remote-server'], ['remote-transport']],
  [['remote-server'], ['remote-server', 'other-ca']],
  [['client-only'], ROOT],
  [['client-only'], ['client-only']],
  [['short-key'], ROOT],
  [['sha1-server'], ROOT],
  [['nameless-server'], ROOT],
  [['server-by-leaf', 'remote-transport'], ROOT],
  [['server-by-leaf'], ['remote-transport']],
  [['public-server'], ['public-ca']],
  [['other-server'], ['other-ca']],
];

const HOSTS: readonly (readonly [leaf: string, ca: string, hosts: readonly string[]])[] = [
  [
    'remote-server',
    'remote-ca',
    [
      'remote.example.com',
      'REMOTE.example.com',
      'remote.example.com.',
      'remote.example.org',
      'example.com',
      'a.remote.example.com',
      '10.20.0.11',
      '10.20.0.12',
    ],
  ],
  ['remote-server-ec', 'remote-ca', ['remote.example.com', '10.20.0.11']],
  ['nameless-server', 'remote-ca', ['remote.example.com', 'other.example.com', '10.20.0.11']],
  ['address-only', 'remote-ca', ['remote.example.com', '10.20.0.13', 'elsewhere.example.com']],
  [
    'other-server',
    'other-ca',
    ['other.example.org', '::1', '2001:db8:0:1:1:1:1:1', '2001:db8::1:1:1:1:1', '::2'],
  ],
  [
    'public-server',
    'public-ca',
    [
      'cloud.example.net',
      'a.cloud.example.net',
      'a.b.cloud.example.net',
      '.cloud.example.net',
      'x.example.net',
    ],
  ],
  [
    'wildcards',
    'remote-ca',
    [
      'es1.example.com',
      'es.example.com',
      'as1.example.com',
      'node7-a.example.com',
      'node.example.com',
      'a.b.c.example.com',
      'a.b.example.com',
      'x.internal',
      'internal',
      'upper.example.com',
      'wildcards.example.com',
    ],
  ],
];

const NAMES: readonly (readonly [leaf: string, host: string, name: string])[] = [
  ['remote-server', 'elsewhere.example.com', 'remote.example.com'],
  ['remote-server', 'remote.example.com', 'elsewhere.example.com'],
  ['remote-server', 'elsewhere.example.com', 'elsewhere.example.org'],
  ['remote-server', '10.20.0.11', 'elsewhere.example.com'],
  ['remote-server', '10.20.0.99', 'remote.example.com'],
  ['nameless-server', '10.20.0.99', 'remote.example.com'],
];

/** All handshakes that are recorded. */
export const CHAIN_CASES: readonly ChainCase[] = [
  ...CHAINS.map(([shown, anchors]) => ({ purpose: 'server' as const, shown, anchors })),
  ...CHAINS.map(([shown, anchors]) => ({ purpose: 'client' as const, shown, anchors })),
  ...HOSTS.flatMap(([leaf, ca, hosts]) =>
    hosts.map((host) => ({ purpose: 'server' as const, host, shown: [leaf], anchors: [ca] })),
  ),
  // a certificate that is trusted by itself is looked at for its names all the same
  ...['remote.example.com', 'elsewhere.example.com'].map((host) => ({
    purpose: 'server' as const,
    host,
    shown: ['expired-server'],
    anchors: ['expired-server'],
  })),
  ...NAMES.map(([leaf, host, name]) => ({
    purpose: 'server' as const,
    host,
    name,
    shown: [leaf],
    anchors: ROOT,
  })),
];
