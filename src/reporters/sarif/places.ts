import type { Place, Range, SourceText } from '../../core/text.js';

/** The base that all paths are relative to: the root of the repository. */
export const sourceRoot = '%SRCROOT%';

/** A lone half of a surrogate pair, which no URI can hold. */
const loneSurrogate = /\p{Surrogate}/gu;

/** A path as a relative URI reference: `/` stays, all else that a URI cannot hold is percent-encoded, `:` too. */
export function toUri(path: string): string {
  return path.replace(loneSurrogate, '\uFFFD').split('/').map(encodeURIComponent).join('/');
}

/** A range as SARIF counts: lines and columns from 1, columns in UTF-16 units, the end exclusive. */
export function region(source: SourceText, range: Range) {
  const start = source.position(range.start);
  const end = source.position(range.end);
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}

/** The part of a place on its first line: GitHub shows an alert in a review only if the change has all its lines. */
export function firstLineRegion({ source, range }: Place) {
  const { line } = source.position(range.start);
  const { end } = source.lineRange(line);
  const start = Math.min(range.start, end);
  return region(source, { start, end: Math.max(start, Math.min(range.end, end)) });
}

/** The files that a log speaks of, each with its place in the list of artifacts. */
export class Artifacts {
  readonly #paths = new Map<string, string>();
  readonly #indexes = new Map<string, number>();
  readonly #targets: ReadonlySet<string>;

  /**
   * @param sources all files that are spoken of
   * @param targets those among them that were checked
   * @param pathInRepository the path from the root of the repository, given a path of the report
   */
  constructor(
    sources: readonly SourceText[],
    targets: readonly SourceText[],
    pathInRepository: (path: string) => string,
  ) {
    for (const { path } of sources) {
      if (!this.#paths.has(path)) this.#paths.set(path, pathInRepository(path));
    }
    this.#targets = new Set(targets.map((target) => this.path(target)));
    for (const path of [...new Set(this.#paths.values())].sort()) {
      this.#indexes.set(path, this.#indexes.size);
    }
  }

  /** The path of a source from the root of the repository. */
  path(source: SourceText): string {
    return this.#paths.get(source.path)!;
  }

  /** A source as an `artifactLocation`. */
  location(source: SourceText) {
    const path = this.path(source);
    return { uri: toUri(path), uriBaseId: sourceRoot, index: this.#indexes.get(path)! };
  }

  /** The list of artifacts of the run. */
  list() {
    return [...this.#indexes].map(([path, index]) => ({
      location: { uri: toUri(path), uriBaseId: sourceRoot, index },
      ...(this.#targets.has(path) && { roles: ['analysisTarget'] }),
    }));
  }
}
