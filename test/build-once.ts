import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The directory in which the first test that needs the command builds it, for all others, too. */
    readonly built: string;
  }
}

/** Vitest calls it before all tests; what it gives is called after all. */
export default function setup({ provide }: TestProject): () => void {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'elasticlint-built-')));
  provide('built', directory);
  return () => rmSync(directory, { recursive: true, force: true });
}
