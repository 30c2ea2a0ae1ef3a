import type { Catalogue, Setting } from './catalogue.js';
import type { Descriptions } from './descriptions.js';
import { allowedValues } from './grammar/allowed.js';
import { valuesOf, type JsonSchema } from './json-schema-values.js';

export type { JsonSchema } from './json-schema-values.js';

function describe(setting: Setting, descriptions: Descriptions): JsonSchema {
  const described = descriptions.of(setting.key);
  const value = setting.computedDefault ? 'computed by the node' : setting.default;
  const parts = [
    described?.text ?? '',
    `Value: ${setting.secure ? 'a secret' : allowedValues(setting.type)}.`,
    value === undefined ? '' : `Default: ${value === '' ? 'empty' : value}.`,
    setting.dynamic ? 'Can be changed by request.' : '',
    described?.url ?? '',
  ];
  return {
    description: parts.filter(Boolean).join(' '),
    ...(setting.deprecated && { deprecated: true }),
  };
}

/** Null in a request deletes. */
const orNull = ({ type, anyOf, ...others }: JsonSchema): JsonSchema =>
  type === undefined
    ? { anyOf: [...(anyOf as JsonSchema[]), { type: 'null' }], ...others }
    : { type: [...(type as string[]), 'null'], ...others };

interface Branch {
  schema?: JsonSchema;
  readonly names: Map<string, Branch>;
  /** What a star stands for: a name, or with `deep` whatever follows. */
  any?: Branch;
  deep?: boolean;
}

const emptyBranch = (): Branch => ({ names: new Map() });

/** Puts a setting where the parts of its key lead. */
function plant(root: Branch, key: string, schema: JsonSchema): void {
  let at = root;
  const parts = key.split('.');
  for (const [index, part] of parts.entries()) {
    if (part === '*') {
      at = at.any ??= emptyBranch();
      at.deep ||= index === parts.length - 1;
    } else {
      const next = at.names.get(part) ?? emptyBranch();
      at.names.set(part, next);
      at = next;
    }
  }
  at.schema = schema;
}

const escape = (part: string): string => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What may stand for a star: any name but those beside it, which are settings of their own. */
function starPattern({ names, any }: Branch): string {
  if (any?.deep) return '.+';
  const others = [...names.keys()].map(escape).join('|');
  return `${others && `(?!(?:${others})(?:\\.|$))`}[-\\w]+`;
}

/** A key, or a pattern of keys, with what may stand behind it. */
interface Written {
  readonly key: string;
  readonly isPattern: boolean;
  /** Of a pattern, the part up to its first star. */
  readonly head?: string;
  readonly value: JsonSchema;
}

/** `a` before `b.c`: `a.b.c`, as a pattern where one of them is. */
function join(first: Omit<Written, 'value'>, behind: Written): Written {
  if (!first.isPattern && !behind.isPattern)
    return { ...behind, key: `${first.key}.${behind.key}` };
  const pattern = ({ key, isPattern }: Omit<Written, 'value'>): string =>
    isPattern ? key : escape(key);
  const before = `${pattern(first)}\\.`;
  return {
    key: before + pattern(behind),
    isPattern: true,
    head: first.head ?? before + behind.head!,
    value: behind.value,
  };
}

/**
 * What is said of a star further down when a mapping is not the whole file: below `xpack.security` all keys of a realm
 * count as known, unless they are nested. To spell them out at each level makes up half of the schema.
 */
const shortened = (written: Written): Written =>
  written.head === undefined || written.key === written.head || /^(?:\(|\[|\.\+)/.test(written.head)
    ? written
    : { ...written, key: `${written.head}\\..+`, value: {} };

/** Writes a tree of settings as a schema. Of equal parts, and there are many, it writes one definition. */
class SchemaWriter {
  readonly definitions: Record<string, JsonSchema> = {};
  readonly #names = new Map<string, string>();

  /**
   * @param reference what stands before a definition's name
   * @param everywhere patterns of keys that every mapping takes
   */
  constructor(
    readonly reference: string,
    readonly everywhere: JsonSchema,
  ) {}

  /** A reference to a schema. */
  refer(schema: JsonSchema): JsonSchema {
    const text = JSON.stringify(schema);
    const name = this.#names.get(text) ?? this.#names.size.toString(36);
    if (!this.#names.has(text)) {
      this.#names.set(text, name);
      this.definitions[name] = schema;
    }
    return { $ref: this.reference + name };
  }

  /** All that may be written below a branch, in all notations: `b.c` and `b` with `c` below it. */
  below(branch: Branch): Written[] {
    const names = [...branch.names].map(([key, next]) => ({ key, isPattern: false, next }));
    const star = starPattern(branch);
    const any = branch.any ? [{ key: star, isPattern: true, head: star, next: branch.any }] : [];
    return [...names, ...any].flatMap(({ next, ...own }) => {
      const tails = next.deep ? [] : this.below(next);
      return [{ ...own, value: this.#value(next, tails) }, ...tails.map((tail) => join(own, tail))];
    });
  }

  /** A mapping with what may be written in it. */
  mapping(written: readonly Written[]): JsonSchema {
    const properties = written.filter(({ isPattern }) => !isPattern);
    const patterns = new Map<string, Set<string>>();
    for (const { key, isPattern, value } of written) {
      const same = JSON.stringify(value);
      if (isPattern) patterns.set(same, (patterns.get(same) ?? new Set()).add(key));
    }
    return {
      type: 'object',
      properties: Object.fromEntries(properties.map(({ key, value }) => [key, value])),
      patternProperties: {
        ...Object.fromEntries(
          [...patterns].map(([value, keys]) => [`^(?:${[...keys].join('|')})$`, JSON.parse(value)]),
        ),
        ...this.everywhere,
      },
      additionalProperties: false,
    };
  }

  /** What may stand behind a key: the setting's own value, a mapping with what is below, or either. */
  #value({ schema, deep }: Branch, tails: readonly Written[]): JsonSchema {
    if (deep) return {};
    const own = schema && this.refer(schema);
    const nested = tails.length > 0 ? this.refer(this.mapping(tails.map(shortened))) : undefined;
    return own && nested ? this.refer({ anyOf: [own, nested] }) : (own ?? nested ?? {});
  }
}

/**
 * A JSON Schema of the settings of one version, in flat, nested and mixed notation.
 *
 * @param options `payload` for the body of PUT _cluster/settings (dynamic settings, null deletes); `draft` the dialect
 */
export function settingsSchema(
  catalogue: Catalogue,
  descriptions: Descriptions,
  version: string,
  options: { readonly payload: boolean; readonly draft: '2020-12' | '07' },
): JsonSchema {
  const definitions = options.draft === '07' ? 'definitions' : '$defs';
  const writer = new SchemaWriter(`#/${definitions}/`, {
    // an item of a list may be a setting of its own
    '\\.\\d+$': {},
    ...(options.payload && { '\\*': { type: 'null', description: 'Null deletes all these.' } }),
  });
  const root = emptyBranch();
  if (options.payload) plant(root, 'archived.*', {});
  for (const key of catalogue.keysIn(version)) {
    const setting = catalogue.find(key.replace('*', 'x'), version);
    if (!setting || setting.scope === 'index' || setting.secure) continue;
    if (options.payload && !setting.dynamic && !setting.operatorDynamic) continue;
    const known = setting.measured && !setting.uncertain;
    plant(root, setting.group && !key.endsWith('*') ? `${key.replace(/\.$/, '')}.*` : key, {
      ...describe(setting, descriptions),
      ...(known &&
        writer.refer(options.payload ? orNull(valuesOf(setting.type)) : valuesOf(setting.type))),
    });
  }
  const settings = writer.mapping(writer.below(root));
  const dialect =
    options.draft === '07'
      ? 'http://json-schema.org/draft-07/schema#'
      : 'https://json-schema.org/draft/2020-12/schema';
  const head = {
    $schema: dialect,
    title: options.payload
      ? `PUT _cluster/settings of Elasticsearch ${version}`
      : `elasticsearch.yml of Elasticsearch ${version}`,
  };
  if (!options.payload) return { ...head, ...settings, [definitions]: writer.definitions };
  const layer = writer.refer(settings);
  return {
    ...head,
    type: 'object',
    properties: { persistent: layer, transient: layer },
    [definitions]: writer.definitions,
  };
}
