/** The stores of fixtures/stores: who writes them, and how. Passwords and keys are throwaway. */
export const PASSWORD = 'test-store-42';
export const KEY_PASSWORD = 'test-key-42';

/** A store as `keytool` writes it. */
export interface Keytool {
  readonly by: 'keytool';
  readonly jdk: '17' | '25';
  readonly type: 'PKCS12' | 'JKS' | 'JCEKS';
  /** Options of the JVM: which algorithms are used, by name or by a switch. */
  readonly jvm?: readonly string[];
  /** Key entries, by alias: the name of a certificate of fixtures/certificates, or a new key. */
  readonly keys?: Readonly<Record<string, string>>;
  /** Trusted certificates, by alias. */
  readonly trusted?: Readonly<Record<string, string>>;
  readonly password?: string;
  readonly keyPassword?: string;
}

/** A store as `openssl pkcs12 -export` writes it. */
export interface Openssl {
  readonly by: 'openssl';
  readonly key?: string;
  readonly certificates: readonly string[];
  readonly options: readonly string[];
  readonly password?: string;
}

/** An authority as `elasticsearch-certutil ca` makes it. */
export interface Certutil {
  readonly by: 'certutil';
  readonly version: string;
  readonly password?: string;
}

/** Another store in another writing. */
export interface Rewritten {
  readonly by: 'rewriting';
  readonly of: string;
  readonly password?: string;
}

export type Recipe = Keytool | Openssl | Certutil | Rewritten;

const node = { node: 'remote-server-by-intermediate' };
const authority = { ca: 'remote-ca' };
const legacy = ['-Dkeystore.pkcs12.legacy=true'];

/** By file name. */
export const TABLE: Readonly<Record<string, Recipe>> = {
  'keytool-17.p12': { by: 'keytool', jdk: '17', type: 'PKCS12', keys: node, trusted: authority },
  'keytool-25.p12': { by: 'keytool', jdk: '25', type: 'PKCS12', keys: node, trusted: authority },
  'keytool-17-legacy.p12': {
    by: 'keytool',
    jdk: '17',
    type: 'PKCS12',
    jvm: legacy,
    keys: node,
    trusted: authority,
  },
  'keytool-25-legacy.p12': {
    by: 'keytool',
    jdk: '25',
    type: 'PKCS12',
    jvm: legacy,
    keys: node,
    trusted: authority,
  },
  'keytool-17-aes128.p12': {
    by: 'keytool',
    jdk: '17',
    type: 'PKCS12',
    jvm: [
      '-Dkeystore.pkcs12.certProtectionAlgorithm=PBEWithHmacSHA512AndAES_128',
      '-Dkeystore.pkcs12.keyProtectionAlgorithm=PBEWithHmacSHA1AndAES_128',
      '-Dkeystore.pkcs12.macAlgorithm=HmacPBESHA512',
      '-Dkeystore.pkcs12.macIterationCount=100000',
    ],
    keys: { Node: 'remote-server-ec' },
  },
  'keytool-17-trust.p12': {
    by: 'keytool',
    jdk: '17',
    type: 'PKCS12',
    trusted: { one: 'remote-ca', Two: 'other-ca' },
  },
  'keytool-25-open.p12': {
    by: 'keytool',
    jdk: '25',
    type: 'PKCS12',
    jvm: ['-Dkeystore.pkcs12.certProtectionAlgorithm=NONE', '-Dkeystore.pkcs12.macAlgorithm=NONE'],
    trusted: authority,
  },
  'keytool-17-two-keys.p12': {
    by: 'keytool',
    jdk: '17',
    type: 'PKCS12',
    keys: { http: 'remote-server-ec', http_ca: 'remote-ca' },
  },
  'keytool-17-new-key.p12': { by: 'keytool', jdk: '17', type: 'PKCS12', keys: { fresh: 'new' } },
  'keytool-17.jks': { by: 'keytool', jdk: '17', type: 'JKS', keys: node, trusted: authority },
  'keytool-25.jks': {
    by: 'keytool',
    jdk: '25',
    type: 'JKS',
    keys: { node: 'remote-server-ec' },
    keyPassword: KEY_PASSWORD,
  },
  'keytool-17-trust.jks': {
    by: 'keytool',
    jdk: '17',
    type: 'JKS',
    trusted: { one: 'remote-ca', Two: 'other-ca' },
  },
  'keytool-17.jceks': {
    by: 'keytool',
    jdk: '17',
    type: 'JCEKS',
    keys: { node: 'remote-server-ec' },
    trusted: authority,
  },
  // minimal distributions before 8.3 come without it
  'certutil-8.3.3.p12': { by: 'certutil', version: '8.3.3' },
  'certutil-8.19.21.p12': { by: 'certutil', version: '8.19.21' },
  'certutil-9.5.3.p12': { by: 'certutil', version: '9.5.3' },
  'certutil-9.5.3-no-password.p12': { by: 'certutil', version: '9.5.3', password: '' },
  'openssl.p12': {
    by: 'openssl',
    key: 'remote-server-by-intermediate',
    certificates: ['remote-intermediate', 'remote-ca'],
    options: ['-name', 'Node One'],
  },
  'openssl-legacy.p12': {
    by: 'openssl',
    key: 'remote-server-by-intermediate',
    certificates: ['remote-intermediate'],
    options: ['-legacy'],
  },
  'openssl-rc2-128.p12': {
    by: 'openssl',
    key: 'remote-server-ec',
    certificates: [],
    options: ['-legacy', '-certpbe', 'PBE-SHA1-RC2-128', '-keypbe', 'PBE-SHA1-2DES'],
  },
  'openssl-sha512.p12': {
    by: 'openssl',
    key: 'remote-server-ec',
    certificates: [],
    options: [
      '-certpbe',
      'AES-128-CBC',
      '-keypbe',
      'AES-128-CBC',
      '-macalg',
      'SHA512',
      '-name',
      'ec',
    ],
  },
  'openssl-trust.p12': {
    by: 'openssl',
    certificates: ['remote-ca', 'other-ca'],
    options: ['-nokeys'],
  },
  'openssl-key-bag.p12': {
    by: 'openssl',
    key: 'remote-server-ec',
    certificates: [],
    options: ['-keypbe', 'NONE', '-certpbe', 'NONE'],
  },
  'openssl-no-mac.p12': {
    by: 'openssl',
    key: 'remote-server-ec',
    certificates: [],
    options: ['-nomac'],
  },
  'openssl-no-password.p12': {
    by: 'openssl',
    key: 'remote-server-ec',
    certificates: [],
    options: [],
    password: '',
  },
  'indefinite.p12': { by: 'rewriting', of: 'keytool-17.p12' },
};
