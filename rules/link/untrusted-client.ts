import { describeCertificate } from '../../src/topology/certificate.js';
import { handshakesOf } from '../../src/topology/handshake.js';
import { defineRule } from '../../src/topology/rule.js';
import { distrustData, distrust } from './_shared.js';

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
    noneSet: {
      text: 'node {server} of cluster {to} does not trust the certificate “{subject}” of node {client}: no authorities are set',
      why: 'Trust has to be mutual in this model. The certificate is issued by “{issuer}”, and without {setting} {server} trusts only the public authorities of Java and the chain of its own certificate: every handshake of alias {alias} fails. Bites: at the first connect.',
      advice:
        'Set {setting} on the nodes of {to} to their own authority and that of “{issuer}”, or use the API-key model, in which {to} need not know it.',
    },
  },
  needs: ['certificates', 'remote certificates'],
  evidence: [
    { message: '(certificate_required) Empty client certificate chain', versions: '9.5.3' },
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
      for (const handshake of handshakesOf(link)) {
        const { client, server, clientIdentity } = handshake;
        if (!clientIdentity || told.has(server)) continue;
        const trust = distrust(link, handshake.serverTrust, clientIdentity);
        if (!trust) continue;
        told.add(server);
        const { leaf, entry } = clientIdentity;
        report({
          ...trust.at.valuePlace,
          message: trust.entry ? 'untrusted' : 'noneSet',
          data: distrustData(link, handshake, trust, clientIdentity),
          setting: trust.at,
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
