import { itemsOf, pairOf, textOf, valueAt, type Tree } from '../../src/documents/tree.js';
import { defineRule } from '../../src/topology/rule.js';

/** What says which clusters of an environment are trusted. */
const lists = ['trust_allowlist', 'additional_node_names'];

/** Whether a trusted environment or account names nobody. */
const trustsNobody = (entry: Tree): boolean =>
  textOf(valueAt(entry, 'trust_all')) !== 'true' &&
  lists.every((key) => itemsOf(valueAt(entry, key)).length === 0);

export default defineRule({
  id: 'platform/ech-trust',
  severity: 'warning',
  summary: 'whom an Elastic Cloud deployment is to trust, in a body that does not come to that',
  messages: {
    nobody: {
      text: 'of {whom} no cluster is trusted',
      why: 'trust_all is not true, and neither trust_allowlist nor additional_node_names names any: every handshake is refused.',
      advice: 'Set trust_all: true, or list the clusters or node names.',
    },
    noCertificate: {
      text: 'the environment {whom} has no certificate of its CA',
      why: 'What its nodes present cannot be verified without it.',
      advice:
        'Add "certificates": [{ "pem": "…" }] with the certificate of the CA that signs the certificates of its nodes.',
    },
    notCertificate: {
      text: 'pem holds no certificate',
      why: 'It has to be the certificate of a CA in PEM format.',
      advice:
        'Give the text from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----, line ends written as \\n.',
    },
    privateKey: {
      text: 'pem holds a private key',
      why: 'Who has it can make certificates, and only the certificate is asked for.',
      advice: 'Give the certificate alone, and replace the key.',
    },
    nodeName: {
      text: 'the name of a node is given as a whole subject',
      why: 'What is compared is the common name alone.',
      advice: 'Leave `CN =` out.',
    },
  },
  links: [
    'https://www.elastic.co/docs/deploy-manage/remote-clusters/ec-remote-cluster-self-managed',
  ],
  on: {
    document(document, { report }) {
      const bodies = 'bodies' in document ? document.bodies : [];
      for (const { source, tree } of bodies.filter(({ kind }) => kind === 'cloud-trust')) {
        const trust = valueAt(tree, 'trust');
        const direct = itemsOf(valueAt(trust, 'direct'));
        for (const entry of [...itemsOf(valueAt(trust, 'accounts')), ...direct]) {
          const named = valueAt(entry, 'name') ?? valueAt(entry, 'account_id');
          const at = { source, range: (named ?? entry).range };
          const data = { whom: textOf(named) ?? 'this entry' };
          if (trustsNobody(entry)) report({ ...at, message: 'nobody', data });
          if (!direct.includes(entry)) continue;
          const certificates = itemsOf(valueAt(entry, 'certificates'));
          if (certificates.length === 0) report({ ...at, message: 'noCertificate', data });
          for (const pem of certificates.map((one) => pairOf(one, 'pem')?.value ?? one)) {
            const text = textOf(pem) ?? '';
            const place = { source, range: pem.range };
            if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
              source.markSecret(pem.range);
              report({ ...place, message: 'privateKey' });
            } else if (!/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/.test(text))
              report({ ...place, message: 'notCertificate' });
          }
          for (const name of itemsOf(valueAt(entry, 'additional_node_names')))
            if (/^\s*cn\s*=/i.test(textOf(name) ?? ''))
              report({ source, range: name.range, message: 'nodeName' });
        }
      }
    },
  },
});
