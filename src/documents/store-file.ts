/** The kinds of stores that are told apart: two of Java's own, and the standard. */
export type StoreFormat = 'PKCS12' | 'JKS' | 'JCEKS';

const magic: Readonly<Record<number, StoreFormat>> = { 0xfeedfeed: 'JKS', 0xcececece: 'JCEKS' };

/** What a store begins as; undefined where it is none. */
export function formatOf(bytes: Uint8Array): StoreFormat | undefined {
  if (bytes.length < 4) return undefined;
  const word = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  // a SEQUENCE, whose length says more than one byte of it
  return magic[word] ?? (bytes[0] === 0x30 && bytes[1]! >= 0x80 ? 'PKCS12' : undefined);
}
