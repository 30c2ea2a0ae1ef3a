import { KEY_MUTATIONS } from './keys.js';
import type { Random } from './random.js';
import { VALUE_MUTATIONS } from './values.js';

/** Makes another body of PUT _cluster/settings; undefined where the kind of mistake does not apply to it. */
export type PayloadMutation = (body: string, random: Random) => string | undefined;

/** A body as JSON gives it: layers with settings, flat or nested. */
type Body = Record<string, Record<string, unknown>>;

/** What a mutation may change: a value and where it is. */
interface Place {
  holder: Record<string, unknown>;
  key: string;
  value: unknown;
}

/** Mistakes in keys, each with the mistakes that an elasticsearch.yml knows as well. */
export const PAYLOAD_KEY_MUTATIONS = Object.fromEntries(
  Object.entries(KEY_MUTATIONS).map(([name, mutation]): [string, PayloadMutation] => [
    name,
    (body, random) =>
      atPlace(body, random, isValue, ({ holder, key }) => {
        const other = mutation(key, random);
        if (other === undefined || other === key) return false;
        rename(holder, key, other);
        return true;
      }),
  ]),
);

const TEXT_MUTATIONS = Object.fromEntries(
  Object.entries(VALUE_MUTATIONS)
    .filter(([name]) => !/quote|list|placeholder|unit-added/.test(name))
    .map(([name, mutation]): [string, PayloadMutation] => [
      name,
      (body, random) => replaceText(body, random, (text) => mutation(text, random)),
    ]),
);

/** Mistakes in values. */
export const PAYLOAD_VALUE_MUTATIONS: Readonly<Record<string, PayloadMutation>> = {
  ...TEXT_MUTATIONS,
  'text-to-number': (body, random) =>
    replace(body, random, (value) =>
      typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : undefined,
    ),
  'scalar-to-text': (body, random) =>
    replace(body, random, (value) =>
      typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined,
    ),
  'boolean-to-number': (body, random) =>
    replace(body, random, (value) => (typeof value === 'boolean' ? Number(value) : undefined)),
  'text-to-list': (body, random) => replaceText(body, random, (text) => [text]),
  'list-to-text': (body, random) =>
    replace(body, random, (value) => (Array.isArray(value) ? value.join(',') : undefined)),
  'value-to-object': (body, random) => replaceText(body, random, (text) => ({ value: text })),
  'value-to-null': (body, random) =>
    replace(body, random, (value) => (value === null ? undefined : null)),
  'null-in-list': (body, random) =>
    replace(body, random, (value) =>
      Array.isArray(value) ? [...(value as unknown[]), null] : undefined,
    ),
};

/** Mistakes in layers, shape and spelling. */
export const PAYLOAD_LAYOUT_MUTATIONS: Readonly<Record<string, PayloadMutation>> = {
  'layer-typo': (body) => layers(body, (name) => name.replace('ist', 'sit').replace('ans', 'asn')),
  'layer-other': (body) =>
    layers(body, (name) => (name === 'transient' ? 'persistent' : 'transient')),
  'layer-lost': (body) => {
    const [settings] = Object.values(parse(body));
    return settings && print(settings);
  },
  'layer-split': (body, random) =>
    change(body, (parsed) => {
      const settings = parsed.persistent;
      const key = settings && random.pick(Object.keys(settings));
      if (!settings || key === undefined) return false;
      parsed.transient = { ...parsed.transient, [key]: settings[key] };
      delete settings[key];
      return true;
    }),
  'wrapped-in-settings': (body) => print({ settings: parse(body) }),
  'flat-to-nested': (body, random) =>
    atPlace(body, random, isValue, ({ holder, key, value }) => {
      if (!key.includes('.')) return false;
      rename(holder, key, key.slice(0, key.indexOf('.')));
      holder[key.slice(0, key.indexOf('.'))] = { [key.slice(key.indexOf('.') + 1)]: value };
      return true;
    }),
  'nested-to-flat': (body, random) =>
    atPlace(body, random, isObject, ({ holder, key, value }) => {
      for (const [name, item] of Object.entries(value as object)) holder[`${key}.${name}`] = item;
      return Reflect.deleteProperty(holder, key);
    }),
  'setting-lost': (body, random) =>
    atPlace(body, random, isValue, ({ holder, key }) => Reflect.deleteProperty(holder, key)),
  'comma-lost': (body, random) => atText(body, random, /,(?=\n)/g, ''),
  'comma-too-many': (body, random) => atText(body, random, /(?<=[^,{\n])(?=\n +\})/g, ','),
  'single-quotes': (body) => body.replaceAll('"', "'"),
  'quote-lost': (body, random) => atText(body, random, /"(?=[,\n])/g, ''),
  'comment-behind': (body, random) => atText(body, random, /(?<=,)(?=\n)/g, ' // see the wiki'),
  'brace-lost': (body) => body.trimEnd().slice(0, -1),
  'brace-too-many': (body) => `${body.trimEnd()}\n}\n`,
  'line-twice': (body, random) => atText(body, random, /(?<=\n)( +".*",\n)/g, '$1$1'),
};

const ADDED: readonly (readonly [string, unknown])[] = [
  ['cluster.name', 'renamed'],
  ['network.host', '0.0.0.0'],
  ['http.port', 9201],
  ['node.name', 'n2'],
  ['path.data', '/data'],
  ['xpack.security.enabled', false],
  ['xpack.security.http.ssl.enabled', true],
  ['xpack.security.transport.ssl.keystore.secure_password', 'example-password'],
  ['cluster.remote.other.credentials', 'example-credentials'],
  ['cluster.remote.initial_connect_timeout', '10s'],
  ['cluster.remote.other.skip_unavailable', true],
  ['cluster.remote.other.mode', 'proxy'],
  ['index.number_of_replicas', 1],
  ['index.refresh_interval', '5s'],
  ['archived.cluster.remote.old.seeds', null],
  ['archived.*', null],
  ['cluster.remote.*', null],
  ['discovery.zen.minimum_master_nodes', 2],
  ['indices.breaker.totel.limit', '70%'],
  ['thread_pool.write.queue_size', 2000],
  ['logger.org.elasticsearch', 'loud'],
  ['no.such.setting', 'x'],
  ['no.such.setting', null],
  ['cluster.blocks.read_only', 'yes'],
  ['cluster.max_shards_per_node', '2000'],
  ['cluster.routing.allocation.disk.watermark.low', '97%'],
];

/** Settings beside the others that a body may not have, or not in this company. */
export const PAYLOAD_ADDITION_MUTATIONS: Readonly<Record<string, PayloadMutation>> = {
  'setting-added': (body, random) =>
    change(body, (parsed) => {
      const layer = random.pick(Object.values(parsed).filter(isSettings));
      const added = random.pick(ADDED);
      if (!layer || !added || added[0] in layer) return false;
      layer[added[0]] = added[1];
      return true;
    }),
};

function parse(body: string): Body {
  return JSON.parse(body) as Body;
}

function print(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function change(body: string, apply: (parsed: Body) => boolean): string | undefined {
  const parsed = parse(body);
  return apply(parsed) ? print(parsed) : undefined;
}

function layers(body: string, rename: (name: string) => string): string {
  const renamed = Object.entries(parse(body)).map(([name, settings]) => [rename(name), settings]);
  return print(Object.fromEntries(renamed) as Body);
}

function atPlace(
  body: string,
  random: Random,
  fits: (value: unknown) => boolean,
  apply: (place: Place) => boolean,
): string | undefined {
  return change(body, (parsed) => {
    const places = Object.values(parsed).flatMap((layer) => placesIn(layer));
    const place = random.pick(places.filter(({ value }) => fits(value)));
    return place !== undefined && apply(place);
  });
}

function placesIn(holder: unknown): Place[] {
  if (!isSettings(holder)) return [];
  return Object.entries(holder).flatMap(([key, value]) => [
    { holder, key, value },
    ...placesIn(value),
  ]);
}

function isSettings(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isObject = (value: unknown): boolean => isSettings(value);
const isValue = (value: unknown): boolean => !isSettings(value);

function replace(
  body: string,
  random: Random,
  other: (value: unknown) => unknown,
): string | undefined {
  const fits = (value: unknown): boolean => isValue(value) && other(value) !== undefined;
  return atPlace(body, random, fits, ({ holder, key, value }) => {
    holder[key] = other(value);
    return true;
  });
}

function replaceText(
  body: string,
  random: Random,
  other: (text: string) => unknown,
): string | undefined {
  return replace(body, random, (value) => (typeof value === 'string' ? other(value) : undefined));
}

/** Renames a key and leaves it where it stands. */
function rename(holder: Record<string, unknown>, key: string, other: string): void {
  const entries = Object.entries(holder);
  for (const [name] of entries) Reflect.deleteProperty(holder, name);
  for (const [name, value] of entries) holder[name === key ? other : name] = value;
}

function atText(body: string, random: Random, pattern: RegExp, other: string): string | undefined {
  const place = random.pick([...body.matchAll(pattern)]);
  if (!place) return undefined;
  const end = place.index + place[0].length;
  return (
    body.slice(0, place.index) + other.replaceAll('$1', () => place[1] ?? '') + body.slice(end)
  );
}
