import { damagedDer } from '../der.js';

/** What is nested deeper was made to harm: a store has a dozen levels. */
const deepest = 48;

const constructed = 0x20;
const octets = 0x04;

/** One value with its tag, in DER: a definite length, as short as it can be. */
function encode(tag: number, content: Uint8Array): Uint8Array {
  const digits: number[] = [];
  for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256))
    digits.unshift(rest % 256);
  const head =
    content.length < 0x80 ? [tag, content.length] : [tag, 0x80 + digits.length, ...digits];
  const bytes = new Uint8Array(head.length + content.length);
  bytes.set(head);
  bytes.set(content, head.length);
  return bytes;
}

/** Several stretches of bytes as one. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

interface Length {
  /** Where the content begins. */
  readonly start: number;
  /** Where it ends; undefined where two zero bytes end it. */
  readonly end: number | undefined;
}

function lengthAt(bytes: Uint8Array, at: number): Length {
  const first = bytes[at];
  if (first === undefined) throw damagedDer();
  if (first === 0x80) return { start: at + 1, end: undefined };
  const count = first > 0x80 ? first - 0x80 : 0;
  const digits = bytes.subarray(at + 1, at + 1 + count);
  if (count > 4 || digits.length < count) throw damagedDer();
  const start = at + 1 + count;
  const length = count === 0 ? first : digits.reduce((sum, digit) => sum * 256 + digit, 0);
  if (start + length > bytes.length) throw damagedDer();
  return { start, end: start + length };
}

/** The value at an offset in DER, and where the next one begins. */
function definite(bytes: Uint8Array, at: number, depth: number): { der: Uint8Array; next: number } {
  const tag = bytes[at];
  if (tag === undefined || (tag & 0x1f) === 0x1f || depth > deepest) throw damagedDer();
  const { start, end } = lengthAt(bytes, at + 1);
  if ((tag & constructed) === 0) {
    if (end === undefined) throw damagedDer();
    return { der: encode(tag, bytes.subarray(start, end)), next: end };
  }
  const parts: Uint8Array[] = [];
  let next = start;
  while (end === undefined ? !endsAt(bytes, next) : next < end) {
    const child = definite(bytes.subarray(0, end), next, depth + 1);
    parts.push(child.der);
    next = child.next;
  }
  // a string in pieces is the string
  const der =
    tag === (octets | constructed)
      ? encode(octets, joined(parts.map(contentOf)))
      : encode(tag, joined(parts));
  return { der, next: end ?? next + 2 };
}

function endsAt(bytes: Uint8Array, at: number): boolean {
  if (at + 2 > bytes.length) throw damagedDer();
  return bytes[at] === 0 && bytes[at + 1] === 0;
}

function contentOf(der: Uint8Array): Uint8Array {
  if (der[0] !== octets) throw damagedDer();
  return der.subarray(lengthAt(der, 1).start);
}

/**
 * The first value of some bytes in BER, written in DER: lengths that are left open, as some programs write them, become
 * definite. What follows the value is left out, as Java does.
 *
 * @throws Error when the bytes do not begin with a whole value
 */
export function toDer(bytes: Uint8Array): Uint8Array {
  return definite(bytes, 0, 0).der;
}
