import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillKeystore } from '../node.js';

/** Keystores of this run by version and content: making one takes seconds. */
const made = new Map<string, Buffer>();

/** The bytes of a keystore with these settings, as the tool of the version writes it. */
export function keystoreOf(
  version: string,
  home: string,
  secure: ReadonlyMap<string, string>,
  environment: NodeJS.ProcessEnv,
): Buffer {
  const key = JSON.stringify([version, ...secure]);
  const known = made.get(key);
  if (known) return known;
  const folder = mkdtempSync(join(tmpdir(), 'elasticlint-keystore-'));
  try {
    fillKeystore(home, secure, { ...environment, ES_PATH_CONF: folder });
    const bytes = readFileSync(join(folder, 'elasticsearch.keystore'));
    made.set(key, bytes);
    return bytes;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
