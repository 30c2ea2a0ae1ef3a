import { textValue } from '../../src/settings/entry.js';
import type { MaterialFault } from '../../src/topology/certificate.js';
import type { Node } from '../../src/topology/node.js';
import { defineRule } from '../../src/topology/rule.js';

const messageOf = {
  damaged: 'damaged',
  password: 'password',
  'no-password': 'noPassword',
  'key-password': 'keyPassword',
  cipher: 'cipher',
  rounds: 'rounds',
  'no-key': 'noKey',
  'no-trusted': 'noTrusted',
  'several-keys': 'several',
} as const satisfies Record<MaterialFault['kind'], string>;

/** Whether a node reads the file of a setting at its start: it does with TLS switched off, too (SSLService). */
function isRead(node: Node, key: string): boolean {
  if (node.securityEnabled !== true) return false;
  const prefix = key.replace(/\.(?:key|certificate|(?:key|trust)store\.path)$/, '');
  if (prefix.endsWith('.remote_cluster_server.ssl')) return node.serverEnabled === true;
  const verification = textValue(node.settings.get(`${prefix}.verification_mode`));
  return !key.endsWith('.truststore.path') || verification?.toLowerCase() !== 'none';
}

export default defineRule({
  id: 'certificates/unreadable',
  severity: 'error',
  summary: 'a file that should hold certificates or keys cannot be read as such',
  messages: {
    none: {
      text: '{problem}',
      why: 'Elasticsearch cannot read a certificate or key from it: the node does not start.',
      advice:
        'Give the file that begins with -----BEGIN …-----; PKCS#12 and JKS stores go under keystore.path and truststore.path.',
    },
    keyType: {
      text: '{setting} names a private key of type {type}',
      why: 'Elasticsearch takes RSA, EC and DSA keys only: the node does not start.',
      advice: 'Make a certificate with an RSA or EC key; elasticsearch-certutil makes RSA keys.',
    },
    damaged: {
      text: '{file} cannot be read: {detail}',
      why: 'Elasticsearch cannot read it, whatever its password is: the node does not start.',
      advice: 'Copy the file again, as binary, or make it anew.',
    },
    password: {
      text: 'the password in {from} does not open {file}, or the file was changed',
      why: 'The node does not start.',
      advice: 'Set the right one with: bin/elasticsearch-keystore add {secure}',
    },
    noPassword: {
      text: '{file} needs a password, and {secure} is not in the keystore',
      why: 'Elasticsearch tries the empty password: the node does not start.',
      advice: 'Set it with: bin/elasticsearch-keystore add {secure}',
    },
    keyPassword: {
      text: 'the password in {from} does not open the key “{detail}” of {file}',
      why: 'The store opens, but its key does not: the node does not start.',
      advice: 'Set the password of the key with: bin/elasticsearch-keystore add {secure}',
    },
    cipher: {
      text: 'the key of {file} is encrypted in a way that Java does not know ({detail})',
      why: 'No password opens it: the node does not start.',
      advice: 'Encrypt it again: openssl pkcs8 -topk8 -v2 aes-256-cbc -in {file} -out new.key',
    },
    rounds: {
      text: '{file} cannot be opened: {detail}',
      why: 'Java takes one to five million rounds: the node does not start.',
      advice: 'Make the file anew.',
    },
    noKey: {
      text: '{file} holds no private key',
      why: 'A key store without a key is refused: the node does not start.',
      advice:
        'Give the store that was made with the key; one that holds trusted certificates only goes under truststore.path.',
    },
    noTrusted: {
      text: '{file} holds no trusted certificate',
      why: 'Java trusts only certificates that are marked so, and openssl marks none: the node does not start.',
      advice: 'Import them with: keytool -importcert -alias ca -file ca.crt -keystore {file}',
    },
    several: {
      text: '{file} holds several private keys ({detail})',
      why: 'Which of them a node shows is left to chance.',
      advice: 'Keep one of them: keytool -delete -alias … -keystore {file}',
      severity: 'warning',
    },
  },
  evidence: [
    { message: 'failed to parse any certificates from', versions: '8.19.21, 9.5.3' },
    {
      message:
        'Error parsing key algorithm identifier. Algorithm with OID [1.3.101.112] is not supported',
      versions: '9.5.3',
    },
    {
      message:
        'cannot read configured [PKCS12] keystore (as a truststore) [<config>/keytool-17.p12] - this is usually caused by an incorrect password',
      versions: '8.19.21, 9.5.3',
    },
    { message: 'keystore password was incorrect', versions: '7.17.28, 8.19.21, 9.5.3' },
    {
      message: 'Keystore was tampered with, or password was incorrect',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
    {
      message: 'this is usually caused by an incorrect key-password',
      versions: '8.19.21, 9.5.3',
    },
    { message: 'Invalid keystore format', versions: '7.17.28, 8.19.21, 9.5.3' },
    { message: 'does not contain a private key entry', versions: '7.17.28, 8.19.21, 9.5.3' },
    {
      message: 'does not contain any trusted certificate entries',
      versions: '8.0.0, 8.19.21, 9.5.3',
    },
    {
      message:
        'Given final block not properly padded. Such issues can arise if a bad key is used during decryption.',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
    {
      message: 'PBE parameter parsing error: expecting the object identifier for AES cipher',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
  ],
  on: {
    tls(context, { report }) {
      const entry = context.get('key');
      const [file] = entry ? (context.node.files.get(entry.key)?.keys ?? []) : [];
      const type = file?.key?.asymmetricKeyType;
      if (!entry || !type || /^(?:rsa|ec|dsa)$/.test(type)) return;
      if (context.get('enabled')?.value === 'false') return;
      report({
        ...entry.valuePlace,
        message: 'keyType',
        data: { setting: entry.key, type: type.replace(/^ed/, 'Ed') },
        setting: entry,
        related: [{ ...file, message: 'the key' }],
      });
    },
    node(node, { report }) {
      for (const [key, { entry, fault }] of node.files) {
        if (!fault || !isRead(node, key)) continue;
        const { kind, place, detail, password } = fault;
        const { path: file } = place.source;
        const { setting: from = '', secure = '' } = password ?? {};
        report({
          ...entry.valuePlace,
          message: messageOf[kind],
          data: { file, detail, from, secure },
          setting: entry,
          related: [{ ...place, message: file }],
        });
      }
    },
    problem(problem, { report }) {
      if (problem.code === 'no-pem' || problem.code === 'no-store')
        report({ ...problem, message: 'none', data: { problem: problem.text } });
    },
  },
});
