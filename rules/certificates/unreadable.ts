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
  },
  evidence: [
    { message: 'failed to parse any certificates from', versions: '8.19.21, 9.5.3' },
    { message: 'due to CertificateException (No certificate data found)', versions: '9.5.3' },
    {
      message:
        'Error parsing key algorithm identifier. Algorithm with OID [1.3.101.112] is not supported',
      versions: '9.5.3',
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
    problem(problem, { report }) {
      if (problem.code === 'no-pem')
        report({ ...problem, message: 'none', data: { problem: problem.text } });
    },
  },
});
