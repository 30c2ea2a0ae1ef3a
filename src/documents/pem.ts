import type { Place, SourceText } from '../core/text.js';
import type { PemDocument, Problem } from './document.js';

/** One `-----BEGIN …-----` block. The bytes are kept for certificates only: private keys never leave the file. */
export interface PemBlock extends Place {
  /** `CERTIFICATE`, `PRIVATE KEY`, `RSA PRIVATE KEY` … */
  readonly label: string;
  /** DER, for a certificate. */
  readonly der?: Uint8Array;
}

const block = /-----BEGIN ([A-Z0-9 ]+)-----\s*([\s\S]*?)-----END ([A-Z0-9 ]+)-----/g;

/** Reads the blocks of a PEM file; text around them is skipped, as Elasticsearch does. */
export function parsePem(source: SourceText): PemDocument {
  const problems: Problem[] = [];
  const blocks = [...source.text.matchAll(block)].map((match): PemBlock => {
    const range = { start: match.index, end: match.index + match[0].length };
    const label = match[1]!;
    if (label.endsWith('PRIVATE KEY')) source.markSecret(range);
    if (label !== 'CERTIFICATE') return { source, range, label };
    return { source, range, label, der: new Uint8Array(Buffer.from(match[2]!, 'base64')) };
  });
  if (blocks.length === 0) {
    const place = source.firstLine();
    problems.push({ ...place, code: 'no-pem', text: 'no PEM block is in this file' });
  }
  return { kind: 'pem', source, problems, blocks };
}
