import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The nearest directory above this file that holds the package; it is reached from src/ and from dist/ alike. */
function packageRoot(): string | undefined {
  for (let directory = import.meta.dirname; ; directory = dirname(directory)) {
    if (existsSync(join(directory, 'package.json'))) return directory;
    if (directory === dirname(directory)) return undefined;
  }
}

/**
 * The page of a rule in Markdown, as it is shipped in the package.
 *
 * @param id id of the rule, `area/name`
 * @returns undefined when there is no such page, for instance where only dist/ was copied; never throws
 */
export function rulePage(id: string): string | undefined {
  const root = /^[a-z\d-]+\/[a-z\d-]+$/.test(id) ? packageRoot() : undefined;
  if (root === undefined) return undefined;
  try {
    return readFileSync(join(root, 'rules', `${id}.md`), 'utf8');
  } catch {
    return undefined;
  }
}
