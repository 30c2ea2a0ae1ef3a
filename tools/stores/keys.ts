/** Encrypted private keys as OpenSSL writes them, by file name: the key of which certificate, and the options. */
export interface KeyRecipe {
  readonly of: 'remote-server' | 'remote-server-ec';
  readonly command: readonly string[];
}

const pkcs8 = (...options: string[]): readonly string[] => ['pkcs8', '-topk8', ...options];
const rsa = (...options: string[]): readonly string[] => ['rsa', '-traditional', ...options];

export const KEYS: Readonly<Record<string, KeyRecipe>> = {
  'pkcs8-aes256.key': { of: 'remote-server', command: pkcs8('-v2', 'aes-256-cbc') },
  'pkcs8-aes128-sha512.key': {
    of: 'remote-server-ec',
    command: pkcs8('-v2', 'aes-128-cbc', '-v2prf', 'hmacWithSHA512'),
  },
  'pkcs8-aes192.key': { of: 'remote-server-ec', command: pkcs8('-v2', 'aes-192-cbc') },
  'pkcs8-des3.key': { of: 'remote-server-ec', command: pkcs8('-v2', 'des3') },
  'pkcs8-v1-md5-des.key': {
    of: 'remote-server-ec',
    command: pkcs8('-v1', 'PBE-MD5-DES', ...legacy()),
  },
  'pkcs8-v1-3des.key': { of: 'remote-server-ec', command: pkcs8('-v1', 'PBE-SHA1-3DES') },
  'pkcs8-v1-rc2.key': {
    of: 'remote-server-ec',
    command: pkcs8('-v1', 'PBE-SHA1-RC2-128', ...legacy()),
  },
  'rsa-aes128.key': { of: 'remote-server', command: rsa('-aes128') },
  'rsa-aes192.key': { of: 'remote-server', command: rsa('-aes192') },
  'rsa-aes256.key': { of: 'remote-server', command: rsa('-aes256') },
  'rsa-des3.key': { of: 'remote-server', command: rsa('-des3') },
  'rsa-des.key': { of: 'remote-server', command: rsa('-des', ...legacy()) },
  'rsa-camellia.key': { of: 'remote-server', command: rsa('-camellia128') },
  'ec-aes256.key': { of: 'remote-server-ec', command: ['ec', '-aes256'] },
};

/** OpenSSL 3 has put the oldest ciphers aside. */
function legacy(): string[] {
  return ['-provider', 'legacy', '-provider', 'default'];
}
