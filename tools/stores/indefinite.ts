import { derChildren, readDer, type Der } from '../../src/documents/der.js';

const constructed = 0x20;
const octets = 0x04;
const ending = Buffer.from([0, 0]);

const open = (tag: number, parts: readonly Uint8Array[]): Buffer =>
  Buffer.concat([Buffer.from([tag, 0x80]), ...parts, ending]);

/** One value with lengths left open, strings in two pieces. */
function rewritten(der: Der): Uint8Array {
  if ((der.tag & constructed) !== 0) return open(der.tag, derChildren(der).map(rewritten));
  if (der.tag !== octets || der.content.length < 200) return der.bytes;
  const piece = (content: Uint8Array): Buffer =>
    Buffer.concat([
      Buffer.from([octets, 0x82, content.length >> 8, content.length & 255]),
      content,
    ]);
  const half = der.content.length >> 1;
  const pieces = [der.content.subarray(0, half), der.content.subarray(half)];
  return open(
    octets | constructed,
    pieces.map((content) => (content.length < 256 ? shortPiece(content) : piece(content))),
  );
}

const shortPiece = (content: Uint8Array): Buffer =>
  Buffer.concat([
    Buffer.from(content.length < 0x80 ? [octets, content.length] : [octets, 0x81, content.length]),
    content,
  ]);

/** A store in the writing of programs that do not know lengths beforehand (BER with indefinite lengths). */
export function withOpenLengths(bytes: Uint8Array): Uint8Array {
  return rewritten(readDer(new Uint8Array(bytes)));
}
