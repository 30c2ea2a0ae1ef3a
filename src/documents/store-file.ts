import { SourceText } from '../core/text.js';
import type { Problem } from './document.js';
import { endingOf } from './ending.js';

/** The kinds of stores that are told apart: two of Java's own, and the standard. */
export type StoreFormat = 'PKCS12' | 'JKS' | 'JCEKS';

/** A key store or trust store, not opened yet: that takes passwords, and code that most runs need not load. */
export interface StoreDocument {
  readonly kind: 'store';
  readonly source: SourceText;
  readonly problems: readonly Problem[];
  readonly bytes: Uint8Array;
}

const magic: Readonly<Record<number, StoreFormat>> = { 0xfeedfeed: 'JKS', 0xcececece: 'JCEKS' };

/** What a store begins as; undefined where it is none. */
export function formatOf(bytes: Uint8Array): StoreFormat | undefined {
  if (bytes.length < 4) return undefined;
  const word = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  // a SEQUENCE, whose length says more than one byte of it
  return magic[word] ?? (bytes[0] === 0x30 && bytes[1]! >= 0x80 ? 'PKCS12' : undefined);
}

const storeEndings = new Set(['p12', 'pfx', 'pkcs12', 'jks', 'jceks']);

/** Whether a file is called like a store, or cannot be anything else. */
export function isStoreFile(path: string, bytes: Uint8Array): boolean {
  return storeEndings.has(endingOf(path)) || formatOf(bytes)?.startsWith('J') === true;
}

/** A file as a store. Never throws. */
export function parseStoreFile(path: string, bytes: Uint8Array): StoreDocument {
  const source = new SourceText(path, '', false, 'binary');
  const problems: Problem[] = formatOf(bytes)
    ? []
    : [
        {
          code: 'no-store',
          ...source.whole(),
          text: 'the file is neither a PKCS#12 nor a JKS store',
        },
      ];
  return { kind: 'store', source, problems, bytes };
}
