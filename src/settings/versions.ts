import { didYouMean } from '../core/nearest.js';
import table from '../../schemas/versions.json' with { type: 'json' };

/** The minors that are known, oldest first: `7.17` … `9.5`. */
export const knownMinors: readonly string[] = table.minors;
/** The version that is assumed where none is given: the newest release that was measured. */
export const newestVersion: string = table.newest;

const numbers = new Map<string, readonly number[]>();

/** The parts of a version; rules ask for the same few again and again. */
function numbersOf(version: string): readonly number[] {
  let known = numbers.get(version);
  if (!known) numbers.set(version, (known = version.split('.').map(Number)));
  return known;
}

/** `8.9` before `8.10`; patch levels count where both have one. */
export function compareVersions(a: string, b: string): number {
  const [x, y] = [numbersOf(a), numbersOf(b)];
  for (let i = 0; i < Math.min(x.length, y.length); i++) if (x[i] !== y[i]) return x[i]! - y[i]!;
  return 0;
}

/** `8.19.21` → `8.19`. */
export const minorOf = (version: string): string => version.split('.').slice(0, 2).join('.');

/** A version text that cannot be understood or that is not known; the message says what would be. */
export class VersionError extends Error {}

/** The versions that a cluster runs or is going to run: one, or several while it is upgraded. */
export class Versions {
  /**
   * @param list single versions or minors, oldest first, at least one
   * @param text as given by the user
   * @param assumed nobody said so: the newest known one is taken
   * @param ranged some part of the text is a range: `8.15-8.19`, `>=9.1`
   */
  constructor(
    readonly list: readonly string[],
    readonly text: string,
    readonly assumed = false,
    readonly ranged = false,
  ) {}

  get oldest(): string {
    return this.list[0]!;
  }

  get newest(): string {
    return this.list.at(-1)!;
  }

  /** All of them are this version or newer. */
  atLeast(version: string): boolean {
    return compareVersions(this.oldest, version) >= 0;
  }

  /** At least one of them is older than this version. */
  someBelow(version: string): boolean {
    return !this.atLeast(version);
  }

  /** All of them are older than this version. */
  allBelow(version: string): boolean {
    return compareVersions(this.newest, version) < 0;
  }
}

export const assumedVersions = new Versions([newestVersion], newestVersion, true);

const plain = /^v?(\d+)(?:\.(\d+|x|\*))?(?:\.(\d+|x|\*))?$/;

function single(text: string): readonly string[] | undefined {
  const match = plain.exec(text.trim());
  if (!match) return undefined;
  const [, major, minor, patch] = match;
  const minors = knownMinors.filter((known) => known.startsWith(`${major}.`));
  if (minors.length === 0) throw unknown(text);
  if (minor === undefined || !/^\d/.test(minor)) return minors;
  if (!minors.includes(`${major}.${minor}`)) throw unknown(text);
  return [
    patch !== undefined && /^\d/.test(patch) ? `${major}.${minor}.${patch}` : `${major}.${minor}`,
  ];
}

function unknown(text: string): VersionError {
  const sameMajor = knownMinors.filter((known) => known.startsWith(text.trim().split('.')[0]!));
  const hint = didYouMean(text.trim(), sameMajor);
  return new VersionError(
    `Elasticsearch ${text.trim()} is not known: from ${knownMinors[0]} to ${knownMinors.at(-1)} are${hint}`,
  );
}

/**
 * Reads a version (`8.19.21`), a minor (`9.1`), a major (`9`, `9.x`), a range (`8.15 - 8.19`, `8.15-8.19`, `>=8.15 <9`)
 * or a list of those.
 *
 * @throws VersionError for anything else, and for versions that are not known
 */
export async function parseVersions(text: string | readonly string[]): Promise<Versions> {
  const texts = typeof text === 'string' ? text.split(',') : text;
  const found = new Set<string>();
  let ranged = false;
  for (const part of texts) {
    const plainly = single(part);
    ranged ||= plainly === undefined;
    for (const version of plainly ?? between(part) ?? (await inRange(part))) found.add(version);
  }
  if (found.size === 0) throw unknown(texts.join(', '));
  return new Versions(
    [...found].sort(compareVersions),
    texts.map((part) => part.trim()).join(', '),
    false,
    ranged,
  );
}

/** The minors of `8.15-8.19`, both ends included. @throws VersionError for an unknown end, or the ends exchanged */
function between(text: string): readonly string[] | undefined {
  const [start = '', stop, ...others] = text.split('-');
  if (stop === undefined || others.length > 0) return undefined;
  const [from, to] = [single(start)?.[0], single(stop)?.at(-1)];
  if (from === undefined || to === undefined) return undefined;
  if (compareVersions(from, to) > 0)
    throw new VersionError(
      `the range ${text.trim()} is empty: the older version comes first, ${stop.trim()}-${start.trim()}`,
    );
  return knownMinors.slice(
    knownMinors.indexOf(minorOf(from)),
    knownMinors.indexOf(minorOf(to)) + 1,
  );
}

async function inRange(text: string): Promise<string[]> {
  const { default: semver } = await import('semver');
  // semver takes an empty text for any version
  const range = /\d/.test(text) && semver.validRange(text);
  if (!range)
    throw new VersionError(
      `'${text.trim()}' is no version: use for instance 9.5, 8.19.21 or 8.15-8.19`,
    );
  const minors = knownMinors.filter((minor) => semver.intersects(range, `~${minor}`));
  if (minors.length === 0) throw unknown(text);
  return minors;
}

/** Whether the documentation supports that a local cluster of one version searches a remote one of another. */
export function searchSupported(local: string, remote: string): boolean {
  return (
    (table.search as Record<string, readonly string[]>)[minorOf(local)]?.includes(
      minorOf(remote),
    ) ?? false
  );
}

/** The remote minors that the documentation lets a local version search. */
export function searchableFrom(local: string): readonly string[] {
  return (table.search as Record<string, readonly string[]>)[minorOf(local)] ?? [];
}

/** Whether the transport handshake between two versions succeeds: each must be as new as the other accepts. */
export function handshakeAccepted(a: string, b: string): boolean {
  const oldest = table.handshake as Record<string, string>;
  const accepts = (one: string, other: string): boolean =>
    compareVersions(minorOf(other), oldest[minorOf(one)] ?? minorOf(one)) >= 0;
  return accepts(a, b) && accepts(b, a);
}

/** From which versions on the API-key model is accepted by the code, asked for by the docs, and can sign requests. */
export const apiKeyModel: {
  readonly accepted: string;
  readonly documented: string;
  readonly signing: string;
} = table.apiKeyModel;
