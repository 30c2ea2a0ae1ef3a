/**
 * What @peculiar/x509 needs before it is loaded: a stand-in for the parts of `reflect-metadata`
 * that its dependency injection calls. That package is not one of ours, and this is all it takes.
 */
const metadata = new WeakMap<object, Map<unknown, unknown>>();

function getOwnMetadata(key: unknown, target: object): unknown {
  return metadata.get(target)?.get(key);
}

function defineMetadata(key: unknown, value: unknown, target: object): void {
  const known = metadata.get(target) ?? new Map<unknown, unknown>();
  metadata.set(target, known.set(key, value));
}

Object.assign(Reflect, { getMetadata: getOwnMetadata, getOwnMetadata, defineMetadata });
