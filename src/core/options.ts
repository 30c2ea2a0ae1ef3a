/** What one option of a rule takes, in the words of JSON Schema, as far as rules need them. */
export type OptionSchema = {
  /** One sentence, without full stop. */
  readonly description: string;
} & (
  | { readonly type: 'integer'; readonly default: number; readonly minimum: number }
  | {
      readonly type: 'array';
      readonly items: { readonly type: 'string' };
      readonly default: readonly string[];
    }
);

/** The options of a rule, by name. */
export type OptionsSchema = Readonly<Record<string, OptionSchema>>;

/** What a rule sees of its options: what is set, and the defaults of the others. */
export type OptionValues<O extends OptionsSchema> = {
  readonly [K in keyof O]: O[K]['default'] extends number ? number : readonly string[];
};

/** Options that somebody set, checked. */
export type GivenOptions = Readonly<Record<string, number | readonly string[]>>;

/** What an option takes, in words; undefined when the value is such a thing. */
export function wanted(schema: OptionSchema, value: unknown): string | undefined {
  if (schema.type === 'array')
    return Array.isArray(value) && value.every((item) => typeof item === 'string')
      ? undefined
      : 'a list of texts';
  return Number.isInteger(value) && (value as number) >= schema.minimum
    ? undefined
    : `a whole number from ${schema.minimum} on`;
}

const none: OptionValues<OptionsSchema> = {};

/** All options of a rule with their values: what is given goes before the defaults. */
export function optionValues(
  schema: OptionsSchema | undefined,
  given: GivenOptions = {},
): OptionValues<OptionsSchema> {
  // most rules: this is asked for each of them and each file
  if (!schema) return none;
  const defaults = Object.entries(schema).map(([name, option]) => [name, option.default]);
  return {
    ...(Object.fromEntries(defaults) as GivenOptions),
    ...given,
  } as OptionValues<OptionsSchema>;
}
