import type { Catalogue, Setting } from './catalogue.js';
import type { Descriptions } from './descriptions.js';
import { allowedValues } from './grammar/allowed.js';
import type { ValueType } from './grammar/type.js';

/** A JSON Schema, or a part of one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const text: JsonSchema = { type: ['string', 'number', 'boolean'] };
/** `${VAR}` may stand anywhere, and `${VAR}` alone for any type. */
const placeholder: JsonSchema = { type: 'string', pattern: '\\$\\{[^}]+\\}' };
/** Numbers from 0 on and -1 need no unit. */
const unitless = (units: string): JsonSchema => ({
  anyOf: [
    { enum: [0, -1, '0', '-1'] },
    { type: 'string', pattern: `^\\s*[-+]?[0-9.]+\\s*(?:${units})\\s*$` },
    placeholder,
  ],
});

const anyCase = (words: string): string =>
  words.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);

const time = unitless(`${anyCase('nanos')}|${anyCase('micros')}|${anyCase('ms')}|[sS]|m|[hH]|[dD]`);
const bytes = unitless(anyCase('(?:k|m|g|t|p)?b|k|m|g|t|p'));

/**
 * The values of a type, never narrower than what Elasticsearch takes: a schema that says less is better than one that
 * is wrong.
 */
function valuesOf(type: ValueType): JsonSchema {
  const { name, words = [], item } = type;
  switch (name) {
    case 'boolean':
      return { anyOf: [{ type: 'boolean' }, { enum: ['true', 'false'] }, placeholder] };
    case 'int':
    case 'long':
      return {
        anyOf: [
          { type: 'integer', ...bound('minimum', type.min), ...bound('maximum', type.max) },
          { type: 'string', pattern: '^[-+]?[0-9_]+$|\\$\\{' },
        ],
      };
    case 'float':
    case 'double':
      return { anyOf: [{ type: 'number' }, { type: 'string' }] };
    case 'time':
    case 'time-ms':
      return time;
    case 'bytes':
      return bytes;
    case 'words':
      return { anyOf: [{ enum: typed(words) }, placeholder] };
    case 'words-any-case':
      return {
        anyOf: [
          { enum: typed(words) },
          {
            type: 'string',
            pattern: `^(?:${words.map((word) => anyCase(word.toLowerCase())).join('|')})$`,
          },
          placeholder,
        ],
      };
    case 'list':
    case 'filled-list':
    case 'default-list':
    case 'roles':
      return { anyOf: [{ type: 'array', items: item ? valuesOf(item) : text }, text] };
    default:
      return { anyOf: [text, { type: 'array', items: text }] };
  }
}

/** Words as YAML has them: `true` may be written without quotes. */
const typed = (words: readonly string[]): unknown[] =>
  words.flatMap((word) => (word === 'true' || word === 'false' ? [word, word === 'true'] : [word]));

const bound = (name: string, value: string | undefined): JsonSchema =>
  value !== undefined && /^-?\d+$/.test(value) ? { [name]: Number(value) } : {};

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

interface Branch {
  schema?: JsonSchema;
  readonly names: Map<string, Branch>;
  /** What a star stands for: a name, or with `deep` whatever follows. */
  any?: Branch;
  deep?: boolean;
}

const emptyBranch = (): Branch => ({ names: new Map() });

/** Puts a setting under each way to split its key into nested parts: `a.b.c` as `a: {b.c}`, `a.b: {c}` and so on. */
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

/** The definitions of all inner branches, so that nested parts are written once and referred to. */
class SchemaWriter {
  readonly definitions: Record<string, JsonSchema> = {};

  constructor(readonly reference: string) {}

  /** The keys that may stand in a mapping at this branch, in all notations. */
  properties(branch: Branch, path: string): JsonSchema {
    const patterns: Record<string, JsonSchema> = {};
    const properties: Record<string, JsonSchema> = {};
    const walk = (at: Branch, written: readonly string[], under: string): void => {
      const entries = [...at.names].map(([name, next]) => ({ name, next, star: false }));
      if (at.any) entries.push({ name: '*', next: at.any, star: true });
      for (const { name, next, star } of entries) {
        // names that stand beside a star are settings of their own
        const others = [...at.names.keys()].map(escape).join('|');
        const anyName = next.deep ? '.+' : `(?!(?:${others || '$'})(?:\\.|$))[-\\w]+`;
        const parts = [...written, star ? anyName : escape(name)];
        const here = under === '' ? name : `${under}.${name}`;
        const value = next.deep ? {} : this.value(next, here);
        if (here.includes('*')) patterns[`^${parts.join('\\.')}$`] = value;
        else properties[here.slice(path === '' ? 0 : path.length + 1)] = value;
        if (!next.deep) walk(next, parts, here);
      }
    };
    walk(branch, [], path);
    return {
      type: 'object',
      properties,
      ...(Object.keys(patterns).length > 0 && { patternProperties: patterns }),
    };
  }

  private define(name: string, make: () => JsonSchema): JsonSchema {
    if (!(name in this.definitions)) {
      // first the name, so that a definition that leads back to itself ends
      this.definitions[name] = {};
      this.definitions[name] = make();
    }
    return { $ref: this.reference + name };
  }

  /** What may stand behind a key: the setting's own value, a mapping with what is below, or either. */
  private value(branch: Branch, path: string): JsonSchema {
    const { schema } = branch;
    const own = schema && this.define(path, () => schema);
    if (branch.names.size === 0 && !branch.any) return own ?? {};
    const nested = this.define(`${path}.`, () => ({
      ...this.properties(branch, path),
      additionalProperties: false,
    }));
    return own ? { anyOf: [own, nested] } : nested;
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
  const root = emptyBranch();
  for (const key of catalogue.keysIn(version)) {
    const setting = catalogue.find(key.replace('*', 'x'), version);
    if (!setting || setting.scope === 'index' || setting.secure) continue;
    if (options.payload && !setting.dynamic && !setting.operatorDynamic) continue;
    const values = setting.uncertain || !setting.measured ? {} : valuesOf(setting.type);
    // an empty text counts as not set
    const schema = { anyOf: [values, options.payload ? { type: 'null' } : { const: '' }] };
    if (setting.list) plant(root, `${key}.*`, {});
    plant(root, setting.group && !key.endsWith('*') ? `${key.replace(/\.$/, '')}.*` : key, {
      ...describe(setting, descriptions),
      ...schema,
    });
  }
  const definitions = options.draft === '07' ? 'definitions' : '$defs';
  const writer = new SchemaWriter(`#/${definitions}/`);
  const settings = { ...writer.properties(root, ''), additionalProperties: false };
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
  return {
    ...head,
    type: 'object',
    properties: { persistent: settings, transient: settings },
    [definitions]: writer.definitions,
  };
}
