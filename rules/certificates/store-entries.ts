import { faultsAtStart } from '../../src/topology/certificate-use.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'certificates/store-entries',
  severity: 'error',
  summary: 'a key store without a key or with several, a trust store without trusted certificates',
  messages: {
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
  needs: ['certificates'],
  evidence: [
    { message: 'does not contain a private key entry', versions: '7.17.28, 8.0.0, 8.19.21, 9.5.3' },
    {
      message: 'does not contain any trusted certificate entries',
      versions: '8.0.0, 8.19.21, 9.5.3',
    },
  ],
  on: {
    node(node, { report }) {
      for (const { entry, fault } of faultsAtStart(node)) {
        const { kind, place, detail } = fault;
        if (kind !== 'noKey' && kind !== 'noTrusted' && kind !== 'several') continue;
        report({
          ...entry.valuePlace,
          message: kind,
          data: { file: place.source.path, detail },
          setting: entry,
          related: [{ ...place, message: 'the store' }],
        });
      }
    },
  },
});
