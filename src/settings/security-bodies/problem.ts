import type { Range } from '../../core/text.js';
import { nodeAt, pairOf, plainOf, type Tree } from '../../documents/tree.js';
import type { Versions } from '../versions.js';
import type { SchemaError } from './validators.generated.js';

/** Something in a body of the security API that Elasticsearch refuses. */
export interface BodyProblem {
  readonly code: 'payload' | 'dls-with-replication' | 'identity-version';
  readonly range: Range;
  /** In Elasticsearch's words where it has some; a clause without full stop. */
  readonly text: string;
  /** What to do, where that is more than the text says. */
  readonly advice?: string;
  /** The text that was probably meant, in place of the one at the range. */
  readonly instead?: string;
}

/** A schema, as far as it says which versions know a field. */
interface Schema {
  readonly properties: object;
}

function sinceOf(schema: Schema, field: string): string | undefined {
  const fields = schema.properties as Readonly<Record<string, { readonly since?: string }>>;
  return Object.hasOwn(fields, field) ? fields[field]!.since : undefined;
}

type Validator = ((data: unknown) => boolean) & { errors?: readonly SchemaError[] | null };

/** What an error of the validator means, with its place in the body. */
function explain(root: Tree, error: SchemaError): BodyProblem | undefined {
  const { tree, pair } = nodeAt(root, error.instancePath);
  const name = pair?.key.text ?? '';
  const { additionalProperty, missingProperty } = error.params;
  const at = (range: Range, text: string): BodyProblem => ({ code: 'payload', range, text });
  switch (error.keyword) {
    case 'additionalProperties':
      return at(
        pairOf(tree, additionalProperty!)!.key.range,
        `unexpected field [${additionalProperty}]`,
      );
    case 'required':
    case 'dependencies':
      return at(pair?.key.range ?? tree.range, `missing required [${missingProperty}] field`);
    case 'minItems':
      return at(tree.range, `[${name}] cannot be an empty array`);
    case 'minProperties':
      return at(tree.range, `"${name}" must not be empty`);
    case 'type':
      return at(tree.range, `[${name}] must be ${error.parentSchema?.description}`);
    default:
      // the parts of an if have said it already
      return undefined;
  }
}

/**
 * What a schema finds in a body, and the fields that the versions do not know yet.
 *
 * @param schema whose properties say with `since` which version knows them first
 */
export function checkSchema(
  tree: Tree,
  validate: Validator,
  schema: Schema,
  versions: Versions,
): BodyProblem[] {
  if (tree.kind !== 'mapping')
    return [{ code: 'payload', range: tree.range, text: 'expected an object' }];
  const errors = validate(plainOf(tree)) ? [] : (validate.errors ?? []);
  const early = tree.pairs.filter(({ key }) => {
    const since = sinceOf(schema, key.text);
    return since !== undefined && versions.someBelow(since);
  });
  return [
    ...errors.flatMap((error) => explain(tree, error) ?? []),
    ...early.map(({ key }): BodyProblem => ({
      code: key.text === 'certificate_identity' ? 'identity-version' : 'payload',
      range: key.range,
      text: `unexpected field [${key.text}]`,
      advice: `It is known from ${sinceOf(schema, key.text)} on.`,
    })),
  ];
}
