import { itemsOf, pairOf, textOf, valueAt, type Tree } from '../../documents/tree.js';
import { isWithin, parseWildcard } from '../name-patterns.js';
import type { BodyProblem } from './problem.js';

/** The texts of a list, or a single text, with their trees. */
export function textsOf(tree: Tree | undefined): { readonly text: string; readonly tree: Tree }[] {
  return itemsOf(tree).flatMap((item) => {
    const text = textOf(item);
    return text === undefined ? [] : [{ text, tree: item }];
  });
}

/** Whether an entry restricts documents or fields (RoleDescriptor.IndicesPrivileges); `*` alone restricts nothing. */
export function isRestricted(entry: Tree): boolean {
  const query = pairOf(entry, 'query')?.value;
  if (query?.kind === 'mapping' || (textOf(query) ?? '') !== '') return true;
  const grant = valueAt(entry, 'field_security', 'grant');
  const except = valueAt(entry, 'field_security', 'except');
  if (textsOf(except).length > 0) return true;
  return (
    grant !== undefined &&
    textsOf(grant)
      .map(({ text }) => text)
      .join() !== '*'
  );
}

/** Exceptions must lie within what is granted. */
export function checkExceptions(entry: Tree): BodyProblem[] {
  const grant = valueAt(entry, 'field_security', 'grant');
  const except = valueAt(entry, 'field_security', 'except');
  if (!grant || !except) return [];
  // fields whose names begin with an underscore are always granted
  const granted = [...textsOf(grant).map(({ text }) => text), '_*'].map(parseWildcard);
  return textsOf(except)
    .filter(({ text }) => isWithin(parseWildcard(text), granted) === false)
    .map(({ text, tree }) => ({
      code: 'payload',
      range: tree.range,
      text: `exceptions for field permissions must be a subset of the granted fields, but ${text} is not`,
    }));
}

/** Keys that begin with an underscore are reserved. */
export function checkMetadata(body: Tree, whose: string): BodyProblem[] {
  const metadata = pairOf(body, 'metadata')?.value;
  const reserved = metadata?.kind === 'mapping' ? metadata.pairs : [];
  return reserved
    .filter(({ key }) => key.text.startsWith('_'))
    .map(({ key }) => ({
      code: 'payload',
      range: key.range,
      text: `${whose} metadata keys may not start with [_]`,
    }));
}
