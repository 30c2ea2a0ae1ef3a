import type { Node } from './node.js';
import type { Trust } from './trust.js';

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
