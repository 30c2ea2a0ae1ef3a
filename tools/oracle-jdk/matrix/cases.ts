import type { ChainCase } from '../chain-cases.js';
import type { GeneralName, KeyKind, Spec } from './make.js';

const specs = new Map<string, Spec>();
const cases = new Map<string, ChainCase>();

function certificate(spec: Spec): string {
  const known = specs.get(spec.name);
  if (known && JSON.stringify(known) !== JSON.stringify(spec))
    throw new Error(`${spec.name} is there twice`);
  specs.set(spec.name, spec);
  return spec.name;
}

function add(one: ChainCase): void {
  cases.set(JSON.stringify(one), one);
}

/** Shown by a server, and by a client. */
function both(shown: readonly string[], anchors: readonly string[]): void {
  for (const purpose of ['server', 'client'] as const) add({ purpose, shown, anchors });
}

function server(shown: readonly string[], anchors: readonly string[], host?: string): void {
  add({ purpose: 'server', ...(host !== undefined && { host }), shown, anchors });
}

type Change = Omit<Partial<Spec>, 'name'>;

/** The four kinds of certificates that most chains are of; a variant has the same name and key as the plain one. */
const LEVELS = {
  root: { subject: 'Root/Example', key: 'root', ca: true },
  middle: { subject: 'Middle/Example', key: 'middle', issuer: 'root', ca: true },
  lower: { subject: 'Lower/Example', key: 'lower', issuer: 'middle', ca: true },
  second: { subject: 'Second Root/Example', key: 'second', ca: true },
  leaf: { subject: 'es.example.com/Example', key: 'leaf' },
} as const satisfies Record<string, Change>;
type Level = Exclude<keyof typeof LEVELS, 'leaf'>;

/** An authority, or one that differs from it in something but its name and key. */
const authority = (level: Level, variant?: string, change: Change = {}): string =>
  certificate({
    ...LEVELS[level],
    ...change,
    name: variant === undefined ? level : `${level}-${variant}`,
  });

const esDns: GeneralName = { type: 'dns', value: 'es.example.com' };

const leaf = (issuer: Level | undefined, variant?: string, change: Change = {}): string =>
  certificate({
    ...LEVELS.leaf,
    names: [esDns],
    ...(issuer && { issuer }),
    ...change,
    name: `leaf-${issuer ?? 'alone'}${variant === undefined ? '' : `-${variant}`}`,
  });

const [root, middle, lower, second] = (['root', 'middle', 'lower', 'second'] as const).map(
  (level) => authority(level),
) as [string, string, string, string];
const [byRoot, byMiddle, byLower] = (['root', 'middle', 'lower'] as const).map((issuer) =>
  leaf(issuer),
) as [string, string, string];

const DEFECTS: Readonly<Record<string, Change>> = {
  fine: { notAfter: '2045-01-01' },
  expired: { notBefore: '2024-01-01', notAfter: '2025-01-01' },
  future: { notBefore: '2040-01-01', notAfter: '2041-01-01' },
  'no-authority': { ca: false },
  'no-constraints': { ca: 'left out' },
  'no-cert-sign': { usage: [6] },
  'no-usage': { usage: null },
  'key-encipherment': { usage: [2] },
  'all-usages': { usage: [0, 2, 5, 6] },
  'for-clients': { extended: ['2'] },
  'for-servers': { extended: ['1'] },
  'for-both': { extended: ['1', '2'] },
  'for-code': { extended: ['3'] },
  'for-code-critical': { extended: ['3'], extendedCritical: true },
  'for-any': { extended: ['2.5.29.37.0'] },
  sha1: { hash: 'sha1' },
  'unknown-critical': { unknown: 'critical' },
  'unknown-plain': { unknown: 'plain' },
  'path-length-0': { pathLength: 0 },
  'path-length-1': { pathLength: 1 },
  'version-1': { version: 1 },
  'identifier-left-out': { authority: 'left out' },
  'identifier-wrong': { authority: 'wrong' },
};

/** Each defect at each level, of chains of each length, and as an anchor. */
function defects(): void {
  for (const [name, change] of Object.entries(DEFECTS)) {
    // path lengths and the like mean nothing to a leaf
    if (!name.startsWith('path-length') && name !== 'no-authority') {
      const own = leaf('root', name, change);
      both([own], [root]);
      both([own], [own]);
      both([leaf('lower', name, change), lower, middle], [root]);
    }
    const mine = authority('middle', name, change);
    both([byMiddle, mine], [root]);
    both([byLower, lower, mine], [root]);
    both([byMiddle], [mine]);
    both([byLower, lower], [mine]);
    both([byMiddle, mine], [mine]);
    both([byLower, authority('lower', name, change), middle], [root]);
    const top = authority('root', name, change);
    both([byRoot], [top]);
    both([byMiddle, middle], [top]);
    both([byMiddle, middle, top], [top]);
    both([byLower, lower, middle], [top]);
  }
}

/** More than one way up, names that several share, certificates that were renewed. */
function crossSigned(): void {
  const crossed = authority('middle', 'by-second', { issuer: 'second' });
  const expired = authority('middle', 'expired', DEFECTS['expired']);
  const crossedExpired = authority('middle', 'by-second-expired', {
    issuer: 'second',
    ...DEFECTS['expired'],
  });
  const rootCrossed = authority('root', 'by-second', { issuer: 'second' });
  const rootCrossedExpired = authority('root', 'by-second-expired', {
    issuer: 'second',
    ...DEFECTS['expired'],
  });
  const rootExpired = authority('root', 'expired', DEFECTS['expired']);
  const namesake = authority('root', 'namesake', { key: 'namesake' });
  const middleByNamesake = authority('middle', 'by-namesake', { issuer: 'root-namesake' });
  const other = leaf('root', 'other', { notAfter: '2044-01-01' });
  const ways: readonly (readonly string[])[] = [
    [byMiddle, middle],
    [byMiddle, crossed],
    [byMiddle, middle, crossed],
    [byMiddle, crossed, middle],
    [byMiddle, expired, crossed],
    [byMiddle, crossed, expired],
    [byMiddle, middle, crossedExpired],
    [byMiddle, crossedExpired, middle],
    [byMiddle, expired, middle],
    [byMiddle, middle, expired],
    [byMiddle, middle, rootCrossed],
    [byMiddle, middle, rootCrossed, second],
    [byMiddle, middle, rootCrossedExpired],
    [byMiddle, middle, root, rootCrossed],
    [byMiddle, middle, rootExpired],
    [byMiddle, middle, rootExpired, rootCrossed],
    [byMiddle, middleByNamesake],
    [byMiddle, middleByNamesake, namesake],
    [byMiddle, middleByNamesake, middle],
    [byMiddle],
  ];
  const holders: readonly (readonly string[])[] = [
    [root],
    [second],
    [root, second],
    [rootExpired],
    [namesake],
    [namesake, root],
    [rootCrossed],
    [middle],
    [crossed],
  ];
  for (const shown of ways) for (const anchors of holders) server(shown, anchors);
  for (const shown of ways.slice(0, 10)) add({ purpose: 'client', shown, anchors: [root] });
  // the same name and key as what is trusted, in another certificate
  const alone = leaf(undefined);
  const renewed = leaf(undefined, 'renewed', { notBefore: '2025-06-01' });
  const renewedExpired = leaf(undefined, 'expired', DEFECTS['expired']);
  const renewedKey = leaf(undefined, 'new-key', { key: 'leaf-two' });
  const aloneCa = leaf(undefined, 'authority', { ca: true, usage: [0, 5] });
  const aloneCaExpired = leaf(undefined, 'authority-expired', {
    ca: true,
    usage: [0, 5],
    ...DEFECTS['expired'],
  });
  const kin = [alone, renewed, renewedExpired, renewedKey, aloneCa, aloneCaExpired, byRoot, other];
  for (const one of kin) for (const anchor of kin) both([one], [anchor]);
  for (const anchor of kin) server([byRoot, root], [anchor]);
}

/** Certificates in another order, twice, or that do not belong there. */
function disorder(): void {
  for (const shown of [
    [byMiddle, middle, middle],
    [byMiddle, byMiddle, middle],
    [byMiddle, root, middle],
    [byMiddle, byRoot, middle],
    [byMiddle, second, middle],
    [byMiddle, middle, root],
    [byMiddle, middle, root, root],
    [byMiddle, middle, second],
    [byMiddle, middle, root, second],
    [byLower, middle, lower],
    [byLower, root, middle, lower],
    [byLower, lower, lower, middle],
    [byLower, lower, second, middle],
    [byLower, lower, root],
    [byLower, lower],
    [byLower, middle],
    [byRoot, middle],
    [byRoot, second],
    [byRoot, root, middle, lower],
  ])
    for (const anchors of [[root], [root, root], [second], [middle], [lower], [second, root]])
      both(shown, anchors);
}

const KINDS: readonly KeyKind[] = [
  'p256',
  'p384',
  'p521',
  'p224',
  'k256',
  'rsa512',
  'rsa1023',
  'rsa1024',
  'rsa2048',
  'rsapss',
  'ed25519',
  'ed448',
];

/** Kinds of keys at each level, and kinds of signatures. */
function keys(): void {
  for (const kind of KINDS) {
    const own = leaf('root', kind, { key: `leaf-${kind}`, kind });
    both([own], [root]);
    both([own], [own]);
    // the shorter ones cannot hold the longer digests
    const hash = kind === 'rsa512' ? { hash: 'sha256' as const } : {};
    const below = (issuer: string, name: string): string =>
      certificate({ ...LEVELS.leaf, names: [esDns], ...hash, issuer, name });
    const mine = authority('middle', kind, { key: `middle-${kind}`, kind });
    both([below(mine, `leaf-middle-${kind}`), mine], [root]);
    both([below(mine, `leaf-middle-${kind}`)], [mine]);
    const top = authority('root', kind, { key: `root-${kind}`, kind });
    both([below(top, `leaf-root-of-${kind}`)], [top]);
    const between = authority('middle', `below-${kind}`, { issuer: top, ...hash });
    both([byMiddle, between], [top]);
  }
  const top = authority('root', 'rsa2048', { key: 'root-rsa2048', kind: 'rsa2048' });
  for (const hash of ['md5', 'sha1', 'sha224', 'sha384', 'sha512'] as const) {
    const own = leaf('root', `rsa-${hash}`, { issuer: top, hash });
    both([own], [top]);
    both([own], [own]);
    both([own, top], [top]);
    const between = authority('middle', `rsa-${hash}`, { issuer: top, hash });
    both([byMiddle, between], [top]);
    both([byMiddle], [between]);
    both([byMiddle], [authority('middle', `alone-${hash}`, { issuer: top, hash })]);
    if (hash !== 'md5') {
      both([leaf('middle', hash, { hash }), middle], [root]);
      both([leaf('root', `ec-${hash}`, { hash })], [root]);
    }
  }
  both([leaf('root', 'rsa-pss', { issuer: top, pss: true })], [top]);
  both([byMiddle, authority('middle', 'rsa-pss', { issuer: top, pss: true })], [top]);
  const all = { key: 'leaf-rsa2048', kind: 'rsa2048' } as const;
  for (const hash of ['md5', 'sha1', 'sha256'] as const)
    both([leaf('root', `all-rsa-${hash}`, { issuer: top, hash, ...all })], [top]);
}

const dns = (value: string): GeneralName => ({ type: 'dns', value });
const ip = (value: string): GeneralName => ({ type: 'ip', value });
const email = (value: string): GeneralName => ({ type: 'email', value });
const uri = (value: string): GeneralName => ({ type: 'uri', value });
const directory = (value: string): GeneralName => ({ type: 'directory', value });

const CONSTRAINTS: Readonly<Record<string, Change>> = {
  dns: { permitted: [dns('example.com')] },
  'dns-dot': { permitted: [dns('.example.com')] },
  'dns-capitals': { permitted: [dns('EXAMPLE.com')] },
  'dns-two': { permitted: [dns('example.org'), dns('example.com')] },
  'dns-all': { permitted: [dns('')] },
  'no-dns': { excluded: [dns('example.com')] },
  'no-dns-dot': { excluded: [dns('.example.com')] },
  'no-dns-bad': { excluded: [dns('bad.example.com')] },
  'no-dns-at-all': { excluded: [dns('')] },
  ip: { permitted: [ip('10.0.0.0/255.0.0.0')] },
  'ip-6': { permitted: [ip('2001:db8::/ffff:ffff::')] },
  'no-ip': { excluded: [ip('10.0.0.0/255.0.0.0')] },
  'no-ip-at-all': { excluded: [ip('0.0.0.0/0.0.0.0')] },
  'dns-and-ip': { permitted: [dns('example.com'), ip('10.0.0.0/255.0.0.0')] },
  'dns-without-bad': { permitted: [dns('example.com')], excluded: [dns('bad.example.com')] },
  directory: { permitted: [directory('/Example')] },
  'directory-whole': { permitted: [directory('es.example.com/Example')] },
  'no-directory': { excluded: [directory('/Example')] },
  email: { permitted: [email('example.com')] },
  'email-dot': { permitted: [email('.example.com')] },
  'email-whole': { permitted: [email('a@example.com')] },
  'no-email': { excluded: [email('example.com')] },
  uri: { permitted: [uri('example.com')] },
  'no-uri': { excluded: [uri('.example.com')] },
  plain: { permitted: [dns('example.org')], constraintsCritical: false },
  registered: { permitted: [{ type: 'registered', value: '1.2.3' }] },
};

const NAMED: Readonly<Record<string, Change>> = {
  dns: { names: [dns('es.example.com')] },
  'dns-itself': { names: [dns('example.com')] },
  'dns-capitals': { names: [dns('ES.Example.COM')] },
  'dns-other': { names: [dns('es.example.org')] },
  'dns-alike': { names: [dns('notexample.com')] },
  'dns-bad': { names: [dns('bad.example.com'), dns('es.example.com')] },
  'dns-star': { names: [dns('*.example.com')] },
  ip: { names: [ip('10.1.2.3')] },
  'ip-other': { names: [ip('192.168.0.1')] },
  'ip-6': { names: [ip('2001:db8::1')] },
  'dns-ip': { names: [dns('es.example.com'), ip('10.1.2.3')] },
  nothing: { names: [] },
  'nothing-other': { names: [], subject: 'es.example.org/Example' },
  'other-organisation': { names: [dns('es.example.com')], subject: 'es.example.com/Other' },
  'other-capitals': { names: [dns('es.example.com')], subject: 'ES.example.com/EXAMPLE' },
  'no-subject': { names: [dns('es.example.com')], namesCritical: true, subject: '' },
  'email-in-subject': { names: [], email: 'a@example.com' },
  'other-email-in-subject': { names: [], email: 'a@example.org' },
  'email-in-subject-and-dns': { names: [dns('es.example.com')], email: 'a@example.org' },
  email: { names: [email('a@example.com')] },
  'email-below': { names: [email('a@mail.example.com')] },
  'email-other': { names: [email('b@example.org')] },
  uri: { names: [uri('https://es.example.com/x')] },
  'uri-other': { names: [uri('https://example.org/')] },
  directory: { names: [directory('x/Other')] },
};

/** What an authority is allowed to issue for. */
function constraints(): void {
  const leaves = Object.entries(NAMED).map(([name, change]) => leaf('middle', name, change));
  for (const [name, change] of Object.entries(CONSTRAINTS)) {
    const held = authority('middle', `holds-${name}`, change);
    for (const one of leaves) server([one, held], [root]);
    server([leaves[0]!, middle], [authority('root', `holds-${name}`, change)]);
    server([leaf('lower', 'dns', NAMED['dns']), lower, held], [root]);
    server([leaves[3]!], [held]);
  }
  // one after the other: both hold
  const org = { permitted: [dns('example.org')] };
  const below = (change: Change, name: string): string => authority('lower', name, change);
  const lowerLeaves = ['dns', 'dns-other', 'ip', 'nothing'].map((name) =>
    leaf('lower', name, NAMED[name]),
  );
  for (const one of lowerLeaves) {
    const upper = authority('middle', 'holds-dns', CONSTRAINTS['dns']);
    server([one, below(org, 'holds-org'), upper], [root]);
    server([one, below({ permitted: [dns('es.example.com')] }, 'holds-narrow'), upper], [root]);
    server([one, below({ excluded: [dns('es.example.com')] }, 'holds-not'), upper], [root]);
    server([one, below(CONSTRAINTS['ip']!, 'holds-ip'), upper], [root]);
    server([one, below({ permitted: [dns('com')] }, 'holds-wide'), upper], [root]);
  }
  // a new key of the same authority is signed by the old one
  const rolled = certificate({
    ...LEVELS.middle,
    name: 'middle-rolled',
    key: 'middle-new',
    issuer: 'middle',
  });
  const byRolled = (name: string): string =>
    certificate({ ...LEVELS.leaf, ...NAMED[name], name: `leaf-rolled-${name}`, issuer: rolled });
  for (const upper of [
    middle,
    'middle-holds-dns',
    'middle-path-length-0',
    'middle-holds-no-directory',
  ])
    for (const name of ['dns', 'dns-other']) both([byRolled(name), rolled, upper], [root]);
}

const HOSTS: readonly (readonly [name: string, change: Change, hosts: readonly string[]])[] = [
  [
    'plain',
    { names: [dns('es.example.com')] },
    ['es.example.com', 'ES.EXAMPLE.COM', 'es.example.com.', 'x.es.example.com', '10.1.2.3'],
  ],
  [
    'star',
    { names: [dns('*.example.com')] },
    ['es.example.com', 'example.com', 'a.b.example.com', '*.example.com'],
  ],
  ['star-capitals', { names: [dns('*.EXAMPLE.com')] }, ['es.example.com']],
  [
    'part-star',
    { names: [dns('es*.example.com'), dns('*-data.example.com')] },
    ['es1.example.com', 'es.example.com', 'hot-data.example.com', 'hot.example.com'],
  ],
  ['inner-star', { names: [dns('es.*.com')] }, ['es.example.com', 'es.a.example.com']],
  ['top-star', { names: [dns('*.com'), dns('*')] }, ['example.com', 'localhost', 'es.example.com']],
  ['two-stars', { names: [dns('*.*.example.com')] }, ['a.b.example.com', 'a.example.com']],
  ['dot-at-end', { names: [dns('es.example.com.')] }, ['es.example.com', 'es.example.com.']],
  ['dot-at-start', { names: [dns('.example.com')] }, ['es.example.com', '.example.com']],
  ['address-as-name', { names: [dns('10.1.2.3')] }, ['10.1.2.3']],
  [
    'address',
    { names: [ip('10.1.2.3'), ip('2001:db8::1')] },
    [
      '10.1.2.3',
      '10.1.2.4',
      '2001:db8::1',
      '2001:DB8:0:0:0:0:0:1',
      '::ffff:10.1.2.3',
      'es.example.com',
    ],
  ],
  ['mapped', { names: [ip('::ffff:a01:203')] }, ['10.1.2.3', '::ffff:10.1.2.3']],
  [
    'address-and-common-name',
    { names: [ip('10.1.2.3')], subject: 'es.example.com' },
    ['es.example.com', '10.1.2.3'],
  ],
  [
    'email-and-common-name',
    { names: [email('a@example.com')], subject: 'es.example.com' },
    ['es.example.com'],
  ],
  [
    'common-name',
    { names: [], subject: 'es.example.com' },
    ['es.example.com', 'ES.example.com', 'x.example.com'],
  ],
  ['common-star', { names: [], subject: '*.example.com' }, ['es.example.com', 'example.com']],
  ['common-address', { names: [], subject: '10.1.2.3' }, ['10.1.2.3']],
  [
    'other-common-name',
    { names: [dns('a.example.com')], subject: 'es.example.com' },
    ['es.example.com', 'a.example.com'],
  ],
  [
    'puny',
    { names: [dns('xn--bcher-kva.example.com')] },
    ['xn--bcher-kva.example.com', 'XN--BCHER-KVA.example.com'],
  ],
  [
    'puny-star',
    { names: [dns('xn--*.example.com'), dns('*.xn--bcher-kva.com')] },
    ['xn--bcher-kva.example.com', 'es.xn--bcher-kva.com'],
  ],
  [
    'local',
    { names: [dns('localhost'), dns('es-1'), dns('es_2')] },
    ['localhost', 'es-1', 'es_2', 'LOCALHOST'],
  ],
  ['digits', { names: [dns('1.example.com'), dns('123')] }, ['1.example.com', '123']],
  [
    'uri',
    { names: [uri('https://es.example.com')], subject: 'es.example.com' },
    ['es.example.com'],
  ],
  ['empty', { names: [dns('')], subject: 'es.example.com' }, ['es.example.com']],
];

/** What a certificate says of its name, against hosts. */
function names(): void {
  for (const [name, change, hosts] of HOSTS) {
    const own = leaf('root', `named-${name}`, change);
    for (const host of hosts) {
      server([own], [root], host);
      if (hosts.indexOf(host) === 0) {
        server([own], [second], host);
        server([own], [own], host);
      }
    }
  }
  server([byMiddle, middle], [root], 'es.example.com');
  server([byMiddle, middle], [root], 'es.example.org');
  server([byMiddle], [root], 'es.example.com');
}

defects();
crossSigned();
disorder();
keys();
constraints();
names();

/** All certificates of the matrix. */
export const MATRIX_SPECS: readonly Spec[] = [...specs.values()];

/** All handshakes of the matrix. */
export const MATRIX_CASES: readonly ChainCase[] = [...cases.values()];
