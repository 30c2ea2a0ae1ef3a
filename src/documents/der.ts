/** A tiny reader of DER: enough for the parts of a certificate that node:crypto does not give. */

/** The tags this project looks for. */
export const DER = { octets: 0x04, oid: 0x06, sequence: 0x30, set: 0x31 } as const;

/** One value: a tag, a length and a content. */
export interface Der {
  readonly tag: number;
  /** The whole value, its tag and length included. */
  readonly bytes: Uint8Array;
  readonly content: Uint8Array;
}

/**
 * Reads the one value that the bytes are.
 *
 * @throws Error when they are anything else, or when something follows the value.
 */
export function readDer(bytes: Uint8Array): Der {
  const value = read(bytes, 0);
  if (value.bytes.length !== bytes.length) throw damagedDer();
  return value;
}

/**
 * Reads the values within a constructed value.
 *
 * @throws Error when its content is not a row of values.
 */
export function derChildren(parent: Der): Der[] {
  const found: Der[] = [];
  for (let at = 0; at < parent.content.length;) {
    const child = read(parent.content, at);
    found.push(child);
    at += child.bytes.length;
  }
  return found;
}

/** Lengths must be definite and as short as DER demands; tags above 30 are not read. */
function read(bytes: Uint8Array, at: number): Der {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw damagedDer();
  let start = at + 2;
  let length = first;
  if (first >= 0x80) {
    const count = first - 0x80;
    const digits = bytes.subarray(start, start + count);
    if (count < 1 || count > 4 || digits.length < count || digits[0] === 0) throw damagedDer();
    length = digits.reduce((sum, digit) => sum * 256 + digit, 0);
    if (length < 0x80) throw damagedDer();
    start += count;
  }
  const end = start + length;
  if (end > bytes.length) throw damagedDer();
  return { tag, bytes: bytes.subarray(at, end), content: bytes.subarray(start, end) };
}

/**
 * Writes the content of an OBJECT IDENTIFIER with dots; numbers may be of any size.
 *
 * @throws Error when it is not in DER.
 */
export function objectIdentifier(content: Uint8Array): string {
  const arcs: bigint[] = [];
  let arc = 0n;
  let fresh = true;
  for (const byte of content) {
    if (fresh && byte === 0x80) throw damagedDer();
    arc = (arc << 7n) | BigInt(byte & 0x7f);
    fresh = byte < 0x80;
    if (fresh) {
      arcs.push(arc);
      arc = 0n;
    }
  }
  const [first, ...rest] = arcs;
  if (first === undefined || !fresh) throw damagedDer();
  const root = first < 80n ? first / 40n : 2n;
  return [root, first - root * 40n, ...rest].join('.');
}

/** Writes bytes as lower-case hexadecimal digits. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The error for bytes that are not the DER they should be. */
export function damagedDer(): Error {
  return new Error('The bytes are not valid DER.');
}
