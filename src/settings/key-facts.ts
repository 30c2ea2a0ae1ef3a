import type { Catalogue } from './catalogue.js';

/** What the versions of a cluster know of a key, as far as many rules ask for it. */
export interface KeyFacts {
  /** The first version that does not know the key. */
  readonly unknownIn: string | undefined;
  /** Some version has a deprecated setting under it. */
  readonly deprecated: boolean;
  /** Some version takes it from the keystore only. */
  readonly secure: boolean;
}

type Known = Map<string, KeyFacts>;
const known = new WeakMap<Catalogue, WeakMap<readonly string[], Known>>();

/** More keys than any set of files has are not kept: an editor asks for each half-typed one. */
const limit = 8_000;

/**
 * Tells what versions know of keys. It remembers what it told: files have the same few hundred keys again and again.
 *
 * @param versions of one cluster; remembered as long as this list is
 */
export function keyFacts(
  catalogue: Catalogue,
  versions: readonly string[],
): (key: string) => KeyFacts {
  let lists = known.get(catalogue);
  if (!lists) known.set(catalogue, (lists = new WeakMap<readonly string[], Known>()));
  let facts = lists.get(versions);
  if (!facts) lists.set(versions, (facts = new Map<string, KeyFacts>()));
  const byKey = facts;
  return (key) => {
    let told = byKey.get(key);
    if (told) return told;
    if (byKey.size >= limit) byKey.clear();
    const settings = versions.map((version) => catalogue.find(key, version));
    told = {
      unknownIn: versions[settings.indexOf(undefined)],
      deprecated: settings.some((setting) => setting?.deprecated !== undefined),
      secure: settings.some((setting) => setting?.secure === true),
    };
    byKey.set(key, told);
    return told;
  };
}
