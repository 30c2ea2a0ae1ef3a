/** A damage to a file: cut off, or one byte of it turned around. */
export interface StoreDamage {
  /** How many bytes are left. */
  readonly cut?: number;
  /** The byte whose bits are turned around. */
  readonly flip?: number;
}

/** A store, how it is read, and what was done to it before. */
export interface StoreCase {
  readonly file: string;
  readonly type: string;
  readonly password: string;
  readonly keyPassword: string;
  readonly damage?: StoreDamage;
}

/** Damages all over a file of some length. */
export function cuts(length: number): StoreDamage[] {
  const places = [
    0,
    1,
    3,
    4,
    8,
    20,
    40,
    60,
    ...Array.from({ length: 12 }, (_, at) => 80 + Math.floor((length - 81) * (at / 12))),
  ];
  const ends = [length - 1, length - 21];
  return [
    ...[...places, ...ends].map((cut) => ({ cut })),
    ...[...places.filter((at) => at > 0), ...ends].map((flip) => ({ flip })),
  ];
}

/** A copy of a file with a damage. */
export function damaged(bytes: Uint8Array, { cut, flip }: StoreDamage = {}): Uint8Array {
  const copy = new Uint8Array(bytes.subarray(0, cut));
  if (flip !== undefined) copy[flip] = copy[flip]! ^ 0xff;
  return copy;
}
