import { describeCertificate } from '../../src/topology/certificate.js';
import { handshakesOf } from '../../src/topology/handshake.js';
import { defineRule } from '../../src/topology/rule.js';
import { refusedPath } from './_shared.js';

const advice = 'Have “{blamed}” issued again, without that.';

export default defineRule({
  id: 'link/refused-chain',
  severity: 'error',
  summary: 'a chain that leads to a trusted authority and that Java refuses all the same',
  messages: {
    refused: {
      text: 'node {verifier} refuses the chain that node {other} shows: “{blamed}” {reason}',
      why: 'The chain leads to an authority that {setting} holds, and Java refuses it all the same: every handshake of alias {alias} fails. Bites: at the first connect.',
      advice,
    },
    mayRefuse: {
      severity: 'warning',
      confidence: 'likely',
      text: 'node {verifier} may refuse the chain that node {other} shows: “{blamed}” {reason}',
      why: 'The chain leads to an authority that {setting} holds; the Java that Elasticsearch brings along decides whether the handshakes of alias {alias} fail.',
      advice,
    },
  },
  needs: ['certificates', 'remote certificates'],
  evidence: [
    { message: 'name constraints check failed', versions: 'Java 17, 25' },
    { message: 'basic constraints check failed', versions: 'Java 17, 25' },
    { message: 'CA key usage check failed', versions: 'Java 17, 25' },
    { message: 'unrecognized critical extension', versions: 'Java 17, 25' },
    { message: 'Algorithm constraints check failed', versions: 'Java 17, 25' },
    { message: 'KeyUsage does not allow digital signatures', versions: 'Java 17, 25' },
  ],
  on: {
    link(link, { report }) {
      const told = new Set<unknown>();
      for (const handshake of handshakesOf(link)) {
        const { serverIdentity, clientTrust, clientIdentity, serverTrust } = handshake;
        const sides = [
          { identity: serverIdentity, trust: clientTrust, purpose: 'server' },
          { identity: clientIdentity, trust: serverTrust, purpose: 'client' },
        ] as const;
        for (const { identity, trust, purpose } of sides) {
          const path = identity && trust?.entry && refusedPath(trust, identity, purpose);
          if (!path || told.has(identity.node)) continue;
          told.add(identity.node);
          report({
            ...identity.entry.valuePlace,
            message: path.likely ? 'mayRefuse' : 'refused',
            data: {
              verifier: trust.node.name,
              other: identity.node.name,
              alias: link.alias,
              setting: trust.entry.key,
              blamed: path.blamed.x509.subject,
              reason: path.reason,
            },
            setting: identity.entry,
            related: [
              { ...path.blamed, message: describeCertificate(path.blamed) },
              { ...trust.entry.valuePlace, message: `what node ${trust.node.name} trusts` },
            ],
          });
        }
      }
    },
  },
});
