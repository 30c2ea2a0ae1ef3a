import { describeCertificate } from '../../src/topology/certificate.js';
import { knownIssuer } from '../../src/topology/certificate-use.js';
import { handshakesOf } from '../../src/topology/handshake.js';
import { defineRule } from '../../src/topology/rule.js';
import { refusal } from '../../src/topology/trust.js';
import { distrustData, distrust } from './_shared.js';

export default defineRule({
  id: 'link/untrusted-server',
  severity: 'error',
  summary: 'the certificate of the other cluster does not lead to an authority that is trusted',
  messages: {
    unknown: {
      text: 'node {client} does not trust the certificate “{subject}” of node {server} in cluster {to}',
      why: 'It is issued by “{issuer}”, and {setting} holds only {held}: every handshake of alias {alias} fails. Bites: at the first connect.',
      advice: 'Add the certificate of “{issuer}”{where} to {setting}, and restart the node.',
    },
    incomplete: {
      text: 'node {client} cannot find the way from the certificate “{subject}” of node {server} to an authority that it trusts',
      why: 'The intermediate authority “{issuer}” is missing in the file that {server} shows: every handshake of alias {alias} fails. Bites: at the first connect.',
      advice: 'Add the certificate of “{issuer}”{where} behind that of the server in its file.',
    },
    noneSet: {
      text: 'node {client} does not trust the certificate “{subject}” of node {server} in cluster {to}: no authorities are set',
      why: 'It is issued by “{issuer}”, and without {setting} only the public authorities of Java and the chain of the own certificate are trusted: every handshake of alias {alias} fails. Bites: at the first connect.',
      advice:
        'Set {setting} to the own authority and that of “{issuer}”{where}, and restart the node.',
    },
  },
  needs: ['certificates', 'remote certificates'],
  evidence: [
    { message: 'failed to establish trust with server at', versions: '8.19.21, 9.5.3' },
    { message: 'PKIX path building failed', versions: '8.19.21, 9.5.3' },
  ],
  links: ['https://www.elastic.co/docs/troubleshoot/elasticsearch/remote-clusters'],
  on: {
    link(link, { report }) {
      const told = new Set<unknown>();
      for (const handshake of handshakesOf(link)) {
        const { client, server, serverIdentity } = handshake;
        if (!serverIdentity || told.has(client)) continue;
        const trust = distrust(link, handshake.clientTrust, serverIdentity);
        if (!trust) continue;
        told.add(client);
        const { leaf, chain, entry } = serverIdentity;
        const top = knownIssuer(server, serverIdentity, link.from);
        const more = top && { chain: [...chain, top] };
        const incomplete = more && refusal(trust, more) === undefined;
        report({
          ...trust.at.valuePlace,
          message: !trust.entry ? 'noneSet' : incomplete ? 'incomplete' : 'unknown',
          data: {
            ...distrustData(link, handshake, trust, serverIdentity),
            ...(top && { issuer: top.x509.subject }),
            where: top ? ` (in ${top.source.path})` : '',
          },
          setting: trust.at,
          related: [
            { ...leaf, message: describeCertificate(leaf) },
            { ...entry.valuePlace, message: `node ${server.name} shows it` },
            ...trust.anchors.slice(0, 3).map((file) => ({
              ...file,
              message: `trusted: ${describeCertificate(file)}`,
            })),
          ],
        });
      }
    },
  },
});
