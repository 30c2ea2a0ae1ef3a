import { describeCertificate } from '../../src/topology/certificate.js';
import { isOwn, isSigning } from '../../src/topology/certificate-use.js';
import type { Node } from '../../src/topology/node.js';
import { defineRule } from '../../src/topology/rule.js';
import { identityOf, type Identity } from '../../src/topology/trust.js';

/** What the node shows or signs with, wherever a certificate and a key are given. */
function identities(node: Node): Identity[] {
  return [...node.files.keys()].flatMap((key) =>
    isOwn(key)
      ? (identityOf(node, key.replace(/\.(?:certificate|keystore\.path)$/, '')) ?? [])
      : [],
  );
}

export default defineRule({
  id: 'certificates/key-mismatch',
  severity: 'error',
  summary: 'a private key that does not belong to its certificate',
  messages: {
    foreign: {
      text: 'the private key of {setting} does not belong to the certificate “{subject}”',
      why: 'The node starts, and then {fails}. Bites: at the first connect.',
      advice: 'Install the key that was made together with the certificate.',
    },
    other: {
      text: 'the private key of {setting} does not belong to the certificate “{subject}”, but to “{owner}” in {file}',
      why: 'The node starts, and then {fails}. Bites: at the first connect.',
      advice: 'Install the key that was made together with the certificate.',
    },
  },
  needs: ['certificates'],
  evidence: [
    { message: 'Invalid CertificateVerify signature', versions: '7.17.28, 8.19.21, 9.5.3' },
  ],
  on: {
    node(node, { report }) {
      const all = [...node.files.values()].flatMap(({ certificates }) => certificates);
      for (const { key, keyEntry, leaf } of identities(node)) {
        const secret = key?.key;
        if (!secret || !keyEntry || leaf.x509.belongsTo(secret)) continue;
        const owner = all.find(({ x509 }) => x509.belongsTo(secret));
        report({
          ...keyEntry.valuePlace,
          message: owner ? 'other' : 'foreign',
          data: {
            setting: keyEntry.key,
            subject: leaf.x509.subject,
            owner: owner?.x509.subject ?? '',
            file: owner?.source.path ?? '',
            fails: isSigning(keyEntry) ? 'no signature holds' : 'every handshake fails',
          },
          setting: keyEntry,
          related: [
            { ...leaf, message: describeCertificate(leaf) },
            ...(owner ? [{ ...owner, message: 'the certificate that the key belongs to' }] : []),
          ],
        });
      }
    },
  },
});
