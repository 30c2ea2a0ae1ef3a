import { dirname } from 'node:path/posix';
import { rules } from '../../../rules/registry.js';
import schema from '../../../schemas/manifest.schema.json' with { type: 'json' };
import { knownMinors } from '../../settings/versions.js';
import type { Vfs } from '../../workspace/vfs.js';
import { clusterNames, listedAliases, manifestTree } from '../manifest-tree.js';
import type { Typing } from './typing.js';
import { filesFor, type ValueChoice } from './values.js';

/** What is used of JSON Schema. */
interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly const?: unknown;
  readonly type?: string;
  readonly $ref?: string;
}

const whole = schema as unknown as Schema & {
  readonly definitions: Readonly<Record<string, Schema>>;
};

const resolved = (part: Schema | undefined): Schema | undefined =>
  part?.$ref === undefined ? part : whole.definitions[part.$ref.slice('#/definitions/'.length)];

/** What the schema says of a path of keys; items of lists have the path of their list. */
function schemaAt(path: readonly string[]): Schema | undefined {
  return path.reduce<Schema | undefined>((outer, key) => {
    const mapping = resolved(outer?.items) ?? outer;
    const { properties, additionalProperties: others } = mapping ?? {};
    return resolved(properties?.[key] ?? (typeof others === 'object' ? others : undefined));
  }, whole);
}

/** What the schema says of a key of the manifest, for hovers and completions. */
export const aboutManifestKey = (path: readonly string[]): string | undefined =>
  schemaAt(path)?.description;

/** The keys that may stand at a place of the manifest, with what the schema says of them. */
export function manifestKeys({ parents }: Typing): { key: string; about?: string }[] {
  if (parents.length === 1 && parents[0] === 'rules')
    return rules.map(({ id, summary }) => ({ key: id, about: summary }));
  const at = schemaAt(parents);
  const { properties = {} } = resolved(at?.items) ?? at ?? {};
  return Object.entries(properties).map(([key, { description }]) => ({
    key,
    ...(description !== undefined && { about: description }),
  }));
}

/** The words that a value may be, by itself or as item of a list. */
function wordsOf(part: Schema | undefined): readonly string[] | undefined {
  const parts = [part, part?.items, ...(part?.allOf ?? []), ...(part?.anyOf ?? [])];
  return parts.map((one) => resolved(one)?.enum).find((texts) => texts !== undefined);
}

const globKeys = /^(?:nodes|settings|keystore|dumps|roles|apiKeys|environment|ignore)$/;

/** The values that may stand at a place of the manifest. */
export function manifestValues(typing: Typing, files: Vfs, manifest: string): ValueChoice[] {
  const { key = '', parents, typed } = typing;
  const at = schemaAt([...parents, key]);
  const words = (texts: readonly unknown[] = []): ValueChoice[] =>
    texts.map((text) => ({ text: String(text), what: 'word' }));
  if (globKeys.test(key)) return filesFor(files, dirname(manifest), typed, true);
  const { tree } = manifestTree(files, manifest) ?? {};
  if (key === 'from' || key === 'to') return words(clusterNames(tree));
  if (key === 'alias') return words(listedAliases(tree));
  if (key === 'version' && parents.length > 0) return words([...knownMinors].reverse());
  if (at?.const !== undefined) return words([at.const]);
  if (at?.type === 'boolean') return words(['true', 'false']);
  return words(wordsOf(at));
}
