/**
 * elasticlint as a library: open a workspace over a file system, lint files, read the findings.
 *
 * ```ts
 * import { openWorkspace, disk } from 'elasticlint';
 * const workspace = openWorkspace({ vfs: disk, cwd: process.cwd() });
 * const { findings } = await workspace.lint(['elasticsearch.yml']);
 * ```
 */
import type { RuleSetting } from './workspace/rule-setting.js';
import { openWorkspace } from './workspace/session.js';
import { MemoryVfs } from './workspace/vfs.js';
import type { LintResult } from './workspace/session.js';

export {
  openWorkspace,
  Workspace,
  type LintResult,
  type WorkspaceOptions,
} from './workspace/session.js';
export { disk } from './workspace/disk.js';
export { MemoryVfs, type Stat, type Vfs } from './workspace/vfs.js';
export { UsageError } from './workspace/errors.js';
export { VersionError, knownMinors, newestVersion } from './settings/versions.js';
export { rules } from '../rules/registry.js';
export { json } from './reporters/json.js';
export { checkstyle } from './reporters/checkstyle.js';
export { github, type GithubContext } from './reporters/github.js';
export { gitlab } from './reporters/gitlab.js';
export { html, type HtmlContext } from './reporters/html.js';
export { jsonl } from './reporters/jsonl.js';
export { junit, type JunitContext } from './reporters/junit.js';
export { markdown } from './reporters/markdown.js';
export { pretty, type PrettyContext } from './reporters/pretty.js';
export type { RepositoryContext } from './reporters/repository.js';
export { sarif, type SarifContext } from './reporters/sarif.js';
export { fullMessage } from './core/finding.js';
export type { Confidence, Edit, Finding, Fix, Related, Report, Severity } from './core/finding.js';
export type { Place, Position, Range, SourceText } from './core/text.js';
export type { Evidence, Message, RuleMeta } from './core/rule.js';
export type { OptionSchema } from './core/options.js';
export type { Level, RuleSetting } from './workspace/rule-setting.js';

/**
 * Lints texts in memory, without a manifest unless one is among them.
 *
 * @param files texts by path, relative to the root of the workspace
 * @param options the version to judge by, severities, the day that counts as today
 */
export function lint(
  files: Readonly<Record<string, string>>,
  options: {
    readonly esVersion?: string;
    readonly rules?: Readonly<Record<string, RuleSetting>>;
    readonly today?: string;
    readonly pedantic?: boolean;
  } = {},
): Promise<LintResult> {
  const absolute = Object.entries(files).map(([path, text]) => [`/${path}`, text]);
  const vfs = new MemoryVfs(Object.fromEntries(absolute) as Record<string, string>);
  return openWorkspace({ vfs, cwd: '/', ...options }).lint(Object.keys(files));
}
