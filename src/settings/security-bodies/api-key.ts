import schema from '../../../schemas/payloads/cross-cluster-api-key.schema.json' with { type: 'json' };
import { itemsOf, pairOf, textOf, valueAt, type Tree } from '../../documents/tree.js';
import { isRefusal } from '../grammar/refusal.js';
import { parseTime } from '../grammar/time.js';
import type { Versions } from '../versions.js';
import { checkExceptions, checkMetadata, isRestricted } from './fields.js';
import { checkSchema, type BodyProblem } from './problem.js';
import { validateKeyCreation, validateKeyUpdate } from './validators.generated.js';

const problem = (tree: Tree, text: string): BodyProblem => ({
  code: 'payload',
  range: tree.range,
  text,
});

/** Validation.ApiKey.validateName. */
function whyNoName(name: string): string | undefined {
  if (name === '') return 'api key name is required';
  if (name.length > 256) return 'api key name may not be more than 256 characters long';
  if (/^[\0- ]|[\0- ]$/.test(name)) return 'api key name may not begin or end with whitespace';
  return name.startsWith('_') ? 'api key name may not begin with an underscore' : undefined;
}

function checkExpiration(body: Tree, isUpdate: boolean): BodyProblem[] {
  const tree = pairOf(body, 'expiration')?.value;
  if (tree?.kind !== 'scalar' || tree.type !== 'string') return [];
  const time = parseTime(tree.text);
  if (isRefusal(time)) return [problem(tree, `expiration “${tree.text}” ${time.refused}`)];
  // a new key may be dead from the beginning, a key that is there may not be killed so
  return isUpdate && time.nanos <= 0
    ? [problem(tree, 'API key expiration must be in the future')]
    : [];
}

/** The entries of `search` or `replication`: a list, or a single one. */
export const accessEntries = (body: Tree, use: 'search' | 'replication'): readonly Tree[] =>
  itemsOf(valueAt(body, 'access', use)).filter(({ kind }) => kind === 'mapping');

function checkAccess(body: Tree, versions: Versions): BodyProblem[] {
  const access = pairOf(body, 'access')?.value;
  if (access?.kind !== 'mapping') return [];
  const [search, replication] = [accessEntries(body, 'search'), accessEntries(body, 'replication')];
  const given = ['search', 'replication'].some(
    (use) => itemsOf(pairOf(access, use)?.value).length > 0,
  );
  if (!given)
    return [problem(access, 'must specify non-empty access for either [search] or [replication]')];
  const restricted = (entries: readonly Tree[], text: string): BodyProblem[] =>
    entries
      .filter(isRestricted)
      .map((entry) => ({ code: 'dls-with-replication', range: entry.range, text }));
  return [
    ...[...search, ...replication].flatMap(checkExceptions),
    ...restricted(replication, 'replication does not support document or field level security'),
    ...(replication.length > 0 && !versions.allBelow('8.14')
      ? restricted(
          search,
          'search does not support document or field level security if replication is assigned',
        )
      : []),
  ];
}

/** Whether a body changes a key that is there: a new one has a name. */
export function isKeyUpdate(body: Tree, method: string | undefined): boolean {
  return method === undefined ? pairOf(body, 'name') === undefined : method === 'PUT';
}

/**
 * What is wrong with the body of a cross-cluster API key, as Elasticsearch of these versions sees it. The pattern in
 * `certificate_identity` is not looked at.
 */
export function checkApiKey(tree: Tree, isUpdate: boolean, versions: Versions): BodyProblem[] {
  const { create, update } = schema.definitions;
  const found = isUpdate
    ? checkSchema(tree, validateKeyUpdate, update, versions)
    : checkSchema(tree, validateKeyCreation, create, versions);
  if (tree.kind !== 'mapping') return found;
  const name = isUpdate ? undefined : pairOf(tree, 'name')?.value;
  const whyNot =
    name?.kind === 'scalar' && name.type === 'string' ? whyNoName(textOf(name)!) : undefined;
  const changes = ['access', 'metadata', 'certificate_identity'];
  // a null identity removes it
  if (isUpdate && !changes.some((key) => pairOf(tree, key)))
    found.push(problem(tree, `must update [access], [metadata], or [certificate_identity]`));
  return [
    ...found,
    ...(whyNot === undefined ? [] : [problem(name!, whyNot)]),
    ...checkExpiration(tree, isUpdate),
    ...checkMetadata(tree, 'API key'),
    ...checkAccess(tree, versions),
  ];
}
