import type { Random } from './random.js';

/** Makes another key of a key; undefined where the kind of mistake does not apply to it. */
export type KeyMutation = (key: string, random: Random) => string | undefined;

/** Mistakes in keys as people make them, by name. */
export const KEY_MUTATIONS: Readonly<Record<string, KeyMutation>> = {
  'key-dropped-letter': (key, random) => atLetter(key, random, (a) => a.slice(1)),
  'key-doubled-letter': (key, random) => atLetter(key, random, (a) => a.slice(0, 1) + a),
  'key-swapped-letters': (key, random) =>
    atLetter(key, random, (a) => a.slice(1, 2) + a.slice(0, 1) + a.slice(2)),
  'key-other-letter': (key, random) => atLetter(key, random, (a) => neighbour(a) + a.slice(1)),
  'key-underscore-for-dot': (key, random) => atSign(key, random, '.', '_'),
  'key-dot-for-underscore': (key, random) => atSign(key, random, '_', '.'),
  'key-dash-for-underscore': (key, random) => atSign(key, random, '_', '-'),
  'key-plural': (key, random) => atSegment(key, random, (word) => plural(word)),
  'key-segment-lost': (key, random) => atSegment(key, random, () => undefined),
  'key-prefix-lost': (key) => (key.includes('.') ? key.slice(key.indexOf('.') + 1) : undefined),
  'key-prefix-wrong': (key, random) => wrongPrefix(key, random),
  'key-capital': (key, random) =>
    atSegment(key, random, (word) => word.slice(0, 1).toUpperCase() + word.slice(1)),
  'key-camel-case': (key) =>
    /_[a-z]/.test(key)
      ? key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
      : undefined,
  'key-double-dot': (key, random) => atSign(key, random, '.', '..'),
  'key-segments-swapped': (key) => {
    const words = key.split('.');
    if (words.length < 2) return undefined;
    return [...words.slice(0, -2), words.at(-1), words.at(-2)].join('.');
  },
};

const NEIGHBOURS = 'qwertyuiopasdfghjklzxcvbnm';

const PREFIXES: readonly (readonly [string, readonly string[]])[] = [
  [
    'xpack.security.transport.',
    ['xpack.security.http.', 'xpack.transport.', 'security.transport.'],
  ],
  ['xpack.security.http.', ['xpack.security.transport.', 'xpack.http.', 'http.']],
  ['xpack.security.authc.realms.', ['xpack.security.realms.', 'shield.authc.realms.']],
  ['xpack.security.', ['xpack.', 'shield.', 'opensearch.security.']],
  ['cluster.remote.', ['remote.cluster.', 'search.remote.', 'cluster.remotes.', 'remote_cluster.']],
  ['remote_cluster.', ['cluster.remote.', 'remote_cluster_server.', 'remote.cluster.']],
  ['cluster.routing.allocation.', ['cluster.allocation.', 'routing.allocation.']],
  ['discovery.', ['discovery.zen.', 'cluster.']],
  ['transport.', ['transport.tcp.', 'network.', 'http.']],
  ['http.', ['network.', 'transport.']],
  ['network.', ['http.', 'node.', 'network.tcp.']],
  ['node.', ['cluster.', 'nodes.']],
  ['cluster.', ['node.', 'es.cluster.']],
  ['indices.', ['index.', 'indexes.']],
  ['path.', ['paths.', 'node.path.']],
];

function atLetter(
  key: string,
  random: Random,
  change: (rest: string) => string,
): string | undefined {
  // the first two characters of a word are seldom mistyped, and blanks and signs are other mistakes
  const places = [...key.matchAll(/(?<=[a-z]{2})[a-z](?=[a-z])/g)].map((match) => match.index);
  const place = random.pick(places);
  return place === undefined ? undefined : key.slice(0, place) + change(key.slice(place));
}

function neighbour(text: string): string {
  const letter = text.slice(0, 1);
  return NEIGHBOURS[(NEIGHBOURS.indexOf(letter) + 1) % NEIGHBOURS.length] ?? letter;
}

function atSign(key: string, random: Random, sign: string, other: string): string | undefined {
  const places = [...key].flatMap((character, i) => (character === sign ? [i] : []));
  const place = random.pick(places);
  return place === undefined ? undefined : key.slice(0, place) + other + key.slice(place + 1);
}

function atSegment(
  key: string,
  random: Random,
  change: (word: string) => string | undefined,
): string | undefined {
  const words = key.split('.');
  const place = random.below(words.length);
  const changed = change(words[place] ?? '');
  if (changed === undefined && words.length < 3) return undefined;
  return words.flatMap((word, i) => (i === place ? (changed ?? []) : word)).join('.');
}

function plural(word: string): string {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (word.endsWith('s')) return word.slice(0, -1);
  return word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`;
}

function wrongPrefix(key: string, random: Random): string | undefined {
  const known = PREFIXES.find(([prefix]) => key.startsWith(prefix));
  const others = known ? known[1].map((other) => other + key.slice(known[0].length)) : [];
  return random.pick([...others, ...others, `elasticsearch.${key}`]);
}
