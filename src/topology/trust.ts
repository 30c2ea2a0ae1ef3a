import type { SettingEntry } from '../settings/entry.js';
import type { CertificateFile, KeyMaterial, PrivateKeyFile } from './certificate.js';
import { chainFault, type ChainFault, type Purpose } from './chain.js';
import type { Node } from './node.js';
import type { TlsUse } from './tls-defaults.js';

/** What a node shows of itself: a certificate with what follows it in the file, and the key for it. */
export interface Identity {
  readonly node: Node;
  /** `….certificate` or `….keystore.path` */
  readonly entry: SettingEntry;
  /** Its own certificate first; never empty. */
  readonly chain: readonly CertificateFile[];
  readonly leaf: CertificateFile;
  /** `….key` or `….keystore.path` */
  readonly keyEntry: SettingEntry | undefined;
  /** Undefined where it is not given or stays closed. */
  readonly key: PrivateKeyFile | undefined;
  /** Whether it leads to a public authority; undefined where that was not looked at. */
  readonly isPublic?: boolean | undefined;
}

/** The identity that PEM files or a store below a prefix make up; undefined where none is set or could be read. */
export function identityOf(node: Node, prefix: string): Identity | undefined {
  const of = (name: string): KeyMaterial | undefined => node.files.get(`${prefix}.${name}`);
  const store = of('certificate') ? undefined : of('keystore.path');
  const [material, key] = store ? [store, store] : [of('certificate'), of('key')];
  const leaf = material?.certificates[0];
  if (!leaf || !material.complete) return undefined;
  const { entry, certificates: chain } = material;
  const isPublic = node.publicChains.get(entry.key);
  return { node, entry, chain, leaf, keyEntry: key?.entry, key: key?.keys[0], isPublic };
}

/** Whom a node trusts in one use of TLS. */
export interface Trust {
  readonly node: Node;
  /** The setting that names the anchors; without it those of Java hold, and the chain of the node itself. */
  readonly entry: SettingEntry | undefined;
  readonly anchors: readonly CertificateFile[];
  /** The public authorities that Java brings along are trusted, too. */
  readonly public: boolean;
  /** Nothing is verified. */
  readonly everyone: boolean;
  /** The name of a server must be in its certificate. */
  readonly names: boolean;
}

/**
 * Whom a node trusts in one use of TLS; undefined where TLS is off, or where a placeholder or a file that could not be
 * read leaves that open. Authorities that are set replace all others; without them Java's own authorities are trusted,
 * and what the node's own file of certificates or key store holds (CompositeTrustConfig).
 */
export function trustOf(node: Node, use: TlsUse): Trust | undefined {
  const tls = node.tls(use);
  const { verification } = tls;
  if (!tls.enabled || node.securityEnabled !== true) return undefined;
  if (verification !== 'full' && verification !== 'certificate' && verification !== 'none')
    return undefined;
  const common = { node, everyone: verification === 'none', names: verification === 'full' };
  const { trust: entry } = tls;
  if (entry) {
    const material = node.files.get(entry.key);
    if (!common.everyone && !material?.complete) return undefined;
    return { ...common, entry, anchors: material?.certificates ?? [], public: false };
  }
  const shown = tls.get('certificate') ?? tls.get('keystore.path');
  const own = shown && node.files.get(shown.key);
  const isKnown = own !== undefined && (own.complete || own.fault?.kind === 'several');
  if (shown && !isKnown && !common.everyone) return undefined;
  return { ...common, entry, anchors: own?.anchors ?? [], public: true };
}

/**
 * Why someone does not trust an identity; undefined when they do, or when that is not known: where public authorities
 * count, only of an identity that leads to none of them.
 *
 * @param today without it dates do not count
 */
export function refusal(
  trust: Trust,
  { chain, isPublic }: Pick<Identity, 'chain' | 'isPublic'>,
  purpose?: Purpose,
  today?: string,
): ChainFault | undefined {
  if (trust.everyone || (trust.public && isPublic !== false)) return undefined;
  const [shown, anchors] = [chain, trust.anchors].map((files) => files.map(({ x509 }) => x509));
  return chainFault(shown!, anchors!, purpose, today);
}
