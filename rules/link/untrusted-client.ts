import { describeAnchors, describeCertificate } from '../../src/topology/certificate.js';
import { handshakesOf } from '../../src/topology/handshake.js';
import { defineRule } from '../../src/topology/rule.js';
import { refusal } from '../../src/topology/trust.js';

export default defineRule({
  id: 'link/untrusted-client',
  severity: 'error',
  summary: 'in the certificate model the other cluster does not trust the certificates of this one',
  messages: {
    untrusted: {
      text: 'node {server} of cluster {to} does not trust the certificate “{subject}” of node {client}',
      why: 'Trust has to be mutual in this model. The certificate is issued by “{issuer}”, and {setting} of {server} holds only {held}: every handshake of alias {alias} fails. Bites: at the first connect.',
      advice:
        'Add the certificate of “{issuer}” to {setting} on the nodes of {to}, or use the API-key model, in which {to} need not know it.',
    },
  },
  needs: ['certificates', 'remote certificates'],
  evidence: [
    { message: 'failed to establish trust with client at', versions: '9.5.3' },
    { message: 'PKIX path building failed', versions: '8.19.21, 9.5.3' },
    {
      message: 'unable to find valid certification path to requested target',
      versions: '8.19.21, 9.5.3',
    },
  ],
  links: ['https://www.elastic.co/docs/deploy-manage/remote-clusters/remote-clusters-cert'],
  on: {
    link(link, { report }) {
      const told = new Set<unknown>();
      for (const { client, server, serverTrust, clientIdentity } of handshakesOf(link)) {
        const trust = serverTrust?.entry && serverTrust;
        if (!trust || !clientIdentity || told.has(server)) continue;
        if (refusal(trust, clientIdentity)?.kind !== 'no-anchor') continue;
        told.add(server);
        const { leaf, chain, entry } = clientIdentity;
        report({
          ...trust.entry!.valuePlace,
          message: 'untrusted',
          data: {
            client: client.name,
            server: server.name,
            to: link.to!.name,
            alias: link.alias,
            subject: leaf.x509.subject,
            issuer: chain.at(-1)!.x509.issuer,
            setting: trust.entry!.key,
            held: describeAnchors(trust.anchors),
          },
          setting: trust.entry!,
          related: [
            { ...leaf, message: describeCertificate(leaf) },
            { ...entry.valuePlace, message: `node ${client.name} shows it` },
            { ...link.settings.addressEntry!.keyPlace, message: `alias ${link.alias} dials it` },
          ],
        });
      }
    },
  },
});
