import type { Place } from '../core/text.js';
import type { RequestBody } from '../documents/document.js';
import { pairOf, textOf, type Pair } from '../documents/tree.js';
import { compileJavaPattern, type JavaPattern } from '../settings/java-pattern.js';
import { accessEntries, checkApiKey, isKeyUpdate } from '../settings/security-bodies/api-key.js';
import type { BodyProblem } from '../settings/security-bodies/problem.js';
import type { Cluster } from './cluster.js';
import type { Use } from './link.js';
import { accessOf, type IndexAccess } from './security-role.js';

/** What a body that should be a cross-cluster API key's is instead. */
export type WrongKey = 'rest' | 'response';

/** A cross-cluster API key, as its creation body describes it. */
export interface ApiKey {
  readonly cluster: Cluster;
  readonly body: RequestBody;
  /** The name in the body; an update has none. */
  readonly name: string | undefined;
  /** The pattern that the distinguished name of the signing certificate must match. */
  readonly identity:
    | (Place & { readonly pair: Pair; readonly text: string; readonly pattern: JavaPattern })
    | undefined;
  /** It changes a key that is there, and says nothing of what it leaves alone. */
  readonly isUpdate: boolean;
  readonly wrong: WrongKey | undefined;
  /** What the key may be used for, and on which indices. */
  readonly access: Readonly<Record<Use, readonly IndexAccess[]>>;
  /** What Elasticsearch refuses in it; empty for a body of another kind. */
  readonly problems: readonly BodyProblem[];
}

function wrongKind({ kind, tree }: RequestBody): WrongKey | undefined {
  if (kind === 'api-key-response') return 'response';
  return pairOf(tree, 'role_descriptors') && !pairOf(tree, 'access') ? 'rest' : undefined;
}

/** Reads what the rules need of a key's body; compiles its `certificate_identity`. */
export async function apiKeyOf(body: RequestBody, cluster: Cluster): Promise<ApiKey> {
  const pair = pairOf(body.tree, 'certificate_identity');
  const text = textOf(pair?.value);
  const identity =
    pair && text !== undefined
      ? {
          source: body.source,
          range: pair.value.range,
          pair,
          text,
          pattern: await compileJavaPattern(text),
        }
      : undefined;
  const wrong = wrongKind(body);
  const isUpdate = body.tree !== undefined && isKeyUpdate(body.tree, body.method);
  const access = (use: Use): IndexAccess[] =>
    body.tree && !wrong ? accessOf(body, accessEntries(body.tree, use)) : [];
  return {
    cluster,
    body,
    name: textOf(pairOf(body.tree, 'name')?.value),
    identity,
    isUpdate,
    wrong,
    access: { search: access('search'), replication: access('replication') },
    problems: body.tree && !wrong ? checkApiKey(body.tree, isUpdate, cluster.versions) : [],
  };
}
