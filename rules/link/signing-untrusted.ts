import { describeAnchors, describeCertificate } from '../../src/topology/certificate.js';
import { isOfDates, type ChainFault } from '../../src/topology/chain.js';
import { defineRule } from '../../src/topology/rule.js';
import {
  signatureFault,
  signingPrefix as prefix,
  signingTrustOf,
} from '../../src/topology/signing.js';
import type { Trust } from '../../src/topology/trust.js';
import { refusedPathOf, type RefusedPath } from './_shared.js';

const text =
  'node {server} of cluster {to} refuses what {from} signs for alias {alias}: “{blamed}” {reason}';
const why =
  'Elasticsearch looks at a certificate that signs as at that of a client in TLS. A signature that cannot be verified breaks the link even when the API key asks for no identity. Bites: at the first connect.';
const advice = 'Have “{blamed}” issued again, without that.';

/** Which message tells of a fault: that it leads nowhere, that something on the way is refused, or its usage. */
function messageOf({ entry }: Trust, { kind }: ChainFault, path: RefusedPath | undefined) {
  if (kind === 'no-anchor') return entry ? 'foreign' : 'nobody';
  if (path) return path.likely ? 'mayRefuse' : 'refused';
  return 'usage';
}

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
    usage: {
      text,
      why,
      advice: 'Have it issued with the extended key usage clientAuth, or with none.',
    },
    refused: { text, why, advice },
    mayRefuse: {
      severity: 'warning',
      confidence: 'likely',
      text: 'node {server} of cluster {to} may refuse what {from} signs for alias {alias}: “{blamed}” {reason}',
      why: 'The Java that Elasticsearch brings along decides. A signature that cannot be verified breaks the link even when the API key asks for no identity.',
      advice,
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
    link(link, { report, today }) {
      const { from, to, alias, settings } = link;
      const entry = settings.get('signing.certificate') ?? settings.get('signing.keystore.path');
      const chain = link.signingChain;
      const [leaf] = chain;
      if (!to || !entry || !leaf || to.managed || to.versions.allBelow('9.3')) return;
      if (link.intendedModel !== 'api-key' || !settings.enabled) return;
      for (const node of to.nodes) {
        const trust = signingTrustOf(node);
        const fault = trust && signatureFault(trust, chain, today);
        // certificates/expired and not-yet-valid tell of dates, whoever looks at them
        if (!fault || isOfDates(fault)) continue;
        const path = refusedPathOf(fault, trust, chain);
        report({
          ...entry.valuePlace,
          message: messageOf(trust, fault, path),
          data: {
            from: from.name,
            to: to.name,
            server: node.name,
            alias,
            subject: leaf.x509.subject,
            issuer: chain.at(-1)!.x509.issuer,
            setting: trust.entry?.key ?? prefix,
            held: describeAnchors(trust.anchors),
            blamed: fault.certificate.subject,
            reason: path?.reason ?? 'has an extended key usage without clientAuth',
          },
          setting: entry,
          related: [
            ...[...new Set([leaf, path?.blamed ?? leaf])].map((file) => ({
              ...file,
              message: describeCertificate(file),
            })),
            trust.entry
              ? { ...trust.entry.valuePlace, message: `what node ${node.name} trusts` }
              : { ...node.document.source.firstLine(), message: `the file of node ${node.name}` },
          ],
        });
        return;
      }
    },
  },
});
