import { SourceText } from '../core/text.js';
import type { Problem } from './document.js';

/** Elasticsearch has no such limit, but nobody's settings come near: what is larger was picked up by mistake. */
export const sizeLimit = 3 * 1024 * 1024;

/** Offset of the first byte of the first sequence that is not UTF-8. */
function firstBadByte(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let low = 0;
  let high = bytes.length;
  // as a stream, so that a sequence cut by the end of the part does not count
  const decodes = (end: number): boolean => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (decodes(middle)) low = middle;
    else high = middle;
  }
  // the bytes before may have begun the sequence that this one breaks
  for (let start = low; start > Math.max(0, low - 3); start--) {
    try {
      decoder.decode(bytes.subarray(0, start));
      return start;
    } catch {
      continue;
    }
  }
  return low;
}

/** A text that could be decoded, or one problem that says why it is not checked. */
export interface Decoded {
  readonly source: SourceText;
  readonly problem?: Problem;
}

function refused(source: SourceText, offset: number, text: string, advice: string): Decoded {
  const range = { start: offset, end: Math.min(offset + 1, source.text.length) };
  return { source, problem: { code: 'encoding', source, range, text, advice } };
}

/** Bytes of a file as text: UTF-8 whatever the locale, a byte order mark dropped and remembered. Never throws. */
export function decode(path: string, bytes: Uint8Array): Decoded {
  if (bytes.length > sizeLimit) return tooLarge(path, bytes.length);
  const [a, b, c] = bytes;
  const utf16 =
    a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : undefined;
  // Elasticsearch takes request bodies in UTF-16, and its own file in UTF-8 only
  if (utf16 && path.endsWith('.json')) {
    return { source: new SourceText(path, new TextDecoder(utf16).decode(bytes), true, utf16) };
  }
  if (utf16) {
    return refused(
      new SourceText(path, ''),
      0,
      'the file is UTF-16 (its byte order mark says so, at byte 0)',
      'Save it as UTF-8.',
    );
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const source = new SourceText(path, text, a === 0xef && b === 0xbb && c === 0xbf);
    const nul = text.indexOf('\0');
    if (nul >= 0) {
      return refused(
        new SourceText(path, ''),
        0,
        `the file is binary: byte ${nul} is zero`,
        'Give the text file that was meant.',
      );
    }
    return { source };
  } catch {
    const offset = firstBadByte(bytes);
    const source = new SourceText(path, new TextDecoder('latin1').decode(bytes));
    const hex = bytes[offset]!.toString(16).padStart(2, '0');
    if (bytes.includes(0))
      return refused(
        new SourceText(path, ''),
        0,
        `the file is binary: byte ${offset} (0x${hex}) is no text`,
        'Give the text file that was meant.',
      );
    return refused(
      source,
      offset,
      `byte ${offset} (0x${hex}) is not valid UTF-8`,
      'Save the file as UTF-8.',
    );
  }
}

/** A text in the encoding of the file that it came from: the reverse of `decode`. @throws Error for a binary file */
export function encode({ hadBom, encoding }: SourceText, text: string): Uint8Array {
  if (encoding === 'binary') throw new Error('a binary file is never written');
  const whole = (hadBom ? '\uFEFF' : '') + text;
  if (encoding === 'utf-8') return new TextEncoder().encode(whole);
  const bytes = Buffer.from(whole, 'utf16le');
  return encoding === 'utf-16be' ? bytes.swap16() : bytes;
}

/** The one problem of a file that is too large to be a configuration. */
export function tooLarge(path: string, size: number): Decoded {
  const source = new SourceText(path, '');
  const megabytes = (size / 1024 / 1024).toFixed(1);
  return {
    source,
    problem: {
      code: 'too-large',
      source,
      range: { start: 0, end: 0 },
      text: `the file has ${megabytes} MiB and was not checked: configurations end at ${sizeLimit / 1024 / 1024} MiB`,
      advice: 'Name the file that was meant, or list this one under `ignore` in elasticlint.yml.',
    },
  };
}
