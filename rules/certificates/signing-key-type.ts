import { describeCertificate } from '../../src/topology/certificate.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'certificates/signing-key-type',
  severity: 'error',
  summary: 'a signing certificate with a key that is neither RSA nor EC',
  messages: {
    type: {
      text: 'the signing certificate “{subject}” has a key of type {type}',
      why: 'Elasticsearch signs with RSA and EC keys only: the node does not start.',
      advice: 'Make a certificate with an RSA or EC key; elasticsearch-certutil makes RSA keys.',
    },
  },
  needs: ['certificates'],
  evidence: [
    {
      message:
        'Error parsing key algorithm identifier. Algorithm with OID [1.3.101.112] is not supported',
      versions: '9.5.3',
    },
  ],
  links: ['https://www.elastic.co/docs/deploy-manage/remote-clusters/remote-clusters-api-key'],
  on: {
    node(node, { report }) {
      for (const { entry, certificates } of node.files.values()) {
        const [leaf] = certificates;
        if (
          !leaf ||
          !/^cluster\.remote\.[-\w]+\.signing\.(?:certificate|keystore\.path)$/.test(entry.key)
        )
          continue;
        const { keyType, subject } = leaf.x509;
        if (keyType === 'RSA' || keyType === 'EC') continue;
        report({
          ...entry.valuePlace,
          message: 'type',
          data: { subject, type: keyType },
          setting: entry,
          related: [{ ...leaf, message: describeCertificate(leaf) }],
        });
      }
    },
  },
});
