import { dateFault, type ChainFault } from './chain.js';
import type { Node } from './node.js';
import { refusal, type Identity, type Trust } from './trust.js';

/** The settings that say whose signatures of requests a cluster takes. */
export const signingPrefix = 'cluster.remote.signing';

/**
 * Whose signatures a node takes: its own settings, or those of a request, name the authorities. Without them it takes
 * none, whatever it trusts in TLS. Undefined where the files are not known, or the version knows no signatures.
 */
export function signingTrustOf(node: Node): Trust | undefined {
  if (node.cluster.versions.allBelow('9.3')) return undefined;
  const entry =
    node.effective(`${signingPrefix}.certificate_authorities`) ??
    node.effective(`${signingPrefix}.truststore.path`);
  const material = entry && node.files.get(entry.key);
  if (entry && !material?.complete) return undefined;
  const anchors = material?.certificates ?? [];
  return { node, entry, anchors, public: false, everyone: false, names: false };
}

/**
 * Why a node does not take what is signed with a certificate; undefined where it does. Elasticsearch looks at the chain as
 * at that of a client in TLS, and then at the dates of the certificate that signed, even where that is trusted by itself
 * (checkClientTrusted and checkValidity in CrossClusterApiKeySignatureManager.Verifier).
 *
 * @param chain the certificate that signs first
 * @param today the day on which it does, `YYYY-MM-DD`
 */
export function signatureFault(
  trust: Trust,
  chain: Identity['chain'],
  today: string,
): ChainFault | undefined {
  const certificate = chain[0]?.x509;
  // whatever else is wrong with it: nobody is trusted
  if (certificate && !trust.entry) return { kind: 'no-anchor', certificate };
  const fault = refusal(trust, { chain }, 'client', today);
  const old = certificate && dateFault(certificate, today);
  return fault ?? (old && { kind: old, certificate });
}
