import { apiKey, proxyTo } from './bases.js';
import { like, type Changes, type Workspace } from './shape.js';

const HERE = 'remote.example.com:9443';
const IDENTITY = 'CN=local-signing\\.example\\.com,OU=search,O=Example,C=NL';

const keyFor = (identity: string): object => ({
  name: 'search',
  access: { search: [{ names: ['logs-*'] }] },
  certificate_identity: identity,
});

const SIGNERS = [
  'local-signing',
  'local-signing-ec',
  'local-signing-ed25519',
  'local-transport',
  'expired-signing',
];

/** The settings that sign with one of these. */
const signing = (certificate: string): { readonly persistent: object } => ({
  persistent: {
    'cluster.remote.logs.signing.certificate': `certs/${certificate}.crt`,
    'cluster.remote.logs.signing.key': `certs/${certificate}.key`,
  },
});
const signedBy = (certificate: string): Changes['local'] => ({
  settings: [signing(certificate), proxyTo(HERE)],
});
/** Signs with one that is brought along, its file by the name in `fixtures/certificates`. */
const withSigner = (name: string, file: string): Changes => ({
  local: {
    ...signedBy(name),
    files: { [`certs/${name}.crt`]: [file], [`certs/${name}.key`]: [`keys/${name}.key`] },
  },
});
const trusting = (ca: string): object => ({
  persistent: { 'cluster.remote.signing.certificate_authorities': [`certs/${ca}.crt`] },
});

/** A key that asks for an identity, and a signature that has it. */
const signed = like(
  apiKey,
  'signed',
  'an API key with certificate_identity, and requests signed by it',
  {
    local: {
      ...signedBy('local-signing'),
      files: Object.fromEntries(
        SIGNERS.flatMap((name) => [
          [`certs/${name}.crt`, [`${name}.crt`]],
          [`certs/${name}.key`, [`keys/${name}.key`]],
        ]),
      ),
    },
    remote: {
      settings: [trusting('local-ca')],
      files: { 'certs/local-ca.crt': ['local-ca.crt'], 'certs/other-ca.crt': ['other-ca.crt'] },
      apiKey: keyFor(IDENTITY),
    },
  },
);

const works = (name: string, shows: string, changes: Changes): Workspace =>
  like(signed, name, shows, changes);
const fails = (name: string, cause: string, shows: string, changes: Changes): Workspace =>
  like(signed, name, shows, { repaired: 'signed', ...changes, cause });

const atOnce = (skip: boolean): Changes => ({
  local: {
    settings: [
      proxyTo(HERE, {
        ...signing('local-signing').persistent,
        'cluster.remote.logs.skip_unavailable': skip,
      }),
    ],
  },
});

/** Strong identity, which is there from 9.3 on. */
export const signingWorkspaces: readonly Workspace[] = [
  signed,
  works(
    'signed-at-once',
    'signing and the address in one request, skip_unavailable: false',
    atOnce(false),
  ),
  works(
    'signed-at-once-skipped',
    'signing and the address in one request, skip_unavailable: true',
    atOnce(true),
  ),
  fails(
    'not-signed',
    'link/identity-missing',
    'an API key with certificate_identity, and nothing signed',
    { local: { settings: [proxyTo(HERE)] } },
  ),
  fails(
    'signing-without-key',
    'certificates/signing-exclusive',
    'a signing certificate without its key',
    {
      local: {
        settings: [
          { persistent: { 'cluster.remote.logs.signing.certificate': 'certs/local-signing.crt' } },
          proxyTo(HERE),
        ],
      },
    },
  ),
  fails(
    'signing-file-missing',
    'certificates/unreadable',
    'a signing certificate that is not there',
    {
      local: {
        settings: [
          {
            persistent: {
              'cluster.remote.logs.signing.certificate': 'certs/missing.crt',
              'cluster.remote.logs.signing.key': 'certs/missing.key',
            },
          },
          proxyTo(HERE),
        ],
      },
      unseen: 'a file that is not in the workspace may be on the node',
    },
  ),
  fails(
    'signed-by-another',
    'link/identity-mismatch',
    'signed by another certificate of the same authority',
    { local: signedBy('local-transport') },
  ),
  works('signed-ec', 'signed with an EC key', { local: signedBy('local-signing-ec') }),
  fails('signed-ed25519', 'certificates/signing-key-type', 'signed with an Ed25519 key', {
    local: signedBy('local-signing-ed25519'),
  }),
  fails('signed-expired', 'certificates/expired', 'signed by a certificate that has expired', {
    local: signedBy('expired-signing'),
  }),
  fails(
    'signed-expired-trusted',
    'certificates/expired',
    'signed by a certificate that has expired, and that the other cluster has among its authorities',
    {
      local: signedBy('expired-signing'),
      remote: {
        settings: [trusting('expired-signing')],
        files: { 'certs/expired-signing.crt': ['expired-signing.crt'] },
      },
    },
  ),
  fails(
    'signed-for-servers',
    'link/signing-untrusted',
    'signed by a certificate that is one for servers only',
    withSigner('local-signing-for-servers', 'local-signing-for-servers.crt'),
  ),
  fails(
    'signed-by-leaf',
    'link/signing-untrusted',
    'signed by a certificate that one without authority has issued',
    withSigner('local-signing-by-leaf', 'local-signing-by-leaf-chain.crt'),
  ),
  fails(
    'signer-not-trusted',
    'link/signing-untrusted',
    'the other cluster trusts another authority for signatures',
    { remote: { settings: [trusting('other-ca')] } },
  ),
  fails(
    'signatures-not-verified',
    'link/signing-untrusted',
    'the other cluster has no authority for signatures',
    {
      remote: { settings: [] },
      pedantic: true,
    },
  ),
  fails(
    'signed-for-nobody',
    'link/signing-untrusted',
    'a signature that cannot be verified, and a key that asks for none',
    {
      remote: {
        settings: [trusting('other-ca')],
        apiKey: apiKey.remote.apiKey!,
      },
      repaired: 'signed-unasked',
    },
  ),
  works('signed-unasked', 'a signature, and a key that asks for none', {
    remote: { apiKey: apiKey.remote.apiKey! },
  }),
  fails('identity-in-lower-case', 'link/identity-mismatch', 'an identity in lower case', {
    remote: { apiKey: keyFor('cn=local-signing\\.example\\.com,ou=search,o=Example,c=NL') },
  }),
  fails(
    'identity-as-openssl-prints-it',
    'link/identity-mismatch',
    'an identity in the order of openssl',
    {
      remote: {
        apiKey: keyFor('C = NL, O = Example, OU = search, CN = local-signing.example.com'),
      },
    },
  ),
  fails('identity-in-part', 'link/identity-mismatch', 'a part of the identity', {
    remote: { apiKey: keyFor('CN=local-signing\\.example\\.com') },
  }),
  works('identity-by-pattern', 'a pattern that covers the rest', {
    remote: { apiKey: keyFor('CN=local-signing\\.example\\.com,.*') },
  }),
  fails(
    'identity-no-pattern',
    'certificates/identity-pattern',
    'an identity that is no regular expression',
    { remote: { apiKey: keyFor('CN=(local-signing') } },
  ),
  fails(
    'identity-before-9.3',
    'api-keys/identity-version',
    'an identity on a version that does not know it',
    {
      remote: {
        version: '9.2.8',
        settings: [],
      },
    },
  ),
  works(
    'signing-from-9.2',
    'signing settings on a version that takes them and signs nothing, and a key that asks for nothing',
    { local: { version: '9.2.8' }, remote: { apiKey: apiKey.remote.apiKey! } },
  ),
  fails(
    'identity-from-9.2',
    'link/identity-missing',
    'signing settings on a version that takes them and signs nothing, and a key that asks for an identity',
    { local: { version: '9.2.8' } },
  ),
];
