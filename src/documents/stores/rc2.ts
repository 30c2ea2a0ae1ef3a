/** RC2 (RFC 2268), which older Java encrypts the certificates of a PKCS#12 store with and OpenSSL 3 has put aside. */

/** A permutation of all bytes, made of the digits of pi. */
const piTable = Buffer.from(
  'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2' +
    '179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82' +
    '54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626' +
    '6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7' +
    '08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ec' +
    'c2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731' +
    '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a9' +
    '0d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad',
  'hex',
);

/** The 64 words that a key becomes. */
function expand(key: Uint8Array, bits: number): Uint16Array {
  const table = new Uint8Array(128);
  table.set(key);
  for (let at = key.length; at < 128; at++)
    table[at] = piTable[(table[at - 1]! + table[at - key.length]!) & 255]!;
  const count = (bits + 7) >> 3;
  table[128 - count] = piTable[table[128 - count]! & (255 >> (8 * count - bits))]!;
  for (let at = 127 - count; at >= 0; at--)
    table[at] = piTable[table[at + 1]! ^ table[at + count]!]!;
  return Uint16Array.from({ length: 64 }, (_, at) => table[2 * at]! | (table[2 * at + 1]! << 8));
}

const shifts = [1, 2, 3, 5] as const;

/** One block of eight bytes, decrypted. */
function decryptBlock(words: Uint16Array, block: Uint8Array): Uint8Array {
  const r = Uint16Array.from({ length: 4 }, (_, at) => block[2 * at]! | (block[2 * at + 1]! << 8));
  for (let round = 15; round >= 0; round--) {
    for (let at = 3; at >= 0; at--) {
      const [below, second, third] = [r[(at + 3) & 3]!, r[(at + 2) & 3]!, r[(at + 1) & 3]!];
      const turned = ((r[at]! >>> shifts[at]!) | (r[at]! << (16 - shifts[at]!))) & 0xffff;
      r[at] = turned - words[4 * round + at]! - (below & second) - (~below & third);
    }
    if (round === 11 || round === 5)
      for (let at = 3; at >= 0; at--) r[at] = r[at]! - words[r[(at + 3) & 3]! & 63]!;
  }
  return Uint8Array.from({ length: 8 }, (_, at) => r[at >> 1]! >> (8 * (at & 1)));
}

/**
 * Decrypts what was encrypted with RC2 in CBC mode; the padding is left on.
 *
 * @param bits how strong the key is; its length in bits, unless something else was agreed on
 * @throws Error when the length is not a multiple of eight bytes
 */
export function decryptRc2(
  key: Uint8Array,
  iv: Uint8Array,
  encrypted: Uint8Array,
  bits = key.length * 8,
): Uint8Array {
  if (encrypted.length % 8 !== 0 || iv.length !== 8) throw new Error('no whole number of blocks');
  const words = expand(key, bits);
  const plain = new Uint8Array(encrypted.length);
  let before = iv;
  for (let at = 0; at < encrypted.length; at += 8) {
    const block = encrypted.subarray(at, at + 8);
    decryptBlock(words, block).forEach(
      (byte, index) => (plain[at + index] = byte ^ before[index]!),
    );
    before = block;
  }
  return plain;
}
