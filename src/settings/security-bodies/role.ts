import schema from '../../../schemas/payloads/role.schema.json' with { type: 'json' };
import { nearest } from '../../core/nearest.js';
import { itemsOf, pairOf, textOf, valueAt, type Tree } from '../../documents/tree.js';
import type { Versions } from '../versions.js';
import { checkExceptions, checkMetadata, textsOf } from './fields.js';
import { inSpans, isPrivilege, privilegeNames, type PrivilegeKind } from './privileges.js';
import { checkSchema, type BodyProblem } from './problem.js';
import { validateRole } from './validators.generated.js';

const problem = (tree: Tree, text: string, advice?: string): BodyProblem => ({
  code: 'payload',
  range: tree.range,
  text,
  ...(advice !== undefined && { advice }),
});

function checkPrivileges(
  tree: Tree | undefined,
  kind: PrivilegeKind,
  versions: Versions,
): BodyProblem[] {
  const words = {
    cluster: 'cluster privilege',
    index: 'index privilege',
    remoteCluster: 'privilege',
  };
  return textsOf(tree)
    .filter(({ text }) => !isPrivilege(kind, text, versions))
    .map((one) => {
      const instead = nearest(one.text, privilegeNames(kind, versions));
      const said = `unknown ${words[kind]} [${one.text}]`;
      return instead === undefined
        ? problem(one.tree, said)
        : { ...problem(one.tree, `${said}; did you mean '${instead}'?`), instead };
    });
}

/** RoleDescriptorRequestValidator: what a name of an index, a pattern or a regular expression may be. */
function checkName(text: string, tree: Tree, versions: Versions): BodyProblem[] {
  if (!versions.list.some((version) => inSpans(namesChecked, version))) return [];
  const found: BodyProblem[] = [];
  if (text.includes('::')) {
    found.push(
      problem(tree, `selectors [::] are not allowed in the index name expression [${text}]`),
    );
  }
  if (text.startsWith('/')) {
    if (text.length === 1 || !text.endsWith('/') || isBroken(text.slice(1, -1)))
      found.push(problem(tree, `invalid regular expression pattern [${text}]`));
  } else if (text.includes(',')) {
    const said = `commas [,] are not allowed in the index name expression [${text}]`;
    found.push(problem(tree, said, 'Write a list, each name by itself.'));
  }
  return found;
}

/** The versions that look at names: those that know the failure store. */
const namesChecked = '8.19 9.1-9.5';

/** Brackets and quotes that are never closed: what Lucene certainly refuses. */
function isBroken(regex: string): boolean {
  const open: string[] = [];
  for (let i = 0; i < regex.length; i++) {
    const char = regex[i]!;
    if (char === '\\') i++;
    else if (open.at(-1) === '[') {
      if (char === ']') open.pop();
    } else if (char === '[' || char === '(') open.push(char);
    else if (char === ')' && open.pop() !== '(') return true;
  }
  return open.length > 0;
}

function checkApplication(entry: Tree): BodyProblem[] {
  const application = pairOf(entry, 'application')?.value;
  const name = textOf(application) ?? '*';
  const [prefix] = name.split(/[_-]/, 1);
  const wrong =
    name !== '*' && !/^[a-z][A-Za-z0-9]*$/.test((prefix ?? '').replace(/\*$/, ''))
      ? [
          problem(
            application!,
            `an application name prefix must match ^[a-z][A-Za-z0-9]*$, found [${prefix}]`,
          ),
        ]
      : [];
  const privileges = textsOf(pairOf(entry, 'privileges')?.value)
    .filter(({ text }) => !/^[!-~]*$/.test(text))
    .map(({ text, tree }) =>
      problem(tree, `application privilege names have no blanks, found [${text}]`),
    );
  return [...wrong, ...privileges];
}

function checkRemote(entry: Tree): BodyProblem[] {
  return textsOf(pairOf(entry, 'clusters')?.value)
    .filter(({ text }) => text === '')
    .map(({ tree }) => problem(tree, 'remote index cluster alias cannot be an empty string'));
}

/** A group without fields means those of the group before it: only the first must have them. */
function checkGroups([first]: readonly Tree[]): BodyProblem[] {
  return first?.kind === 'mapping' && first.pairs.length === 0
    ? [problem(first, 'remote cluster groups must not be null or empty')]
    : [];
}

function checkGlobal(tree: Tree | undefined, versions: Versions): BodyProblem[] {
  const profile = pairOf(tree, 'profile');
  return profile && versions.someBelow('8.2')
    ? [problem(profile.key, 'expected field name [application] but found [profile] instead')]
    : [];
}

/** What is wrong with the body of a role, as Elasticsearch of these versions sees it. */
export function checkRole(tree: Tree, versions: Versions): BodyProblem[] {
  const list = (...keys: readonly string[]): readonly Tree[] =>
    keys.flatMap((key) => itemsOf(pairOf(tree, key)?.value));
  const remote = list('remote_indices');
  const entries = [...list('indices', 'index'), ...remote];
  const description = textOf(valueAt(tree, 'description')) ?? '';
  return [
    ...checkSchema(tree, validateRole, schema, versions),
    ...checkPrivileges(pairOf(tree, 'cluster')?.value, 'cluster', versions),
    ...entries.flatMap((entry) => [
      ...checkPrivileges(pairOf(entry, 'privileges')?.value, 'index', versions),
      ...textsOf(pairOf(entry, 'names')?.value).flatMap((name) =>
        checkName(name.text, name.tree, versions),
      ),
      ...checkExceptions(entry),
    ]),
    ...remote.flatMap((entry) => [
      ...checkRemote(entry),
      ...textsOf(pairOf(entry, 'privileges')?.value)
        .filter(({ text }) => /^(?:read|manage)_failure_store$/i.test(text))
        .map((one) =>
          problem(
            one.tree,
            'remote index privileges cannot contain privileges that grant access to the failure store',
          ),
        ),
    ]),
    ...list('remote_cluster').flatMap((entry) => [
      ...checkPrivileges(pairOf(entry, 'privileges')?.value, 'remoteCluster', versions),
      ...checkRemote(entry),
    ]),
    ...checkGroups(list('remote_cluster')),
    ...checkGlobal(pairOf(tree, 'global')?.value, versions),
    ...list('applications', 'application').flatMap(checkApplication),
    ...checkMetadata(tree, 'role descriptor'),
    ...(description.length > 1000
      ? [
          problem(
            valueAt(tree, 'description')!,
            'role description must be less than 1000 characters long',
          ),
        ]
      : []),
  ];
}
