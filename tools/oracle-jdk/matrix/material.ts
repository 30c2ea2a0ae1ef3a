import { existsSync, readFileSync } from 'node:fs';
import type { KeyObject } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { MATRIX_SPECS } from './cases.js';
import { makeKey, makeMatrixCertificate, readKey, writeKey, type Spec } from './make.js';

/** Where the matrix is recorded. */
export const MATRIX_FILE = fileURLToPath(
  new URL('../../../fixtures/oracle/chain-matrix.json', import.meta.url),
);

/** Keys (PKCS #8) and certificates as base64 of their DER, by name. */
export interface Material {
  readonly keys: Readonly<Record<string, string>>;
  readonly certificates: Readonly<Record<string, string>>;
}

/** What the matrix is made of: of an earlier recording all that is still the same stays, byte by byte. */
export function matrixMaterial(): Material {
  const kept = existsSync(MATRIX_FILE)
    ? (JSON.parse(readFileSync(MATRIX_FILE, 'utf8')) as Material)
    : { keys: {}, certificates: {} };
  const keys = new Map<string, KeyObject>();
  for (const { key, kind = 'p256' } of MATRIX_SPECS) {
    if (keys.has(key)) continue;
    const known = kept.keys[key];
    keys.set(key, known === undefined ? makeKey(kind) : readKey(known));
  }
  const byName = new Map(MATRIX_SPECS.map((spec) => [spec.name, spec]));
  const issuerOf = ({ issuer, name }: Spec): Spec => {
    const found = byName.get(issuer ?? name);
    if (!found) throw new Error(`${name} has no issuer ${issuer}`);
    return found;
  };
  const certificates = MATRIX_SPECS.map((spec) => {
    const known = kept.certificates[spec.name];
    const der = makeMatrixCertificate(
      spec,
      issuerOf(spec),
      keys,
      known === undefined ? undefined : Buffer.from(known, 'base64'),
    );
    return [spec.name, der.toString('base64')] as const;
  });
  return {
    keys: Object.fromEntries([...keys].map(([name, key]) => [name, writeKey(key)])),
    certificates: Object.fromEntries(certificates),
  };
}
