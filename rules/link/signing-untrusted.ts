import { describeAnchors, describeCertificate } from '../../src/topology/certificate.js';
import { defineRule } from '../../src/topology/rule.js';
import { signingPrefix as prefix, signingTrustOf } from '../../src/topology/signing.js';
import { refusal } from '../../src/topology/trust.js';

export default defineRule({
  id: 'link/signing-untrusted',
  severity: 'error',
  summary: 'the other cluster cannot verify what this one signs',
  messages: {
    foreign: {
      text: 'cluster {to} does not trust the certificate “{subject}” that {from} signs the requests of alias {alias} with',
      why: 'It is issued by “{issuer}”, and {setting} of {to} holds only {held}. A signature that cannot be verified breaks the link even when the API key asks for no identity. Bites: at the first connect.',
      advice: `Add the certificate of “{issuer}” to ${prefix}.certificate_authorities of {to}.`,
    },
    nobody: {
      // a request may have set it, and of requests only those in the manifest are known
      confidence: 'likely',
      text: '{from} signs the requests of alias {alias}, and node {server} of cluster {to} trusts no signatures at all',
      why: 'A signature that cannot be verified breaks the link even when the API key asks for no identity; what the node trusts in its TLS does not count. Bites: at the first connect.',
      advice: `Set ${prefix}.certificate_authorities on {to} to the certificate of “{issuer}”, or do not sign.`,
    },
  },
  needs: ['certificates', 'remote nodes'],
  evidence: [
    {
      message: 'Failed to verify cross cluster api key signature certificate from [(',
      versions: '9.5.3',
    },
    {
      message:
        'Cannot verify signed cross-cluster headers because [cluster.remote.signing] has not trust configuration',
      versions: '9.5.3',
    },
  ],
  links: ['https://www.elastic.co/docs/deploy-manage/remote-clusters/remote-clusters-api-key'],
  on: {
    link(link, { report }) {
      const { from, to, alias, settings } = link;
      const entry = settings.get('signing.certificate') ?? settings.get('signing.keystore.path');
      const chain = link.signingChain;
      const [leaf] = chain;
      if (!to || !entry || !leaf || to.managed || to.versions.allBelow('9.3')) return;
      if (link.intendedModel !== 'api-key' || !settings.enabled) return;
      for (const node of to.nodes) {
        const trust = signingTrustOf(node);
        if (!trust || refusal(trust, { chain })?.kind !== 'no-anchor') continue;
        const { entry: authorities, anchors } = trust;
        report({
          ...entry.valuePlace,
          message: authorities ? 'foreign' : 'nobody',
          data: {
            from: from.name,
            to: to.name,
            server: node.name,
            alias,
            subject: leaf.x509.subject,
            issuer: chain.at(-1)!.x509.issuer,
            setting: authorities?.key ?? prefix,
            held: describeAnchors(anchors),
          },
          setting: entry,
          related: [
            { ...leaf, message: describeCertificate(leaf) },
            ...(authorities
              ? [{ ...authorities.valuePlace, message: `what node ${node.name} trusts` }]
              : [
                  { ...node.document.source.firstLine(), message: `the file of node ${node.name}` },
                ]),
          ],
        });
        return;
      }
    },
  },
});
