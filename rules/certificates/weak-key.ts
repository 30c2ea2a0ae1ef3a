import { certificateUses, relatedTo } from '../../src/topology/certificate-use.js';
import { defineRule } from '../../src/topology/rule.js';

/** Below this Java and everybody else calls an RSA key weak. */
const safe = 2048;

export default defineRule({
  id: 'certificates/weak-key',
  severity: 'warning',
  summary: 'a certificate with a short RSA key, or signed with SHA-1 or MD5',
  messages: {
    key: {
      text: 'the certificate “{subject}” in {setting} has an RSA key of {bits} bits',
      why: 'It can be broken with effort, and clients with stricter rules (OpenSSL 3, FIPS) refuse it.',
      advice: `Make a new key of at least ${safe} bits, and a certificate for it.`,
    },
    below: {
      text: 'the certificate “{subject}” in {setting} has an RSA key of {bits} bits',
      why: 'The option rsaBits of this rule asks for {enough}.',
      advice: 'Make a new key of at least {enough} bits, and a certificate for it.',
    },
    signature: {
      text: 'the certificate “{subject}” in {setting} is signed with {algorithm}',
      why: 'Others can be made with the same signature, and clients with stricter rules (OpenSSL 3, FIPS, newer Java) refuse it.',
      advice: 'Have it issued again with SHA-256.',
    },
  },
  options: {
    rsaBits: {
      type: 'integer',
      minimum: safe,
      default: safe,
      description: 'how many bits an RSA key must have',
    },
  },
  needs: ['certificates'],
  on: {
    node(node, { report, options }) {
      const enough = options.rsaBits;
      for (const use of certificateUses(node)) {
        const { x509 } = use.file;
        const { keyType, keyBits, signatureAlgorithm: algorithm, subject } = x509;
        const bits = keyBits ?? enough;
        // nobody checks the signature of a root
        const old = !x509.selfIssued && /^(?:SHA1|MD[25])with/.test(algorithm);
        const short = keyType === 'RSA' && bits < enough;
        if (!old && !short) continue;
        report({
          ...use.entry.valuePlace,
          message: !short ? 'signature' : bits < safe ? 'key' : 'below',
          data: { subject, setting: use.entry.key, bits, enough, algorithm },
          setting: use.entry,
          related: relatedTo(use),
        });
      }
    },
  },
});
