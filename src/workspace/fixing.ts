import { applyFixes, chooseFixes, type Finding, type Fix, type SourceText } from '../core/index.js';
import { encode } from '../documents/decode.js';
import type { LintResult, Workspace } from './session.js';
import { MemoryVfs, type Vfs } from './vfs.js';

/** A file before and after all fixes. */
export interface FixedFile {
  readonly before: SourceText;
  readonly after: SourceText;
  /** The new text as the file is to have it: in its encoding, with the byte order mark if there was one. */
  readonly bytes: Uint8Array;
}

/** What fixes came to. */
export interface Fixed {
  /** The files that differ now, by absolute path. */
  readonly changed: ReadonlyMap<string, FixedFile>;
  /** How many fixes were applied. */
  readonly fixed: number;
  /** Fixes that were left out because something new would be found after them, as `path: title`. */
  readonly refused: readonly string[];
  /** What is found after them. */
  readonly result: LintResult;
}

const mostRounds = 10;

/** How many errors and warnings each rule has. */
function counts({ findings, crashes }: LintResult): Map<string, number> {
  const found = new Map(crashes.map(({ rule }) => [`${rule} crashed`, 1]));
  for (const { rule, severity } of findings)
    if (severity !== 'info') found.set(rule, (found.get(rule) ?? 0) + 1);
  return found;
}

/** Whether some rule finds more than before. */
function bringsNew(before: LintResult, after: LintResult): boolean {
  const known = counts(before);
  return [...counts(after)].some(([rule, count]) => count > (known.get(rule) ?? 0));
}

const describe = ({ source }: Finding, { title }: Fix): string => `${source.path}: ${title}`;

/** Fixes in memory, over files that stay as they are. */
class Fixing {
  readonly overlay: MemoryVfs;
  readonly workspace: Workspace;
  readonly before = new Map<string, SourceText>();
  readonly refused = new Set<string>();
  fixed = 0;

  constructor(
    open: (vfs: Vfs) => Workspace,
    below: Vfs,
    readonly paths: readonly string[],
    readonly unsafe: boolean,
  ) {
    this.overlay = new MemoryVfs({}, below);
    this.workspace = open(this.overlay);
  }

  /** Writes fixes, lints, and takes them back where that finds something new. */
  async try(fixes: readonly Fix[], last: LintResult): Promise<LintResult | undefined> {
    const texts = [...applyFixes(fixes)].map(
      ([source, text]) => [source, this.workspace.pathOf(source), encode(source, text)] as const,
    );
    const undo = texts.map(([, path]) => [path, this.overlay.read(path)] as const);
    for (const [, path, bytes] of texts) this.overlay.write(path, bytes);
    const result = await this.workspace.lint(this.paths);
    if (bringsNew(last, result)) {
      for (const [path, bytes] of undo) this.overlay.write(path, bytes);
      return undefined;
    }
    for (const [source, path] of texts) if (!this.before.has(path)) this.before.set(path, source);
    this.fixed += fixes.length;
    return result;
  }

  /** The fixes to apply next, with what they are called. */
  candidates({ findings }: LintResult): Fix[] {
    const wanted = findings.filter(
      (finding) => finding.fix && !this.refused.has(describe(finding, finding.fix)),
    );
    return chooseFixes(wanted, this.unsafe);
  }

  /** Where fixes together bring something new: the first that alone does not; all before it are left out for good. */
  async oneByOne(fixes: readonly Fix[], last: LintResult): Promise<LintResult | undefined> {
    for (const fix of fixes) {
      const result = await this.try([fix], last);
      if (result) return result;
      const finding = last.findings.find((one) => one.fix === fix);
      if (finding) this.refused.add(describe(finding, fix));
    }
    return undefined;
  }

  async run(): Promise<Fixed> {
    let result = await this.workspace.lint(this.paths);
    for (let round = 0; round < mostRounds; round++) {
      const fixes = this.candidates(result);
      if (fixes.length === 0) break;
      const next = (await this.try(fixes, result)) ?? (await this.oneByOne(fixes, result));
      if (!next) break;
      result = next;
    }
    return { changed: this.changed(), fixed: this.fixed, refused: [...this.refused], result };
  }

  private changed(): Map<string, FixedFile> {
    const changed = new Map<string, FixedFile>();
    for (const [path, before] of this.before) {
      const after = this.workspace.parsed(path)?.source;
      if (after && after.text !== before.text)
        changed.set(path, { before, after, bytes: this.overlay.read(path) });
    }
    return changed;
  }
}

/**
 * Applies fixes in memory, lints again, until nothing changes (at most ten times). What brings something new is left out.
 *
 * @param open opens the workspace over other files
 * @param unsafe whether fixes that change the meaning are wanted, too
 */
export function fixAll(
  open: (vfs: Vfs) => Workspace,
  below: Vfs,
  paths: readonly string[],
  unsafe: boolean,
): Promise<Fixed> {
  return new Fixing(open, below, paths, unsafe).run();
}
