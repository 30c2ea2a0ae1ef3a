import { crc32 } from 'node:zlib';

/** Where the parts of a keystore begin: after the codec's header, the mark of a password, and the length of the data. */
export const AT = {
  version: 27,
  mark: 31,
  length: 32,
  salt: 36,
  iv: 104,
  encrypted: 120,
  data: 124,
};

const FOOTER = 16;

/** What is done to a keystore, in this order. */
export interface Damage {
  /** Only so many bytes are kept. */
  readonly cut?: number;
  /** Bits are turned over in the byte at an offset. */
  readonly flip?: readonly [offset: number, bits: number];
  /** Bytes are written at an offset, in hexadecimal. */
  readonly put?: readonly [offset: number, hex: string];
  /** Bytes are added at the end, in hexadecimal. */
  readonly append?: string;
  /** The checksum is made right again. */
  readonly reseal?: true;
}

/** A keystore with a damage. */
export function damaged(bytes: Uint8Array, damage: Damage): Buffer {
  let result = Buffer.from(bytes.subarray(0, damage.cut ?? bytes.length));
  if (damage.flip) result[damage.flip[0]]! ^= damage.flip[1];
  if (damage.put) result.write(damage.put[1], damage.put[0], 'hex');
  if (damage.append !== undefined)
    result = Buffer.concat([result, Buffer.from(damage.append, 'hex')]);
  return damage.reseal ? resealed(result) : result;
}

/** A keystore whose checksum fits what stands before it. */
export function resealed(bytes: Buffer): Buffer {
  const result = Buffer.from(bytes);
  const end = result.length - FOOTER;
  result.writeUInt32BE(0xc02893e8, end);
  result.writeUInt32BE(0, end + 4);
  result.writeBigUInt64BE(BigInt(crc32(result.subarray(0, end + 8))), end + 8);
  return result;
}

/** Damages of every kind for a keystore of a size; the same ones every time. */
export function damages(size: number): Damage[] {
  const cuts = [
    0,
    1,
    4,
    5,
    26,
    27,
    31,
    32,
    35,
    36,
    40,
    104,
    120,
    124,
    size - 16,
    size - 8,
    size - 1,
  ];
  const inHeader = Array.from({ length: AT.data }, (_, offset) => offset).filter(
    (offset) => offset < 36 || offset % 11 === 0,
  );
  const lengths = ['00000000', 'ffffffff', '7fffffff', '00000001', '0000ffff'];
  const words = [AT.length, AT.salt, AT.iv, AT.encrypted];
  return [
    ...cuts.map((cut) => ({ cut })),
    ...inHeader.map((offset) => ({ flip: [offset, 1 << (offset % 8)] as const })),
    ...[AT.data, AT.data + 5, size - 17, size - 16, size - 9, size - 8, size - 1].map((offset) => ({
      flip: [offset, 0x10] as const,
    })),
    ...['00000000', '00000001', '00000002', '00000003', '00000008', 'ffffffff'].map((hex) => ({
      put: [AT.version, hex] as const,
      reseal: true as const,
    })),
    ...['01', '02', 'ff'].map((hex) => ({ put: [AT.mark, hex] as const, reseal: true as const })),
    ...words.flatMap((offset) =>
      lengths.map((hex) => ({ put: [offset, hex] as const, reseal: true as const })),
    ),
    ...[AT.salt + 4, AT.iv + 4, AT.data, AT.data + 9, size - 17].map((offset) => ({
      flip: [offset, 0x20] as const,
      reseal: true as const,
    })),
    { append: '00' },
    { append: '00000000000000000000000000000000', reseal: true },
  ];
}
