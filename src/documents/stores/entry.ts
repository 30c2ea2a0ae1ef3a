import type { KeyObject } from 'node:crypto';
import type { StoreFault } from './error.js';

/** One entry of a store, as Java's KeyStore shows it. */
export interface StoreEntry {
  readonly alias: string;
  /** A private key with its certificates, a certificate that is trusted, or a secret key, of which nothing is read. */
  readonly kind: 'key' | 'trusted' | 'secret';
  /** DER: the own certificate first, for a key; the one certificate that is trusted. */
  readonly chain: readonly Uint8Array[];
  /** Undefined where it stays closed. It is only ever compared, never shown. */
  readonly key?: KeyObject;
  /** Why it stays closed. */
  readonly keyFault?: StoreFault;
}

/** The passwords of a store; undefined where they are not known. */
export interface StorePasswords {
  readonly store: string | undefined;
  readonly key: string | undefined;
}
