import { faultsAtStart } from '../../src/topology/certificate-use.js';
import { defineRule } from '../../src/topology/rule.js';

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
    type: {
      text: '{setting} is {detail}, and Java knows no such type of store',
      why: 'The node does not start.',
      advice:
        'Set PKCS12 or jks, or remove it: Elasticsearch takes a file that ends with .p12, .pfx or .pkcs12 for PKCS#12, and any other for JKS.',
    },
    cipher: {
      text: 'the key of {file} is encrypted in a way that Java does not know ({detail})',
      why: 'No password opens it: the node does not start.',
      advice: 'Encrypt it again: openssl pkcs8 -topk8 -v2 aes-256-cbc -in {file} -out new.key',
    },
  },
  evidence: [
    { message: 'failed to parse any certificates from', versions: '8.19.21, 9.5.3' },
    { message: 'due to CertificateException (No certificate data found)', versions: '9.5.3' },
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
    {
      message:
        'Given final block not properly padded. Such issues can arise if a bad key is used during decryption.',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
    { message: 'p12 KeyStore not available', versions: '7.17.28, 8.19.21, 9.5.3' },
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
      for (const { entry, fault } of faultsAtStart(node)) {
        const { kind, place, detail, password } = fault;
        if (kind === 'noKey' || kind === 'noTrusted' || kind === 'several') continue;
        const { setting: from = '', secure = '' } = password ?? {};
        report({
          ...entry.valuePlace,
          message: kind,
          data: { file: place.source.path, detail, from, secure, setting: entry.key },
          setting: entry,
          related: [{ ...place, message: 'the file' }],
        });
      }
    },
    problem(problem, { report }) {
      if (problem.code === 'no-pem' || problem.code === 'no-store')
        report({ ...problem, message: 'none', data: { problem: problem.text } });
    },
  },
});
