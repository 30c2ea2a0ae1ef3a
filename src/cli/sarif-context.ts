import packageJson from '../../package.json' with { type: 'json' };
import { rules } from '../../rules/registry.js';
import type { SarifContext } from '../reporters/sarif.js';
import { rulePage } from './pages.js';
import { pathsInRepository } from './repository.js';

/**
 * What the SARIF reporter needs beside the report: rules, their pages, and the paths from the root of the repository.
 *
 * @param options `category` tells several uploads apart; `suppressed` adds what comments silenced and the baseline knows; `cwd` is what the paths of the report are relative to
 */
export function sarifContext(
  options: { category?: string; suppressed?: boolean; cwd?: string } = {},
): SarifContext {
  return {
    rules,
    toolVersion: packageJson.version,
    page: rulePage,
    pathInRepository: pathsInRepository(options.cwd ?? process.cwd()),
    suppressed: options.suppressed === true,
    ...(options.category !== undefined && { category: options.category }),
  };
}
