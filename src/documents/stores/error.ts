/**
 * Why a store or a key stays closed:
 * - `damaged`: it is not what it should be; no password would help
 * - `password`: the password is wrong, or the file was changed
 * - `locked`: it needs a password, and none is known
 * - `cipher`: Java does not know the way it is encrypted
 * - `unsupported`: it may well be right, but cannot be opened here
 */
export type StoreFault = 'damaged' | 'password' | 'locked' | 'cipher' | 'unsupported';

/** Why a store or a key stays closed; the text is a clause without full stop and holds no secret. */
export class StoreError extends Error {
  constructor(
    readonly fault: StoreFault,
    text: string,
  ) {
    super(text);
  }
}

/** Runs a reader of bytes; whatever it throws means that they are damaged, but a StoreError stays what it is. */
export function orDamaged<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError('damaged', `${what} is damaged`);
  }
}
