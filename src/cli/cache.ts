import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { writeAtomically } from '../workspace/disk.js';
import { UsageError } from '../workspace/errors.js';
import type { Hash, Known } from '../workspace/units.js';

/** What a file of ours begins with, so that no other is ever written over. */
const head = '{"elasticlintCache":1,';

/** The hash by which files are compared. */
export const contentHash: Hash = (bytes) => createHash('sha256').update(bytes).digest('base64url');

/** This very program: another build may find other things. The hash of all its scripts is in the one that starts it. */
const build = (): string =>
  `${packageJson.version} ${contentHash(readFileSync(join(import.meta.dirname, 'cli.cjs')))}`;

/**
 * What was found of files when they were linted before, by their content. It holds places and messages, never the text
 * of a file.
 */
export class Cache {
  readonly #known: ReadonlyMap<string, Known>;
  readonly #key: string;
  readonly #path: string;

  /**
   * @param given the file as the user names it
   * @param config all else that findings hang on
   * @param note takes a line for people when the file is damaged
   * @throws UsageError when it is some other file
   */
  constructor(
    readonly given: string,
    config: unknown,
    note: (line: string) => void,
  ) {
    this.#path = resolve(given);
    this.#key = contentHash(Buffer.from(JSON.stringify([build(), config])));
    this.#known = this.#load(note);
  }

  #load(note: (line: string) => void): ReadonlyMap<string, Known> {
    let text: string;
    try {
      text = readFileSync(this.#path, 'utf8');
    } catch {
      return new Map();
    }
    if (!text.startsWith(head))
      throw new UsageError(`--cache-location ${this.given}: this file is no cache of elasticlint`);
    try {
      const { key, files } = JSON.parse(text) as { key: string; files: [string, Known][] };
      return key === this.#key ? new Map(files) : new Map();
    } catch {
      note(`the cache ${this.given} is damaged; all files are linted anew`);
      return new Map();
    }
  }

  /** What was found of a file, whatever it holds now. */
  get(file: string): Known | undefined {
    return this.#known.get(file);
  }

  /** Replaces the file, where anything is new. @throws UsageError when it cannot be written */
  save(files: ReadonlyMap<string, Known>): void {
    const same =
      files.size === this.#known.size &&
      [...files].every(([path, known]) => this.#known.get(path) === known);
    if (same) return;
    const text = `${head}${JSON.stringify({ key: this.#key, files: [...files] }).slice(1)}`;
    try {
      writeAtomically(this.#path, new TextEncoder().encode(text));
    } catch (error) {
      throw new UsageError(`--cache-location ${this.given}: ${(error as Error).message}`);
    }
  }
}
