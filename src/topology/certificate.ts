import type { Place } from '../core/text.js';
import type { PemDocument } from '../documents/document.js';
import { readX509, type X509 } from '../documents/x509.js';

/** A certificate with its place in a PEM file. */
export interface CertificateFile extends Place {
  readonly x509: X509;
}

/** The certificates of a PEM file, in the order of the file; those that cannot be read are left out. */
export async function certificatesOf(document: PemDocument): Promise<CertificateFile[]> {
  const read = await Promise.all(
    document.blocks.map(async ({ source, range, der }) => {
      const x509 = der && (await readX509(der).catch(() => undefined));
      return x509 ? [{ source, range, x509 }] : [];
    }),
  );
  return read.flat();
}
