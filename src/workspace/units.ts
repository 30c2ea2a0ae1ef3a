import { resolve } from 'node:path/posix';
import type { SourceText } from '../core/index.js';
import { decode } from '../documents/decode.js';
import { pack, unpack, type PackedResult, type UnitResult } from './packed.js';
import { Workspace, type WorkspaceOptions } from './session.js';
import type { Vfs } from './vfs.js';

/** A file that no manifest governs, as a run asks for it. */
export interface Asked {
  readonly path: string;
  /** It was named, not found. */
  readonly explicit: boolean;
}

/** What was found of one file alone, and what that hangs on. */
export interface Known {
  /** What was read, by path as shown: the hash of its bytes; an empty one for what was not there. */
  readonly read: readonly (readonly [path: string, hash: string])[];
  readonly result: PackedResult;
}

/** The hash of some bytes, never empty; always the same where nobody compares it later. */
export type Hash = (bytes: Uint8Array) => string;

/** Says of a file system what was asked of it. */
class Recorder implements Vfs {
  asked = new Map<string, string>();

  constructor(
    readonly below: Vfs,
    readonly hash: Hash,
  ) {}

  stat(path: string): ReturnType<Vfs['stat']> {
    const stat = this.below.stat(path);
    if (!stat) this.asked.set(path, '');
    return stat;
  }

  read(path: string): Uint8Array {
    const bytes = this.below.read(path);
    this.asked.set(path, this.hash(bytes));
    return bytes;
  }

  list(path: string): readonly string[] {
    return this.below.list(path);
  }
}

/** Lints files that no manifest governs, each by itself. */
export class LoneLinter {
  readonly #recorder: Recorder;
  /** For files that were named, and for those that were found. */
  readonly #workspaces: readonly [Workspace, Workspace];

  constructor(options: WorkspaceOptions, hash: Hash) {
    this.#recorder = new Recorder(options.vfs, hash);
    const { kind, ...others } = options;
    const found = { ...others, vfs: this.#recorder, manifest: false } as WorkspaceOptions;
    const named = kind ? { ...found, kind } : found;
    this.#workspaces = [new Workspace(named), new Workspace(found)];
  }

  /**
   * Lints one file.
   *
   * @returns undefined where it must be linted with all others: because of what it says of versions, because something
   *   went wrong, or because it cannot be told as plain data
   * @throws UsageError as `Workspace.lint` does
   */
  async lint({ path, explicit }: Asked): Promise<Known | undefined> {
    const asked = (this.#recorder.asked = new Map<string, string>());
    const workspace = this.#workspaces[explicit ? 0 : 1];
    const result = await workspace.lint([path]);
    const source = workspace.parsed(path)?.source;
    const wrong = [result.unreadable, result.unmatched, result.crashes];
    if (!source || result.clusters.length !== 1 || wrong.some((list) => list.length > 0))
      return undefined;
    // what files say of their own versions is told together
    if (result.judgedAs.endsWith('(spec.version)')) return undefined;
    const checked = result.files.length > 0;
    const packed = pack({ ...result, source, checked });
    const read = [...asked].map(([one, of]) => [workspace.shown(one), of] as const);
    workspace.forget(path);
    return packed && { read, result: packed };
  }
}

/** What was found of a file, if all that was read then is as it was; undefined where it is not. */
export function stillSo(
  known: Known,
  { vfs, cwd }: Pick<WorkspaceOptions, 'vfs' | 'cwd'>,
  hash: Hash,
): UnitResult | undefined {
  const sources = new Map<string, SourceText>();
  try {
    for (const [path, before] of known.read) {
      const absolute = resolve(cwd, path);
      if (before === '') {
        if (vfs.stat(absolute)) return undefined;
        continue;
      }
      const bytes = vfs.read(absolute);
      if (hash(bytes) !== before) return undefined;
      sources.set(path, decode(path, bytes).source);
    }
    return unpack(known.result, (path) => sources.get(path)!);
  } catch {
    // it cannot be read any more, or what was kept is damaged
    return undefined;
  }
}

/** Files that read one another: what is said of one may hang on a comment in the other. */
export function entangled(units: ReadonlyMap<string, Known>): Set<string> {
  const tied = new Set<string>();
  for (const [path, { read }] of units) {
    const others = read.filter(([other]) => other !== path && units.has(other));
    if (others.length > 0)
      for (const one of [path, ...others.map(([other]) => other)]) tied.add(one);
  }
  return tied;
}
