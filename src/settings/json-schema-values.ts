import { allowedValues } from './grammar/allowed.js';
import type { ValueType } from './grammar/type.js';

/** A JSON Schema, or a part of one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const scalars = ['string', 'number', 'boolean'];
/** `${VAR}` may stand anywhere, and `${VAR}` alone for any type. */
const placeholder = '\\$\\{[^}]+\\}';

const anyCase = (words: string): string =>
  words.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);

/** Numbers from 0 on and -1 need no unit. */
const amount = (units: string): JsonSchema => ({
  type: ['string', 'integer'],
  pattern: `^(?:0|-1|\\s*[-+]?[0-9.]+\\s*(?:${units})\\s*)?$|${placeholder}`,
  minimum: -1,
  maximum: 0,
});

const time = amount(`${anyCase('nanos')}|${anyCase('micros')}|${anyCase('ms')}|[sS]|m|[hH]|[dD]`);
const bytes = amount(anyCase('(?:k|m|g|t|p)?b|k|m|g|t|p'));

/** Booleans of YAML 1.1, which Elasticsearch reads; an editor that reads YAML 1.2 has most of them as texts. */
const boolean: JsonSchema = {
  type: ['boolean', 'string'],
  pattern: `^(?:${['true', 'false', 'yes', 'no', 'on', 'off']
    .flatMap((word) => [word, word[0]!.toUpperCase() + word.slice(1), word.toUpperCase()])
    .join('|')}|)$|${placeholder}`,
};

/**
 * The values of a type, never narrower than what Elasticsearch takes: a schema that says less is better than one that
 * is wrong. An empty text is not set, and fits every type. As few `anyOf` as possible: editors say of them only that
 * nothing fits.
 *
 * @param type as the catalogue has it
 */
export function valuesOf(type: ValueType): JsonSchema {
  const { item } = type;
  switch (type.name) {
    case 'boolean':
      return said(type, boolean);
    case 'int':
    case 'long':
      return said(type, {
        type: ['integer', 'string'],
        ...bound('minimum', type.min),
        ...bound('maximum', type.max),
        pattern: `^[-+]?[0-9_]*$|${placeholder}`,
      });
    case 'float':
    case 'double':
      return { type: ['number', 'string'] };
    case 'time':
    case 'time-ms':
      return said(type, time);
    case 'bytes':
      return said(type, bytes);
    case 'words':
    case 'words-any-case':
      return wordsOf(type);
    case 'list':
    case 'filled-list':
    case 'default-list':
    case 'roles':
      return {
        type: ['array', 'object', ...scalars],
        items: item ? valuesOf(item) : { type: scalars },
        // `key.0`, `key.1` …, nested
        propertyNames: { pattern: '^\\d+$' },
      };
    default:
      return { type: ['array', ...scalars], items: { type: scalars } };
  }
}

/** `patternErrorMessage` is what editors show where a pattern does not fit; others pass over it. */
const said = (type: ValueType, schema: JsonSchema): JsonSchema => ({
  ...schema,
  patternErrorMessage: `The value must be ${allowedValues(type)}.`,
});

function wordsOf({ name, words = [] }: ValueType): JsonSchema {
  const anyCased = name === 'words' ? [] : words.map((word) => anyCase(word.toLowerCase()));
  return {
    anyOf: [
      { enum: words.flatMap(typed) },
      { type: 'string', pattern: `^(?:${anyCased.join('|')})$|^$|${placeholder}` },
    ],
  };
}

/** A word as YAML has it: `true` may be written without quotes. */
const typed = (word: string): unknown[] =>
  word === 'true' || word === 'false' ? [word, word === 'true'] : [word];

const bound = (name: string, value: string | undefined): JsonSchema =>
  value !== undefined && /^-?\d+$/.test(value) ? { [name]: Number(value) } : {};
